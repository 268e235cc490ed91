// Radio buttons and checkboxes.

import { freshId, h } from "../dom.js";
import { textObject } from "../mrkdwn.js";

function row(type, option, { name, checked, onchange, slot, first }) {
  const id = freshId("choice");
  const detail =
    option.description &&
    h("span", { class: "choice-detail", id: `${id}-detail` }, textObject(option.description, slot.ctx.names));
  const input = h("input", {
    type,
    id,
    name,
    checked,
    onchange,
    "aria-describedby": detail && `${id}-detail`,
    // The group's first choice carries the field's key, so that focus finds its way back after a redrawing.
    "data-field": first ? slot.field["data-field"] : `${slot.field["data-field"]}-${option.value}`,
  });
  return h(
    "label",
    { class: "choice", for: id },
    input,
    h("span", { class: "choice-text" }, h("span", null, textObject(option.text, slot.ctx.names)), detail),
  );
}

function group(role, slot, rows) {
  const { id, "data-field": _key, ...labels } = slot.field;
  return h("div", { ...labels, id, class: "choices", role }, rows);
}

export function radioButtons(element, slot) {
  const held = slot.value({ selected_option: element.initial_option ?? null }).selected_option;
  const name = freshId("radio");
  const rows = (element.options ?? []).map((option, at) =>
    row("radio", option, {
      name,
      slot,
      first: at === 0,
      checked: option.value === held?.value,
      onchange: () => slot.change({ selected_option: option }),
    }),
  );
  return group("radiogroup", slot, rows);
}

export function checkboxes(element, slot) {
  const options = element.options ?? [];
  const held = slot.value({ selected_options: element.initial_options ?? [] }).selected_options;
  const chosen = new Set(held.map((option) => option.value));
  const rows = options.map((option, at) =>
    row("checkbox", option, {
      slot,
      first: at === 0,
      checked: chosen.has(option.value),
      onchange: (event) => {
        if (event.target.checked) chosen.add(option.value);
        else chosen.delete(option.value);
        slot.change({ selected_options: options.filter((other) => chosen.has(other.value)) });
      },
    }),
  );
  return group("group", slot, rows);
}
