// Choosing who one is: a searchable list of people, on the first page and in the switcher.

import { add, h, replace } from "./dom.js";
import { avatar } from "./avatar.js";
import { icon } from "./icons.js";

function badge(person) {
  if (person.deleted) return h("span", { class: "badge badge-muted" }, "Left");
  if (person.is_guest) return h("span", { class: "badge" }, "Guest");
  return null;
}

function row(person, current, pick) {
  const name = person.real_name || person.name;
  return h(
    "li",
    null,
    h(
      "button",
      {
        type: "button",
        class: "person",
        "data-person": person.id,
        "aria-current": current ? "true" : null,
        onclick: () => pick(person.id),
      },
      avatar(person),
      h(
        "span",
        { class: "person-text" },
        h("span", { class: "person-name" }, name, badge(person)),
        h("span", { class: "person-title" }, person.title || `@${person.name}`),
      ),
      current && h("span", { class: "person-current" }, icon("check"), "You"),
    ),
  );
}

const haystack = (person) => `${person.real_name} ${person.name} ${person.title ?? ""}`.toLowerCase();

// Returns {node, start}; start() puts the focus on the search field. Arrow keys walk the people, Enter picks the first.
export function peopleList({ users, current, recent = [], pick }) {
  const lists = h("div", { class: "people-lists" });
  const none = h("p", { class: "people-none", role: "status" });
  const search = h("input", {
    class: "search-input",
    type: "search",
    placeholder: `Search ${users.length} people by name or title`,
    "aria-label": "Search people by name or title",
    autocomplete: "off",
    spellcheck: "false",
    oninput: fill,
  });

  function group(title, people) {
    if (people.length === 0) return null;
    return h(
      "section",
      null,
      title && h("h3", { class: "people-heading" }, title),
      h(
        "ul",
        { class: "people-rows" },
        people.map((person) => row(person, person.id === current, pick)),
      ),
    );
  }

  function fill() {
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const found = users.filter((person) => wanted.every((word) => haystack(person).includes(word)));
    const lately = wanted.length
      ? []
      : recent
          .map((id) => users.find((person) => person.id === id))
          .filter((person) => person && person.id !== current);
    replace(lists, group("Lately", lately), group(lately.length ? "Everyone" : null, found));
    replace(none, found.length ? null : "Nobody by that name or title.");
  }

  function walk(event) {
    const rows = [...lists.querySelectorAll(".person")];
    const at = rows.indexOf(document.activeElement);
    if (event.key === "ArrowDown") rows[Math.min(at + 1, rows.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (at <= 0 ? search : rows[at - 1]).focus();
    else if (event.key === "Enter" && at < 0) rows[0]?.click();
    else return;
    event.preventDefault();
  }

  fill();
  const node = add(
    h("div", { class: "people", onkeydown: walk }),
    h("div", { class: "people-search" }, icon("search"), search),
    lists,
    none,
  );
  return { node, start: () => search.focus() };
}

// The switcher: the same list in a dialog.
export function openSwitcher({ users, current, recent, pick }) {
  const choose = (id) => {
    dialog.close();
    pick(id);
  };
  const list = peopleList({ users, current, recent, pick: choose });
  const close = h(
    "button",
    { type: "button", class: "plain-button", "aria-label": "Close", onclick: () => dialog.close() },
    icon("close"),
  );
  const head = h(
    "header",
    { class: "dialog-head" },
    h("h2", { id: "switcher-title" }, "Who would you like to be?"),
    close,
  );
  const dialog = h(
    "dialog",
    { class: "dialog dialog-people", "aria-labelledby": "switcher-title" },
    head,
    list.node,
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  list.start();
}
