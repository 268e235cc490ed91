// One message as a node.

import { add, freshId, h } from "./dom.js";
import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks/draw.js";
import { REACTIONS, emojiFor } from "./emoji.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { float, justClosed } from "./popover.js";

const shown = (name) => emojiFor(name) ?? `:${name}:`;

// about: {message, channel, follows (same author as before), names, me, shortcuts, forms, react(ts, name),
// shortcut(callback_id, ts)}
export function messageNode(about) {
  const { message, follows } = about;
  const labelId = freshId("message");
  const classes = ["message"];
  if (message.ephemeral) classes.push("message-ephemeral");
  if (isReply(message)) classes.push("message-reply");
  if (follows) classes.push("message-follows");
  const node = h("article", {
    class: classes.join(" "),
    tabindex: -1,
    "data-ts": message.ts,
    "aria-labelledby": labelId,
  });
  const person = about.names.people.get(message.user) ?? { id: message.user, name: message.user_name };
  const picture = avatar(
    { ...person, real_name: message.user_name, is_app: message.is_app },
    isReply(message) ? "small" : "medium",
  );
  const main = h(
    "div",
    { class: "message-main" },
    head(message, labelId),
    message.ephemeral && ephemeralNote(),
    body(about, () => main),
    attachments(about),
    files(about),
    reactions(about),
  );
  return add(
    node,
    h(
      "div",
      { class: "message-side" },
      picture,
      h("time", { class: "message-side-time", "aria-hidden": "true" }, message.time),
    ),
    main,
    toolbar(about),
  );
}

export const isReply = (message) => Boolean(message.thread_ts && message.thread_ts !== message.ts);

function head(message, id) {
  return h(
    "header",
    { class: "message-head", id },
    h("span", { class: "message-author" }, message.user_name),
    message.is_app && h("span", { class: "badge" }, "App"),
    h("time", { class: "message-time" }, message.time),
    isReply(message) && h("span", { class: "message-flag" }, icon("reply"), "in a thread"),
    message.edited && h("span", { class: "message-flag" }, "edited"),
  );
}

const ephemeralNote = () => h("p", { class: "ephemeral-note" }, icon("eye"), "Only visible to you");

function body({ message, channel, names, forms }, where) {
  if (!message.blocks?.length) return h("div", { class: "message-body rich" }, mrkdwn(message.text, names));
  const ctx = forms.forMessage(channel, message, where);
  return h("div", { class: "message-body" }, drawBlocks(message.blocks, ctx));
}

// What somebody shared: the words of another message, under the name of who wrote it.
function attachments({ message, names }) {
  return (message.attachments ?? []).map((one) =>
    h(
      "blockquote",
      { class: "message-shared" },
      h("span", { class: "message-author" }, one.author),
      h("div", { class: "rich" }, mrkdwn(one.text, names)),
    ),
  );
}

// Files that came with it: their names, to keep them by.
function files({ message }) {
  return (message.files ?? []).map((one) =>
    h(
      "a",
      { class: "message-file", href: one.url, download: one.title },
      icon("file"),
      h("span", null, one.title),
      h("span", { class: "message-file-size" }, bytes(one.size)),
    ),
  );
}

const bytes = (size) => (size < 1000 ? `${size} B` : `${Math.ceil(size / 1000)} kB`);

function reactions({ message, names, me, react }) {
  const given = (message.reactions ?? []).filter((one) => one.users.length > 0);
  if (given.length === 0) return null;
  const pill = ({ name, users }) => {
    const mine = users.includes(me);
    const who = users.map((id) => names.personName(id)).join(", ");
    const label = `${name.replace(/_/g, " ")}: ${users.length}, from ${who}. ${mine ? "Take yours back" : "Add yours"}`;
    return h(
      "button",
      {
        type: "button",
        class: "reaction",
        "aria-pressed": String(mine),
        "aria-label": label,
        title: who,
        "data-field": `reaction/${name}`,
        onclick: () => react(message.ts, name),
      },
      h("span", null, shown(name)),
      h("span", { class: "reaction-count" }, users.length),
    );
  };
  return h("div", { class: "reactions" }, given.map(pill));
}

function toolbar({ message, shortcuts, react, shortcut }) {
  if (message.ephemeral) return null;
  const bar = h("div", { class: "message-tools" });
  const smile = h(
    "button",
    {
      type: "button",
      class: "tool",
      "aria-label": "Add a reaction",
      title: "Add a reaction",
      "aria-expanded": "false",
      "data-field": "tool/react",
      onclick: () => openReactions(smile, (name) => react(message.ts, name)),
    },
    icon("smile"),
  );
  bar.append(smile);
  if (shortcuts.length === 0) return bar;
  const items = shortcuts.map((one) => ({
    label: one.name,
    icon: "bolt",
    onSelect: () => shortcut(one.callback_id, message.ts),
  }));
  const more = h(
    "button",
    {
      type: "button",
      class: "tool",
      "aria-label": "Message shortcuts",
      title: "Message shortcuts",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-field": "tool/more",
      onclick: () =>
        openMenu(more, [{ heading: "With this message" }, ...items], {
          label: "Message shortcuts",
          side: "right",
        }),
    },
    icon("more"),
  );
  bar.append(more);
  return bar;
}

function openReactions(anchor, pick) {
  if (justClosed(anchor)) return;
  const choose = (name) => {
    panel.close();
    pick(name);
  };
  const buttons = REACTIONS.map((name) =>
    h(
      "button",
      {
        type: "button",
        class: "reaction-choice",
        "aria-label": name.replace(/_/g, " "),
        title: name,
        onclick: () => choose(name),
      },
      shown(name),
    ),
  );
  const row = h("div", { class: "reaction-row", role: "group", "aria-label": "Reactions" }, buttons);
  row.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "ArrowRight") buttons[(at + 1) % buttons.length].focus();
    if (event.key === "ArrowLeft") buttons.at(at - 1).focus();
  });
  anchor.setAttribute("aria-expanded", "true");
  const panel = float(anchor, row, {
    side: "right",
    onClose: () => anchor.setAttribute("aria-expanded", "false"),
  });
  buttons[0].focus();
}
