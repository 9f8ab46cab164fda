// The panel: time, trouble, the bill, what happened behind the chats, and the demo's controls.

import { ask } from "./api.js";
import { confirm, showText } from "./dialogs.js";
import { button, byId, make } from "./dom.js";

const SHOWN = 60;
const SWITCHES = {
  slow: "LINE ช้า ตอบหลัง 3 วินาที",
  down: "LINE ล่ม (500)",
  lost: "LINE รับแล้วแต่คำตอบหาย",
  twice: "LINE ส่งเหตุการณ์ซ้ำ",
  used_up: "ใช้โควตาเดือนนี้หมดแล้ว",
};
const KINDS = {
  person: (line) => ["ส่งถึงคน", `${line.calls} ครั้ง`],
  group: (line) => ["ส่งเข้ากลุ่ม", `${line.calls} ครั้ง × สมาชิก`],
  multicast: (line) => ["ส่งถึงหลายคน", `${line.calls} ครั้ง × ผู้รับ`],
};
const CALLS = [
  [/\/message\/reply$/, "ตอบกลับ (ไม่คิดเงิน)"], [/\/message\/push$/, "ส่งข้อความ"], [/\/message\/multicast$/, "ส่งถึงหลายคน"],
  [/\/loading\/start$/, "แสดงว่ากำลังพิมพ์"], [/\/content$/, "รับไฟล์"], [/\/quota/, "ถามโควตา"], [/\/richmenu/, "จัดการเมนู"],
];
const ANSWERS = {
  0: "ไม่ได้คำตอบ", 200: "สำเร็จ", 202: "สำเร็จ", 400: "ถูกปฏิเสธ", 401: "รหัสไม่ถูกต้อง", 404: "ไม่พบ", 409: "รับไว้ก่อนแล้ว ไม่ส่งซ้ำ",
  410: "ถูกยกเลิกแล้ว", 429: "เกินจำนวนที่ส่งได้", 500: "LINE ขัดข้อง",
};
const number = (count) => count.toLocaleString("en-US");

// --- time ----------------------------------------------------------------------------------------

export function showTime({ text }) {
  byId("now").textContent = text;
}

function drawJumps(jumps) {
  byId("jumps").hidden = jumps.length === 0;
  byId("jumps").replaceChildren(...jumps.map(({ id, label }) => button(label, "", () => jump(id))));
}

async function jump(id) {
  await busy("jumps", "arrived", "กำลังเดินเวลา", async () => {
    const answer = await ask("jump", { id });
    return answer.ok ? `ถึง ${answer.time} แล้ว` : answer.message;
  });
}

// Keeps the buttons still until it is done, and says how it ended.
async function busy(area, place, meanwhile, deed) {
  const keys = [...byId(area).querySelectorAll("button")];
  for (const key of keys) key.disabled = true;
  byId(place).textContent = meanwhile;
  byId(place).textContent = await deed();
  for (const key of keys) key.disabled = false;
}

// --- trouble -------------------------------------------------------------------------------------

export function showSwitches(states) {
  for (const [name, on] of Object.entries(states)) {
    switchOf("switches", name, SWITCHES[name] || name, (wanted) => ask("switch", { name, on: wanted })).checked = on;
  }
}

// People on the phones may block the account.
export function showPeople(people, change) {
  const shown = people.map((person) => person.id);
  for (const row of [...byId("people").children]) if (!shown.includes(row.dataset.name)) row.remove();
  for (const person of people) {
    switchOf("people", person.id, `${person.name} บล็อกบัญชี`, (wanted) => change(person, wanted)).checked = person.blocked;
  }
}

function switchOf(area, name, label, turn) {
  const found = byId(area).querySelector(`[data-name="${CSS.escape(name)}"] input`);
  if (found) return found;
  const field = make("input");
  field.type = "checkbox";
  field.setAttribute("role", "switch");
  field.addEventListener("change", () => turn(field.checked));
  const row = make("label", "switch");
  row.dataset.name = name;
  row.append(field, ` ${label}`);
  byId(area).append(row);
  return field;
}

// --- the bill --------------------------------------------------------------------------------------

export function showBill(bills) {
  byId("bill").replaceChildren(...bills.map(drawBill));
}

function drawBill(bill) {
  const table = make("table");
  const caption = make("caption", "", bill.account);
  table.append(caption, ...Object.entries(KINDS).map(([kind, words]) => {
    const line = bill.kinds[kind] || { calls: 0, messages: 0 };
    return drawRow(...words(line), number(line.messages));
  }));
  if (bill.elsewhere) table.append(drawRow("ส่งจากที่อื่น", "", number(bill.elsewhere)));
  const total = drawRow("รวม", bill.limit === null ? "ไม่จำกัด" : `จาก ${number(bill.limit)}`, number(bill.total));
  total.className = bill.limit !== null && bill.total >= bill.limit ? "total full" : "total";
  table.append(total);
  return table;
}

function drawRow(name, detail, value) {
  const row = make("tr");
  const head = make("th", "", name);
  head.scope = "row";
  row.append(head, make("td", "detail", detail), make("td", "value", value));
  return row;
}

// --- behind the chats --------------------------------------------------------------------------------

export function showCall(call) {
  const name = CALLS.find(([path]) => path.test(call.path))?.[1] || "เรียก LINE";
  const key = call.key ? ` · รหัสกันซ้ำ ${call.key}` : "";
  const good = call.status >= 200 && call.status < 300;
  addEvent(good, call.time, `${name}: ${ANSWERS[call.status] || call.status}`, `${call.method} ${call.path} → ${call.status || "–"}${key}`);
}

export function showWebhook(delivery) {
  const good = delivery.status === 200;
  const name = delivery.again ? "LINE ส่งเหตุการณ์ซ้ำ" : "LINE ส่งเหตุการณ์";
  const answer = good ? "ตอบรับแล้ว" : delivery.status ? "ไม่ตอบรับ" : "ไม่ตอบในเวลา";
  addEvent(good, delivery.time, `${name}: ${answer}`, `webhook ${delivery.kinds.join(", ")} → ${delivery.status || "–"}`);
}

function addEvent(good, time, text, detail) {
  const item = make("li", good ? "" : "bad");
  item.append(make("time", "", time), make("span", "", text), make("code", "", detail));
  byId("happened").prepend(item);
  while (byId("happened").childElementCount > SHOWN) byId("happened").lastElementChild.remove();
}

// --- the demo's controls ----------------------------------------------------------------------------------------

export function showControls(controls) {
  showAbout(controls);
  drawJumps(controls.jumps);
  byId("controls").hidden = !(controls.offices.length || controls.forms.length || controls.resets);
  fill("office", controls.offices);
  fill("form", controls.forms);
  byId("reset").hidden = !controls.resets;
}

// What is shown in the first minute: the tools stand aside until somebody asks for them.
function showAbout({ title, about }) {
  if (!about || byId("about").textContent === about) return;
  document.title = byId("title").textContent = title;
  byId("about").textContent = about;
  byId("about").hidden = byId("tools").hidden = false;
  unfold(false);
}

function unfold(shown) {
  document.body.classList.toggle("tools", shown);
  byId("tools").setAttribute("aria-expanded", String(shown));
  document.dispatchEvent(new Event("tools"));
}

function fill(name, options) {
  byId(`${name}s`).hidden = options.length === 0;
  byId(name).replaceChildren(...options.map(({ id, label }) => new Option(label, id)));
}

async function openForm() {
  const answer = await ask("form", { id: byId("form").value });
  await showText(byId("form").selectedOptions[0].text, answer.ok ? answer.text : answer.message);
}

async function startAnew(name, details) {
  if (!await confirm("เริ่มใหม่", "แชตทั้งหมดบนหน้านี้จะถูกล้าง", "เริ่มใหม่")) return;
  await busy("controls", "office-opened", "กำลังเตรียมสำนักงานตัวอย่าง", async () => {
    const answer = await ask(name, details);
    return answer.ok ? "พร้อมแล้ว" : answer.message;
  });
}

byId("tools").addEventListener("click", () => unfold(!document.body.classList.contains("tools")));
byId("open-form").addEventListener("click", openForm);
byId("open-office").addEventListener("click", () => startAnew("office", { id: byId("office").value }));
byId("reset").addEventListener("click", () => startAnew("reset", {}));
