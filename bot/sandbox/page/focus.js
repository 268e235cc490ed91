// Keeps the focus (and the caret) on the same field while the nodes around it are drawn anew.

// Runs `redraw`, which fills or replaces `root()`; afterwards the field that had the focus has it again. Returns
// whether the focus was inside and could not be put back.
export function keepingFocus(root, redraw) {
  const active = document.activeElement;
  const inside = root()?.contains(active) && active !== document.body;
  const key = inside ? active.dataset.field : null;
  const caret = inside && "selectionStart" in active ? readCaret(active) : null;
  redraw();
  if (!inside || root().contains(document.activeElement)) return false;
  const again = key
    ? [...root().querySelectorAll("[data-field]")].find((node) => node.dataset.field === key)
    : null;
  if (!again) return true;
  again.focus({ preventScroll: true });
  if (caret) restoreCaret(again, caret);
  return document.activeElement !== again;
}

function readCaret(field) {
  try {
    return [field.selectionStart, field.selectionEnd];
  } catch {
    return null;
  }
}

function restoreCaret(field, [from, to]) {
  try {
    field.setSelectionRange(from, to);
  } catch {
    // Date, number and e-mail fields have no caret to set.
  }
}
