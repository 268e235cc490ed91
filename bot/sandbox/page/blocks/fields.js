// Typed inputs: text, number, e-mail, web address, date and time.

import { h } from "../dom.js";
import { localAt, secondsAt } from "../dates.js";
import { plain } from "../mrkdwn.js";
import { unsupported } from "./unknown.js";

const DATE_SETTLES_MS = 500;

function common(element, slot) {
  return {
    ...slot.field,
    placeholder: element.placeholder && plain(element.placeholder.text),
    autofocus: element.focus_on_load || null,
    autocomplete: "off",
  };
}

// A text field tells the app on Enter or at each character, as its dispatch_action_config says.
function typed(
  element,
  slot,
  {
    attributes = {},
    multiline = false,
    key = "value",
    initial,
    wrap = (text) => text,
    unwrap = (value) => value,
  },
) {
  const held = slot.value({ [key]: initial ?? null })[key];
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const value = () => ({ [key]: node.value === "" ? null : wrap(node.value) });
  const node = h(multiline ? "textarea" : "input", {
    ...common(element, slot),
    ...(multiline ? { rows: 4 } : { type: "text" }),
    ...attributes,
    class: "text-input",
    oninput: () => {
      slot.hold(value());
      if (slot.dispatch && triggers.includes("on_character_entered")) slot.send(value(), node);
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || multiline || !slot.dispatch || !triggers.includes("on_enter_pressed"))
        return;
      event.preventDefault();
      slot.send(value(), node);
    },
  });
  node.value = held === null ? "" : unwrap(held);
  return node;
}

const plainText = (element, slot) =>
  typed(element, slot, {
    multiline: element.multiline,
    initial: element.initial_value,
    attributes: { maxlength: element.max_length },
  });

const number = (element, slot) =>
  typed(element, slot, {
    initial: element.initial_value,
    attributes: { inputmode: element.is_decimal_allowed ? "decimal" : "numeric" },
  });

const asRichText = (text) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});
const fromRichText = (value) =>
  (value.elements ?? []).flatMap((part) => (part.elements ?? []).map((piece) => piece.text ?? "")).join("");

const richTextInput = (element, slot) =>
  typed(element, slot, {
    multiline: true,
    key: "rich_text_value",
    initial: element.initial_value,
    wrap: asRichText,
    unwrap: fromRichText,
  });

function dated(type, key, initialKey, { wrap = (text) => text, unwrap = (value) => value } = {}) {
  return (element, slot) => {
    const zone = slot.ctx.names.me?.tz;
    const held = slot.value({ [key]: element[initialKey] ?? null })[key];
    let settling = 0;
    // A date typed by hand is whole several times over while it is typed: the app hears of it when it settles.
    const changed = () => {
      const value = { [key]: node.value === "" ? null : wrap(node.value, zone) };
      slot.hold(value);
      clearTimeout(settling);
      if (slot.dispatch && node.value !== "")
        settling = setTimeout(() => slot.send(value, node), DATE_SETTLES_MS);
    };
    const node = h("input", {
      ...common(element, slot),
      placeholder: null,
      type,
      class: "text-input text-input-short",
      onchange: changed,
    });
    node.value = held === null ? "" : unwrap(held, zone);
    return node;
  };
}

export const FIELDS = {
  plain_text_input: plainText,
  number_input: number,
  email_text_input: (element, slot) =>
    typed(element, slot, {
      initial: element.initial_value,
      attributes: { type: "email", inputmode: "email" },
    }),
  url_text_input: (element, slot) =>
    typed(element, slot, { initial: element.initial_value, attributes: { type: "url", inputmode: "url" } }),
  rich_text_input: richTextInput,
  datepicker: dated("date", "selected_date", "initial_date"),
  timepicker: dated("time", "selected_time", "initial_time"),
  datetimepicker: dated("datetime-local", "selected_date_time", "initial_date_time", {
    wrap: secondsAt,
    unwrap: localAt,
  }),
  file_input: () => unsupported("Files cannot be uploaded in the sandbox; this input is sent empty."),
};
