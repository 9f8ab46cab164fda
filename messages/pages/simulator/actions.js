// What a tap does, wherever the action stands: on a card, a quick reply or the menu.

import { pickMoment } from "./dialogs.js";

const DEEDS = {
  postback(action, phone) {
    if (action.inputOption === "openKeyboard") phone.startTyping(action.fillInText || "");
    if (action.inputOption === "openRichMenu") phone.openMenu(true);
    if (action.inputOption === "closeRichMenu") phone.openMenu(false);
    return phone.tap(action.data, action.displayText || action.text);
  },
  message: (action, phone) => phone.say(action.text),
  uri: (action, phone) => visit(action.uri, phone),
  async datetimepicker(action, phone) {
    const given = await pickMoment(action);
    return given === null ? undefined : phone.tap(action.data, undefined, { [action.mode]: given });
  },
  async clipboard(action, phone) {
    await navigator.clipboard.writeText(action.clipboardText);
    phone.notice("คัดลอกแล้ว");
  },
  camera: (_action, phone) => phone.pickPhoto(),
  cameraRoll: (_action, phone) => phone.pickPhoto(),
  location: (_action, phone) => phone.perform("location"),
};

export function act(action, phone) {
  const deed = DEEDS[action.type];
  return deed ? deed(action, phone) : phone.notice("ปุ่มชนิดนี้ใช้ได้ใน LINE จริงเท่านั้น");
}

function visit(address, phone) {
  if (!/^(https?|tel):/i.test(address)) return phone.notice(`LINE จะเปิด ${address}`);
  window.open(address, "_blank", "noopener,noreferrer");
  return phone.notice(/^tel:/i.test(address) ? `โทร ${address.slice(4)}` : "เปิดลิงก์ในแท็บใหม่แล้ว");
}
