// One line of a chat: who said it, what, and when.

import { contentAddress } from "./api.js";
import { button, link, make } from "./dom.js";
import { drawFlex } from "./flex.js";

const EVERYBODY = "ทุกคน";

// `deeds`: act(action), unsend(messageId). `before`: the line above, if any.
export function drawLine(entry, before, me, deeds) {
  if (entry.message.unsent) return drawNote(`${entry.sender === me ? "คุณ" : `${entry.name} `}ยกเลิกข้อความ`, entry.number);
  const line = make("div", before?.sender === entry.sender && before?.day === entry.day ? "line follows" : "line");
  line.dataset.number = entry.number;
  line.dataset.sender = entry.sender;
  line.classList.toggle("mine", entry.sender === me);
  const avatar = make("span", "initial", initialOf(entry.name));
  avatar.setAttribute("aria-hidden", "true");
  const said = make("div", "said");
  said.append(drawMessage(entry, deeds));
  line.append(avatar, make("span", "name", entry.name), said, drawFoot(entry, deeds));
  return line;
}

function drawFoot(entry, deeds) {
  const foot = make("div", "foot");
  const time = make("time", "", entry.time);
  time.dateTime = entry.at;
  foot.append(time);
  if (!entry.fromBot) {
    const take = button("ยกเลิก", "unsend", () => deeds.unsend(entry.message.id));
    take.setAttribute("aria-label", `ยกเลิกข้อความ ${entry.message.text || ""}`.trim());
    foot.prepend(take);
  }
  return foot;
}

export function drawNote(text, number) {
  const note = make("div", "note", text);
  if (number !== undefined) note.dataset.number = number;
  return note;
}

export function initialOf(name) {
  const letters = [...name].filter((letter) => /\p{L}/u.test(letter));
  // A Thai vowel written before its consonant is no initial.
  return (letters.find((letter) => !/[เแโใไ]/.test(letter)) || "?").toUpperCase();
}

// --- messages ------------------------------------------------------------------------------------

const KINDS = {
  text: (entry) => drawWords([entry.message.text]),
  textV2: (entry) => drawWords(mentions(entry)),
  flex: (entry, deeds) => drawCards(entry.message, deeds),
  image: (entry) => drawPhoto(entry),
  sticker: () => drawSticker(),
  audio: () => drawOther("ข้อความเสียง"),
  video: () => drawOther("วิดีโอ"),
  file: (entry) => drawOther(`ไฟล์ ${entry.message.fileName || ""}`),
  location: (entry) => drawOther(`ตำแหน่ง ${entry.message.title || `${entry.message.latitude}, ${entry.message.longitude}`}`),
};

function drawMessage(entry, deeds) {
  const draw = KINDS[entry.message.type];
  return draw ? draw(entry, deeds) : drawOther(entry.message.altText || entry.message.type);
}

function drawWords(parts) {
  const bubble = make("div", "bubble");
  bubble.append(...parts);
  return bubble;
}

function drawOther(text) {
  return make("div", "bubble other", text);
}

// {name} stands for a mention, {{ and }} for braces.
function mentions(entry) {
  return entry.message.text.split(/(\{\{|\}\}|\{[A-Za-z0-9_]+\})/).map((part) => {
    if (part === "{{" || part === "}}") return part[0];
    const mentioned = /^\{.+\}$/.test(part) && entry.message.substitution?.[part.slice(1, -1)]?.mentionee;
    if (!mentioned) return part;
    return make("b", "", `@${mentioned.type === "all" ? EVERYBODY : entry.names[mentioned.userId] || ""}`);
  });
}

function drawCards(message, deeds) {
  const cards = drawFlex(message.contents, deeds.act);
  cards.setAttribute("role", "group");
  cards.setAttribute("aria-label", message.altText);
  return cards;
}

function drawPhoto(entry) {
  const own = !entry.fromBot;
  const address = own ? contentAddress(entry.message.id) : entry.message.originalContentUrl;
  if (!own && !/^https:/.test(address)) return drawOther("รูปภาพ");
  const picture = make("img", "photo");
  picture.src = own ? address : entry.message.previewImageUrl;
  picture.alt = `รูปภาพจาก ${entry.name} เปิดดูขนาดเต็ม`;
  picture.referrerPolicy = "no-referrer";
  const opens = link(address, undefined, "photo");
  opens.append(picture);
  return opens;
}

function drawSticker() {
  const sticker = make("div", "sticker", "☺");
  sticker.setAttribute("role", "img");
  sticker.setAttribute("aria-label", "สติกเกอร์");
  return sticker;
}
