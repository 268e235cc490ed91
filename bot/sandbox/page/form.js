// What a person has typed and chosen on one message, home or modal, as Slack's `state.values`. It outlives a
// redrawing: a value stays while its block_id, action_id and type stay.

export class Form {
  // keepsOverInitial: in a view, what was typed wins over a new initial value; on a message, a new initial value
  // is the app's news and wins.
  constructor({ keepsOverInitial }) {
    this.keepsOverInitial = keepsOverInitial;
    this.entries = new Map();
    this.shown = [];
    this.checks = [];
  }

  // Called before a redrawing: fields and checks are collected anew.
  begin() {
    this.shown = [];
    this.checks = [];
  }

  // Registers a field of this drawing. `initial` is its value object without the type, such as
  // {selected_option: null}. Returns the value object that holds now.
  field(blockId, actionId, type, initial) {
    const key = JSON.stringify([blockId, actionId]);
    const known = this.entries.get(key);
    const initialText = JSON.stringify(initial);
    const stays =
      known?.type === type && known.touched && (this.keepsOverInitial || known.initialText === initialText);
    if (!stays) this.entries.set(key, { type, value: initial, initialText, touched: false });
    this.shown.push([blockId, actionId, key]);
    return this.entries.get(key).value;
  }

  set(blockId, actionId, value) {
    const entry = this.entries.get(JSON.stringify([blockId, actionId]));
    entry.value = value;
    entry.touched = true;
  }

  get(blockId, actionId) {
    return this.entries.get(JSON.stringify([blockId, actionId]))?.value ?? null;
  }

  state() {
    const values = {};
    for (const [blockId, actionId, key] of this.shown) {
      const { type, value } = this.entries.get(key);
      values[blockId] ??= {};
      values[blockId][actionId] = { type, ...value };
    }
    return { values };
  }

  // A check answers null or a sentence about what is amiss in the block.
  addCheck(blockId, check) {
    this.checks.push([blockId, check]);
  }

  problems() {
    const found = {};
    for (const [blockId, check] of this.checks) {
      const problem = check();
      if (problem) found[blockId] = problem;
    }
    return found;
  }
}
