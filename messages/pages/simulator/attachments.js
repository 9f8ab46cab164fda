// What can be sent beside words: photos and files from disk, and made-up sounds, places and stickers.

import { button } from "./dom.js";

export function offerAttachments(phone) {
  const [photo, file] = ["input.photo", "input.file"].map((name) => phone.root.querySelector(name));
  const opener = phone.parts("attach");
  const offers = phone.parts("attachments");
  const open = (opened) => { offers.hidden = !opened; opener.setAttribute("aria-expanded", String(opened)); };
  const offer = (text, deed) => button(text, "", () => { open(false); deed(); });
  offers.append(
    offer("รูปภาพ", () => photo.click()),
    offer("ไฟล์", () => file.click()),
    offer("เสียง", () => phone.sendFile(new File(["voice"], "voice.m4a"), "audio/mp4")),
    offer("ตำแหน่ง", () => phone.perform("location")),
    offer("สติกเกอร์", () => phone.perform("sticker")),
  );
  opener.addEventListener("click", () => open(offers.hidden));
  sendPicked(photo, phone, (chosen) => chosen.type || "image/jpeg");
  sendPicked(file, phone, () => "application/octet-stream");
}

function sendPicked(field, phone, mediaType) {
  field.addEventListener("change", async () => {
    for (const chosen of field.files) await phone.sendFile(chosen, mediaType(chosen));
    field.value = "";
  });
}
