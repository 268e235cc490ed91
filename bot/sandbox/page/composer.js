// The composer: text, commands with completion, and the menu of shortcuts.

import { byId, h, replace } from "./dom.js";
import { api } from "./api.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { awaiting, say } from "./progress.js";

const MAX_HEIGHT_PX = 180;

export class Composer {
  constructor(session) {
    this.session = session;
    this.form = byId("composer");
    this.text = byId("composer-text");
    this.list = byId("command-list");
    this.hint = byId("composer-hint");
    this.plus = byId("composer-plus");
    this.send = byId("composer-send");
    this.drafts = new Map();
    this.sent = [];
    this.offered = [];
    this.active = 0;
    this.plus.append(icon("plus"));
    this.send.append(icon("send"));
    this.wire();
  }

  wire() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.say();
    });
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("blur", () => this.offer([]));
    this.text.addEventListener("focus", () => this.changed());
    this.plus.addEventListener("click", () => this.openPlus());
  }

  // Called when one comes to another place: each keeps its own draft.
  settle() {
    const { names, place } = this.session;
    const channel = names.channels.get(place);
    const name = channel?.kind === "channel" ? `#${names.channelName(place)}` : names.channelName(place);
    this.key_ = `${this.session.user} ${place}`;
    this.text.value = this.drafts.get(this.key_) ?? "";
    this.text.placeholder = `Message ${name}, or type /`;
    this.text.setAttribute("aria-label", `Message ${name}, or type a slash for a command`);
    say(this.form, null);
    this.changed();
    this.offer([]);
  }

  put(text) {
    this.text.value = text;
    this.text.focus();
    this.text.setSelectionRange(text.length, text.length);
    this.changed();
  }

  changed() {
    const { value } = this.text;
    this.drafts.set(this.key_, value);
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, MAX_HEIGHT_PX)}px`;
    this.send.disabled = value.trim() === "";
    const typed = /^\/\S*$/.test(value) ? value.toLowerCase() : null;
    const commands = this.session.state?.commands ?? [];
    this.offer(typed ? commands.filter((one) => one.command.toLowerCase().startsWith(typed)) : []);
    this.showHint(commands.find((one) => value.startsWith(`${one.command} `) || value === one.command));
  }

  showHint(command) {
    replace(
      this.hint,
      command
        ? [h("code", null, `${command.command} ${command.usage_hint ?? ""}`.trim()), " ", command.description]
        : "Enter sends, Shift + Enter breaks the line",
    );
  }

  offer(commands) {
    this.offered = document.activeElement === this.text ? commands : [];
    this.active = 0;
    this.list.hidden = this.offered.length === 0;
    replace(
      this.list,
      this.offered.map((one, at) => this.row(one, at)),
    );
    this.markActive();
    byId("command-count").textContent = this.offered.length
      ? `${this.offered.length} commands. Arrow keys choose, Enter completes.`
      : "";
  }

  row(command, at) {
    const take = (event) => {
      event.preventDefault();
      this.complete(command);
    };
    return h(
      "li",
      { class: "command", role: "option", id: `command-${at}`, "aria-selected": "false", onmousedown: take },
      h(
        "span",
        { class: "command-name" },
        command.command,
        command.usage_hint && h("span", { class: "command-usage" }, ` ${command.usage_hint}`),
      ),
      h("span", { class: "command-about" }, command.description),
    );
  }

  markActive() {
    [...this.list.children].forEach((row, at) =>
      row.setAttribute("aria-selected", String(at === this.active)),
    );
    const row = this.list.children[this.active];
    if (row) {
      this.text.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else this.text.removeAttribute("aria-activedescendant");
  }

  complete(command) {
    this.put(`${command.command} `);
  }

  key(event) {
    if (event.isComposing) return;
    const offering = this.offered.length > 0;
    if (offering && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const count = this.offered.length;
      this.active = (this.active + (event.key === "ArrowDown" ? 1 : -1) + count) % count;
      this.markActive();
    } else if (offering && event.key === "Escape") {
      event.preventDefault();
      this.offer([]);
    } else if (
      offering &&
      (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && this.unfinished()))
    ) {
      event.preventDefault();
      this.complete(this.offered[this.active]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.say();
    } else if (event.key === "ArrowUp" && this.text.value === "" && this.sent.length) {
      event.preventDefault();
      this.put(this.sent.at(-1));
    }
  }

  // Enter completes what is not yet the chosen command, and sends what is.
  unfinished() {
    return this.text.value !== this.offered[this.active].command;
  }

  async say() {
    const text = this.text.value.trim();
    if (!text || this.session.isHome) return;
    const { user, place } = this.session;
    const sentFrom = this.key_;
    this.sent.push(text);
    this.text.value = "";
    this.changed();
    const answer = await awaiting(() => api.say(user, place, text), {
      appName: this.session.state.app.name,
      where: this.form,
    });
    // What could not be sent comes back, unless something else is being written already.
    if (!answer && !this.drafts.get(sentFrom)) {
      this.drafts.set(sentFrom, text);
      if (sentFrom === this.key_) this.put(text);
    }
    await this.session.refreshAll();
  }

  openPlus() {
    const { session } = this;
    const shortcuts = session.state.shortcuts.filter((one) => one.type === "global");
    const run = (callback_id) => async () => {
      await awaiting(() => api.shortcut({ user: session.user, type: "global", callback_id }), {
        appName: session.state.app.name,
        where: this.form,
      });
      session.refreshAll();
    };
    const items = [
      ...(shortcuts.length ? [{ heading: "Shortcuts" }] : []),
      ...shortcuts.map((one) => ({ label: one.name, icon: "bolt", onSelect: run(one.callback_id) })),
      ...(session.state.commands.length ? [{ heading: "Commands" }] : []),
      ...session.state.commands.map((one) => ({
        label: one.command,
        detail: one.description,
        onSelect: () => this.put(`${one.command} `),
      })),
    ];
    openMenu(this.plus, items, { label: "Shortcuts and commands" });
  }
}
