// What is asked and shown in front of the page. Esc and "ปิด" close it.

import { button, byId, make } from "./dom.js";

// Resolves with the value of the button that closed it, "" for none.
function open(title, parts, choices) {
  const dialog = byId("dialog");
  byId("dialog-title").textContent = title;
  byId("dialog-body").replaceChildren(...parts);
  dialog.querySelector(".buttons").replaceChildren(...choices.map(([value, text, className]) => {
    const choice = make("button", className, text);
    choice.value = value;
    return choice;
  }));
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

export async function confirm(title, text, yes) {
  return await open(title, [make("p", "", text)], [["yes", yes, "leads"], ["", "กลับ", ""]]) === "yes";
}

// A moment in LINE's words for the picker's mode, or null.
export async function pickMoment(action) {
  const field = make("input");
  field.type = action.mode === "datetime" ? "datetime-local" : action.mode;
  for (const [name, value] of [["value", action.initial], ["min", action.min], ["max", action.max]]) {
    if (value) field[name] = value.replace("t", "T");
  }
  const label = make("label", "", action.label || "เลือก");
  label.append(field);
  const answer = await open(action.label || "เลือก", [label], [["yes", "ตกลง", "leads"], ["", "กลับ", ""]]);
  return answer === "yes" && field.value ? field.value : null;
}

export function showText(title, text, fileName) {
  const shown = make("pre", "", text);
  shown.tabIndex = 0;
  const copy = button("คัดลอก", "", async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = "คัดลอกแล้ว";
  });
  const download = make("a", "button", "ดาวน์โหลด");
  download.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  download.download = fileName;
  const parts = fileName ? [shown, copy, " ", download] : [shown, copy];
  return open(title, parts, [["", "ปิด", "leads"]]).then(() => URL.revokeObjectURL(download.href));
}

// One of [value, text] pairs, or null.
export async function choose(title, label, options, yes) {
  const field = make("select");
  field.append(...options.map(([value, text]) => new Option(text, value)));
  const asked = make("label", "", label);
  asked.append(field);
  return await open(title, [asked], [["yes", yes, "leads"], ["", "กลับ", ""]]) === "yes" ? field.value : null;
}
