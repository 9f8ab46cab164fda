"use strict";

// Everything people or the account wrote reaches the page as textContent, never as markup.

const POLL_MS = 900;
const STEPS = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const SIZES = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const OTHER_KINDS = {
  image: "[รูปภาพ]", video: "[วิดีโอ]", audio: "[เสียง]", file: "[ไฟล์]", location: "[ตำแหน่ง]",
  sticker: "[สติกเกอร์]", template: "[เมนู]", imagemap: "[ภาพเมนู]",
};
const byId = (id) => document.getElementById(id);

let chats = [];
let chosen = null;
let since = 0;
let generation = 0;

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

const keyOf = (chat) => `${chat.channel}/${chat.id}`;
const pixels = (word, scale) => (word in scale ? scale[word] : parseFloat(word) || 0) + "px";
const colour = (word) => (/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(word || "") ? word : "");

// --- chats -------------------------------------------------------------------------------------

async function refreshChats() {
  const answer = await fetch("/simulator/api/chats");
  const found = (await answer.json()).chats;
  if (JSON.stringify(found) !== JSON.stringify(chats)) {
    chats = found;
    drawChats();
    const wanted = decodeURIComponent(location.hash.slice(1));
    const same = chats.find((chat) => keyOf(chat) === (chosen ? keyOf(chosen) : wanted));
    if (same && !chosen) choose(same);
    else if (same) { chosen = same; drawHead(); }
  }
}

function drawChats() {
  byId("empty").hidden = chats.length > 0;
  byId("chats").replaceChildren(...chats.map((chat) => {
    const button = make("button", "", chat.name);
    button.type = "button";
    button.append(make("small", "", chat.kind === "group" ? `กลุ่ม · ${chat.account}` : chat.account));
    button.setAttribute("aria-current", String(chosen !== null && keyOf(chat) === keyOf(chosen)));
    button.addEventListener("click", () => choose(chat));
    const item = make("li");
    item.append(button);
    return item;
  }));
}

function choose(chat) {
  chosen = chat;
  since = 0;
  generation += 1;
  location.hash = encodeURIComponent(keyOf(chat));
  document.body.classList.add("open");
  byId("chat").hidden = false;
  byId("choose").hidden = true;
  byId("lines").replaceChildren();
  byId("quick").replaceChildren();
  notice("");
  byId("as").replaceChildren(...chat.members.map((person) => new Option(person.name, person.id)));
  drawHead();
  drawChats();
  refreshLines();
}

function drawHead() {
  byId("name").textContent = chosen.name;
  byId("account").textContent = chosen.kind === "group" ? `กลุ่ม ${chosen.members.length} คน · ${chosen.account}` : `คุยกับ ${chosen.account}`;
  byId("as-label").hidden = chosen.kind !== "group";
  byId("block").hidden = chosen.kind === "group";
  byId("block").textContent = chosen.blocked ? "เลิกบล็อก" : "บล็อก";
  for (const control of byId("composer").elements) control.disabled = Boolean(chosen.blocked);
}

// --- lines -------------------------------------------------------------------------------------

async function refreshLines() {
  if (!chosen) return;
  const mine = generation;
  const query = new URLSearchParams({ channel: chosen.channel, chat: chosen.id, since });
  const answer = await fetch(`/simulator/api/timeline?${query}`);
  if (!answer.ok) return;
  const entries = (await answer.json()).entries.filter((entry) => entry.number > since);
  if (mine !== generation || entries.length === 0) return;
  since = entries[entries.length - 1].number;
  byId("lines").append(...entries.map(drawLine));
  drawQuickReplies(entries[entries.length - 1]);
  byId("lines").scrollTop = byId("lines").scrollHeight;
}

function drawLine(entry) {
  const line = make("li", entry.fromBot ? "line" : "line mine");
  line.append(make("span", "who", entry.name), drawMessage(entry.message));
  const time = make("time", "", new Date(entry.at).toLocaleTimeString("th-TH", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Bangkok" }));
  time.dateTime = entry.at;
  line.append(time);
  return line;
}

function drawMessage(message) {
  if (message.type === "text" || message.type === "textV2") return make("div", "bubble", message.text);
  if (message.type !== "flex") return make("div", "bubble other", message.altText || OTHER_KINDS[message.type] || message.type);
  const row = make("div", "flex");
  row.setAttribute("aria-label", message.altText);
  const bubbles = message.contents.type === "carousel" ? message.contents.contents : [message.contents];
  row.append(...bubbles.map(drawCard));
  return row;
}

function drawCard(bubble) {
  const card = make("div", "card");
  for (const part of ["header", "hero", "body", "footer"]) if (bubble[part]) card.append(drawPart(bubble[part]));
  return card;
}

// --- flex components ---------------------------------------------------------------------------

const PARTS = { box: drawBox, text: drawText, button: drawButton, image: drawImage, separator: () => make("hr") };

function drawPart(part) {
  const draw = PARTS[part.type];
  const node = draw ? draw(part) : make("span");
  if (part.margin) node.style.marginBlockStart = pixels(part.margin, STEPS);
  if (part.flex !== undefined) node.style.flex = part.flex ? `${part.flex} 1 0` : "none";
  if (part.action && part.type !== "button") {
    node.style.cursor = "pointer";
    node.addEventListener("click", () => act(part.action));
  }
  return node;
}

function drawBox(part) {
  const node = make("div", `box ${part.layout}`);
  if (part.spacing) node.style.gap = pixels(part.spacing, STEPS);
  if (part.backgroundColor) node.style.background = colour(part.backgroundColor);
  if (part.paddingAll) node.style.padding = pixels(part.paddingAll, STEPS);
  node.append(...part.contents.map((inner) => {
    const drawn = drawPart(inner);
    if (part.layout !== "vertical" && inner.flex === undefined && inner.type !== "separator") drawn.style.flex = "1 1 0";
    return drawn;
  }));
  return node;
}

function drawText(part) {
  const node = make("p", part.wrap ? "wrap" : "");
  if (part.contents && part.contents.length) node.append(...part.contents.map((span) => dress(make("span", "", span.text), span)));
  else node.textContent = part.text;
  if (part.align) node.style.textAlign = part.align;
  return dress(node, part);
}

function dress(node, part) {
  if (part.size) node.style.fontSize = pixels(part.size, SIZES);
  if (part.weight) node.style.fontWeight = part.weight === "bold" ? "700" : "400";
  if (part.style) node.style.fontStyle = part.style;
  if (part.decoration) node.style.textDecoration = part.decoration;
  if (part.color) node.style.color = colour(part.color);
  return node;
}

function drawButton(part) {
  const node = make("button", part.style || "link", part.action.label);
  node.type = "button";
  if (part.color && part.style !== "link") node.style.background = colour(part.color);
  node.addEventListener("click", () => act(part.action));
  return node;
}

function drawImage(part) {
  const node = make("img");
  node.alt = "";
  node.referrerPolicy = "no-referrer";
  if (part.url.startsWith("https://")) node.src = part.url;
  return node;
}

// --- deeds -------------------------------------------------------------------------------------

function drawQuickReplies(last) {
  const items = last.fromBot && last.message.quickReply ? last.message.quickReply.items : [];
  byId("quick").replaceChildren(...items.map((item) => {
    const button = make("button", "", item.action.label);
    button.type = "button";
    button.addEventListener("click", () => { byId("quick").replaceChildren(); act(item.action); });
    return button;
  }));
}

function act(action) {
  if (action.type === "postback") return tap(action.data, action.displayText);
  if (action.type === "message") return perform("say", { text: action.text });
  if (action.type === "uri" && /^https?:/i.test(action.uri)) return window.open(action.uri, "_blank", "noopener");
  if (action.type === "clipboard") return navigator.clipboard.writeText(action.clipboardText);
  if (action.type === "datetimepicker") {
    const given = window.prompt(action.label || "", action.initial || "");
    return given ? tap(action.data, undefined, { [action.mode]: given }) : undefined;
  }
  return notice("ปุ่มชนิดนี้ใช้ได้ใน LINE บนโทรศัพท์เท่านั้น");
}

const tap = (data, displayText, params) => perform("tap", { data, displayText, params });

async function perform(deed, details) {
  if (!chosen) return false;
  const group = chosen.kind === "group" ? chosen.id : undefined;
  const user = chosen.kind === "group" ? byId("as").value : chosen.id;
  const answer = await fetch(`/simulator/api/${deed}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ channel: chosen.channel, user, group, ...details }),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) notice(said.message || "ส่งไม่ได้ ลองใหม่อีกครั้ง");
  else notice(said.status === 200 ? "" : "ทันรอบยังไม่ตอบรับข้อความนี้ ลองใหม่อีกครั้ง");
  await Promise.all([refreshLines(), refreshChats()]);
  return answer.ok;
}

function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = text === "";
}

async function send() {
  const text = byId("text").value.trim();
  if (text && await perform("say", { text })) byId("text").value = "";
  byId("text").focus();
}

byId("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
});
byId("sticker").addEventListener("click", () => perform("sticker", {}));
byId("block").addEventListener("click", () => perform(chosen.blocked ? "unblock" : "block", {}));
byId("back").addEventListener("click", () => { document.body.classList.remove("open"); chosen = null; location.hash = ""; byId("chat").hidden = true; byId("choose").hidden = false; drawChats(); });

async function poll() {
  try {
    await refreshChats();
    await refreshLines();
  } catch {
    notice("ติดต่อ LINE จำลองไม่ได้ ตรวจว่า tanrob demo ยังทำงานอยู่");
  }
  setTimeout(poll, POLL_MS);
}
poll();
