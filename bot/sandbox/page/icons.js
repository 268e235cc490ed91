// Line icons on a 20 × 20 grid, drawn with the colour of the text around them. Decoration only: the words beside
// them, or the aria-label of their button, carry the meaning.

import { svg } from "./dom.js";

const PATHS = {
  alert: "M10 3 1.8 16.5h16.4L10 3z M10 8v4 M10 14.2v.1",
  back: "M12.5 4.5 7 10l5.5 5.5",
  bell: "M5 13.5V9a5 5 0 0 1 10 0v4.5l1.2 1.5H3.8L5 13.5z M8.3 17.2a2 2 0 0 0 3.4 0",
  bolt: "M11 2.5 4.5 11.5H9.5L9 17.5l6.5-9H10.5L11 2.5z",
  check: "M4 10.5l4 4 8-9",
  chevron: "M5 7.5l5 5 5-5",
  close: "M5 5l10 10 M15 5 5 15",
  dot: "M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
  error: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z M7.3 7.3l5.4 5.4 M12.7 7.3l-5.4 5.4",
  eye: "M1.8 10S5 4.5 10 4.5 18.2 10 18.2 10 15 15.5 10 15.5 1.8 10 1.8 10z M10 7.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8z",
  file: "M5 2.5h6.5L15 6v11.5H5z M11.5 2.5V6H15",
  hash: "M4 7.5h13 M3 12.5h13 M8.5 3 6.5 17 M13.5 3l-2 14",
  home: "M3 9.2 10 3l7 6.2 M5 8v8.5h10V8 M8.3 16.5v-5h3.4v5",
  image: "M3 4h14v12H3z M3 13.5l4-4 3.5 3.5 2.5-2.5 4 4 M13 7.2v.1",
  info: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z M10 9v5 M10 6.2v.1",
  menu: "M3 5.5h14 M3 10h14 M3 14.5h14",
  message: "M3 4h14v10H9l-4 3v-3H3z",
  moon: "M16.5 11.5A6.8 6.8 0 0 1 8.5 3.5a6.8 6.8 0 1 0 8 8z",
  more: "M4.5 9.3a.7.7 0 1 1 0 1.4.7.7 0 0 1 0-1.4z M10 9.3a.7.7 0 1 1 0 1.4.7.7 0 0 1 0-1.4z M15.5 9.3a.7.7 0 1 1 0 1.4.7.7 0 0 1 0-1.4z",
  pencil: "M4 16l.8-3.4L13.5 4 16 6.5 7.4 15.2 4 16z",
  person: "M10 3a3.3 3.3 0 1 1 0 6.6A3.3 3.3 0 0 1 10 3z M3.5 17c.6-3.4 3-5.2 6.5-5.2s5.9 1.8 6.5 5.2",
  plus: "M10 4v12 M4 10h12",
  reply: "M5 4v5a4 4 0 0 0 4 4h7 M12.5 9.5 16 13l-3.5 3.5",
  search: "M8.8 3.2a5.6 5.6 0 1 1 0 11.2 5.6 5.6 0 0 1 0-11.2z M13 13l4 4",
  send: "M3 10 17 3.5 13 17l-3.2-5.2L3 10z M9.8 11.8 17 3.5",
  smile: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z M6.8 12c1.6 2.2 4.8 2.2 6.4 0 M7.6 8v.1 M12.4 8v.1",
  sun: "M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z M10 1.8v1.6 M10 16.6v1.6 M1.8 10h1.6 M16.6 10h1.6 M4.2 4.2l1.1 1.1 M14.7 14.7l1.1 1.1 M4.2 15.8l1.1-1.1 M14.7 5.3l1.1-1.1",
  switch: "M4 7h11l-3-3 M16 13H5l3 3",
  table: "M3 4h14v12H3z M3 8.5h14 M3 12.3h14 M8 8.5V16",
  thumb_down:
    "M6 11.5H3.5v-8H6z M6 11l3.2 5.5c1.2 0 1.9-.8 1.7-2L10.5 12h4.8c1 0 1.6-.9 1.3-1.8l-1.6-5.4c-.2-.8-.8-1.3-1.6-1.3H6",
  thumb_up:
    "M6 8.5H3.5v8H6z M6 9l3.2-5.5c1.2 0 1.9.8 1.7 2L10.5 8h4.8c1 0 1.6.9 1.3 1.8l-1.6 5.4c-.2.8-.8 1.3-1.6 1.3H6",
  trash: "M4 5.5h12 M8 5.5v-2h4v2 M5.5 5.5l.7 11h7.6l.7-11 M8.5 8.5v5 M11.5 8.5v5",
};

export function icon(name, className = "icon") {
  return svg(
    "svg",
    { class: className, viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] ?? PATHS.dot }),
  );
}

// The mark of the sandbox: a microphone, let go.
export function mark() {
  return svg(
    "svg",
    { class: "mark", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("rect", { x: 0, y: 0, width: 24, height: 24, rx: 7, class: "mark-ground" }),
    svg(
      "g",
      { transform: "rotate(38 12 12)", class: "mark-ink" },
      svg("circle", { cx: 12, cy: 16.4, r: 4.7 }),
      svg("path", { d: "M7.6 15.4q4.4 1.6 8.8 0", class: "mark-line" }),
      svg("rect", { x: 8.9, y: 9, width: 6.2, height: 1.7, rx: 0.8 }),
      svg("path", { d: "M9.7 7.9h4.6l-1.1-6h-2.4z" }),
    ),
  );
}
