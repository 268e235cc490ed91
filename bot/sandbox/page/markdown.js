// Standard Markdown for the `markdown` block: headings, paragraphs, lists, quotes, rules, fences, tables, and inline
// **bold**, *italic*, ~~strike~~, `code`, [links](…).

import { h, link, safeUrl } from "./dom.js";
import { withEmoji } from "./emoji.js";

const LIST = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;

export function markdown(text) {
  return h(
    "div",
    { class: "markdown" },
    blocks(
      String(text ?? "")
        .replace(/\r\n?/g, "\n")
        .split("\n"),
    ),
  );
}

// Each reader looks at lines[at] and answers [node, next line], or null when the line is not its own.
const READERS = [fence, heading, rule, quote, table, list, paragraph];

function blocks(lines) {
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at].trim() === "") {
      at += 1;
      continue;
    }
    for (const read of READERS) {
      const found = read(lines, at);
      if (!found) continue;
      nodes.push(found[0]);
      at = found[1];
      break;
    }
  }
  return nodes;
}

function fence(lines, at) {
  if (!/^\s*```/.test(lines[at])) return null;
  let end = at + 1;
  while (end < lines.length && !/^\s*```\s*$/.test(lines[end])) end += 1;
  return [h("pre", { class: "pre" }, lines.slice(at + 1, end).join("\n")), end + 1];
}

function heading(lines, at) {
  const match = /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(lines[at]);
  // The page's own headings are h1 and h2, so a message's begin below them.
  return (
    match && [
      h(`h${Math.min(6, match[1].length + 2)}`, { class: `md-h md-h${match[1].length}` }, inline(match[2])),
      at + 1,
    ]
  );
}

function rule(lines, at) {
  return /^\s*([-*_])(\s*\1){2,}\s*$/.test(lines[at]) ? [h("hr"), at + 1] : null;
}

function quote(lines, at) {
  let end = at;
  while (end < lines.length && /^\s*>/.test(lines[end])) end += 1;
  if (end === at) return null;
  return [
    h(
      "blockquote",
      { class: "quote" },
      blocks(lines.slice(at, end).map((line) => line.replace(/^\s*> ?/, ""))),
    ),
    end,
  ];
}

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, "|"));

function table(lines, at) {
  if (!lines[at].includes("|") || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? ""))
    return null;
  const sides = cells(lines[at + 1]).map((cell) =>
    /^:-+:$/.test(cell) ? "center" : /-:$/.test(cell) ? "right" : "left",
  );
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|")) end += 1;
  const row = (tag) => (line) =>
    h(
      "tr",
      null,
      cells(line).map((cell, column) =>
        h(
          tag,
          { class: `align-${sides[column] ?? "left"}`, scope: tag === "th" ? "col" : null },
          inline(cell),
        ),
      ),
    );
  const body = lines.slice(at + 2, end).map(row("td"));
  const drawn = h("table", { class: "grid" }, h("thead", null, row("th")(lines[at])), h("tbody", null, body));
  return [h("div", { class: "grid-scroll", tabindex: 0, role: "region", "aria-label": "Table" }, drawn), end];
}

function list(lines, at) {
  const first = LIST.exec(lines[at]);
  if (!first) return null;
  const depth = first[1].length;
  const ordered = /\d/.test(first[2]);
  const items = [];
  let next = at;
  while (next < lines.length) {
    const match = LIST.exec(lines[next]);
    if (match && match[1].length > depth && items.length > 0) {
      const [inner, after] = list(lines, next);
      items.at(-1).append(inner);
      next = after;
    } else if (match && match[1].length === depth && /\d/.test(match[2]) === ordered) {
      items.push(item(match[3]));
      next += 1;
    } else break;
  }
  return [ordered ? h("ol", { start: parseInt(first[2], 10) }, items) : h("ul", null, items), next];
}

function item(text) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  if (!task) return h("li", null, inline(text));
  const box = h("input", { type: "checkbox", disabled: true, checked: task[1] !== " " });
  return h("li", { class: "md-task" }, h("label", null, box, " ", inline(task[2])));
}

function paragraph(lines, at) {
  let end = at + 1;
  while (
    end < lines.length &&
    lines[end].trim() !== "" &&
    !READERS.slice(0, -1).some((read) => read(lines, end))
  )
    end += 1;
  return [h("p", null, inline(lines.slice(at, end).join("\n"))), end];
}

const INLINE =
  /\\([\\`*_{}[\]()#+.!|~>-])|`([^`]+)`|!?\[([^\]]*)\]\(\s*<?([^\s)>]+)>?[^)]*\)|<((?:https?|mailto):[^<>\s]+)>|(\*\*|__)(?=\S)(.+?)\6|~~(?=\S)(.+?)~~|(?<![\p{L}\p{N}])([*_])(?=\S)(.+?)\9(?![\p{L}\p{N}])|(https?:\/\/[^\s<>)]+)/gu;

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(withEmoji(text.slice(from, match.index)));
    from = match.index + match[0].length;
    nodes.push(inlineNode(match));
  }
  nodes.push(withEmoji(text.slice(from)));
  return nodes;
}

function inlineNode([whole, escaped, code, label, target, auto, , bold, strike, , italic, bare]) {
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return h("code", { class: "code" }, code);
  if (label !== undefined) return safeUrl(target) ? link(target, inline(label)) : whole;
  if (bold !== undefined) return h("strong", null, inline(bold));
  if (strike !== undefined) return h("s", null, inline(strike));
  if (italic !== undefined) return h("em", null, inline(italic));
  return link(auto ?? bare, auto ?? bare);
}
