// The input block: a label, one element, a hint, and the place where its error is said.

import { byId, freshId, h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { inputProblem } from "../checks.js";
import { plain } from "../mrkdwn.js";
import { drawElement } from "./element.js";

const GROUPS = new Set(["radio_buttons", "checkboxes"]);

export function input(block, ctx) {
  const id = freshId("field");
  const hint = block.hint && h("p", { class: "field-hint", id: `${id}-hint` }, plain(block.hint.text));
  const error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
  const element = block.element ?? {};
  const label = h(
    GROUPS.has(element.type) ? "div" : "label",
    { class: "field-label", id: `${id}-label`, for: GROUPS.has(element.type) ? null : id },
    plain(block.label?.text ?? ""),
    block.optional && h("span", { class: "field-optional" }, " (optional)"),
  );
  const field = {
    id,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": [hint && hint.id, error.id].filter(Boolean).join(" "),
    "aria-required": block.optional ? null : "true",
  };
  const control = drawElement(element, block, ctx, {
    dispatch: Boolean(block.dispatch_action),
    optional: Boolean(block.optional),
    field,
  });
  const node = h("div", { class: "input-block", "data-input": id }, label, control, hint, error);
  for (const event of ["input", "change"]) node.addEventListener(event, () => say(node, null));
  if (element.action_id && element.type !== "file_input") {
    ctx.form.addCheck(block.block_id, () =>
      inputProblem(block, ctx.form.get(block.block_id, element.action_id)),
    );
  }
  return node;
}

function say(node, text) {
  const id = node.dataset.input;
  const error = byId(`${id}-error`);
  if (!error) return;
  error.hidden = !text;
  replace(error, text && [icon("error"), text]);
  const control = byId(id);
  if (text) control?.setAttribute("aria-invalid", "true");
  else control?.removeAttribute("aria-invalid");
}

// Says each error at its block and moves the focus to the first. Returns those whose block is not shown.
export function showErrors(root, errors) {
  const strays = [];
  let first = null;
  const shown = new Map([...root.querySelectorAll("[data-block]")].map((node) => [node.dataset.block, node]));
  for (const node of root.querySelectorAll("[data-input]")) say(node, null);
  for (const [blockId, text] of Object.entries(errors)) {
    const node = shown.get(blockId)?.querySelector("[data-input]");
    if (!node) {
      strays.push(text);
      continue;
    }
    say(node, text);
    if (!first || node.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING) first = node;
  }
  const target = first && byId(first.dataset.input);
  (target?.matches(".choices") ? target.querySelector("input") : target)?.focus();
  return strays;
}
