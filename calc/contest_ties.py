"""How those who are level in a contest were told apart, or what they get together, in words."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from calc.contests import Standing
from calc.prize_tables import ContestTable, Rival
from calc.words.numbers import Numbers
from calc.words.teller import listed, ordinal

Called = Callable[[str], str]


def ties(table: ContestTable, called: Called, numbers: Numbers) -> list[str]:
    """A sentence for each tie that decides about a prize, the first place first.

    `called` says what a contestant, by key, is called. Where everybody past a mark wins, being level decides
    nothing.
    """
    if table.component.over is not None:
        return []
    return [
        sentence
        for group in table.groups.values()
        for level in _levels(group)
        for sentence in _told(table, level, called, numbers)
    ]


def _levels(group: Sequence[Rival]) -> Iterator[list[Standing]]:
    """Those who are level, two or more, of whom somebody wins something."""
    ranked = [rival.standing for rival in group if rival.standing.place is not None]
    for _, some in groupby(ranked, key=lambda one: one.value):
        level = list(some)
        if len(level) > 1 and any(one.won for one in level):
            yield level


def _told(table: ContestTable, level: Sequence[Standing], called: Called, numbers: Numbers) -> Iterator[str]:
    if table.component.ties == "earlier" and len({one.place for one in level}) > 1:
        yield f"{_names(level, called)} are level. {_by_day(level, called, numbers)}"
    for _, some in groupby(level, key=lambda one: one.place):
        same = list(some)
        if len(same) > 1 and same[0].won is not None:
            yield _together(table, same, called)


def _by_day(level: Sequence[Standing], called: Called, numbers: Numbers) -> str:
    """Who was there when, the first first."""
    days = []
    for day, some in groupby(level, key=lambda one: one.reached_on):
        when = f"on {numbers.day(day)}" if day is not None else "on no day that is known"
        days.append(f"{_names(list(some), called)} {when}")
    return f"Whoever was there earlier goes first: {listed(days)}."


def _together(table: ContestTable, same: Sequence[Standing], called: Called) -> str:
    """What those get who share a place."""
    first = same[0]
    assert first.place is not None
    assert first.won is not None
    both = f"{_names(same, called)} share the {ordinal(first.place)} place"
    if table.component.ties == "share":
        return f"{both}: each gets its prize."
    if _has_reward(table, first.place, len(same)):
        return f"{both}: each gets its prize, for what is not money cannot be divided."
    return f"{both}: they divide the prizes of the places that they take up."


def _has_reward(table: ContestTable, place: int, level: int) -> bool:
    """Whether one of the prizes for the places that they take up is not money."""
    component = table.component
    if component.winners is not None:
        return bool(component.prizes[0].reward)
    return any(prize.reward for prize in component.prizes[place - 1 : place - 1 + level])


def _names(some: Sequence[Standing], called: Called) -> str:
    return listed([called(one.key) for one in some])
