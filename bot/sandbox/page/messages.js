// The message pane. Redraws only what changed, so that a sorted table, an open menu or a half-made choice stays.

import { byId, h, replace } from "./dom.js";
import { api } from "./api.js";
import { dayName } from "./dates.js";
import { keepingFocus } from "./focus.js";
import { isReply, messageNode } from "./message.js";
import { mark } from "./icons.js";
import { awaiting } from "./progress.js";

const FOLLOWS_WITHIN_S = 300;
const NEAR_BOTTOM_PX = 120;
const ABOVE_PX = 12;
const SETTLES_MS = 600;

export class MessagePane {
  // tryCommand(text) puts a command into the composer.
  constructor(session, forms, tryCommand) {
    this.session = session;
    this.forms = forms;
    this.tryCommand = tryCommand;
    this.root = byId("messages");
    this.scroller = byId("scroller");
    this.drawn = new Map();
    this.key = null;
    this.anchor = null;
    this.settlesUntil = 0;
    // Charts and pictures take their height a moment after they are put in.
    new ResizeObserver(() => performance.now() < this.settlesUntil && this.settle()).observe(this.root);
  }

  clear() {
    this.drawn.clear();
    this.key = null;
    replace(this.root);
  }

  show(channel, messages) {
    const key = `${this.session.user} ${channel}`;
    const fresh = key !== this.key;
    if (fresh) this.clear();
    this.key = key;
    const atBottom = fresh || this.nearBottom();
    // A whole new list is not read out; what is added to it later is.
    this.root.setAttribute("aria-busy", String(fresh));
    const items = this.items(channel, messages);
    const added = this.reconcile(items);
    if (items.length === 0 && !this.root.firstChild) this.root.append(this.empty(channel));
    if (atBottom && added.length) this.follow(fresh ? added.at(-1) : added[0]);
    setTimeout(() => this.root.setAttribute("aria-busy", "false"));
  }

  nearBottom() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_BOTTOM_PX;
  }

  // Down to the end, but not past the beginning of what is new: a long answer is read from its top.
  follow(node) {
    this.anchor = node;
    this.settlesUntil = performance.now() + SETTLES_MS;
    this.settle();
  }

  settle() {
    this.scroller.scrollTop = Math.min(this.scroller.scrollHeight, this.anchor.offsetTop - ABOVE_PX);
  }

  // Day headings and messages in the order they stand, replies below what they answer. Each has a key that is its
  // place's identity and a print that changes when it must be drawn anew.
  items(channel, messages) {
    const zone = this.session.state.me.tz;
    const items = [];
    let day = null;
    let before = null;
    for (const message of inThreads(messages)) {
      const name = dayName(message.ts, zone);
      if (name !== day && !isReply(message)) {
        items.push({
          key: `day ${name}`,
          print: name,
          draw: () => h("h2", { class: "day" }, h("span", null, name)),
        });
        day = name;
        before = null;
      }
      const follows = continues(before, message);
      items.push({
        key: `ts ${message.ts}`,
        print: JSON.stringify([message, follows]),
        draw: () => this.node(channel, message, follows),
      });
      before = message;
    }
    return items;
  }

  node(channel, message, follows) {
    const { session } = this;
    return messageNode({
      message,
      channel,
      follows,
      names: session.names,
      me: session.user,
      shortcuts: session.state.shortcuts.filter((one) => one.type === "message"),
      forms: this.forms,
      react: (ts, name) => this.tell(() => api.react(session.user, channel, ts, name)),
      shortcut: (callback_id, ts) =>
        this.tell(() => api.shortcut({ user: session.user, type: "message", callback_id, channel, ts })),
    });
  }

  async tell(work) {
    await awaiting(work, { appName: this.session.state.app.name });
    this.session.refreshAll();
  }

  // Puts the items on the page and returns the nodes of those that were not there.
  reconcile(items) {
    const wanted = new Set(items.map((item) => item.key));
    for (const [key, { node }] of this.drawn) {
      if (wanted.has(key)) continue;
      node.remove();
      this.drawn.delete(key);
    }
    if (items.length > 0)
      this.root.querySelectorAll(":scope > :is(.empty, .inline-error)").forEach((node) => node.remove());
    const added = [];
    items.forEach((item, at) => {
      const isNew = !this.drawn.has(item.key);
      const node = this.draw(item);
      if (isNew) added.push(node);
      if (this.root.children[at] !== node) this.root.insertBefore(node, this.root.children[at] ?? null);
    });
    return added;
  }

  draw(item) {
    const known = this.drawn.get(item.key);
    if (known?.print === item.print) return known.node;
    const entry = { print: item.print, node: known?.node };
    const lost = keepingFocus(
      () => entry.node,
      () => {
        entry.node = item.draw();
        known?.node.replaceWith(entry.node);
      },
    );
    if (lost) entry.node.focus({ preventScroll: true });
    this.drawn.set(item.key, entry);
    return entry.node;
  }

  empty(channel) {
    const { state, names } = this.session;
    const inApp = names.channels.get(channel)?.app_dm;
    const say = inApp
      ? `This is where you and ${state.app.name} talk.`
      : `Nothing has been said in #${names.channelName(channel)} yet.`;
    const chips = state.commands.map((one) =>
      h(
        "li",
        null,
        h(
          "button",
          { type: "button", class: "try", onclick: () => this.tryCommand(one.command) },
          h("code", null, one.command),
          h("span", null, one.description),
        ),
      ),
    );
    return h(
      "div",
      { class: "empty" },
      mark(),
      h("p", { class: "empty-title" }, say),
      chips.length > 0 && [h("p", null, "Try a command:"), h("ul", { class: "tries" }, chips)],
    );
  }
}

function inThreads(messages) {
  const parents = new Set(messages.filter((one) => !isReply(one)).map((one) => one.ts));
  const replies = Map.groupBy
    ? Map.groupBy(messages.filter(isReply), (one) => one.thread_ts)
    : grouped(messages.filter(isReply));
  return messages.flatMap((one) => {
    if (!isReply(one)) return [one, ...(replies.get(one.ts) ?? [])];
    return parents.has(one.thread_ts) ? [] : [one];
  });
}

function grouped(replies) {
  const groups = new Map();
  for (const one of replies) groups.set(one.thread_ts, [...(groups.get(one.thread_ts) ?? []), one]);
  return groups;
}

function continues(before, message) {
  if (!before || before.ephemeral || message.ephemeral || isReply(message) || isReply(before)) return false;
  return (
    before.user === message.user &&
    before.user_name === message.user_name &&
    Number(message.ts) - Number(before.ts) < FOLLOWS_WITHIN_S
  );
}
