// What cannot be drawn is never left out in silence: a box says so and shows the JSON.

import { h } from "../dom.js";
import { icon } from "../icons.js";

export function unknownBox(what, thing, reason) {
  const json = JSON.stringify(thing, null, 2) ?? "nothing";
  return h(
    "div",
    { class: "unknown-box", role: "note" },
    h("p", null, icon("alert"), reason ?? `${what} type ${String(thing?.type)} is not drawn here.`),
    h("pre", { class: "pre", tabindex: 0 }, json),
  );
}

// A type that is known, but whose work the sandbox cannot do.
export function unsupported(sentence) {
  return h("p", { class: "unsupported" }, icon("info"), sentence);
}
