// What the page asks of the simulated LINE, and what it hears from it.

const API = "/simulator/api";

export async function ask(name, details) {
  return answerOf(fetch(`${API}/${name}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(details),
  }));
}

export async function sendContent(data, mediaType, details) {
  const query = new URLSearchParams(Object.entries(details).filter(([, value]) => value !== undefined));
  return answerOf(fetch(`${API}/send?${query}`, { method: "POST", headers: { "Content-Type": mediaType }, body: data }));
}

// {ok, …}: what was answered, or a `message` saying why not.
async function answerOf(request) {
  try {
    const answer = await request;
    const said = await answer.json().catch(() => ({}));
    return { message: "ทำรายการไม่ได้ ลองใหม่อีกครั้ง", ...said, ok: answer.ok };
  } catch {
    return { ok: false, message: "ติดต่อ LINE จำลองไม่ได้ ตรวจว่าโปรแกรมยังทำงานอยู่ แล้วลองใหม่" };
  }
}

// The chat's lines, or null where the simulated LINE cannot be reached.
export async function timeline(chat) {
  try {
    const answer = await fetch(`${API}/timeline?${new URLSearchParams({ channel: chat.channel, chat: chat.id })}`);
    return (await answer.json()).entries;
  } catch {
    return null;
  }
}

export const contentAddress = (messageId) => `${API}/content/${encodeURIComponent(messageId)}`;
export const menuAddress = (menuId) => `${API}/menu/${encodeURIComponent(menuId)}`;

// Listens for ever: the browser comes back by itself and says which event it saw last.
export function listen(hears, onLink) {
  const source = new EventSource(`${API}/events`);
  for (const [name, hear] of Object.entries(hears)) {
    source.addEventListener(name, (event) => hear(JSON.parse(event.data)));
  }
  source.addEventListener("open", () => onLink(true));
  source.addEventListener("error", () => {
    onLink(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(hears, onLink), 2000);
  });
}
