// The forms of all that is on show, by where they stand, and the context with which their blocks are drawn.

import { api } from "./api.js";
import { ask } from "./ask.js";
import { Form } from "./form.js";
import { awaiting } from "./progress.js";

export class Forms {
  constructor(session) {
    this.session = session;
    this.forms = new Map();
  }

  form(key, keepsOverInitial) {
    if (!this.forms.has(key)) this.forms.set(key, new Form({ keepsOverInitial }));
    return this.forms.get(key);
  }

  // Forgets the forms whose key begins so and is not among those still shown.
  forget(prefix, shown = new Set()) {
    for (const key of this.forms.keys())
      if (key.startsWith(prefix) && !shown.has(key)) this.forms.delete(key);
  }

  // The context for a message's blocks. `where` answers the node that says its errors.
  forMessage(channel, message, where) {
    const container = { type: "message", channel, ts: message.ts };
    return this.context(`message ${this.session.user} ${channel} ${message.ts}`, false, container, where);
  }

  // kind: "home" or "modal".
  forView(kind, view, where) {
    return this.context(`${kind} ${view.id}`, true, { type: "view", view_id: view.id }, where);
  }

  context(key, keepsOverInitial, container, where) {
    const { session } = this;
    const form = this.form(key, keepsOverInitial);
    form.begin();
    return {
      names: session.names,
      form,
      channel: session.isHome ? null : session.place,
      act: (blockId, action, about) =>
        this.act(container, form, blockId, action, { ...about, where: where() }),
    };
  }

  async act(container, form, blockId, action, { node, confirm, where }) {
    const { session } = this;
    if (!(await ask(confirm, session.names))) return;
    const body = { user: session.user, container, block_id: blockId, action, state: form.state() };
    await awaiting(() => api.act(body), { appName: session.state.app.name, node, where });
    session.refreshAll();
  }
}
