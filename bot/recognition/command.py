"""`/dropthemic`: names and words drop the mic, nothing opens the form, and first words do other things."""

from collections.abc import Mapping

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient

from bot.people.profiles import NO_ANSWER
from bot.recognition import me, rewards_modal, settings_modal, winners, wishes_modal
from bot.recognition.answers import (
    SLACK_IS_SILENT,
    given_values,
    is_about_values,
    refused_values,
    told,
)
from bot.recognition.asking import Asking, Word
from bot.recognition.company_values import values_of
from bot.recognition.door import TurnedAway, enter, turned_away
from bot.recognition.gathering import Wish, typed
from bot.recognition.give_modal import Draft, draft_of, open_form
from bot.recognition.giving import Giving, Refused
from bot.services import Services
from bot.slack.declared import Declared, SlashCommand
from bot.slack.render import Rendered
from bot.slack.replies import ephemeral
from bot.store.engine import reading

COMMAND = "/dropthemic"

DECLARED = Declared(
    commands=(
        SlashCommand(
            COMMAND,
            "Recognise somebody for what they did",
            "[@somebody what they did #value | me | winners | help]",
        ),
    ),
    scopes=("commands", "chat:write", "users:read", "users:read.email", "usergroups:read"),
)


def register(app: App, services: Services) -> None:
    """Adds the command."""

    @app.command(COMMAND)
    def dropthemic(command: dict[str, str], client: WebClient) -> BoltResponse:
        asker = services.asker(command["team_id"], command["user_id"], command)
        entrant = enter(services, asker)
        if isinstance(entrant, TurnedAway):
            return ephemeral(turned_away(services, entrant))
        trigger_id, text = command["trigger_id"], command.get("text", "").strip()
        answer = reply(Asking(services, client, asker, entrant, trigger_id, text), WORDS)
        return BoltResponse(status=200, body="") if answer is None else ephemeral(answer)


def reply(asking: Asking, words: Mapping[str, Word]) -> Rendered | None:
    """The answer to what somebody typed; None when a form has been opened instead."""
    first, _, rest = asking.rest.partition(" ")
    word = words.get(first.lower())
    if word is not None and (word.takes_more or not rest.strip()):
        return word.answer(asking.with_rest(rest.strip()))
    wish = typed(asking.rest)
    if not asking.rest or _says_nothing(wish):
        services, entrant = asking.services, asking.entrant
        draft = draft_of(services, entrant, wish) if asking.rest else Draft()
        open_form(services, asking.client, entrant, draft, asking.trigger_id)
        return None
    return _give(asking, wish)


def help_(asking: Asking) -> Rendered:
    """How to drop the mic here."""
    settings, venue = asking.entrant.settings, asking.entrant.venue
    with reading(asking.services.engine) as connection:
        known = values_of(connection, venue.id)
    values = {
        "channel": settings.channel,
        "allowance": settings.monthly_allowance,
        "pair_cap": settings.pair_cap,
        "edit_minutes": settings.edit_minutes,
        "values": [{"tag": value.tag, "title": value.title} for value in known],
    }
    return asking.services.renderer.render("recognition/help", values)


# What the first word does. Whoever adds one adds a line, and says so in the help.
WORDS: Mapping[str, Word] = {
    "me": Word(me.reply),
    "winners": Word(winners.reply),
    "rewards": Word(rewards_modal.reply),
    "wishes": Word(wishes_modal.reply),
    "settings": Word(settings_modal.reply),
    "help": Word(help_),
    "?": Word(help_),
}


def _says_nothing(wish: Wish) -> bool:
    """Only names of people: the form asks for the rest."""
    nameless = not (wish.groups or wish.unknown_names or wish.reading.tags)
    return bool(wish.users) and nameless and not wish.reading.own_words


def _give(asking: Asking, wish: Wish) -> Rendered:
    services, entrant, asker = asking.services, asking.entrant, asking.asker
    giving = Giving(services.engine, services.profiles, services.outbox)
    try:
        done = giving.give(entrant.venue, entrant.member, wish, asker.request_key, asker.now)
    except NO_ANSWER:
        return _refused(asking, wish, Refused(()))
    if isinstance(done, Refused):
        return _refused(asking, wish, done)
    return services.renderer.render("recognition/given", given_values(done, entrant.settings))


def _refused(asking: Asking, wish: Wish, refused: Refused) -> Rendered:
    """Why nothing was given; without a reason it is Slack that did not answer."""
    services = asking.services
    with reading(services.engine) as connection:
        known = values_of(connection, asking.entrant.venue.id)
    helpful = known if is_about_values(refused.refusals) else []
    sentences = told(refused.refusals) or [SLACK_IS_SILENT]
    values = refused_values(sentences, helpful, wish.reading.words({}), asking.rest)
    return services.renderer.render("recognition/refused", values)
