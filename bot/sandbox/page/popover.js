// Floating panels: placed by their anchor, above everything (also above a modal), gone on Escape or a click elsewhere.

import { h } from "./dom.js";

const MARGIN = 8;

function put(panel, anchor) {
  const at = anchor.getBoundingClientRect();
  panel.style.maxHeight = "";
  const { width, height } = panel.getBoundingClientRect();
  const below = innerHeight - at.bottom - MARGIN * 2;
  const above = at.top - MARGIN * 2;
  const up = height > below && above > below;
  const room = Math.max(120, up ? above : below);
  panel.style.maxHeight = `${room}px`;
  const shown = Math.min(height, room);
  panel.style.top = `${up ? at.top - shown - 4 : at.bottom + 4}px`;
  const wanted = panel.dataset.side === "right" ? at.right - width : at.left;
  panel.style.left = `${Math.max(MARGIN, Math.min(wanted, innerWidth - width - MARGIN))}px`;
}

// Shows `content` by `anchor`. It lives beside the anchor's dialog, since all outside of an open dialog is inert.
// Returns {panel, close, place}; onClose runs once, however it closed.
export function float(anchor, content, { className = "", side = "left", wide = false, onClose = () => {} } = {}) {
  const panel = h("div", { class: `floating ${className}`, popover: "auto", "data-side": side }, content);
  (anchor.closest("dialog") ?? document.body).append(panel);
  if (wide) panel.style.minWidth = `${anchor.getBoundingClientRect().width}px`;
  const place = () => put(panel, anchor);
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
