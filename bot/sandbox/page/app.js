// The page's beginning: makes its parts, and moves between people and places.

import { HOME, readAddress, writeAddress } from "./address.js";
import { api } from "./api.js";
import { Composer } from "./composer.js";
import { add, byId, h, replace } from "./dom.js";
import { Forms } from "./forms.js";
import { HomePane } from "./home.js";
import { mark } from "./icons.js";
import { recentPeople, rememberPerson } from "./memory.js";
import { MessagePane } from "./messages.js";
import { Modals } from "./modals.js";
import { openSwitcher, peopleList } from "./people.js";
import { awaiting } from "./progress.js";
import { Session } from "./session.js";
import { drawHead, drawSidebar, wireDrawer } from "./sidebar.js";
import { wireTheme } from "./theme.js";
import { toast } from "./toast.js";

const WHAT_THIS_IS = "Local sandbox, not Slack";

class App {
  constructor() {
    this.session = new Session({
      state: () => this.drawAround(),
      messages: (channel, messages) => this.messages.show(channel, messages),
      home: (view) => this.home.show(view),
      modals: (stack) => this.modals.show(stack),
      link: (up) => {
        byId("link").hidden = up;
      },
    });
    this.forms = new Forms(this.session);
    this.messages = new MessagePane(this.session, this.forms, (text) => this.composer.put(text));
    this.home = new HomePane(this.session, this.forms);
    this.modals = new Modals(
      this.session,
      this.forms,
      () => this.session.isHome || this.composer.text.focus(),
    );
    this.composer = new Composer(this.session);
    this.closeDrawer = wireDrawer();
    wireTheme(byId("theme"));
    byId("brand").prepend(mark());
    byId("skip").addEventListener("click", () =>
      (this.session.isHome ? byId("main") : this.composer.text).focus(),
    );
    addEventListener("popstate", () => this.follow());
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || !this.session.state) return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) this.switchPerson();
    });
  }

  // Goes where the address says.
  async follow() {
    const { user, place } = readAddress();
    if (!user) await this.welcome();
    else if (user === this.session.user) await this.go(place, { instead: true });
    else await this.become(user, place, { instead: true });
  }

  async become(user, place, { instead = false } = {}) {
    const before = this.session.state && {
      home: this.session.isHome,
      app: this.session.channel()?.app_dm,
      place: this.session.place,
    };
    try {
      await this.session.become(user);
    } catch (error) {
      toast(error.message, { error: true });
      if (!this.session.state) await this.welcome();
      return;
    }
    rememberPerson(user);
    this.forms.forget("");
    this.modals.hide();
    const same = before?.home ? HOME : before?.app ? null : before?.place;
    await this.go(place ?? same, { instead });
    await this.session.refresh("modals");
  }

  // An unknown place, such as another person's direct messages, leads to one's own with the app.
  async go(wanted, { instead = false } = {}) {
    const { session } = this;
    const known = wanted === HOME || session.channel(wanted);
    const place = known ? wanted : (session.appChannel?.id ?? session.state.channels[0]?.id ?? HOME);
    if (place !== session.place) {
      this.messages.clear();
      this.home.clear();
    }
    session.place = place;
    this.closeDrawer();
    writeAddress(session.user, place, { instead: instead || place !== wanted });
    this.drawPlace();
    const where = session.isHome ? this.home.root : this.messages.root;
    await awaiting(() => session.visit(place), { appName: session.state.app.name, where });
    if (!session.isHome) session.refresh("state");
  }

  drawPlace() {
    const { session } = this;
    document.body.dataset.screen = session.isHome ? "home" : "messages";
    this.drawAround();
    if (session.isHome) return;
    this.composer.settle();
    if (matchMedia("(hover: hover)").matches && !document.querySelector("dialog[open]"))
      this.composer.text.focus();
  }

  // All but the messages, the Home and the modals.
  drawAround() {
    const { session } = this;
    if (!session.place) return;
    const go = (place) => this.go(place);
    const become = (id) => this.become(id);
    drawSidebar(session.state, session.place, recentPeople(), {
      go,
      become,
      switchPerson: () => this.switchPerson(),
    });
    drawHead(session, go);
    byId("app-name").textContent = session.state.app.name;
    const name = session.isHome ? "Home" : session.names.channelName(session.place);
    document.title = `${WHAT_THIS_IS} · ${name} as ${session.names.personName(session.user)}`;
  }

  switchPerson() {
    const { state, user } = this.session;
    openSwitcher({
      users: state.users,
      current: user,
      recent: recentPeople(),
      pick: (id) => id !== user && this.become(id),
    });
  }

  // The first page: nobody is chosen yet.
  async welcome() {
    document.body.dataset.screen = "welcome";
    document.title = WHAT_THIS_IS;
    const root = byId("welcome");
    const answer = await awaiting(() => api.state(null), { appName: "the sandbox", where: root });
    if (!answer) return;
    byId("app-name").textContent = answer.app.name;
    const list = peopleList({
      users: answer.users,
      current: null,
      recent: recentPeople(),
      pick: (id) => this.become(id),
    });
    replace(
      root,
      mark(),
      h("h1", null, "Who would you like to be?"),
      h(
        "p",
        { class: "welcome-note" },
        `This is a local sandbox for ${answer.app.name}, not Slack. You see just what the person you pick would see, and you can be someone else at any time.`,
      ),
    );
    add(root, list.node);
    list.start();
  }
}

new App().follow();
