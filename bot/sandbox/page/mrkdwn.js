// Slack's mrkdwn as nodes. Grammar: ```pre```, lines of > quote, then inline `code`, <references>, *bold*, _italic_
// and ~strike~. The three entities are unescaped once, and only where text is put out.

import { add, h, link, safeUrl } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { formatDate } from "./dates.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

export const unescapeOnce = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

// plain_text: nothing in it is alive but emoji.
export const plain = (text, emoji = true) => (emoji === false ? String(text) : withEmoji(String(text)));

export function mrkdwn(text, names) {
  const out = document.createDocumentFragment();
  // Odd parts of the split stand between fences; an unclosed fence is ordinary text.
  const parts = String(text ?? "").split(/```/);
  if (parts.length % 2 === 0) parts.splice(-2, 2, `${parts.at(-2)}\`\`\`${parts.at(-1)}`);
  parts.forEach((part, at) => {
    if (at % 2 === 1) out.append(h("pre", { class: "pre" }, codeText(part.replace(/^\n|\n$/g, ""))));
    else add(out, quoted(at > 0 ? part.replace(/^\n/, "") : part, names));
  });
  return out;
}

const codeText = (text) =>
  unescapeOnce(text.replace(/<([^<>|]*)\|([^<>]*)>/g, "$2").replace(/<((?:https?|mailto):[^<>|]*)>/g, "$1"));

function quoted(text, names) {
  const nodes = [];
  let kind = null;
  let lines = [];
  const flush = () => {
    if (lines.length === 0) return;
    const body = inline(lines.join("\n"), names);
    nodes.push(kind === "quote" ? h("blockquote", { class: "quote" }, body) : h("span", null, body));
    lines = [];
  };
  for (const line of text.split("\n")) {
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const next = quote ? "quote" : "text";
    if (next !== kind) {
      flush();
      kind = next;
    }
    lines.push(quote ? quote[1] : line);
  }
  flush();
  return nodes;
}

// One of: `code`, <reference>, or a marked run. A run opens and closes at a word's edge and holds no line break.
const INLINE =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}*_~])([*_~])(?=\S)((?:(?!\3)[^\n])*?[^\s\n])\3(?![\p{L}\p{N}])/gu;
const MARKS = { "*": "strong", _: "em", "~": "s" };

function inline(text, names) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(words(text.slice(from, match.index)));
    from = match.index + match[0].length;
    const [whole, code, reference, sign, run] = match;
    if (code !== undefined) nodes.push(h("code", { class: "code" }, codeText(code)));
    else if (reference !== undefined) nodes.push(refer(reference, names) ?? words(whole));
    else nodes.push(h(MARKS[sign], null, inline(run, names)));
  }
  nodes.push(words(text.slice(from)));
  return nodes;
}

const words = (text) => unescapeOnce(withEmoji(text));

function refer(body, names) {
  const [target, label] = splitOnce(body, "|");
  if (target.startsWith("@")) return mention(names, target.slice(1), label);
  if (target.startsWith("#")) return channelMention(names, target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label, names);
  if (!safeUrl(target.replace(/&amp;/g, "&"))) return null;
  return link(unescapeOnce(target), words(label ?? target.replace(/^mailto:/, "")));
}

function splitOnce(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

export function mention(names, id, label) {
  const name = names.people.has(id) ? names.personName(id) : (label ?? id);
  return h(
    "span",
    { class: id === names.me?.id ? "mention mention-me" : "mention" },
    `@${unescapeOnce(name)}`,
  );
}

export function channelMention(names, id, label) {
  const known = names.channels.has(id);
  const text = `#${unescapeOnce(known ? names.channelName(id) : label || id)}`;
  if (!known) return h("span", { class: "mention" }, text);
  return h("a", { class: "mention", href: `#${encodeURIComponent(id)}` }, text);
}

export const broadcast = (range) => h("span", { class: "mention mention-all" }, `@${range}`);

function special(body, label, names) {
  const [kind, ...rest] = body.split("^");
  if (kind === "here" || kind === "channel" || kind === "everyone") return broadcast(kind);
  if (kind === "subteam") return h("span", { class: "mention" }, label ? words(label) : `@${rest[0]}`);
  if (kind === "date") {
    const shown = formatDate(rest[0], rest[1] ?? "{date}", names.me?.tz) ?? words(label ?? body);
    return rest[2] && safeUrl(rest[2]) ? link(rest[2], shown) : h("span", { title: label }, shown);
  }
  return label ? h("span", null, words(label)) : null;
}

// A Block Kit text object (or a bare string, as some blocks carry).
export function textObject(object, names) {
  if (object === undefined || object === null) return null;
  if (typeof object === "string") return plain(object);
  if (object.type === "mrkdwn") return mrkdwn(object.text, names);
  return plain(object.text ?? "", object.emoji);
}
