// From Block Kit to nodes. The one place that knows every block type.

import { add, h } from "../dom.js";
import { chart } from "../charts.js";
import { dataTable, simpleTable } from "../tables.js";
import { actions, alert, context, divider, header, markdownBlock, section } from "./basic.js";
import { card, carousel, container, plan, taskCard } from "./cards.js";
import { imageBlock } from "./image.js";
import { input } from "./input.js";
import { richText } from "./rich_text.js";
import { unknownBox } from "./unknown.js";

const BLOCKS = {
  actions,
  alert,
  card,
  carousel,
  container: (block, ctx) => container(block, ctx, drawBlocks),
  context,
  context_actions: actions,
  data_table: dataTable,
  data_visualization: chart,
  divider,
  header,
  image: imageBlock,
  input,
  markdown: markdownBlock,
  plan,
  rich_text: (block, ctx) => richText(block, ctx.names),
  section,
  table: simpleTable,
  task_card: taskCard,
};

// ctx: {names, form, channel, act(blockId, action, {node, confirm})}. Returns one node for each block; what cannot be
// drawn becomes a visible box.
export function drawBlocks(blocks, ctx, prefix = "block") {
  return blocks.map((block, at) => {
    const placed = { ...block, block_id: block?.block_id ?? `${prefix}-${at}` };
    const node = h("div", {
      class: `block block-${String(block?.type).replace(/\W/g, "")}`,
      "data-block": placed.block_id,
    });
    return add(node, drawOne(placed, ctx));
  });
}

function drawOne(block, ctx) {
  const draw = Object.hasOwn(BLOCKS, block.type) ? BLOCKS[block.type] : null;
  if (!draw) return unknownBox("Block", block);
  try {
    return draw(block, ctx);
  } catch (error) {
    console.error(error);
    return unknownBox("Block", block, `This ${block.type} block could not be drawn: ${error.message}`);
  }
}
