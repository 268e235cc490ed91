// Names for ids: people (and the app itself), channels.

export class Directory {
  constructor(state) {
    this.people = new Map(state.users.map((user) => [user.id, user]));
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.app = state.app;
    this.me = state.me;
    if (!this.people.has(state.app.user_id)) {
      this.people.set(state.app.user_id, { id: state.app.user_id, name: state.app.name, is_bot: true });
    }
  }

  personName(id) {
    const person = this.people.get(id);
    return person ? person.real_name || person.name : id;
  }

  channelName(id) {
    const channel = this.channels.get(id);
    if (!channel) return id;
    return channel.app_dm ? this.app.name : channel.name;
  }

  humans() {
    return [...this.people.values()].filter((person) => !person.is_bot);
  }

  openChannels() {
    return [...this.channels.values()].filter((channel) => channel.kind === "channel");
  }
}
