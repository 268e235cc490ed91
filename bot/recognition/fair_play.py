"""What fair play asks of whoever drops the mic or stands behind a nomination: decisions, no sentences."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.recognition.values import UnknownValue

MEMBER, GUEST, OUTSIDER, BOT, DEACTIVATED = "member", "guest", "outsider", "bot", "deactivated"


class Reason(StrEnum):
    """Why not; the name of the sentence that says so.

    Those from `giver_…` are about who gives or endorses, then come those about one receiver, those about
    the nomination, and the two about endorsing only.
    """

    GIVER_GUEST = "giver_guest"
    GIVER_OUTSIDER = "giver_outsider"
    GIVER_BOT = "giver_bot"
    GIVER_DEACTIVATED = "giver_deactivated"
    ONESELF = "oneself"
    GUEST = "guest"
    OUTSIDER = "outsider"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    PAIR_CAP = "pair_cap"
    UNKNOWN_NAME = "unknown_name"
    NO_RECEIVER = "no_receiver"
    ALLOWANCE = "allowance"
    FAR_TOO_MANY = "far_too_many"
    TOO_SHORT = "too_short"
    UNKNOWN_VALUE = "unknown_value"
    OWN_NOMINATION = "own_nomination"
    RECEIVES_IT = "receives_it"


@dataclass(frozen=True)
class Refusal:
    """One reason why not, with what its sentence needs.

    name: the receiver it is about, the name or hashtag not known.
    count and limit: naming `count` people with `limit` of the allowance left, or of at most `limit` a month;
    `count` times given this month to a receiver of at most `limit`; `count` characters of at least `limit`.
    0 where there is no number.
    meant: the value that was probably meant.
    """

    reason: Reason
    name: str = ""
    count: int = 0
    limit: int = 0
    meant: str = ""


@dataclass(frozen=True)
class Taker:
    """Somebody who takes part, with their standing in Slack (see bot.store.recognition.Member)."""

    id: int
    name: str
    standing: str = MEMBER


@dataclass(frozen=True)
class Limits:
    """What the workspace chose; see bot.store.recognition.RecognitionSettings."""

    monthly_allowance: int
    pair_cap: int
    least_characters: int
    guests_may: bool = False


@dataclass(frozen=True)
class GivenSoFar:
    """What the giver gave in their own month: how often they named each receiver, by member id.

    Withdrawn nominations are not in it, nor one that is being edited.
    """

    times_by_receiver: Mapping[int, int]

    @property
    def people_named(self) -> int:
        return sum(self.times_by_receiver.values())


@dataclass(frozen=True)
class Proposed:
    """What somebody is about to give: to whom, in how many characters of their own words, for which value."""

    giver: Taker
    receivers: Collection[Taker]
    own_characters: int
    unknown_names: Collection[str] = ()
    unknown_value: UnknownValue | None = None


def refusals(proposed: Proposed, limits: Limits, so_far: GivenSoFar) -> list[Refusal]:
    """All that stands in the way, in the order to tell it; empty when it may be given.

    One person named twice counts once. Only receivers with whom nothing else is wrong count against the
    allowance, so that whoever leaves the others out knows whether it is enough.
    """
    giver = proposed.giver
    if (standing := _bars(giver.standing, limits)) is not None:
        return [Refusal(Reason(f"giver_{standing}"))]
    named = {taker.id: taker for taker in proposed.receivers}
    about = {id: _about_receiver(giver, taker, limits, so_far) for id, taker in named.items()}
    fine = [id for id, refusal in about.items() if refusal is None]
    found = [refusal for refusal in about.values() if refusal is not None]
    found += [Refusal(Reason.UNKNOWN_NAME, name=name) for name in dict.fromkeys(proposed.unknown_names)]
    if not named and not proposed.unknown_names:
        found.append(Refusal(Reason.NO_RECEIVER))
    left = allowance_left(limits, so_far)
    if len(fine) > left:
        found.append(Refusal(Reason.ALLOWANCE, count=len(fine), limit=left))
    return [*found, *_about_words(proposed, limits)]


def allowance_left(limits: Limits, so_far: GivenSoFar) -> int:
    """How many more people the giver may name this month."""
    return max(0, limits.monthly_allowance - so_far.people_named)


def endorsing_refusal(
    endorser: Taker, giver_id: int, receiver_ids: Iterable[int], limits: Limits
) -> Refusal | None:
    """Why somebody cannot stand behind a nomination; None when they can."""
    if (standing := _bars(endorser.standing, limits)) is not None:
        return Refusal(Reason(f"giver_{standing}"))
    if endorser.id == giver_id:
        return Refusal(Reason.OWN_NOMINATION)
    return Refusal(Reason.RECEIVES_IT) if endorser.id in set(receiver_ids) else None


def _bars(standing: str, limits: Limits) -> str | None:
    """The standing with which one may not take part; what Slack may come to say besides is an outsider's."""
    if standing == MEMBER or (standing == GUEST and limits.guests_may):
        return None
    return standing if standing in (GUEST, BOT, DEACTIVATED) else OUTSIDER


def _about_receiver(giver: Taker, receiver: Taker, limits: Limits, so_far: GivenSoFar) -> Refusal | None:
    if receiver.id == giver.id:
        return Refusal(Reason.ONESELF, name=receiver.name)
    if (standing := _bars(receiver.standing, limits)) is not None:
        return Refusal(Reason(standing), name=receiver.name)
    times = so_far.times_by_receiver.get(receiver.id, 0)
    if times >= limits.pair_cap:
        return Refusal(Reason.PAIR_CAP, name=receiver.name, count=times, limit=limits.pair_cap)
    return None


def _about_words(proposed: Proposed, limits: Limits) -> Iterator[Refusal]:
    if proposed.own_characters < limits.least_characters:
        yield Refusal(Reason.TOO_SHORT, count=proposed.own_characters, limit=limits.least_characters)
    if (value := proposed.unknown_value) is not None:
        yield Refusal(Reason.UNKNOWN_VALUE, name=value.tag, meant=value.meant)
