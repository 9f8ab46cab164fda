// One phone: a chat with its lines, quick replies, menu and composer.

import { act } from "./actions.js";
import { offerAttachments } from "./attachments.js";
import { ask, sendContent, timeline } from "./api.js";
import { choose, showText } from "./dialogs.js";
import { button, byId, make } from "./dom.js";
import { drawLine, drawNote, initialOf } from "./lines.js";
import { drawMenu } from "./menu.js";

const NEAR = 80;
// In a lower window an open menu leaves no room for the chat: it waits under its bar.
const ROOM_FOR_MENU = 800;
let made = 0;

export const keyOf = (chat) => `${chat.channel}/${chat.id}`;

// Every action of a message that opens an address, in the order they stand.
function linksIn(part) {
  if (Array.isArray(part)) return part.flatMap(linksIn);
  if (!part || typeof part !== "object") return [];
  return part.type === "uri" ? [part] : Object.values(part).flatMap(linksIn);
}

export class Phone {
  // `onChoose(key)`: the visitor wants another chat here; `onUse()`: somebody was spoken for.
  constructor(onChoose, onUse) {
    this.root = byId("phone").content.firstElementChild.cloneNode(true);
    this.onUse = onUse;
    this.chat = null;
    this.lines = [];
    this.generation = 0;
    this.parts = (name) => this.root.querySelector(`.${name}`);
    this.log = this.parts("log");
    this.text = this.root.querySelector("textarea");
    this.as = this.root.querySelector(".as select");
    this.text.id = `text-${made += 1}`;
    this.parts("skip").href = `#${this.text.id}`;
    this.listen(onChoose);
    this.deeds = { act: (action) => act(action, this), unsend: (messageId) => this.perform("unsend", { messageId }) };
  }

  // --- which chat ----------------------------------------------------------------------------------

  show(chat) {
    this.chat = chat;
    this.as.replaceChildren(...chat.members.map((person) => new Option(person.name, person.id)));
    this.draw();
    return this.load();
  }

  update(chat) {
    if (chat.blocked !== this.chat.blocked) this.note(chat.blocked ? `คุณบล็อก ${chat.account}` : `คุณเลิกบล็อก ${chat.account}`);
    this.chat = chat;
    this.draw();
  }

  draw() {
    const { chat } = this;
    const group = chat.kind === "group";
    this.root.setAttribute("aria-label", `โทรศัพท์: ${chat.name}`);
    this.log.setAttribute("aria-label", `ข้อความใน ${chat.name}`);
    this.parts("initial").textContent = initialOf(chat.name);
    this.parts("account").textContent = group ? `กลุ่ม ${chat.members.length} คน · มี ${chat.account}` : `คุยกับ ${chat.account}`;
    this.parts("as").hidden = !group;
    this.parts("block").hidden = group;
    this.parts("block").textContent = chat.blocked ? "เลิกบล็อก" : "บล็อก";
    this.root.classList.toggle("blocked", Boolean(chat.blocked));
    for (const control of this.root.querySelectorAll(".composer textarea, .composer button")) control.disabled = Boolean(chat.blocked);
  }

  listChats(chats) {
    this.parts("chooser").replaceChildren(...chats.map((chat) => new Option(chat.name, keyOf(chat), false, keyOf(chat) === keyOf(this.chat))));
  }

  // --- lines -----------------------------------------------------------------------------------------

  async load() {
    const mine = this.generation += 1;
    this.pending = [];
    const entries = await timeline(this.chat);
    if (mine !== this.generation || !entries) return;
    const missed = this.pending;
    this.pending = null;
    this.clear();
    this.add([...entries, ...missed]);
  }

  clear() {
    const dots = this.parts("dots");
    this.lines = [];
    this.log.replaceChildren(dots);
    this.wait(0);
    this.note(this.chat.kind === "group" ? `${this.chat.account} เข้าร่วมกลุ่มแล้ว` : `เพิ่ม ${this.chat.account} เป็นเพื่อนแล้ว`);
    this.drawQuickReplies();
  }

  // Lines come from the timeline and from events; each is drawn once.
  add(entries) {
    if (this.pending) return void this.pending.push(...entries);
    for (const entry of entries) if (entry.number > this.last()) this.append(entry);
    this.drawQuickReplies();
    if (this.atEnd || !entries.at(-1)?.fromBot) this.scrollDown();
  }

  // The first link of the answer that comes next is opened as if its reader had tapped it.
  openNextLink() {
    this.opensLink = true;
  }

  followLink(entry) {
    const found = this.opensLink && entry.fromBot && linksIn(entry.message)[0];
    if (entry.fromBot) this.opensLink = false;
    if (found) this.deeds.act(found);
  }

  append(entry) {
    const before = this.lines.at(-1);
    if (before?.day !== entry.day) this.note(entry.day);
    this.lines.push(entry);
    this.log.insertBefore(drawLine(entry, before, this.me(), this.deeds), this.parts("dots"));
    if (entry.fromBot) this.wait(0);
    this.followLink(entry);
  }

  change(entry) {
    const at = this.lines.findIndex((line) => line.number === entry.number);
    if (at < 0) return;
    this.lines[at] = entry;
    this.log.querySelector(`[data-number="${entry.number}"]`).replaceWith(drawLine(entry, this.lines[at - 1], this.me(), this.deeds));
    this.drawQuickReplies();
  }

  note(text) {
    this.log.insertBefore(drawNote(text), this.parts("dots"));
  }

  last() {
    return this.lines.at(-1)?.number ?? 0;
  }

  // Three dots for so many seconds, or until the account's next message.
  wait(seconds) {
    clearTimeout(this.waiting);
    this.parts("dots").hidden = seconds === 0;
    if (seconds) this.waiting = setTimeout(() => this.wait(0), seconds * 1000);
    if (seconds) this.scrollDown();
  }

  scrollDown() {
    this.atEnd = true;
    cancelAnimationFrame(this.scrolling);
    this.scrolling = requestAnimationFrame(() => { this.log.scrollTop = this.log.scrollHeight; });
  }

  // Who reads the newest line goes on seeing it when pictures arrive and when the room changes.
  stayAtEnd() {
    const stay = () => { if (this.atEnd) this.scrollDown(); };
    this.atEnd = true;
    // Only scrolling up leaves the end: lines may have come in between a scroll down and its event.
    let top = 0;
    this.log.addEventListener("scroll", () => {
      const { scrollTop, scrollHeight, clientHeight } = this.log;
      this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR || (this.atEnd && scrollTop >= top);
      top = scrollTop;
    });
    this.log.addEventListener("load", stay, { capture: true });
    new ResizeObserver(stay).observe(this.log);
  }

  // --- buttons ---------------------------------------------------------------------------------------

  // Under the last message only, and gone once one is tapped.
  drawQuickReplies() {
    const last = this.lines.at(-1);
    const items = last?.fromBot ? last.message.quickReply?.items || [] : [];
    if (this.offered === last?.number && this.parts("quick").childElementCount === items.length) return;
    this.offered = last?.number;
    this.parts("quick").replaceChildren(...items.map(({ action }) => button(action.label, "", () => {
      this.parts("quick").replaceChildren();
      this.text.focus({ preventScroll: true });
      this.deeds.act(action);
    })));
  }

  setMenu(menu) {
    const shown = this.chat.kind === "person" ? menu : undefined;
    if (this.menuId === shown?.id) return;
    this.menuId = shown?.id;
    this.parts("bar").hidden = !shown;
    this.parts("bar").textContent = shown?.chatBarText || "";
    this.parts("menu").replaceChildren(...(shown ? drawMenu(shown, this.deeds.act) : []));
    this.parts("menu").setAttribute("aria-label", shown?.chatBarText || "");
    this.openMenu(Boolean(shown?.selected) && innerHeight >= ROOM_FOR_MENU);
  }

  openMenu(open) {
    this.parts("menu").hidden = !open || !this.menuId;
    this.parts("bar").setAttribute("aria-expanded", String(!this.parts("menu").hidden));
  }

  // --- deeds -----------------------------------------------------------------------------------------

  me() {
    return this.chat.kind === "group" ? this.as.value : this.chat.id;
  }

  speaker() {
    return { channel: this.chat.channel, user: this.me(), group: this.chat.kind === "group" ? this.chat.id : undefined };
  }

  // Once somebody acts, the menu folds away: the answer needs the room.
  use() {
    this.onUse();
    this.openMenu(false);
  }

  say(text) {
    return this.perform("say", { text });
  }

  tap(data, displayText, params) {
    return this.perform("tap", { data, displayText, params });
  }

  async perform(deed, details = {}) {
    this.use();
    return this.told(await ask(deed, { ...this.speaker(), ...details }));
  }

  async sendFile(file, mediaType) {
    this.use();
    return this.told(await sendContent(file, mediaType, { ...this.speaker(), name: file.name }));
  }

  told(answer) {
    if (!answer.ok) this.notice(answer.message);
    else this.notice(answer.status === 200 ? "" : `${this.chat.account} ไม่ได้ตอบรับข้อความนี้ ดูเบื้องหลังในแผงควบคุม`);
    return answer.ok;
  }

  notice(text) {
    this.parts("notice").textContent = text;
    this.parts("notice").hidden = text === "";
  }

  startTyping(text) {
    this.text.value = text;
    this.text.focus();
  }

  pickPhoto() {
    this.parts("composer").querySelector("input.photo").click();
  }

  async send() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.grow();
    if (!await this.say(text) && !this.text.value) this.text.value = text;
  }

  async save() {
    const own = this.lines.filter((entry) => !entry.fromBot && !entry.message.unsent);
    if (!own.length) return this.notice("ยังไม่มีข้อความให้บันทึก พิมพ์คุยก่อนแล้วลองใหม่");
    const options = own.map((entry) => [entry.number, `${entry.time} ${entry.message.text || entry.message.type}`.slice(0, 60)]);
    const from = await choose("บันทึกเป็นแบบทดสอบ", "เริ่มจากข้อความ", options, "บันทึก");
    if (from === null) return undefined;
    const answer = await ask("save", { chat: this.chat.id, from: Number(from) });
    return answer.ok ? showText("แบบทดสอบจากบทสนทนานี้", answer.text, "dialog.toml") : this.notice(answer.message);
  }

  // --- composer --------------------------------------------------------------------------------------

  listen(onChoose) {
    this.parts("chooser").addEventListener("change", (event) => onChoose(event.target.value));
    this.parts("block").addEventListener("click", () => this.perform(this.chat.blocked ? "unblock" : "block"));
    this.parts("save").addEventListener("click", () => this.save());
    this.parts("bar").addEventListener("click", () => this.openMenu(this.parts("menu").hidden));
    this.as.addEventListener("change", () => this.turnSides());
    this.parts("composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.text.addEventListener("input", () => this.grow());
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.send();
    });
    offerAttachments(this);
    this.stayAtEnd();
  }

  turnSides() {
    for (const line of this.log.querySelectorAll(".line[data-sender]")) line.classList.toggle("mine", line.dataset.sender === this.me());
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }
}
