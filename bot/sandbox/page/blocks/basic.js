// The everyday blocks: header, section, divider, context, actions, context_actions, markdown, alert.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { markdown } from "../markdown.js";
import { plain, textObject } from "../mrkdwn.js";
import { drawElement } from "./element.js";
import { picture } from "./image.js";
import { unknownBox } from "./unknown.js";

// The page's title is h1 and its parts are h2, so a block's header comes below them.
export const header = (block) =>
  h("h3", { class: "headline" }, plain(block.text?.text ?? "", block.text?.emoji));

export const divider = () => h("hr", { class: "rule" });

export function section(block, ctx) {
  const text = block.text && h("div", { class: "rich" }, textObject(block.text, ctx.names));
  const fields =
    block.fields?.length &&
    h(
      "div",
      { class: "section-fields" },
      block.fields.map((field) => h("div", { class: "rich" }, textObject(field, ctx.names))),
    );
  const body = h("div", { class: "section-body" }, text, fields);
  if (!block.accessory) return body;
  const label = block.text && { "aria-label": block.accessory.placeholder?.text ?? shorten(block.text.text) };
  const accessory = drawElement(block.accessory, block, ctx, {
    field: block.accessory.type === "button" ? {} : (label ?? {}),
  });
  // On a narrow screen a wide accessory goes below the text, a small one stays beside it.
  const small = block.accessory.type === "image" || block.accessory.type === "overflow";
  return h(
    "div",
    { class: small ? "section section-small" : "section" },
    body,
    h("div", { class: "section-accessory" }, accessory),
  );
}

const shorten = (text) =>
  text
    .replace(/[*_~`<>]/g, "")
    .split("\n")[0]
    .slice(0, 80);

export function context(block, ctx) {
  const piece = (element) => {
    if (element.type === "image") return picture(element, "picture-context", { small: true });
    if (element.type === "mrkdwn" || element.type === "plain_text")
      return h("span", { class: "rich" }, textObject(element, ctx.names));
    return unknownBox("Element", element);
  };
  return h("div", { class: "context" }, (block.elements ?? []).map(piece));
}

export function actions(block, ctx) {
  return h(
    "div",
    { class: "actions" },
    (block.elements ?? []).map((element) => drawElement(element, block, ctx)),
  );
}

export const markdownBlock = (block) => markdown(block.text);

const LEVELS = {
  default: ["bell", "Note"],
  info: ["info", "For your information"],
  warning: ["alert", "Warning"],
  error: ["error", "Error"],
  success: ["check", "Success"],
};

export function alert(block, ctx) {
  const level = block.level in LEVELS ? block.level : "default";
  const [picture, name] = LEVELS[level];
  return h(
    "div",
    { class: `alert alert-${level}`, role: "note" },
    icon(picture),
    h("span", { class: "visually-hidden" }, `${name}: `),
    h("div", { class: "rich" }, textObject(block.text, ctx.names)),
  );
}
