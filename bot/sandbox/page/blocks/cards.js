// Blocks that hold others: card, carousel, container, and the plan with its tasks.

import { add, h, link } from "../dom.js";
import { icon } from "../icons.js";
import { plain, textObject } from "../mrkdwn.js";
import { drawElement } from "./element.js";
import { picture } from "./image.js";
import { richText } from "./rich_text.js";

export function card(block, ctx) {
  const titles = h(
    "div",
    { class: "card-titles" },
    block.title && h("p", { class: "card-title rich" }, textObject(block.title, ctx.names)),
    block.subtitle && h("p", { class: "card-subtitle rich" }, textObject(block.subtitle, ctx.names)),
  );
  return h(
    "article",
    { class: "card" },
    block.hero_image && picture(asImage(block.hero_image), "picture-hero"),
    (block.icon || block.title || block.subtitle) &&
      h(
        "div",
        { class: "card-head" },
        block.icon && picture(asImage(block.icon), "picture-icon", { small: true }),
        titles,
      ),
    block.body && h("div", { class: "card-body rich" }, textObject(block.body, ctx.names)),
    block.actions?.length &&
      h(
        "div",
        { class: "actions" },
        block.actions.map((element) => drawElement(element, block, ctx)),
      ),
  );
}

const asImage = (image) => (typeof image === "string" ? { image_url: image, alt_text: "" } : image);

export function carousel(block, ctx) {
  const cards = (block.elements ?? []).map((element) =>
    h("li", null, card({ ...element, block_id: element.block_id ?? block.block_id }, ctx)),
  );
  return h(
    "ul",
    { class: "carousel", tabindex: 0, "aria-label": `${cards.length} cards; scroll sideways` },
    cards,
  );
}

export function container(block, ctx, drawBlocks) {
  const heading = block.rich_text_title
    ? richText(block.rich_text_title, ctx.names)
    : plain(block.title?.text ?? "");
  const head = [
    block.icon && picture(asImage(block.icon), "picture-icon", { small: true }),
    h(
      "div",
      null,
      h("div", { class: "container-title" }, heading),
      block.subtitle && h("div", { class: "container-subtitle rich" }, textObject(block.subtitle, ctx.names)),
    ),
  ];
  const body = h(
    "div",
    { class: "container-body" },
    drawBlocks(block.child_blocks ?? [], ctx, block.block_id),
  );
  const width = ["narrow", "standard", "wide", "full"].includes(block.width) ? block.width : "standard";
  const className = `container container-${width}`;
  if (!block.is_collapsible) {
    return h(
      "section",
      { class: className },
      h("div", { class: block.has_header_divider ? "container-head divided" : "container-head" }, head),
      body,
    );
  }
  const summary = h("summary", { class: "container-head" }, head, icon("chevron", "icon fold"));
  return h("details", { class: className, open: !block.default_collapsed }, summary, body);
}

const STATUS = {
  pending: ["dot", "Waiting"],
  in_progress: ["bolt", "In progress"],
  complete: ["check", "Done"],
  error: ["error", "Failed"],
};

export function taskCard(block, ctx) {
  const status = block.status in STATUS ? block.status : "pending";
  const [picture_, name] = STATUS[status];
  const head = h(
    "div",
    { class: "task-head" },
    icon(picture_, `icon task-icon task-${status}`),
    h("span", { class: "task-title" }, plain(block.title ?? "")),
    h("span", { class: "task-status" }, name),
  );
  const sources =
    block.sources?.length &&
    h(
      "ul",
      { class: "task-sources" },
      block.sources.map((source) => h("li", null, link(source.url, source.text || source.url))),
    );
  const body = [
    block.details && richText(block.details, ctx.names),
    block.output && richText(block.output, ctx.names),
    sources,
  ];
  return add(h("div", { class: "task" }), head, body.some(Boolean) && h("div", { class: "task-body" }, body));
}

export function plan(block, ctx) {
  const title = typeof block.title === "string" ? plain(block.title) : textObject(block.title, ctx.names);
  const tasks = (block.tasks ?? []).map((task) => h("li", null, taskCard(task, ctx)));
  return h(
    "section",
    { class: "plan" },
    h("p", { class: "container-title" }, title),
    h("ol", { class: "plan-tasks" }, tasks),
  );
}
