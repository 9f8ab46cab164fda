// What every part of the page draws with. Words reach the page as textContent, never as markup.

export const byId = (id) => document.getElementById(id);

export function make(tag, className = "", text = undefined) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function button(text, className, onClick) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", onClick);
  return node;
}

export function link(address, text, className) {
  const node = make("a", className, text);
  node.href = address;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}

// A part that is no button by itself is tapped, and pressed with Enter or Space, like one.
export function tappable(node, label, onTap) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  if (label) node.setAttribute("aria-label", label);
  node.classList.add("tappable");
  node.addEventListener("click", (event) => { event.stopPropagation(); onTap(); });
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    onTap();
  });
}
