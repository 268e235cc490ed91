// A menu that drops from a button: arrow keys, Home, End, a letter; Enter chooses, Escape goes back to the button.

import { add, h } from "./dom.js";
import { icon } from "./icons.js";
import { float, justClosed } from "./popover.js";

// items: {label, detail?, icon?, href?, danger?, onSelect} or {heading}.
export function openMenu(anchor, items, { label, side = "left" }) {
  if (justClosed(anchor)) return;
  const list = h("div", { class: "menu", role: "menu", "aria-label": label });
  const rows = [];
  for (const item of items) {
    if (item.heading) {
      list.append(h("p", { class: "menu-heading", role: "presentation" }, item.heading));
      continue;
    }
    const row = menuRow(item, () => {
      opened.close();
      item.onSelect();
    });
    rows.push(row);
    list.append(row);
  }
  list.addEventListener("keydown", (event) => walk(event, rows, () => opened.close()));
  const opened = float(anchor, list, { className: "floating-menu", side, onClose: () => settle(anchor) });
  anchor.setAttribute("aria-expanded", "true");
  rows[0]?.focus();
}

function settle(anchor) {
  anchor.setAttribute("aria-expanded", "false");
  if (document.activeElement === document.body && anchor.isConnected) anchor.focus();
}

function menuRow(item, choose) {
  const row = h(item.href ? "a" : "button", {
    class: item.danger ? "menu-row menu-danger" : "menu-row",
    role: "menuitem",
    tabindex: -1,
    type: item.href ? null : "button",
    href: item.href,
    target: item.href ? "_blank" : null,
    rel: item.href ? "noopener noreferrer" : null,
    onclick: choose,
  });
  const text = h(
    "span",
    { class: "menu-text" },
    h("span", null, item.label),
    item.detail && h("span", { class: "menu-detail" }, item.detail),
  );
  return add(row, item.icon && icon(item.icon), text);
}

function walk(event, rows, close) {
  const at = rows.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  if (event.key in steps) {
    event.preventDefault();
    rows.at(steps[event.key] % rows.length)?.focus();
  } else if (event.key === "Tab") {
    close();
  } else if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const order = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
    order.find((row) => row.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  }
}
