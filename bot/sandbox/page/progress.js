// The thin line that moves while the app is awaited, and its words for a screen reader.

import { byId, h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { toast } from "./toast.js";

const SHOWN_AFTER_MS = 150;
let waiting = 0;

function change(by, appName) {
  waiting += by;
  if (waiting === 0) {
    byId("progress").hidden = true;
    byId("progress-words").textContent = "";
  } else if (by > 0) {
    setTimeout(() => {
      if (waiting === 0) return;
      byId("progress").hidden = false;
      byId("progress-words").textContent = `Waiting for ${appName} …`;
    }, SHOWN_AFTER_MS);
  }
}

// Runs `work` while `node` (a button, say) is marked busy. An error is said inside `where`, and as a toast where that
// cannot be seen. Resolves to the answer, or to null after an error.
export async function awaiting(work, { appName, node = null, where = null }) {
  if (node?.getAttribute("aria-busy") === "true") return null;
  node?.setAttribute("aria-busy", "true");
  if (where) say(where, null);
  change(1, appName);
  try {
    return await work();
  } catch (error) {
    if (where?.isConnected) say(where, error.message);
    if (!inSight(where?.lastElementChild)) toast(error.message, { error: true });
    return null;
  } finally {
    node?.removeAttribute("aria-busy");
    change(-1, appName);
  }
}

function inSight(node) {
  if (!node?.isConnected) return false;
  const { top, bottom } = node.getBoundingClientRect();
  return bottom > top && top >= 0 && bottom <= innerHeight;
}

// Puts a sentence at the end of `where`, or takes it away.
export function say(where, text) {
  const old = [...where.children].find((child) => child.classList.contains("inline-error"));
  old?.remove();
  if (text) where.append(replace(h("p", { class: "inline-error", role: "alert" }), icon("error"), text));
}
