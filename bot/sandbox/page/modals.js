// Modals: the top of the person's stack of views, in one dialog.

import { byId, h, replace } from "./dom.js";
import { api } from "./api.js";
import { drawBlocks } from "./blocks/draw.js";
import { showErrors } from "./blocks/input.js";
import { keepingFocus } from "./focus.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { awaiting, say } from "./progress.js";

export class Modals {
  constructor(session, forms, focusElsewhere) {
    this.session = session;
    this.forms = forms;
    this.focusElsewhere = focusElsewhere;
    this.dialog = byId("modal");
    this.print = null;
    this.view = null;
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
  }

  show(stack) {
    this.forms.forget("modal ", new Set(stack.map((view) => `modal ${view.id}`)));
    const top = stack.at(-1) ?? null;
    if (!top) {
      this.hide();
      return;
    }
    const print = JSON.stringify([top, stack.length]);
    if (print === this.print) return;
    const sameView = this.view?.id === top.id;
    this.print = print;
    this.view = top;
    const scroll = sameView ? this.body?.scrollTop : 0;
    const lost = keepingFocus(
      () => this.dialog,
      () => this.draw(top, stack.length),
    );
    if (!this.dialog.open) this.dialog.showModal();
    this.body.scrollTop = scroll ?? 0;
    if (!sameView) this.focusFirst();
    else if (lost) this.title.focus();
  }

  hide() {
    this.print = null;
    this.view = null;
    if (!this.dialog.open) return;
    this.dialog.close();
    replace(this.dialog);
    if (document.activeElement === document.body) this.focusElsewhere();
  }

  draw(view, depth) {
    this.title = h("h2", { id: "modal-title", tabindex: -1 }, plain(view.title?.text ?? ""));
    this.body = h("div", { class: "dialog-body" });
    const ctx = this.forms.forView("modal", view, () => this.banner);
    this.form = ctx.form;
    this.body.append(...drawBlocks(view.blocks ?? [], ctx));
    this.banner = h("div", { class: "dialog-banner" });
    const hasInputs = (view.blocks ?? []).some((block) => block.type === "input");
    const submit = view.submit || hasInputs;
    const closeText = plain(view.close?.text ?? (submit ? "Cancel" : "Close"));
    const head = h(
      "header",
      { class: "dialog-head" },
      depth > 1 &&
        h(
          "button",
          {
            type: "button",
            class: "plain-button",
            "aria-label": "Back",
            title: "Back",
            onclick: () => this.close(),
          },
          icon("back"),
        ),
      this.title,
      h(
        "button",
        { type: "button", class: "plain-button", "aria-label": "Close", onclick: () => this.close() },
        icon("close"),
      ),
    );
    this.send =
      submit &&
      h(
        "button",
        { type: "submit", class: "button button-primary", disabled: view.submit_disabled },
        h("span", null, plain(view.submit?.text ?? "Submit")),
      );
    const foot = h(
      "footer",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "button", onclick: () => this.close() }, closeText),
      this.send,
    );
    const onsubmit = (event) => {
      event.preventDefault();
      if (this.send) this.submit();
    };
    replace(
      this.dialog,
      h("form", { class: "dialog-form", novalidate: true, onsubmit }, head, this.body, this.banner, foot),
    );
  }

  focusFirst() {
    const wanted =
      this.body.querySelector("[autofocus]") ??
      this.body.querySelector(".input-block :is(input, textarea, button:not(.chip-remove))");
    (wanted ?? this.title).focus();
  }

  async submit() {
    say(this.banner, null);
    const problems = this.form.problems();
    if (Object.keys(problems).length) {
      this.complain(problems);
      return;
    }
    const { user, state } = this.session;
    const work = () => api.submit(user, this.view.id, this.form.state());
    const answer = await awaiting(work, { appName: state.app.name, node: this.send, where: this.banner });
    if (!answer) return;
    if (answer.errors && Object.keys(answer.errors).length) this.complain(answer.errors);
    else {
      showErrors(this.body, {});
      await this.session.refreshAll();
    }
  }

  complain(errors) {
    const strays = showErrors(this.body, errors);
    if (strays.length) say(this.banner, strays.join(" "));
  }

  async close() {
    const { user, state } = this.session;
    await awaiting(() => api.close(user, this.view.id), { appName: state.app.name, where: this.banner });
    await this.session.refreshAll();
  }
}
