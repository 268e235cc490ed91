// One interactive element, wherever it stands: gives it its slot (its place, its value, its way to the app).

import { button, feedbackButtons, iconButton, overflow, workflowButton } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { FIELDS } from "./fields.js";
import { picture } from "./image.js";
import { SELECTS } from "./selects.js";
import { unknownBox } from "./unknown.js";

const ELEMENTS = {
  ...SELECTS,
  ...FIELDS,
  button,
  checkboxes,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  image: (element) => picture(element, "picture-accessory"),
  overflow,
  radio_buttons: radioButtons,
  workflow_button: workflowButton,
};

// dispatch: whether a change is told to the app at once. field: attributes for the control (its label's id and so on).
export function drawElement(element, block, ctx, { dispatch = true, optional = true, field = {} } = {}) {
  const draw = Object.hasOwn(ELEMENTS, element?.type ?? "") ? ELEMENTS[element.type] : null;
  if (!draw) return unknownBox("Element", element);
  return draw(element, new Slot(element, block, ctx, { dispatch, optional, field }));
}

class Slot {
  constructor(element, block, ctx, { dispatch, optional, field }) {
    this.element = element;
    this.blockId = block.block_id;
    this.actionId = element.action_id ?? element.type;
    this.ctx = ctx;
    this.dispatch = dispatch;
    this.optional = optional;
    const placeholder = element.placeholder?.text;
    const label = field["aria-labelledby"] ? null : (element.accessibility_label ?? placeholder);
    this.field = { "aria-label": label, ...field, "data-field": `${this.blockId}/${this.actionId}` };
  }

  // The value that holds: what the person chose, else the initial one.
  value(initial) {
    return this.ctx.form.field(this.blockId, this.actionId, this.element.type, initial);
  }

  hold(value) {
    this.ctx.form.set(this.blockId, this.actionId, value);
  }

  send(value, node) {
    const action = { action_id: this.actionId, type: this.element.type, ...value };
    return this.ctx.act(this.blockId, action, { node, confirm: this.element.confirm });
  }

  change(value) {
    this.hold(value);
    if (this.dispatch) this.send(value, null);
  }
}
