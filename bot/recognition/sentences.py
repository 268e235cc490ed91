"""Why somebody may not give or endorse, said kindly; where in a form each sentence belongs."""

from collections.abc import Iterable, Mapping

from bot.recognition.fair_play import Reason, Refusal
from bot.slack.numbers import count
from bot.slack.text import clean, truncate

WHO, WORDS, VALUE = "who", "words", "value"
_MOST_NAME_CHARACTERS = 80

_SENTENCES: Mapping[Reason, str] = {
    Reason.GIVER_GUEST: "Guests can't drop the mic here, but any member can, and will gladly do it for you.",
    Reason.GIVER_OUTSIDER: "You are visiting from another company, and the mic is for members of this one.",
    Reason.GIVER_BOT: "The mic is for people, not for apps.",
    Reason.GIVER_DEACTIVATED: "Your time here has ended, so you can't drop the mic any more.",
    Reason.ONESELF: "You can't drop the mic for yourself. Somebody else surely will.",
    Reason.GUEST: "{name} is a guest here, and only members can be named.",
    Reason.OUTSIDER: "{name} is from another company, and only members of this one can be named.",
    Reason.BOT: "{name} is an app. Name the people behind it instead.",
    Reason.DEACTIVATED: "{name} is not with us any more, so can't be named.",
    Reason.PAIR_CAP: "You have named {name} {times} this month, and that is the most.",
    Reason.UNKNOWN_NAME: "I find nobody called @{name}. Pick people from the list that Slack shows.",
    Reason.NO_RECEIVER: "Say whom it is for: type @ and pick their name.",
    Reason.FAR_TOO_MANY: "That names {count:,} people, and one can name {limit} a month.",
    Reason.TOO_SHORT: "Say a little more of what they did: at least {limit} characters in your own words.",
    Reason.UNKNOWN_VALUE: "#{name} is not one of our values.",
    Reason.OWN_NOMINATION: "This one is yours: it counts as your own endorsement already.",
    Reason.RECEIVES_IT: "This one is for you. Enjoy it, and let others stand behind it.",
}
_BLOCKS = {Reason.TOO_SHORT: WORDS, Reason.UNKNOWN_VALUE: VALUE}


def sentence(refusal: Refusal) -> str:
    """Plain text, with nothing escaped."""
    if refusal.reason is Reason.ALLOWANCE:
        return _allowance(refusal.count, refusal.limit)
    said = _SENTENCES[refusal.reason].format(
        name=truncate(clean(refusal.name), _MOST_NAME_CHARACTERS),
        times=count(refusal.count, "time", "times"),
        count=refusal.count,
        limit=refusal.limit,
    )
    return f"{said} Did you mean #{refusal.meant}?" if refusal.meant else said


def by_block(refusals: Iterable[Refusal]) -> dict[str, str]:
    """The sentences by the block of the form that each is about."""
    found: dict[str, list[str]] = {}
    for refusal in refusals:
        found.setdefault(_BLOCKS.get(refusal.reason, WHO), []).append(sentence(refusal))
    return {block: " ".join(sentences) for block, sentences in found.items()}


def _allowance(people: int, left: int) -> str:
    if not left:
        return "You have named as many people as one can in a month. Your next month brings new ones."
    can = "1 more person" if left == 1 else f"{left} more people"
    return f"That names {people} people, and you can name {can} this month."
