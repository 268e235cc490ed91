// App Home: the view the app published for this person.

import { byId, h, replace } from "./dom.js";
import { drawBlocks } from "./blocks/draw.js";
import { keepingFocus } from "./focus.js";
import { mark } from "./icons.js";

export class HomePane {
  constructor(session, forms) {
    this.session = session;
    this.forms = forms;
    this.root = byId("home");
    this.print = null;
  }

  clear() {
    this.print = null;
    replace(this.root);
  }

  show(view) {
    const print = JSON.stringify([this.session.user, view]);
    if (print === this.print) return;
    this.print = print;
    keepingFocus(
      () => this.root,
      () => replace(this.root, view ? this.blocks(view) : this.empty()),
    );
  }

  blocks(view) {
    const ctx = this.forms.forView("home", view, () => this.root);
    return h("div", { class: "home-view" }, drawBlocks(view.blocks ?? [], ctx));
  }

  empty() {
    const { app } = this.session.state;
    return h(
      "div",
      { class: "empty" },
      mark(),
      h("p", { class: "empty-title" }, `${app.name} has not shown you a Home yet.`),
      h("p", null, "It appears here as soon as the app publishes one."),
    );
  }
}
