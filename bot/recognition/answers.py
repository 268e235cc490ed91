"""What a giver is told of what came of it."""

from collections.abc import Iterable

from bot.recognition.changing import No
from bot.recognition.fair_play import Reason, Refusal
from bot.recognition.giving import Given
from bot.recognition.round_up_shape import Value
from bot.recognition.sentences import sentence
from bot.recognition.settings import Settings
from bot.recognition.shown import MOST_NAMED, Values, in_short
from bot.recognition.taking_part import Member
from bot.slack.names_shown import names_shown

SLACK_IS_SILENT = "Slack does not tell me who that is just now. Try again in a minute."

# Of a button's value in Slack.
_MOST_TYPED_CHARACTERS = 2_000


def given_values(given: Given, settings: Settings, edited: bool = False) -> Values:
    """Values of the surfaces recognition/given and recognition/given_modal."""
    one = given.nomination
    return {
        "id": str(one.id),
        "edited": edited,
        "names": names_of(one.receivers),
        "channel": settings.channel if one.named else "",
        "left": given.left,
        "left_out": given.left_out,
        "edit_minutes": settings.edit_minutes,
    }


def refused_values(sentences: Iterable[str], known: Iterable[Value], words: str, typed: str) -> Values:
    """Values of the surface recognition/refused; `typed` is what the command was given, in Slack's form."""
    return {
        "sentences": list(sentences),
        "tags": [f"#{value.tag}" for value in known],
        "words": in_short(words, 600),
        "typed": typed if len(typed) <= _MOST_TYPED_CHARACTERS else "",
    }


def told(refusals: Iterable[Refusal]) -> list[str]:
    """The sentences of refusals."""
    return [sentence(refusal) for refusal in refusals]


def is_about_values(refusals: Iterable[Refusal]) -> bool:
    """Whether it helps to say which values there are."""
    return any(refusal.reason is Reason.UNKNOWN_VALUE for refusal in refusals)


def no_values(no: No, settings: Settings) -> Values:
    """Values of the surfaces recognition/no and recognition/no_modal."""
    return {"reason": no.value, "edit_minutes": settings.edit_minutes}


def names_of(receivers: Iterable[Member]) -> str:
    """All of them by name, for who named them."""
    return names_shown((receiver.name for receiver in receivers), MOST_NAMED).words
