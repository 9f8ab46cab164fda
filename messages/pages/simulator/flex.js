// Flex messages as LINE draws them. `tap(action)` is called for whatever is tapped.

import { button, link, make, tappable } from "./dom.js";

const STEPS = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const LETTERS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const PICTURES = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDERS = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const EDGES = { start: "flex-start", end: "flex-end", center: "center", top: "flex-start", bottom: "flex-end" };
const BLOCKS = ["header", "hero", "body", "footer"];
const DRAWERS = {
  box: drawBox, text: drawText, button: drawButton, image: drawImage, icon: drawIcon, video: drawVideo,
  separator: drawSeparator, filler: () => make("div"), spacer: drawSpacer,
};

const length = (word, scale = STEPS) => (word in scale ? `${scale[word]}px` : /^-?[\d.]+(px|%)$/.test(word) ? word : "");
const colour = (word) => (/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(word || "") ? word : "");
const ratio = (word) => (/^\d+:\d+$/.test(word || "") ? word.replace(":", " / ") : "1 / 1");
const isPicture = (address) => /^https:\/\//.test(address) || /^data:image\//.test(address);

export function drawFlex(contents, tap) {
  const bubbles = contents.type === "carousel" ? contents.contents : [contents];
  const row = make("div", contents.type === "carousel" ? "flex carousel" : "flex");
  // A row that scrolls sideways must be reached without a mouse.
  if (contents.type === "carousel") row.tabIndex = 0;
  row.append(...bubbles.map((bubble) => drawBubble(bubble, tap)));
  return row;
}

function drawBubble(bubble, tap) {
  const card = make("div", `card ${bubble.size || "mega"}`);
  card.dir = bubble.direction || "ltr";
  for (const name of BLOCKS) if (bubble[name]) card.append(drawBlock(name, bubble, tap));
  act(card, bubble.action, tap);
  return card;
}

function drawBlock(name, bubble, tap) {
  const style = bubble.styles?.[name] || {};
  const block = make("div", `block ${name}`);
  block.style.backgroundColor = colour(style.backgroundColor);
  if (style.separator) block.style.borderTop = `1px solid ${colour(style.separatorColor) || "#d4d6da"}`;
  const part = drawPart(bubble[name], { layout: "vertical" }, true, tap);
  // In a carousel all bubbles are as high as the highest, and the body takes what is left.
  if (name === "body") part.style.flex = "1 0 auto";
  block.append(part);
  return block;
}

function drawPart(part, parent, first, tap) {
  const node = DRAWERS[part.type] ? DRAWERS[part.type](part, tap) : make("span");
  node.classList.add("part");
  place(node, part, parent, first);
  if (part.type !== "button") act(node, part.action, tap);
  return node;
}

// --- where a part stands -------------------------------------------------------------------------

function place(node, part, parent, first) {
  const across = parent.layout !== "vertical";
  const gap = first ? undefined : part.margin || parent.spacing;
  if (gap) node.style[across ? "marginInlineStart" : "marginTop"] = length(gap);
  node.style.flex = share(part, across);
  if (part.gravity && parent.layout === "horizontal") node.style.alignSelf = EDGES[part.gravity];
  else if (part.gravity) node.style.alignContent = EDGES[part.gravity];
  if (part.position === "absolute") node.style.position = "absolute";
  offset(node, part);
}

// In a row everything shares the width unless it says otherwise; in a column everything keeps its height.
function share(part, across) {
  if (part.type === "separator" || part.type === "spacer" || part.type === "icon") return "none";
  if (part.flex === 0 || (part.width && part.flex === undefined)) return "0 0 auto";
  if (part.flex > 0) return across ? `${part.flex} 1 0` : `${part.flex} 0 auto`;
  if (part.type === "filler") return "1 1 0";
  return across ? "1 1 0" : "0 0 auto";
}

function offset(node, part) {
  const sides = { top: part.offsetTop, bottom: part.offsetBottom, insetInlineStart: part.offsetStart, insetInlineEnd: part.offsetEnd };
  for (const [side, word] of Object.entries(sides)) if (word) node.style[side] = length(word);
}

// --- parts ---------------------------------------------------------------------------------------

function drawBox(part, tap) {
  const node = make("div", `box ${part.layout}`);
  const { style } = node;
  style.backgroundColor = colour(part.backgroundColor);
  style.justifyContent = part.justifyContent || "";
  if (part.alignItems) style.alignItems = part.alignItems;
  if (part.background) style.backgroundImage = gradient(part.background);
  if (part.cornerRadius) style.borderRadius = length(part.cornerRadius);
  if (part.borderWidth) style.borderWidth = length(part.borderWidth, BORDERS);
  if (part.borderColor) style.borderColor = colour(part.borderColor);
  for (const name of ["width", "height", "maxWidth", "maxHeight"]) if (part[name]) style[name] = length(part[name]);
  pad(style, part);
  node.append(...part.contents.map((inner, position) => drawPart(inner, part, position === 0, tap)));
  return node;
}

function pad(style, part) {
  if (part.paddingAll) style.padding = length(part.paddingAll);
  if (part.paddingTop) style.paddingTop = length(part.paddingTop);
  if (part.paddingBottom) style.paddingBottom = length(part.paddingBottom);
  if (part.paddingStart) style.paddingInlineStart = length(part.paddingStart);
  if (part.paddingEnd) style.paddingInlineEnd = length(part.paddingEnd);
}

function gradient(background) {
  const middle = background.centerColor ? `, ${colour(background.centerColor)} ${length(background.centerPosition || "50%")}` : "";
  return `linear-gradient(${parseFloat(background.angle) || 0}deg, ${colour(background.startColor)}${middle}, ${colour(background.endColor)})`;
}

function drawText(part) {
  const node = make("p", part.wrap ? "text wrap" : "text");
  if (part.contents?.length) node.append(...part.contents.map((span) => dress(make("span", "", span.text), span)));
  else node.textContent = part.text;
  if (part.align) node.style.textAlign = part.align;
  if (part.lineSpacing) node.style.lineHeight = `calc(1.4em + ${length(part.lineSpacing)})`;
  if (part.maxLines > 0 && part.wrap) {
    node.classList.add("cut");
    node.style.webkitLineClamp = part.maxLines;
  }
  return dress(node, part);
}

function dress(node, part) {
  if (part.size) node.style.fontSize = length(part.size, LETTERS);
  if (part.weight) node.style.fontWeight = part.weight === "bold" ? "700" : "400";
  if (part.style) node.style.fontStyle = part.style;
  if (part.decoration) node.style.textDecoration = part.decoration;
  if (part.color) node.style.color = colour(part.color);
  return node;
}

function drawButton(part, tap) {
  const style = part.style || "link";
  const node = make("div");
  const key = drawKey(part.action, `key ${style} ${part.height || "md"}`, tap);
  if (part.color) key.style[style === "link" ? "color" : "backgroundColor"] = colour(part.color);
  node.append(key);
  return node;
}

function drawKey(action, className, tap) {
  const key = action.type === "uri" && /^https?:/i.test(action.uri)
    ? link(action.uri, action.label, className)
    : button(action.label, className, () => tap(action));
  // What holds the key may be tapped too, and does something else.
  key.addEventListener("click", (event) => event.stopPropagation());
  return key;
}

function drawImage(part) {
  const node = make("div", "image");
  const picture = drawPicture(part);
  picture.style.width = part.size === "full" ? "100%" : length(part.size || "md", PICTURES);
  picture.style.objectFit = part.aspectMode === "cover" ? "cover" : "contain";
  picture.style.backgroundColor = colour(part.backgroundColor);
  node.style.justifyContent = EDGES[part.align || "center"];
  node.append(picture);
  return node;
}

function drawIcon(part) {
  const node = drawPicture(part);
  node.style.height = length(part.size || "md", LETTERS);
  return node;
}

function drawPicture(part) {
  const node = make("img");
  node.alt = "";
  node.referrerPolicy = "no-referrer";
  node.style.aspectRatio = ratio(part.aspectRatio);
  if (isPicture(part.url)) node.src = part.url;
  return node;
}

function drawVideo(part, tap) {
  const node = drawPart(part.altContent, { layout: "vertical" }, true, tap);
  node.classList.add("video");
  return node;
}

function drawSeparator(part) {
  const node = make("div", "rule");
  if (part.color) node.style.backgroundColor = colour(part.color);
  return node;
}

function drawSpacer(part) {
  const node = make("div");
  node.style.padding = length(part.size || "md");
  return node;
}

// --- what a tap does -----------------------------------------------------------------------------

function act(node, action, tap) {
  if (!action) return;
  if (!node.querySelector("a, button, [role=button]")) {
    tappable(node, "", () => tap(action));
    return;
  }
  // A button within a button is no button: the outer one is tapped anywhere, and reached by keys through one of its own.
  node.addEventListener("click", () => tap(action));
  node.prepend(button(action.label || action.text || "…", "by-keys", (event) => { event.stopPropagation(); tap(action); }));
}
