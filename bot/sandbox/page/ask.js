// "Are you sure?": an element's `confirm` object as a dialog. Resolves to true or false.

import { h } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";

export function ask(confirm, names) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const title = h("h2", { id: "ask-title" }, plain(confirm.title?.text ?? "Are you sure?"));
    const text = h("div", { class: "dialog-body rich", id: "ask-text" }, textObject(confirm.text, names));
    const danger = confirm.style === "danger";
    const no = h(
      "button",
      { type: "submit", value: "no", class: "button" },
      plain(confirm.deny?.text ?? "Cancel"),
    );
    const yes = h(
      "button",
      { type: "submit", value: "yes", class: danger ? "button button-danger" : "button button-primary" },
      plain(confirm.confirm?.text ?? "Yes"),
    );
    const form = h(
      "form",
      { method: "dialog" },
      h("header", { class: "dialog-head" }, title),
      text,
      h("footer", { class: "dialog-foot" }, no, yes),
    );
    const dialog = h(
      "dialog",
      { class: "dialog dialog-small", "aria-labelledby": "ask-title", "aria-describedby": "ask-text" },
      form,
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    // The safe answer has the focus where the other one destroys.
    (danger ? no : yes).focus();
  });
}
