// The data_visualization block: a title, a picture, a legend, and the same numbers as a table.

import { freshId, h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { drawPie } from "./chart_pie.js";
import { drawAxes } from "./chart_axes.js";
import { exact } from "./scale.js";

const KINDS = { pie: "Pie chart", bar: "Bar chart", line: "Line chart", area: "Area chart" };

const words = (thing) =>
  typeof thing === "object" && thing !== null
    ? String(thing.text ?? thing.label ?? thing.name ?? "")
    : String(thing ?? "");
const labelOf = (point) => words(point.label ?? point.category ?? point.x ?? point.name);

// → {kind, categories, series: [{name, values: [number|null]}], xLabel, yLabel}. A pie is one series over its segments.
function normalise(block) {
  const spec = block.chart ?? block;
  const kind = spec.type === "data_visualization" ? block.chart_type : spec.type;
  const axis = spec.axis_config ?? {};
  if (kind === "pie") {
    const segments = spec.segments ?? spec.series?.[0]?.data ?? [];
    return {
      kind,
      categories: segments.map(labelOf),
      series: [{ name: "Value", values: segments.map((one) => Number(one.value)) }],
    };
  }
  const given = (spec.series ?? []).map((one) => ({
    name: words(one.name ?? one.label),
    points: one.data ?? one.points ?? [],
  }));
  const categories = axis.categories?.map(words) ?? [
    ...new Set(given.flatMap((one) => one.points.map(labelOf))),
  ];
  const series = given.map(({ name, points }) => ({
    name,
    values: categories.map((category, at) => valueAt(points, category, at)),
  }));
  return { kind, categories, series, xLabel: words(axis.x_label), yLabel: words(axis.y_label) };
}

function valueAt(points, category, at) {
  const point = points.find((one) => typeof one === "object" && labelOf(one) === category);
  const value = point ? (point.value ?? point.y) : typeof points[at] === "number" ? points[at] : null;
  return value === null || value === undefined ? null : Number(value);
}

export function chart(block) {
  const data = normalise(block);
  if (!(data.kind in KINDS)) throw new Error(`a chart of type ${String(data.kind)} is not known`);
  const title = plain(words(block.title));
  const canvas = h("div", { class: "chart-canvas" });
  const numbers = numbersTable(data, title);
  const node = h(
    "figure",
    { class: `chart chart-${data.kind}` },
    h("figcaption", { class: "chart-title" }, title),
    data.yLabel && h("p", { class: "chart-axis-label" }, plain(data.yLabel)),
    canvas,
    data.xLabel && h("p", { class: "chart-axis-label chart-axis-x" }, plain(data.xLabel)),
    legend(data),
    numbersSwitch(numbers),
    numbers,
  );
  drawWhenSized(canvas, data, `${KINDS[data.kind]}: ${title}. The numbers follow as a table.`);
  return node;
}

// The picture is drawn at the width it really has, so that its words keep their size on a narrow screen.
function drawWhenSized(canvas, data, label) {
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.floor(canvas.clientWidth);
    if (width === 0 || width === drawn) return;
    drawn = width;
    const picture = data.kind === "pie" ? drawPie(data, width) : drawAxes(data, width);
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", label);
    replace(canvas, picture);
  }).observe(canvas);
}

function legend(data) {
  if (data.kind === "pie") return pieLegend(data);
  if (data.series.length < 2) return null;
  const rows = data.series.map((one, at) =>
    h(
      "li",
      null,
      h("span", { class: `key key-${data.kind} series-${at % 6}`, "aria-hidden": "true" }),
      plain(one.name),
    ),
  );
  return h("ul", { class: "legend" }, rows);
}

function pieLegend({ categories, series }) {
  const values = series[0].values;
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const share = (value) =>
    total > 0 ? `${exact(Math.round((Math.max(0, value) / total) * 1000) / 10)}%` : "–";
  const rows = categories.map((name, at) =>
    h(
      "li",
      null,
      h("span", { class: `key series-${at % 6}`, "aria-hidden": "true" }),
      h("span", { class: "legend-name" }, plain(name)),
      h("span", { class: "legend-value" }, exact(values[at])),
      h("span", { class: "legend-share" }, share(values[at])),
    ),
  );
  return h("ul", { class: "legend legend-pie" }, rows);
}

function numbersTable(data, title) {
  const head = h(
    "tr",
    null,
    h("th", { scope: "col" }, plain(data.xLabel || (data.kind === "pie" ? "Part" : "Category"))),
    data.series.map((one) => h("th", { scope: "col", class: "align-right" }, plain(one.name))),
  );
  const rows = data.categories.map((name, at) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, plain(name)),
      data.series.map((one) =>
        h("td", { class: "align-right" }, one.values[at] === null ? "–" : exact(one.values[at])),
      ),
    ),
  );
  const table = h(
    "table",
    { class: "grid" },
    h("caption", { class: "visually-hidden" }, title),
    h("thead", null, head),
    h("tbody", null, rows),
  );
  return h("div", { class: "chart-numbers visually-hidden", id: freshId("numbers") }, table);
}

// The table is always there for a screen reader; the button shows it to everybody.
function numbersSwitch(numbers) {
  const button = h(
    "button",
    {
      type: "button",
      class: "button button-quiet chart-switch",
      "aria-expanded": "false",
      "aria-controls": numbers.id,
    },
    icon("table"),
    "Show the numbers",
  );
  button.addEventListener("click", () => {
    const hidden = numbers.classList.toggle("visually-hidden");
    button.setAttribute("aria-expanded", String(!hidden));
    button.lastChild.textContent = hidden ? "Show the numbers" : "Hide the numbers";
  });
  return button;
}
