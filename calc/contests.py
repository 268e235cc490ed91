"""Who stands where in a contest, who cannot win and why, and what each place wins."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from calc.exact import share_out
from calc.language.pay import Contest
from calc.language.values import Prize
from calc.metrics.figures import ByKey, Measured
from calc.spans import Span
from calc.stretches import Stretch

KeyOf = Callable[[Stretch], str | None]


@dataclass(frozen=True)
class Won:
    """What a contestant wins: an amount of money or a reward, and its place in the plan's list of prizes."""

    number: int
    amount_minor: int | None
    reward: str = ""


@dataclass(frozen=True)
class Standing:
    """One contestant: the person or team `key`, in the ranking of `group` (a region or team; "" for all).

    `people` are those whom a prize is for, `value` what is ranked, `sample` and `reached_on` as in
    calc.metrics.figures. `why_not` is a sentence for who is not eligible, else empty; only who is eligible
    has a `place`, from 1, and can have `won`.
    """

    group: str
    key: str
    people: tuple[str, ...]
    value: Fraction | None = None
    sample: int | None = None
    reached_on: date | None = None
    why_not: str = ""
    place: int | None = None
    won: Won | None = None

    @property
    def eligible(self) -> bool:
        return not self.why_not


def standings(
    component: Contest, members: Sequence[Stretch], measured: ByKey, span: Span, key_of: KeyOf
) -> list[Standing]:
    """Everybody's standing: by group, those with a place first, in its order, then the others by key.

    `members` are the stretches on the plan in the span, `measured` the contest's metric; `key_of` says whose
    figure is a stretch's: the person's own, or their team's in a contest of teams. Without such a key
    somebody is in no contest.
    """
    entered = list(_entered(component, members, measured, span, key_of))
    ranked: list[Standing] = []
    for group in sorted({one.group for one in entered}):
        inside = [one for one in entered if one.group == group]
        ranked += _ranked(component, [one for one in inside if one.eligible])
        ranked += sorted((one for one in inside if not one.eligible), key=lambda one: one.key)
    return ranked


def _entered(
    component: Contest, members: Sequence[Stretch], measured: ByKey, span: Span, key_of: KeyOf
) -> Iterator[Standing]:
    """Each contestant, not yet ranked; a team once in each group that it has people in."""
    ordered = sorted(members, key=lambda one: (one.person, one.first))
    theirs = {person: list(some) for person, some in groupby(ordered, key=lambda one: one.person)}
    barred = {person: _barred(component, some, span) for person, some in theirs.items()}
    last: dict[tuple[str, str], Stretch] = {
        (key, one.person): one for one in ordered if (key := key_of(one)) is not None
    }
    teams: dict[tuple[str, str], list[str]] = {}
    for (key, person), stretch in last.items():
        teams.setdefault((_group(component, stretch), key), []).append(person)
    for (group, key), people in teams.items():
        winners = tuple(person for person in people if not barred[person])
        one = Standing(group, key, winners, **_read(component, measured.get(key)))
        yield replace(one, why_not=_why_not(component, one, measured.get(key), barred[people[0]]))


def _group(component: Contest, stretch: Stretch) -> str:
    """The ranking that somebody is in; "" where the contest has but one, or they are in no region or team."""
    return {"company": "", "region": stretch.region, "team": stretch.team}[component.within]


def _barred(component: Contest, stretches: Sequence[Stretch], span: Span) -> str:
    """Why a person cannot win, whatever their results."""
    asked = component.eligible
    if asked.on_last_day and not any(one.first <= span.last <= one.last for one in stretches):
        return f"Not on the plan on {span.last.day} {span.last:%B %Y}."
    if asked.least_days is not None and sum(one.counted.days for one in stretches) < asked.least_days:
        return f"On the plan for fewer than {asked.least_days} days."
    return ""


def _read(component: Contest, measured: Measured | None) -> Mapping[str, Any]:
    if measured is None:
        return {}
    value = measured.read(component.reads) if measured.counts else None
    return {"value": value, "sample": measured.figure.sample, "reached_on": measured.figure.reached_on}


def _why_not(component: Contest, one: Standing, measured: Measured | None, barred: str) -> str:
    if component.within != "company" and not one.group:
        return f"In no {component.within}."
    if not one.people:
        return barred
    if measured is None:
        return "There is no figure yet."
    if not measured.counts:
        return "The figure rests on too few to count."
    if one.value is None:
        return "There is no target to compare with."
    least = component.eligible.at_least
    if least is not None and not _reaches(component, one.value, least):
        return "Short of what it takes to win." if component.best == "highest" else "Over what may still win."
    return ""


def _reaches(component: Contest, value: Fraction, mark: Fraction) -> bool:
    return value >= mark if component.best == "highest" else value <= mark


def _ranked(component: Contest, rivals: Sequence[Standing]) -> list[Standing]:
    """The rivals of one group with their places and prizes, by place and key."""
    ranked: list[Standing] = []
    ordered = sorted(rivals, key=lambda one: (_rank(component, one), one.key))
    for _, some in groupby(ordered, key=lambda one: _rank(component, one)):
        level, place = list(some), len(ranked) + 1
        for one, won in zip(level, _prizes(component, level, place), strict=True):
            ranked.append(replace(one, place=place, won=won))
    return ranked


def _rank(component: Contest, one: Standing) -> tuple[Fraction, date]:
    """Who has less of it stands before; by the day, too, where the earlier one goes first."""
    assert one.value is not None  # else it is not eligible
    value = -one.value if component.best == "highest" else one.value
    in_time = one.reached_on if component.ties == "earlier" else None
    return value, in_time or date.max


def _prizes(component: Contest, level: Sequence[Standing], place: int) -> list[Won | None]:
    """What each of those who are level wins, from their place on."""
    if component.over is not None:
        over = level[0].value is not None and _reaches(component, level[0].value, component.over)
        return [_won(1, component.prizes[0]) if over else None] * len(level)
    end = place - 1 + len(level)
    listed = [_won(number, prize) for number, prize in enumerate(component.prizes, 1)]
    if component.winners is not None:
        listed = listed[:1] * min(component.winners, end)
    taken = listed[place - 1 : end]
    if not taken:
        return [None] * len(level)
    if component.ties == "share" or len(level) == 1 or any(prize.amount_minor is None for prize in taken):
        return [taken[0]] * len(level)
    amounts = [prize.amount_minor or 0 for prize in taken]
    return [replace(taken[0], amount_minor=part) for part in share_out(sum(amounts), [1] * len(level))]


def _won(number: int, prize: Prize) -> Won:
    return Won(number, prize.amount_minor, prize.reward)
