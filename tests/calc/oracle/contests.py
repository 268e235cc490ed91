"""Contests: prizes for the best by a metric, of people or of teams."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.calc.oracle.days import Row
from tests.calc.oracle.figures import Figure, figure_for
from tests.calc.oracle.numbers import divided_evenly
from tests.calc.oracle.people import counted_days
from tests.calc.oracle.work import Work


@dataclass(frozen=True)
class Result:
    """Where a contestant stands: the best figure is the lowest `standing`."""

    figure: Fraction
    standing: Fraction
    reached_on: date


@dataclass(frozen=True)
class Win:
    """`number` is the prize's place in the plan's list, from 1."""

    place: int
    number: int
    amount: int
    reward: str


def hold_contest(work: Work, name: str) -> None:
    component = work.plan["components"][name]
    teams = work.plan["metrics"][component["metric"]]["scope"] == "team"
    results: dict[str, Result] = {}
    rankings: dict[str, dict[str, list[str]]] = {}
    for person, ranking, key, result in _contestants(work, name):
        results[key] = result
        rankings.setdefault(ranking, {}).setdefault(key, []).append(person)
    won = False
    for members in rankings.values():
        for key, win in _wins(component, {key: results[key] for key in members}).items():
            won = True
            _hand_out(work, name, members[key] if teams else [key], win)
    if not won:
        work.tell("no_winner", None, name)


def _contestants(work: Work, name: str) -> Iterator[tuple[str, str, str, Result]]:
    """Everybody who may win: person, the ranking they are in, the key they stand for, and its result."""
    component = work.plan["components"][name]
    for person, stretches in work.people():
        for figure, day in _stands_for(work, component["metric"], person, stretches):
            yield from _contestant(work, name, person, stretches, figure, day)


def _stands_for(work: Work, metric: str, person: str, stretches: list[Row]) -> list[tuple[Figure, date]]:
    """Each figure that the person's stretches stand for, with the place day of the last of these."""
    found: dict[str | None, tuple[Figure, date]] = {}
    for row in stretches:
        figure = figure_for(work, metric, person, row["place_day"])
        found[figure.key] = (figure, row["place_day"])
    return list(found.values())


def _contestant(
    work: Work, name: str, person: str, stretches: list[Row], figure: Figure, day: date
) -> Iterator[tuple[str, str, str, Result]]:
    component = work.plan["components"][name]
    if figure.below_sample:
        work.tell("small_sample", person, name)
    if figure.key is not None and not figure.reason(component["reads"]):
        value, last_day = figure.read(component["reads"]), figure.measured.last_day or date.max
        result = Result(value, value if component["best"] == "lowest" else -value, last_day)
        within = component["within"]
        ranking = "everybody" if within == "company" else work.company.placed(person, day)[within]
        if ranking and _may_win(work, component, stretches) and _good_enough(component, result):
            yield person, ranking, figure.key, result


def _may_win(work: Work, component: Row, stretches: list[Row]) -> bool:
    there = any(row["first"] <= work.span.last <= row["last"] for row in stretches)
    days = sum(len(counted_days(work.company, work.plan, row)) for row in stretches)
    return (there or not component["on_last_day"]) and days >= component["least_days"]


def _good_enough(component: Row, result: Result) -> bool:
    return component["at_least"] is None or _is_past(component, result, component["at_least"])


def _is_past(component: Row, result: Result, bound: Fraction) -> bool:
    """At or over a bound; at or under it where the lowest is best."""
    return result.figure <= bound if component["best"] == "lowest" else result.figure >= bound


def _wins(component: Row, results: dict[str, Result]) -> dict[str, Win]:
    wins: dict[str, Win] = {}
    prizes = list(enumerate(component["prizes"], start=1))
    if component["winners"]:
        prizes = prizes[:1] * component["winners"]
    for place, keys in _places(component, results):
        if component["over"] is not None:
            prize = prizes[0][1]
            past = [key for key in keys if _is_past(component, results[key], component["over"])]
            wins |= {key: Win(place, 1, prize["amount"], prize["reward"]) for key in past}
        elif place <= len(prizes):
            wins |= _prizes_of(component, prizes[place - 1 :][: len(keys)], place, keys)
    return wins


def _places(component: Row, results: dict[str, Result]) -> list[tuple[int, list[str]]]:
    """Who stands on which place; the next place counts all before it."""

    def standing(key: str) -> tuple[Fraction, date]:
        earlier = component["ties"] == "earlier"
        return results[key].standing, results[key].reached_on if earlier else date.max

    level = {
        standing(key): [other for other in results if standing(other) == standing(key)] for key in results
    }
    return [
        (1 + sum(standing(other) < where for other in results), sorted(keys)) for where, keys in level.items()
    ]


def _prizes_of(component: Row, prizes: list[tuple[int, Row]], place: int, keys: list[str]) -> dict[str, Win]:
    """What those who share a place get, for whom these prizes stand together."""
    number, first = prizes[0]
    rewards = any(prize["reward"] for _, prize in prizes)
    if component["ties"] == "share" or rewards:
        return {key: Win(place, number, first["amount"], first["reward"]) for key in keys}
    together = divided_evenly(sum(prize["amount"] for _, prize in prizes), keys)
    return {key: Win(place, number, together[key], "") for key in keys}


def _hand_out(work: Work, name: str, people: list[str], win: Win) -> None:
    component = work.plan["components"][name]
    amounts = dict.fromkeys(people, win.amount)
    if component["for_team"] == "split":
        amounts = divided_evenly(win.amount, people)
    for person, amount in amounts.items():
        clause, place = f"components.{name}.prizes[{win.number}]", f"place {win.place}"
        work.add(person, name, clause, amount, entry="prize", about=place, reward=win.reward)
