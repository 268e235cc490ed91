// Short notices at the top of the page. They stay until read: errors are dismissed by hand, others after a while.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const LINGER_MS = 6000;

export function toast(text, { error = false } = {}) {
  const box = byId("toasts");
  const note = h(
    "div",
    { class: error ? "toast toast-error" : "toast", role: error ? "alert" : "status" },
    icon(error ? "error" : "info"),
    h("p", null, text),
    h(
      "button",
      { type: "button", class: "plain-button", "aria-label": "Dismiss", onclick: () => note.remove() },
      icon("close"),
    ),
  );
  for (const other of box.children) if (other.querySelector("p").textContent === text) other.remove();
  box.append(note);
  while (box.children.length > 3) box.firstElementChild.remove();
  if (!error) setTimeout(() => note.remove(), LINGER_MS);
}
