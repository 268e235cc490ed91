// Light or dark: the system decides until the person does, and the person's choice is remembered.

import { icon } from "./icons.js";
import { replace } from "./dom.js";
import { remember } from "./memory.js";

const systemDark = () => matchMedia("(prefers-color-scheme: dark)").matches;
const current = () => document.documentElement.dataset.theme ?? (systemDark() ? "dark" : "light");

function label(button) {
  const next = current() === "dark" ? "light" : "dark";
  button.setAttribute("aria-label", `Switch to the ${next} theme`);
  button.title = `Switch to the ${next} theme`;
  replace(button, icon(next === "dark" ? "moon" : "sun"));
}

export function wireTheme(button) {
  button.addEventListener("click", () => {
    const next = current() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    remember("theme", next);
    label(button);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => label(button));
  label(button);
}
