// A ring of shares. What is not above zero has no slice; the legend beside it still names it.

import { svg } from "./dom.js";
import { exact, short } from "./scale.js";

const SIZE = 200;
const OUTER = 94;
const INNER = 58;

export function drawPie({ categories, series }, width) {
  const values = series[0].values.map((value) => Math.max(0, value));
  const total = values.reduce((sum, value) => sum + value, 0);
  const side = Math.min(SIZE, width);
  const picture = svg("svg", {
    viewBox: `0 0 ${SIZE} ${SIZE}`,
    width: side,
    height: side,
    class: "chart-svg",
  });
  if (total === 0) {
    picture.append(
      svg("circle", {
        cx: SIZE / 2,
        cy: SIZE / 2,
        r: (OUTER + INNER) / 2,
        class: "pie-empty",
        "stroke-width": OUTER - INNER,
      }),
    );
  }
  let from = 0;
  values.forEach((value, at) => {
    if (value === 0) return;
    const share = value / total;
    picture.append(
      svg(
        "path",
        { d: slice(from, from + share), class: `slice series-${at % 6}` },
        svg("title", null, `${categories[at]}: ${exact(value)}`),
      ),
    );
    from += share;
  });
  picture.append(
    svg("text", { x: SIZE / 2, y: SIZE / 2 + 7, class: "pie-total", "text-anchor": "middle" }, short(total)),
  );
  return picture;
}

function point(share, radius) {
  const angle = (share - 0.25) * 2 * Math.PI;
  return `${SIZE / 2 + radius * Math.cos(angle)} ${SIZE / 2 + radius * Math.sin(angle)}`;
}

function slice(from, to) {
  // An arc that ends where it begins is nothing, so a whole ring stops just short of it.
  const end = Math.min(to, from + 0.9999);
  const large = end - from > 0.5 ? 1 : 0;
  return `M ${point(from, OUTER)} A ${OUTER} ${OUTER} 0 ${large} 1 ${point(end, OUTER)} L ${point(end, INNER)} A ${INNER} ${INNER} 0 ${large} 0 ${point(from, INNER)} Z`;
}
