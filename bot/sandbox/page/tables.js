// The table and data_table blocks.

import { add, freshId, h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { richText } from "./blocks/rich_text.js";

const DEFAULT_PAGE_ROWS = 5;
const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const isNumber = (cell) => cell?.type === "raw_number" || typeof cell === "number";

function cellNodes(cell, ctx) {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "object") return String(cell);
  if (cell.type === "rich_text") return richText(cell, ctx.names);
  return plain(cell.text ?? cell.value ?? "");
}

function cellText(cell) {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "object") return String(cell);
  if (cell.type !== "rich_text") return String(cell.text ?? cell.value ?? "");
  const flat = (part) =>
    part.elements ? part.elements.map(flat).join("") : (part.text ?? part.name ?? part.user_id ?? "");
  return flat(cell);
}

function compareCells(one, other) {
  if (isNumber(one) && isNumber(other)) return (one.value ?? one) - (other.value ?? other);
  return COLLATOR.compare(cellText(one), cellText(other));
}

const cellsOf = (row) => (Array.isArray(row) ? row : (row?.cells ?? row?.elements ?? []));

// The first row is the header, unless the header stands apart under `columns`.
function normalise(block) {
  const rows = (block.rows ?? []).map(cellsOf);
  const columns = block.columns?.map((column) =>
    typeof column === "object"
      ? { type: "raw_text", text: column.text ?? column.label ?? column.name ?? "" }
      : column,
  );
  return columns ? { header: columns, rows } : { header: rows[0] ?? [], rows: rows.slice(1) };
}

const scroller = (name, table) =>
  h("div", { class: "grid-scroll", tabindex: 0, role: "region", "aria-label": name }, table);

export function simpleTable(block, ctx) {
  const settings = block.column_settings ?? [];
  const { header, rows } = normalise(block);
  const align = (column, cell) =>
    `align-${settings[column]?.align ?? (isNumber(cell) ? "right" : "left")}${settings[column]?.is_wrapped === true ? "" : " nowrap"}`;
  const head = h(
    "tr",
    null,
    header.map((cell, column) =>
      h("th", { scope: "col", class: align(column, rows[0]?.[column]) }, cellNodes(cell, ctx)),
    ),
  );
  const body = rows.map((row) =>
    h(
      "tr",
      null,
      row.map((cell, column) => h("td", { class: align(column, cell) }, cellNodes(cell, ctx))),
    ),
  );
  return scroller("Table", h("table", { class: "grid" }, h("thead", null, head), h("tbody", null, body)));
}

export function dataTable(block, ctx) {
  const { header, rows } = normalise(block);
  return new DataTable(block, header, rows, ctx).node;
}

class DataTable {
  constructor(block, header, rows, ctx) {
    this.ctx = ctx;
    this.header = header;
    this.rows = rows;
    this.nameColumn = block.row_header_column_index ?? 0;
    this.pageRows = Math.max(1, Math.min(100, block.page_size ?? DEFAULT_PAGE_ROWS));
    this.page = 0;
    this.order = { column: null, down: false };
    this.numeric = header.map(
      (_cell, column) => rows.length > 0 && rows.every((row) => isNumber(row[column])),
    );
    this.body = h("tbody");
    this.count = h("span", { class: "pager-count", role: "status" });
    this.node = this.draw(plain(block.caption ?? "Table"));
    this.fill();
  }

  draw(caption) {
    const captionId = freshId("caption");
    this.heads = this.header.map((cell, column) => this.head(cell, column));
    const table = h(
      "table",
      { class: "grid grid-data" },
      h("caption", { id: captionId }, caption),
      h("thead", null, h("tr", null, this.heads)),
      this.body,
    );
    const node = h("div", { class: "data-table" }, scroller(caption, table));
    return this.rows.length > this.pageRows ? add(node, this.pager()) : node;
  }

  head(cell, column) {
    const sort = h(
      "button",
      { type: "button", class: "sort", onclick: () => this.sort(column) },
      cellNodes(cell, this.ctx),
      icon("chevron", "icon sort-icon"),
    );
    return h("th", { scope: "col", class: this.numeric[column] ? "align-right" : "align-left" }, sort);
  }

  pager() {
    const step = (name, by, turned) =>
      h(
        "button",
        {
          type: "button",
          class: "button button-quiet",
          "aria-label": name,
          title: name,
          onclick: () => this.turn(by),
        },
        icon("back", turned ? "icon turned" : "icon"),
      );
    this.back = step("Earlier rows", -1, false);
    this.forward = step("Later rows", 1, true);
    this.filter = h("input", {
      class: "search-input filter",
      type: "search",
      placeholder: "Filter",
      "aria-label": "Filter the rows",
      autocomplete: "off",
      oninput: () => this.turn(-this.page),
    });
    return h("div", { class: "pager" }, this.filter, this.count, this.back, this.forward);
  }

  // Up, then down, then as the app sent them.
  sort(column) {
    const same = this.order.column === column;
    this.order = same && this.order.down ? { column: null, down: false } : { column, down: same };
    this.page = 0;
    this.fill();
  }

  turn(by) {
    this.page += by;
    this.fill();
  }

  found() {
    const wanted = this.filter?.value.trim().toLowerCase() ?? "";
    const rows = this.rows.filter(
      (row) => !wanted || row.some((cell) => cellText(cell).toLowerCase().includes(wanted)),
    );
    const { column, down } = this.order;
    if (column === null) return rows;
    return rows.sort((one, other) => compareCells(one[column], other[column]) * (down ? -1 : 1));
  }

  fill() {
    const rows = this.found();
    const pages = Math.max(1, Math.ceil(rows.length / this.pageRows));
    this.page = Math.max(0, Math.min(this.page, pages - 1));
    const from = this.page * this.pageRows;
    const shown = rows.slice(from, from + this.pageRows);
    replace(
      this.body,
      shown.map((row) => this.row(row)),
    );
    if (shown.length === 0)
      this.body.append(
        h("tr", null, h("td", { colspan: this.header.length, class: "grid-none" }, "No row fits.")),
      );
    this.markOrder();
    if (!this.back) return;
    replace(this.count, rows.length ? `${from + 1}–${from + shown.length} of ${rows.length}` : "0 of 0");
    this.back.disabled = this.page === 0;
    this.forward.disabled = this.page === pages - 1;
  }

  row(cells) {
    return h(
      "tr",
      null,
      cells.map((cell, column) => {
        const named = column === this.nameColumn;
        return h(
          named ? "th" : "td",
          { scope: named ? "row" : null, class: isNumber(cell) ? "align-right" : "align-left" },
          cellNodes(cell, this.ctx),
        );
      }),
    );
  }

  markOrder() {
    this.heads.forEach((head, column) => {
      if (column === this.order.column)
        head.setAttribute("aria-sort", this.order.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }
}
