// Floating panels: placed by their anchor, above everything (also above a modal), gone on Escape or a click elsewhere.

import { h } from "./dom.js";

const MARGIN = 8;

// Below the anchor, or above it where there is more room; decided once, so that it does not jump while it is used.
function put(panel, anchor) {
  const at = anchor.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const below = innerHeight - at.bottom - MARGIN * 2;
  const above = at.top - MARGIN * 2;
  panel.dataset.place ??= height > below && above > below ? "above" : "below";
  const up = panel.dataset.place === "above";
  panel.style.setProperty("--room", `${Math.max(120, up ? above : below)}px`);
  panel.style.top = up ? "auto" : `${at.bottom + 4}px`;
  panel.style.bottom = up ? `${innerHeight - at.top + 4}px` : "auto";
  const wanted = panel.dataset.side === "right" ? at.right - width : at.left;
  panel.style.left = `${Math.max(MARGIN, Math.min(wanted, innerWidth - width - MARGIN))}px`;
}

// A click on the button of an open panel closes the panel first, and must then not open it again.
const closings = new WeakMap();
const SAME_CLICK_MS = 150;
export const justClosed = (anchor) => performance.now() - (closings.get(anchor) ?? -Infinity) < SAME_CLICK_MS;

// Shows `content` by `anchor`. It lives beside the anchor's dialog, since all outside of an open dialog is inert.
// Returns {panel, close, place}; onClose runs once, however it closed.
export function float(
  anchor,
  content,
  { className = "", side = "left", wide = false, onClose = () => {} } = {},
) {
  const panel = h("div", { class: `floating ${className}`, popover: "auto", "data-side": side }, content);
  (anchor.closest("dialog") ?? document.body).append(panel);
  if (wide) panel.style.minWidth = `${anchor.getBoundingClientRect().width}px`;
  const place = () => (anchor.isConnected ? put(panel, anchor) : panel.hidePopover());
  panel.addEventListener(
    "beforetoggle",
    (event) => event.newState === "closed" && closings.set(anchor, performance.now()),
  );
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    removeEventListener("resize", place);
    removeEventListener("scroll", place, true);
    panel.remove();
    onClose();
  });
  panel.showPopover();
  place();
  addEventListener("resize", place);
  addEventListener("scroll", place, true);
  return { panel, place, close: () => panel.isConnected && panel.hidePopover() };
}
