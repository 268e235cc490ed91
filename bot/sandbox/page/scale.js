// Numbers to places and words: round ticks for an axis, values as text.

const EXACT = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });

const withMinus = (text) => text.replace("-", "\u2212");

export const exact = (value) => withMinus(EXACT.format(value));
export const short = (value) => withMinus((Math.abs(value) >= 10_000 ? SHORT : EXACT).format(value));

// Round steps that cover [low, high]. What stands on the ground (bars, areas) needs zero among them; lines do not.
// What is counted in whole numbers has steps that are whole, too.
export function ticks(low, high, { grounded, whole = false, wanted = 5 }) {
  const from = grounded ? Math.min(0, low) : low;
  const to = grounded ? Math.max(0, high) : high;
  const span = to - from || Math.abs(to) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const sizes = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  const fits = (size) => size >= rough && (!whole || Number.isInteger(size));
  const step = sizes.find(fits) ?? 1;
  const first = Math.floor(from / step);
  const last = Math.max(Math.ceil(to / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_one, at) => (first + at) * step);
}
