"""What a period's pay comes to, and what of it stands out. Pure: amounts are whole minor units throughout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Somebody's usual is the median of up to so many periods before, and of so many at least.
MOST_EARLIER = 4
LEAST_EARLIER = 2

OVER, UNDER, NOTHING, SOMETHING = "over", "under", "nothing", "something"
ATTAINED, PROBLEMS, CHANGED = "attained", "problems", "changed"


# What was paid in a period, by person and currency, in minor units.
Totals = Mapping[tuple[int, str], int]


class Attained(NamedTuple):
    """How far a metric is over its target, as a ratio of whole numbers with `denominator` over 0."""

    title: str
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Stated:
    """A statement of the period that is looked at; `problems` are what is said of them to the person."""

    person_id: int
    currency: str
    total_minor: int
    problems: tuple[str, ...]
    attained: tuple[Attained, ...]


@dataclass(frozen=True)
class Limits:
    """From where on something stands out, in percent: pay off somebody's usual, attainment of a target."""

    outlier_percent: int
    attainment_percent: int


@dataclass(frozen=True)
class Flag:
    """Something that stands out in somebody's pay, by its `kind`.

    *over* and *under* their usual by `percent`; *nothing* where there was always something, *something* where
    there was never anything; *attained*: `title` at `percent` of its target; *problems*: `number` of
    them; *changed*: it is not what was approved any more.
    """

    kind: str
    percent: int = 0
    title: str = ""
    number: int = 0


@dataclass(frozen=True)
class Sum:
    """What there is in a currency, and what there was in the period before; None where there was none."""

    currency: str
    amount_minor: int
    before_minor: int | None


@dataclass(frozen=True)
class Figure:
    """One person's pay of the period."""

    person_id: int
    sums: tuple[Sum, ...]
    problems: tuple[str, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Figures:
    """The whole period's. `people` are in the order in which they were given; `gone` had a statement in the
    period before and have none in this."""

    sums: tuple[Sum, ...]
    people: dict[int, Figure]
    gone: tuple[int, ...]

    @property
    def with_problems(self) -> list[int]:
        return [person_id for person_id, figure in self.people.items() if figure.problems]

    @property
    def outliers(self) -> list[int]:
        """Whose pay, or attainment, stands out."""
        return [
            person_id
            for person_id, figure in self.people.items()
            if any(flag.kind != PROBLEMS for flag in figure.flags)
        ]


def figures(stated: Sequence[Stated], earlier: Sequence[Totals], limits: Limits) -> Figures:
    """`earlier` are the periods before, the last one first; an empty one was never calculated."""
    history = earlier[:MOST_EARLIER]
    last: Totals = history[0] if history else {}
    by_person: dict[int, list[Stated]] = {}
    for one in stated:
        by_person.setdefault(one.person_id, []).append(one)
    people = {
        person_id: _figure(person_id, mine, last, history, limits) for person_id, mine in by_person.items()
    }
    gone = {person_id for person_id, _ in last if person_id not in people}
    return Figures(_sums(stated, last), people, tuple(sorted(gone)))


def _figure(
    person_id: int, mine: Sequence[Stated], last: Totals, history: Sequence[Totals], limits: Limits
) -> Figure:
    problems = tuple(dict.fromkeys(problem for one in mine for problem in one.problems))
    flags = [flag for one in mine if (flag := _unusual(one, history, limits)) is not None]
    flags += _far_over(mine, limits)
    if problems:
        flags.append(Flag(PROBLEMS, number=len(problems)))
    sums = tuple(
        Sum(one.currency, one.total_minor, last.get((person_id, one.currency)))
        for one in mine
        if one.currency
    )
    return Figure(person_id, sums, problems, tuple(flags))


def _unusual(one: Stated, history: Sequence[Totals], limits: Limits) -> Flag | None:
    """How the pay differs from the person's usual, if it does by more than the limit."""
    key = (one.person_id, one.currency)
    before = [totals[key] for totals in history if key in totals]
    if len(before) < LEAST_EARLIER:
        return None
    if one.total_minor == 0 and all(before):
        return Flag(NOTHING)
    twice = _twice_the_median(before)
    if twice == 0:
        return Flag(SOMETHING) if one.total_minor else None
    off = 2 * one.total_minor - twice
    percent = abs(off) * 100 // abs(twice)
    if abs(off) * 100 <= limits.outlier_percent * abs(twice):
        return None
    return Flag(OVER if off > 0 else UNDER, percent)


def _twice_the_median(values: Iterable[int]) -> int:
    """Twice, so that it is whole also between two values."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return 2 * ordered[middle] if len(ordered) % 2 else ordered[middle - 1] + ordered[middle]


def _far_over(mine: Sequence[Stated], limits: Limits) -> list[Flag]:
    found = {
        attained.title: attained.numerator * 100 // attained.denominator
        for one in mine
        for attained in one.attained
        if attained.numerator * 100 > limits.attainment_percent * attained.denominator
    }
    return [Flag(ATTAINED, percent, title) for title, percent in found.items()]


def _sums(stated: Iterable[Stated], last: Totals) -> tuple[Sum, ...]:
    now: dict[str, int] = {}
    for one in stated:
        if one.currency:
            now[one.currency] = now.get(one.currency, 0) + one.total_minor
    before: dict[str, int] = {}
    for (_, currency), total_minor in last.items():
        before[currency] = before.get(currency, 0) + total_minor
    currencies = sorted({*now, *(currency for currency in before if currency)})
    return tuple(Sum(currency, now.get(currency, 0), before.get(currency)) for currency in currencies)
