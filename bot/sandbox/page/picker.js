// One widget for every select menu: a button that opens a searchable list, for one choice or many.

import { add, freshId, h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { float, justClosed } from "./popover.js";

const SEARCH_FROM = 8;

// options: [{id, label, detail?, picture?, group?}]; selected: [id]; onChange gets the new [id]. `field` carries the
// attributes of the input (aria-labelledby and the like). Returns the widget's node.
export function picker({ options, selected, multiple, max, placeholder, clearable, field, onChange }) {
  const byId = new Map(options.map((option) => [option.id, option]));
  let chosen = [...selected];
  const root = h("div", { class: multiple ? "picker picker-many" : "picker" });
  const chips = multiple ? h("ul", { class: "chips", "aria-label": "Chosen" }) : null;
  const valueId = freshId("picker-value");
  const value = h("span", { class: "picker-value", id: valueId });
  const labelledBy = [field["aria-labelledby"], valueId].filter(Boolean).join(" ");
  const button = h(
    "button",
    {
      ...field,
      type: "button",
      class: "picker-button",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-labelledby": labelledBy,
      "aria-label": null,
      onclick: open,
    },
    field["aria-label"] &&
      h("span", { class: "visually-hidden", id: `${valueId}-name` }, field["aria-label"]),
    value,
    icon("chevron"),
  );
  if (field["aria-label"]) button.setAttribute("aria-labelledby", `${valueId}-name ${valueId}`);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open();
  });

  const nameOf = (id) => byId.get(id)?.label ?? id;

  function draw() {
    const empty = chosen.length === 0;
    value.classList.toggle("picker-empty", multiple || empty);
    replace(value, multiple || empty ? placeholder : nameOf(chosen[0]));
    if (chips)
      replace(
        chips,
        chosen.map((id) => chip(nameOf(id), () => set(chosen.filter((other) => other !== id)))),
      );
  }

  function set(next) {
    chosen = next;
    draw();
    root.dispatchEvent(new Event("change", { bubbles: true }));
    onChange(chosen);
  }

  function choose(id) {
    if (!multiple) {
      opened.close();
      button.focus();
      if (chosen[0] !== id) set(id === null ? [] : [id]);
      return;
    }
    if (chosen.includes(id)) set(chosen.filter((other) => other !== id));
    else if (!max || chosen.length < max) set([...chosen, id]);
  }

  let opened = null;
  function open() {
    if (justClosed(button)) return;
    const clear =
      clearable && !multiple && chosen.length > 0 ? [{ id: null, label: "No choice", clear: true }] : [];
    const list = optionList({
      options: [...clear, ...options],
      isChosen: (id) => chosen.includes(id),
      multiple,
      choose,
    });
    button.setAttribute("aria-expanded", "true");
    opened = float(button, list.node, {
      className: "floating-list",
      wide: true,
      onClose: () => {
        button.setAttribute("aria-expanded", "false");
        if (document.activeElement === document.body && button.isConnected) button.focus();
      },
    });
    list.start();
  }

  draw();
  return add(root, chips, button);
}

function chip(label, remove) {
  return h(
    "li",
    { class: "chip" },
    label,
    h(
      "button",
      { type: "button", class: "chip-remove", "aria-label": `Remove ${label}`, onclick: remove },
      icon("close"),
    ),
  );
}

// The list inside the panel. The focus stays on the search field; the arrow keys move the active option.
function optionList({ options, isChosen, multiple, choose }) {
  const listId = freshId("options");
  const list = h("ul", {
    class: "options",
    role: "listbox",
    id: listId,
    "aria-multiselectable": multiple ? "true" : null,
    "aria-label": "Options",
    onmousedown: (event) => event.preventDefault(),
  });
  const search = h("input", {
    class: options.length >= SEARCH_FROM ? "search-input" : "visually-hidden",
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": "Search the options",
    placeholder: "Search",
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => fill(),
    onkeydown: walk,
  });
  let rows = [];
  let active = 0;

  function fill() {
    const wanted = search.value.trim().toLowerCase();
    const found = options.filter((option) =>
      `${option.label} ${option.detail ?? ""}`.toLowerCase().includes(wanted),
    );
    rows = found.map((option) => optionRow(option, isChosen(option.id), () => pick(option.id)));
    const firstChosen = found.findIndex((option) => isChosen(option.id));
    replace(list, grouped(found, rows));
    if (rows.length === 0)
      list.append(h("li", { class: "options-none", role: "presentation" }, "Nothing fits."));
    move(wanted || firstChosen < 0 ? 0 : firstChosen);
  }

  function pick(id) {
    const at = active;
    choose(id);
    if (!multiple || !list.isConnected) return;
    fill();
    move(at);
  }

  function move(to) {
    rows[active]?.classList.remove("option-active");
    active = Math.max(0, Math.min(to, rows.length - 1));
    const row = rows[active];
    row?.classList.add("option-active");
    if (list.isConnected) row?.scrollIntoView({ block: "nearest" });
    if (row) search.setAttribute("aria-activedescendant", row.id);
    else search.removeAttribute("aria-activedescendant");
  }

  function walk(event) {
    const steps = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: rows.length - 1 };
    if (event.key in steps) {
      event.preventDefault();
      move(steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      rows[active]?.click();
    }
  }

  fill();
  const start = () => {
    search.focus();
    move(active);
  };
  return { node: [search, list], start };
}

function optionRow(option, chosen, onclick) {
  return h(
    "li",
    {
      class: option.clear ? "option option-clear" : "option",
      role: "option",
      id: freshId("option"),
      "aria-selected": chosen ? "true" : "false",
      onclick,
    },
    option.picture?.(),
    h(
      "span",
      { class: "option-text" },
      h("span", null, option.label),
      option.detail && h("span", { class: "option-detail" }, option.detail),
    ),
    chosen && icon("check"),
  );
}

function grouped(found, rows) {
  const nodes = [];
  let group;
  found.forEach((option, at) => {
    if (option.group && option.group !== group)
      nodes.push(h("li", { class: "options-group", role: "presentation" }, option.group));
    group = option.group;
    nodes.push(rows[at]);
  });
  return nodes;
}
