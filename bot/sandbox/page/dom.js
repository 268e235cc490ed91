// The only place that makes elements. Whatever is not a node becomes a text node, so data can never turn into
// markup, whoever wrote it.

const SVG = "http://www.w3.org/2000/svg";

function dress(node, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
}

export function add(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

// h("button", {class: "x", onclick: fn}, "text", node, [more]) → an HTML element.
export function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  dress(node, attributes);
  return add(node, children);
}

// The same for SVG.
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  dress(node, attributes);
  return add(node, children);
}

export function replace(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

export const byId = (id) => document.getElementById(id);

let counter = 0;
export const freshId = (stem) => `${stem}-${++counter}`;

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "slack:"]);

// A URL that is fit for a link, or null: `javascript:` and its like never reach an href.
export function safeUrl(text) {
  try {
    const url = new URL(String(text).trim());
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function link(url, ...children) {
  const href = safeUrl(url);
  if (!href) return h("span", null, children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, children);
}
