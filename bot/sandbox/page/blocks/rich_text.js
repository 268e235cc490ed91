// The rich_text block: sections, lists, quotes and preformatted text, with styles, links and mentions.

import { h, link } from "../dom.js";
import { emojiFor, fromHex } from "../emoji.js";
import { formatDate } from "../dates.js";
import { broadcast, channelMention, mention } from "../mrkdwn.js";

export function richText(block, names) {
  return h(
    "div",
    { class: "rich" },
    (block.elements ?? []).map((element) => part(element, names)),
  );
}

function part(element, names) {
  const inside = () => (element.elements ?? []).map((child) => inline(child, names));
  if (element.type === "rich_text_list") return list(element, names);
  if (element.type === "rich_text_quote") return h("blockquote", { class: "quote" }, inside());
  if (element.type === "rich_text_preformatted") return h("pre", { class: "pre" }, inside());
  if (element.type === "rich_text_section") return h("p", { class: "rich-section" }, inside());
  return h("p", { class: "rich-section" }, inline(element, names));
}

function list(element, names) {
  const ordered = element.style === "ordered";
  const indent = Math.min(Number(element.indent) || 0, 8);
  const className = `rich-list indent-${indent}${element.border ? " bordered" : ""}`;
  const items = (element.elements ?? []).map((item) =>
    h(
      "li",
      null,
      (item.elements ?? []).map((child) => inline(child, names)),
    ),
  );
  return h(
    ordered ? "ol" : "ul",
    { class: className, start: ordered ? (Number(element.offset) || 0) + 1 : null },
    items,
  );
}

const INLINE = {
  text: (element) => element.text,
  link: (element) => link(element.url, element.text || element.url),
  user: (element, names) => mention(names, element.user_id),
  usergroup: (element) => h("span", { class: "mention" }, `@${element.usergroup_id}`),
  channel: (element, names) => channelMention(names, element.channel_id),
  team: (element) => h("span", { class: "mention" }, `@${element.team_id}`),
  broadcast: (element) => broadcast(element.range),
  emoji: (element) =>
    emojiFor(element.name) ?? (element.unicode && fromHex(element.unicode)) ?? `:${element.name}:`,
  date: (element, names) =>
    formatDate(element.timestamp, element.format ?? "{date}", names.me?.tz) ?? element.fallback ?? "",
  color: (element) => colour(element.value),
};

function colour(value) {
  const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
  if (/^#[0-9a-f]{3,8}$/i.test(value)) swatch.style.backgroundColor = value;
  return h("span", null, swatch, value);
}

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function inline(element, names) {
  const draw = INLINE[element.type];
  if (!draw)
    return h("code", { class: "code", title: "This part is not drawn here" }, JSON.stringify(element));
  let node = draw(element, names);
  for (const [style, tag] of Object.entries(STYLES)) {
    if (element.style?.[style]) node = h(tag, { class: style === "code" ? "code" : null }, node);
  }
  return node;
}
