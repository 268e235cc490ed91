// A person's picture: their initials on their colour, with whichever ink reads better on it.

import { h } from "./dom.js";
import { mark } from "./icons.js";

const GROUNDS = ["#0f6e63", "#7a4fb5", "#a8470f", "#1f5fa8", "#9c2f5f", "#4b6a12", "#6b5a2a", "#2f6f8f"];

function ground(person) {
  const given = /^#?([0-9a-f]{6})$/i.exec(person.color ?? "");
  if (given) return `#${given[1]}`;
  let sum = 0;
  for (const letter of person.id ?? "") sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return GROUNDS[sum % GROUNDS.length];
}

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function initials(name) {
  const words = String(name ?? "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  if (words.length === 0) return "?";
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked.map((word) => [...word][0].toUpperCase()).join("");
}

export function avatar(person, size = "medium") {
  const node = h("span", { class: `avatar avatar-${size}`, "aria-hidden": "true" });
  if (person.is_app) {
    node.classList.add("avatar-app");
    node.append(mark());
    return node;
  }
  const colour = ground(person);
  node.style.backgroundColor = colour;
  node.style.color = luminance(colour) > 0.36 ? "#14181c" : "#ffffff";
  node.append(initials(person.real_name || person.name));
  return node;
}
