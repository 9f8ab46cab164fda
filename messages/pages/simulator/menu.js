// The menu beneath the chat: its picture, with a button over each area.

import { menuAddress } from "./api.js";
import { button, make } from "./dom.js";

export function drawMenu(menu, tap) {
  const picture = make("img");
  picture.src = menuAddress(menu.id);
  picture.alt = "";
  picture.style.aspectRatio = `${menu.size.width} / ${menu.size.height}`;
  return [picture, ...menu.areas.map((area) => drawArea(area, menu.size, tap))];
}

function drawArea({ bounds, action }, size, tap) {
  const key = button(undefined, "area", () => tap(action));
  key.setAttribute("aria-label", action.label || action.text || action.displayText || action.uri || action.data);
  key.style.left = `${bounds.x / size.width * 100}%`;
  key.style.top = `${bounds.y / size.height * 100}%`;
  key.style.width = `${bounds.width / size.width * 100}%`;
  key.style.height = `${bounds.height / size.height * 100}%`;
  return key;
}
