// The page: which phones stand side by side, and what reaches each of them.

import { ask, listen } from "./api.js";
import { button, byId } from "./dom.js";
import * as panel from "./panel.js";
import { Phone, keyOf } from "./phone.js";

const PHONES = 3;
const phones = [];
let chats = [];
let menus = {};
let saves = false;
// The phones stay as they are once somebody chose a chat or spoke.
let settled = false;

// --- phones ----------------------------------------------------------------------------------------

// Two people who are in no group, and the first group; then whoever is left.
function usualChats() {
  const grouped = new Set(chats.filter((chat) => chat.kind === "group").flatMap((chat) => chat.members.map((person) => person.id)));
  const group = chats.find((chat) => chat.kind === "group");
  const apart = chats.filter((chat) => chat.kind === "person" && !grouped.has(chat.id));
  const first = [...apart.slice(0, group ? PHONES - 1 : PHONES), group].filter(Boolean);
  return [...first, ...chats.filter((chat) => !first.includes(chat))].slice(0, PHONES);
}

function wantedChats() {
  const named = decodeURIComponent(location.hash.slice(1)).split(",").map((key) => chats.find((chat) => keyOf(chat) === key));
  if (!phones.length && named[0]) settled = true;
  if (!phones.length && named[0]) return named.filter(Boolean);
  const kept = phones.map((phone) => chats.find((chat) => keyOf(chat) === keyOf(phone.chat)));
  // Another office stands there: what was chosen in the last one is gone.
  if (!kept.some(Boolean)) settled = false;
  return settled && kept.length && kept.every(Boolean) ? kept : usualChats();
}

function arrange() {
  const wanted = wantedChats();
  while (phones.length > wanted.length) phones.pop().root.remove();
  while (phones.length < wanted.length) addPhone();
  wanted.forEach((chat, at) => {
    const phone = phones[at];
    if (phone.chat && keyOf(phone.chat) === keyOf(chat)) phone.update(chat);
    else phone.show(chat);
    phone.listChats(chats);
    phone.setMenu(menus[chat.channel]);
  });
  byId("empty").hidden = phones.length > 0;
  drawTabs();
  panel.showPeople(phones.map((phone) => phone.chat).filter((chat) => chat.kind === "person"), block);
}

function addPhone() {
  const phone = new Phone((key) => exchange(phone, key), () => { settled = true; });
  phone.root.querySelector(".save").hidden = !saves;
  phones.push(phone);
  byId("phones").append(phone.root);
}

async function exchange(phone, key) {
  settled = true;
  const chat = chats.find((one) => keyOf(one) === key);
  const other = phones.find((one) => one !== phone && keyOf(one.chat) === key);
  if (other) other.show(phone.chat);
  phone.show(chat);
  history.replaceState(null, "", `#${encodeURIComponent(phones.map((one) => keyOf(one.chat)).join(","))}`);
  arrange();
}

function block(person, wanted) {
  settled = true;
  return ask(wanted ? "block" : "unblock", { channel: person.channel, user: person.id });
}

// --- the first things to try -----------------------------------------------------------------------

function drawBeginnings(beginnings) {
  byId("beginnings").replaceChildren(...beginnings.map((one) => button(one.label, "", () => begin(one))));
}

async function begin({ says, in_group: inGroup, opens_link: opensLink }) {
  const kind = inGroup ? "group" : "person";
  const at = phones.findIndex((phone) => phone.chat.kind === kind);
  if (at < 0) return;
  turnTo(at);
  phones[at].root.scrollIntoView({ inline: "nearest" });
  if (opensLink) phones[at].openNextLink();
  await phones[at].say(says);
}

const shownFor = (told) => phones.filter((phone) => phone.chat.id === told.chat && phone.chat.channel === told.channel);

// --- one screen at a time, where there is no room for all --------------------------------------------

function drawTabs() {
  const tools = document.body.classList.contains("tools") ? ["ควบคุม"] : [];
  const names = [...phones.map((phone) => phone.chat.name), ...tools];
  if (names.join("\n") === [...byId("tabs").children].map((tab) => tab.textContent).join("\n")) return;
  byId("tabs").replaceChildren(...names.map((name, at) => button(name, "", () => turnTo(at))));
  turnTo(Math.min(Number(document.body.dataset.shown), names.length - 1));
}

function turnTo(at) {
  document.body.dataset.shown = at;
  phones.forEach((phone, position) => phone.root.classList.toggle("shown", position === at));
  byId("panel").classList.toggle("shown", at === phones.length);
  [...byId("tabs").children].forEach((tab, position) => tab.setAttribute("aria-pressed", String(position === at)));
}

// --- what is heard -------------------------------------------------------------------------------------

// Lines that come together are drawn together.
let heard = [];

function hearLine(entry) {
  heard.push(entry);
  if (heard.length === 1) queueMicrotask(drawHeard);
}

function drawHeard() {
  const entries = heard;
  heard = [];
  for (const phone of phones) {
    const own = entries.filter((entry) => entry.chat === phone.chat.id && entry.channel === phone.chat.channel);
    if (own.length) phone.add(own);
  }
}

listen({
  clock: panel.showTime,
  bill: panel.showBill,
  switches: panel.showSwitches,
  call: panel.showCall,
  webhook: panel.showWebhook,
  line: hearLine,
  changed: (entry) => shownFor(entry).forEach((phone) => phone.change(entry)),
  loading: (told) => shownFor(told).forEach((phone) => phone.wait(told.seconds)),
  reload: () => phones.forEach((phone) => phone.load()),
  chats: (all) => { chats = all; arrange(); },
  menus: (all) => { menus = all; arrange(); },
  controls: (controls) => {
    saves = controls.saves;
    for (const phone of phones) phone.root.querySelector(".save").hidden = !saves;
    panel.showControls(controls);
    drawBeginnings(controls.beginnings);
  },
}, (linked) => {
  byId("trouble").hidden = linked;
  if (linked) for (const phone of phones) if (phone.pending) phone.load();
  byId("trouble").textContent = linked ? "" : "ติดต่อ LINE จำลองไม่ได้ ตรวจว่าโปรแกรมยังทำงานอยู่ หน้านี้จะต่อให้เอง";
});

// In a narrow window the tools are one more screen, which whoever asks for them wants to see.
document.addEventListener("tools", () => {
  drawTabs();
  if (document.body.classList.contains("tools")) turnTo(phones.length);
});
byId("pc").addEventListener("change", (event) => document.body.classList.toggle("pc", event.target.checked));
