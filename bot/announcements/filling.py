"""What somebody filled into a form for an announcement, and what is wrong with it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.announcements.wording import WordingRefused, checked_title, checked_words

MOST_PEOPLE = 10
FARTHEST = timedelta(days=366)

PLAIN, SHOUTOUT, PODIUM = "plain", "shoutout", "podium"

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,30}")
_USER_ID = re.compile(r"[UW][A-Z0-9]{2,30}")


class FormRefused(Exception):
    """What was filled in cannot be; `errors` are sentences by the input."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True)
class Filled:
    """As it was filled in. `kind` is plain, shoutout, or podium with the number of a finished contest's
    announcement in `result`; `people` are Slack users' ids."""

    kind: str
    result: int | None
    title: str
    words: str
    people: tuple[str, ...]
    channel: str
    send_at: datetime | None


def checked(filled: Filled, before: datetime | None, now: datetime) -> Filled:
    """The same with its texts put in order. FormRefused for what cannot be. `before` is the time that it had
    already, which may stay though it has passed."""
    errors: dict[str, str] = {}
    title, words = filled.title, filled.words
    if not (filled.kind == PODIUM and not filled.title.strip()):
        title = _try(errors, "title", lambda: checked_title(filled.title))
    words = _try(errors, "words", lambda: checked_words(filled.words, needed=filled.kind != PODIUM))
    if not _CHANNEL_ID.fullmatch(filled.channel):
        errors["channel"] = "Pick a channel: not a direct message, for everybody there has to read it."
    wrong = _wrong_people(filled.kind, filled.people)
    if wrong:
        errors["people"] = wrong
    if filled.send_at is not None and filled.send_at != before and not now < filled.send_at <= now + FARTHEST:
        errors["send_at"] = "Choose a time that is yet to come, within a year; or none, to post it at once."
    if errors:
        raise FormRefused(errors)
    return Filled(filled.kind, filled.result, title, words, filled.people, filled.channel, filled.send_at)


def _wrong_people(kind: str, people: Sequence[str]) -> str:
    if kind == SHOUTOUT and not people:
        return "Pick whom the shout-out is for."
    if kind != SHOUTOUT and people:
        return "Only a shout-out names people: choose that above, or take them out here."
    if len(people) > MOST_PEOPLE:
        return f"A shout-out names at most {MOST_PEOPLE} people; name the others in your words."
    return "" if all(_USER_ID.fullmatch(one) for one in people) else "Pick people of this workspace."


def _try(errors: dict[str, str], name: str, check: Callable[[], str]) -> str:
    try:
        return check()
    except WordingRefused as refused:
        errors[name] = str(refused)
        return ""
