// Bars, lines and areas over categories.

import { svg } from "./dom.js";
import { exact, short, ticks } from "./scale.js";

const HEIGHT = 240;
const TOP = 18;
const RIGHT = 12;
const LETTER = 6.4;
const TILT_DEGREES = 35;

export function drawAxes(data, width) {
  const plot = layOut(data, width);
  const picture = svg("svg", {
    viewBox: `0 0 ${width} ${plot.height}`,
    width,
    height: plot.height,
    class: "chart-svg",
  });
  picture.append(grid(plot), categoryLabels(data, plot));
  picture.append(data.kind === "bar" ? bars(data, plot) : lines(data, plot));
  return picture;
}

function layOut({ kind, categories, series }, width) {
  const values = series.flatMap((one) => one.values).filter((value) => value !== null);
  const [least, most] = values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const steps = ticks(least, most, { grounded: kind !== "line", whole: values.every(Number.isInteger) });
  const narrow = Math.max(...steps.map((step) => short(step).length)) * LETTER + 14;
  const bandFrom = (left) => (width - left - RIGHT) / Math.max(1, categories.length);
  const longest = Math.max(0, ...categories.map((name) => name.length)) * LETTER;
  const tilted = longest > bandFrom(narrow) - 6;
  // A tilted first name ends under its own bar, and begins this far to the left of it.
  const reach = (categories[0] ?? "").length * LETTER * Math.cos((TILT_DEGREES * Math.PI) / 180);
  const left = tilted ? Math.max(narrow, reach - bandFrom(reach) / 2) : narrow;
  const band = bandFrom(left);
  const bottom = tilted ? Math.min(longest, 20 * LETTER) * Math.sin((TILT_DEGREES * Math.PI) / 180) + 24 : 26;
  const [low, high] = [steps[0], steps.at(-1)];
  const y = (value) => TOP + (HEIGHT - TOP) * (1 - (value - low) / (high - low));
  // A line spans from the middle of the first band to the middle of the last.
  const x = (at) => left + band * (at + 0.5);
  return { kind, width, left, band, steps, tilted, x, y, floor: HEIGHT, height: HEIGHT + bottom };
}

function grid({ left, width, steps, y }) {
  const rows = steps.map((step) => [
    svg("line", {
      x1: left,
      x2: width - RIGHT,
      y1: y(step),
      y2: y(step),
      class: step === 0 ? "axis" : "gridline",
    }),
    svg("text", { x: left - 8, y: y(step) + 4, class: "tick", "text-anchor": "end" }, short(step)),
  ]);
  return svg("g", null, rows);
}

function categoryLabels({ categories }, { x, band, tilted, floor }) {
  // Where even tilted words would touch, only every second or third is written.
  const every = Math.max(1, Math.ceil((tilted ? 16 : 8) / band));
  const words = categories.map((name, at) => {
    if (at % every !== 0) return null;
    const place = { x: x(at), y: floor + 18 };
    const turn = tilted
      ? { transform: `rotate(-${TILT_DEGREES} ${place.x} ${place.y})`, "text-anchor": "end" }
      : { "text-anchor": "middle" };
    return svg("text", { ...place, ...turn, class: "tick" }, name);
  });
  return svg("g", null, words);
}

const named = (categories, series, at, value) =>
  svg("title", null, `${series.name}, ${categories[at]}: ${exact(value)}`);

function bars({ categories, series }, { x, y, band }) {
  const room = Math.min(band * 0.72, series.length * 46);
  const thick = room / series.length;
  const group = svg("g");
  const labelled = series.length === 1 && band > 34;
  series.forEach((one, order) => {
    one.values.forEach((value, at) => {
      if (value === null) return;
      const left = x(at) - room / 2 + order * thick;
      const top = y(Math.max(0, value));
      const tall = Math.abs(y(value) - y(0));
      const shape = {
        x: left + 1,
        y: top,
        width: Math.max(1, thick - 2),
        height: tall,
        rx: Math.min(3, tall / 2),
      };
      group.append(
        svg("rect", { ...shape, class: `bar series-${order % 6}` }, named(categories, one, at, value)),
      );
      if (labelled)
        group.append(
          svg(
            "text",
            {
              x: x(at),
              y: value < 0 ? top + tall + 13 : top - 5,
              class: "bar-value",
              "text-anchor": "middle",
            },
            short(value),
          ),
        );
    });
  });
  return group;
}

function lines({ kind, categories, series }, { x, y }) {
  const group = svg("g");
  series.forEach((one, order) => {
    const points = one.values.map((value, at) => (value === null ? null : [x(at), y(value)]));
    for (const run of runs(points)) {
      const path = run.map(([left, top]) => `${left} ${top}`).join(" L ");
      if (kind === "area")
        group.append(
          svg("path", {
            d: `M ${run[0][0]} ${y(0)} L ${path} L ${run.at(-1)[0]} ${y(0)} Z`,
            class: `area series-${order % 6}`,
          }),
        );
      group.append(svg("path", { d: `M ${path}`, class: `line series-${order % 6}` }));
    }
    points.forEach((point, at) => {
      if (point)
        group.append(
          svg(
            "circle",
            { cx: point[0], cy: point[1], r: 3.5, class: `point series-${order % 6}` },
            named(categories, one, at, one.values[at]),
          ),
        );
    });
  });
  return group;
}

// Stretches without a gap: where a value is missing the line is broken, not drawn through.
function runs(points) {
  const found = [[]];
  for (const point of points) {
    if (point) found.at(-1).push(point);
    else if (found.at(-1).length) found.push([]);
  }
  return found.filter((run) => run.length > 0);
}
