// What the page knows: who one is, the state, and what is on show. Fetches it, listens for changes, and hands each
// piece to whoever draws it. Answers that come after one has moved on are dropped.

import { api, listen } from "./api.js";
import { HOME } from "./address.js";
import { Directory } from "./directory.js";

export class Session {
  // draw: {state, messages, home, modals, link}: functions that put a piece on the page.
  constructor(draw) {
    this.draw = draw;
    this.user = null;
    this.place = null;
    this.state = null;
    this.names = null;
    this.running = new Map();
    this.again = new Set();
    this.hush = null;
    // A browser keeps six connections to a host, and each open stream takes one: tabs that nobody looks at give theirs
    // back, or the seventh tab would hang.
    document.addEventListener("visibilitychange", () => this.listen());
  }

  get isHome() {
    return this.place === HOME;
  }

  channel(id = this.place) {
    return this.state?.channels.find((channel) => channel.id === id) ?? null;
  }

  get appChannel() {
    return this.state?.channels.find((channel) => channel.app_dm) ?? null;
  }

  // Fetches the state as `user` and begins to listen. Throws when there is no such person.
  async become(user) {
    const state = await api.state(user);
    this.user = user;
    this.place = null;
    this.take(state);
    this.hush?.();
    this.hush = null;
    this.listen();
  }

  listen() {
    if (document.hidden || !this.user) {
      this.hush?.();
      this.hush = null;
    } else this.hush ??= this.openStream();
  }

  // The stream begins with all that may have changed before it was open, so nothing is missed in between.
  openStream() {
    return listen(this.user, {
      onChange: (changed) => this.heard(changed),
      onUp: () => this.draw.link(true),
      onDown: () => this.draw.link(false),
    });
  }

  take(state) {
    this.state = state;
    this.names = new Directory(state);
    this.draw.state(state);
  }

  heard(changed) {
    for (const what of changed) {
      if (what === `messages:${this.place}`) this.refresh("messages");
      else if (what === "home" && this.isHome) this.refresh("home");
      else if (what === "state" || what === "modals") this.refresh(what);
    }
  }

  refreshAll() {
    return Promise.all(
      ["state", "modals", this.isHome ? "home" : "messages"].map((what) => this.refresh(what)),
    );
  }

  // At most one fetch of a kind is under way; a wish that comes meanwhile is granted once, after it.
  refresh(what) {
    if (this.running.has(what)) {
      this.again.add(what);
      return this.running.get(what);
    }
    const done = this.load(what)
      .catch(() => {
        // Whether the sandbox is lost shows on the stream, which also brings what was missed.
      })
      .then(() => {
        this.running.delete(what);
        return this.again.delete(what) ? this.refresh(what) : undefined;
      });
    this.running.set(what, done);
    return done;
  }

  async load(what) {
    const { user, place } = this;
    const stale = () => user !== this.user || place !== this.place;
    if (what === "state") {
      const state = await api.state(user);
      if (user === this.user) this.take(state);
    } else if (what === "modals") {
      const { stack } = await api.modals(user);
      if (user === this.user) this.draw.modals(stack);
    } else if (what === "messages" && place && !this.isHome) {
      const { messages } = await api.messages(user, place);
      if (!stale()) this.draw.messages(place, messages);
    } else if (what === "home") {
      const { view } = await api.home(user);
      if (!stale()) this.draw.home(view);
    }
  }

  // Goes to a place and fetches what is there. Opening the Home tells the app first.
  async visit(place) {
    this.place = place;
    const { user } = this;
    const { view, messages } = await (place === HOME ? api.openHome(user) : api.messages(user, place));
    if (user !== this.user || place !== this.place) return;
    if (place === HOME) this.draw.home(view);
    else this.draw.messages(place, messages);
  }
}
