// The select menus: static, people, conversations, channels; one choice or many.

import { avatar } from "../avatar.js";
import { plain } from "../mrkdwn.js";
import { picker } from "../picker.js";
import { unsupported } from "./unknown.js";

function optionsOf(element) {
  const one = (group) => (option) => ({
    id: option.value,
    label: plain(option.text?.text ?? option.value),
    detail: option.description && plain(option.description.text),
    group,
    raw: option,
  });
  const groups = (element.option_groups ?? []).flatMap((group) =>
    (group.options ?? []).map(one(plain(group.label?.text ?? ""))),
  );
  return [...(element.options ?? []).map(one()), ...groups];
}

const peopleOf = (_element, names) =>
  names
    .humans()
    .filter((person) => !person.deleted)
    .map((person) => ({
      id: person.id,
      label: names.personName(person.id),
      detail: person.title,
      picture: () => avatar(person, "tiny"),
      raw: person.id,
    }));

const channelOption = (names) => (channel) => ({
  id: channel.id,
  label: channel.app_dm ? names.channelName(channel.id) : `# ${names.channelName(channel.id)}`,
  detail: channel.app_dm ? "Direct message" : undefined,
  raw: channel.id,
});

const channelsOf = (_element, names) => names.openChannels().map(channelOption(names));

function conversationsOf(element, names) {
  const include = element.filter?.include;
  const fits = (channel) => !include || include.includes(channel.kind === "dm" ? "im" : "public");
  return [...names.channels.values()].filter(fits).map(channelOption(names));
}

// kind → how its options are found, and the names of its value in a payload and of its initial value.
const KINDS = {
  static: {
    options: optionsOf,
    key: "selected_option",
    initial: "initial_option",
    idOf: (option) => option.value,
  },
  users: { options: peopleOf, key: "selected_user", initial: "initial_user", idOf: (id) => id },
  conversations: {
    options: conversationsOf,
    key: "selected_conversation",
    initial: "initial_conversation",
    idOf: (id) => id,
  },
  channels: { options: channelsOf, key: "selected_channel", initial: "initial_channel", idOf: (id) => id },
};

const PLACEHOLDERS = {
  static: "Choose",
  users: "Choose a person",
  conversations: "Choose a conversation",
  channels: "Choose a channel",
};

function menu(kindName, multiple) {
  const kind = KINDS[kindName];
  const key = multiple ? `${kind.key}s` : kind.key;
  return (element, slot) => {
    const options = kind.options(element, slot.ctx.names);
    const initial =
      (multiple ? element[`${kind.initial}s`] : element[kind.initial]) ??
      currentConversation(element, slot, multiple);
    const held = slot.value({ [key]: initial })[key];
    const selected = (multiple ? held : [held]).filter(Boolean).map(kind.idOf);
    return picker({
      options,
      selected,
      multiple,
      max: element.max_selected_items,
      placeholder: element.placeholder ? plain(element.placeholder.text) : PLACEHOLDERS[kindName],
      clearable: slot.optional && !slot.dispatch,
      field: slot.field,
      onChange: (ids) => {
        const chosen = ids.map((id) => options.find((option) => option.id === id)?.raw ?? id);
        slot.change({ [key]: multiple ? chosen : (chosen[0] ?? null) });
      },
    });
  };
}

function currentConversation(element, slot, multiple) {
  const here = element.default_to_current_conversation ? slot.ctx.channel : null;
  if (multiple) return here ? [here] : [];
  return here ?? null;
}

const external = () =>
  unsupported("This menu asks the app for its options as one types, which this page does not do.");

export const SELECTS = {
  static_select: menu("static", false),
  multi_static_select: menu("static", true),
  users_select: menu("users", false),
  multi_users_select: menu("users", true),
  conversations_select: menu("conversations", false),
  multi_conversations_select: menu("conversations", true),
  channels_select: menu("channels", false),
  multi_channels_select: menu("channels", true),
  external_select: external,
  multi_external_select: external,
};
