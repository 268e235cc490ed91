// The sidebar: who one is, the app's Home and messages, the channels.

import { add, byId, h, replace } from "./dom.js";
import { HOME } from "./address.js";
import { avatar } from "./avatar.js";
import { icon } from "./icons.js";

function place(id, picture, label, { current, unread = 0, go }) {
  const open = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(id);
  };
  return h(
    "li",
    null,
    h(
      "a",
      {
        class: unread ? "place-link place-unread" : "place-link",
        href: `#${encodeURIComponent(id)}`,
        "data-place": id,
        "aria-current": current ? "page" : null,
        onclick: open,
      },
      icon(picture),
      h("span", { class: "place-name" }, label),
      unread > 0 &&
        h("span", { class: "unread" }, unread, h("span", { class: "visually-hidden" }, " unread")),
    ),
  );
}

function personCard(me, switchPerson) {
  return h(
    "button",
    {
      type: "button",
      id: "switch-person",
      class: "me",
      "aria-haspopup": "dialog",
      title: "Switch person (Ctrl K)",
      onclick: switchPerson,
    },
    avatar(me),
    h(
      "span",
      { class: "person-text" },
      h("span", { class: "visually-hidden" }, "You are "),
      h("span", { class: "person-name" }, me.real_name || me.name),
      h("span", { class: "person-title" }, me.title || `@${me.name}`),
    ),
    h("span", { class: "me-switch" }, icon("switch"), "Switch"),
  );
}

// Those whom one was lately, one press away.
function latelyRow(people, become) {
  if (people.length === 0) return null;
  const one = (person) => {
    const label = `Be ${person.real_name || person.name} again`;
    return h(
      "li",
      null,
      h(
        "button",
        {
          type: "button",
          class: "lately",
          "aria-label": label,
          title: label,
          onclick: () => become(person.id),
        },
        avatar(person, "small"),
      ),
    );
  };
  return h("div", { class: "lately-row" }, "Lately", h("ul", { class: "lately-list" }, people.map(one)));
}

// recent: ids of people, the latest first; handlers: {go(place), switchPerson(), become(id)}.
export function drawSidebar(state, current, recent, { go, switchPerson, become }) {
  const lately = recent
    .filter((id) => id !== state.me.id)
    .map((id) => state.users.find((user) => user.id === id))
    .filter(Boolean);
  const list = byId("places");
  const focused = document.activeElement?.closest?.("#sidebar [data-place]")?.dataset.place;
  const onSwitch = document.activeElement?.id === "switch-person";
  const mine = state.channels.find((channel) => channel.app_dm);
  const appPlaces = [place(HOME, "home", "Home", { current: current === HOME, go })];
  if (mine)
    appPlaces.push(
      place(mine.id, "message", "Messages", { current: current === mine.id, unread: mine.unread, go }),
    );
  const others = state.channels.filter((channel) => !channel.app_dm);
  const channels = others.map((channel) =>
    place(channel.id, channel.kind === "dm" ? "person" : "hash", channel.name, {
      current: current === channel.id,
      unread: channel.unread,
      go,
    }),
  );
  replace(
    byId("me"),
    h("p", { class: "side-heading" }, "You are"),
    personCard(state.me, switchPerson),
    latelyRow(lately, become),
  );
  replace(
    list,
    h(
      "h2",
      { class: "side-heading" },
      state.app.name,
      !state.connected && h("span", { class: "badge badge-muted" }, "not connected"),
    ),
    h("ul", { class: "place-list" }, appPlaces),
    channels.length > 0 && [
      h("h2", { class: "side-heading" }, "Channels"),
      h("ul", { class: "place-list" }, channels),
    ],
  );
  if (focused)
    [...list.querySelectorAll("[data-place]")].find((node) => node.dataset.place === focused)?.focus();
  if (onSwitch) byId("switch-person").focus();
}

// The head over the main pane: where one is, and the app's two tabs.
export function drawHead(session, go) {
  const { state, place: id } = session;
  const head = byId("place-head");
  const inApp = session.isHome || session.channel()?.app_dm;
  if (!inApp) {
    const channel = session.channel();
    replace(
      head,
      h(
        "h1",
        { id: "place-title" },
        icon(channel?.kind === "dm" ? "person" : "hash"),
        channel?.name ?? "Nowhere",
      ),
      h("p", { class: "place-note" }, `${state.team.name}`),
    );
    return;
  }
  const tab = (place_, label) =>
    h(
      "a",
      {
        class: "tab",
        href: `#${encodeURIComponent(place_)}`,
        "aria-current": id === place_ ? "page" : null,
        onclick: (event) => {
          event.preventDefault();
          go(place_);
        },
      },
      label,
    );
  const title = h(
    "h1",
    { id: "place-title" },
    avatar({ is_app: true }, "small"),
    state.app.name,
    h("span", { class: "badge" }, "App"),
  );
  const tabs = h(
    "nav",
    { class: "tabs", "aria-label": `${state.app.name}: views` },
    tab(HOME, "Home"),
    session.appChannel && tab(session.appChannel.id, "Messages"),
  );
  add(replace(head, title), tabs);
}

// On a narrow screen the sidebar is a drawer over the page.
export function wireDrawer() {
  const opener = byId("open-drawer");
  const sidebar = byId("sidebar");
  const scrim = byId("scrim");
  const set = (open) => {
    document.body.classList.toggle("drawer-open", open);
    opener.setAttribute("aria-expanded", String(open));
    opener.setAttribute("aria-label", open ? "Close the sidebar" : "Open the sidebar");
    replace(opener, icon(open ? "close" : "menu"));
    scrim.hidden = !open;
    if (open) (sidebar.querySelector("[aria-current]") ?? sidebar.querySelector("button, a"))?.focus();
  };
  set(false);
  opener.addEventListener("click", () => set(!document.body.classList.contains("drawer-open")));
  scrim.addEventListener("click", () => set(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.body.classList.contains("drawer-open")) return;
    set(false);
    opener.focus();
  });
  return () => set(false);
}
