// Buttons of every kind, and the overflow menu.

import { add, h, safeUrl } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { plain } from "../mrkdwn.js";
import { unsupported } from "./unknown.js";

const STYLE = { primary: "button button-primary", danger: "button button-danger" };

export function button(element, slot) {
  const label = plain(element.text?.text ?? "", element.text?.emoji);
  const attributes = {
    ...slot.field,
    class: STYLE[element.style] ?? "button",
    "aria-label": element.accessibility_label,
  };
  const send = (event) => slot.send({ text: element.text, value: element.value }, event.currentTarget);
  const href = element.url && safeUrl(element.url);
  if (!href) return h("button", { ...attributes, type: "button", onclick: send }, h("span", null, label));
  // A link button opens its page and tells the app as well.
  return h(
    "a",
    { ...attributes, href, target: "_blank", rel: "noopener noreferrer", onclick: send },
    h("span", null, label),
  );
}

const ICONS = { trash: "trash" };

export function iconButton(element, slot) {
  const name = element.accessibility_label || element.text?.text || element.icon;
  const shownTo = element.visible_to_user_ids;
  if (shownTo?.length && !shownTo.includes(slot.ctx.names.me?.id)) return null;
  const send = (event) => slot.send({ text: element.text, value: element.value }, event.currentTarget);
  return h(
    "button",
    {
      ...slot.field,
      type: "button",
      class: "button button-quiet",
      "aria-label": name,
      title: name,
      onclick: send,
    },
    icon(ICONS[element.icon] ?? "bolt"),
  );
}

export function feedbackButtons(element, slot) {
  const one = (choice, picture) => {
    if (!choice) return null;
    const label = plain(choice.text?.text ?? "", choice.text?.emoji);
    const send = (event) => slot.send({ text: choice.text, value: choice.value }, event.currentTarget);
    return h(
      "button",
      {
        type: "button",
        class: "button button-quiet",
        "aria-label": choice.accessibility_label,
        "data-field": `${slot.field["data-field"]}-${picture}`,
        onclick: send,
      },
      icon(picture),
      h("span", null, label),
    );
  };
  return h(
    "span",
    { class: "feedback", role: "group", "aria-label": "Feedback" },
    one(element.positive_button, "thumb_up"),
    one(element.negative_button, "thumb_down"),
  );
}

export function workflowButton(element) {
  return add(
    h("span"),
    h("button", { type: "button", class: "button", disabled: true }, plain(element.text?.text ?? "Workflow")),
    unsupported("Workflows do not run in the sandbox."),
  );
}

export function overflow(element, slot) {
  const trigger = h(
    "button",
    {
      ...slot.field,
      type: "button",
      class: "button button-quiet",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": slot.field["aria-label"] ?? "More choices",
      title: "More choices",
      onclick: open,
    },
    icon("more"),
  );
  function open() {
    const items = (element.options ?? []).map((option) => ({
      label: plain(option.text?.text ?? ""),
      detail: option.description && plain(option.description.text),
      href: option.url ? safeUrl(option.url) : null,
      onSelect: () => slot.send({ selected_option: option }, trigger),
    }));
    openMenu(trigger, items, { label: "More choices", side: "right" });
  }
  return trigger;
}
