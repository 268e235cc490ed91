"""Tables of contests and instant prizes: whoever wins in them is exactly who is paid."""

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from calc.contest_tables import paid_in, running
from calc.contest_ties import ties
from calc.facts import Facts
from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, PeriodKind
from calc.prize_tables import ContestTable, Share, Tables
from calc.words.numbers import Numbers
from tests.calc.company import DEFAULTS, Q1, plan
from tests.calc.worlds.history import after_others
from tests.calc.worlds.world import World, engine, facts_of, oracle, relaxed, worlds
from tests.examples import examples

Paid = Counter[tuple[str, str, str, str, int, str]]
COUNT = "sold: {title: Sold, measure: count, of: {kind: upsell}, scope: person}"
NPS = "nps: {title: NPS, measure: nps, scope: person, least_sample: 2}"


def in_tables(tables: Tables) -> Paid:
    contests = [
        (share.person, one.plan.plan, one.name, one.span.key, share.amount_minor, share.reward)
        for one in tables.contests
        for rival in one.rivals
        for share in rival.shares
    ]
    instants = [
        (won.person, one.plan.plan, one.name, one.span.key, won.amount_minor, won.reward)
        for one in tables.instants
        for won in one.won
    ]
    return Counter([*contests, *instants])


def in_lines(rows: Any) -> Paid:
    columns = ("person", "plan", "component", "span", "amount_minor", "reward")
    return Counter(tuple(row[name] for name in columns) for row in rows if row["entry"] == "prize")


def tables_of(world: World) -> Tables:
    plans = [read_plan(text) for text in world.texts]
    return paid_in(plans, facts_of(world.rows), world.period, world.as_of, world.calendar)


def the_table_tells_who_is_paid(world: World) -> None:
    told = in_tables(tables_of(world))
    assert told == in_lines(engine(world).lines.iter_rows(named=True))
    assert told == in_lines(oracle(world).lines)


@given(worlds(word="pay: contest"))
@settings(relaxed, max_examples=examples(15))
def test_whoever_wins_a_contest_in_a_table_is_exactly_who_gets_its_lines(world: World) -> None:
    the_table_tells_who_is_paid(world)


@given(worlds(word="pay: spiff"))
@settings(relaxed, max_examples=examples(8))
def test_whoever_has_an_instant_prize_in_a_table_is_exactly_who_gets_its_line(world: World) -> None:
    the_table_tells_who_is_paid(world)


@given(worlds(word="budget:"))
@settings(relaxed, max_examples=examples(3))
def test_what_earlier_periods_paid_is_gone_from_the_budget_of_a_table(world: World) -> None:
    the_table_tells_who_is_paid(after_others(world))


@pytest.mark.slow
@given(worlds(word="pay: contest"))
@settings(relaxed, max_examples=500)
def test_the_tables_of_hundreds_of_companies_tell_who_is_paid(world: World) -> None:
    the_table_tells_who_is_paid(world)


@given(worlds(word="pay: contest"))
@settings(relaxed, max_examples=examples(8))
def test_on_its_last_day_a_running_contest_stands_as_it_is_paid(world: World) -> None:
    plans, facts = [read_plan(text) for text in world.texts], facts_of(world.rows)
    end, kind = world.period.end, world.period.kind
    paid = paid_in(plans, facts, world.period, end, world.calendar)
    now = running(plans, facts, end, kind, world.calendar)
    assert _by_span(now, end) == _by_span(paid, end)


def _by_span(tables: Tables, end: date) -> dict[tuple[str, str, str], ContestTable]:
    ending = (one for one in tables.contests if one.span.period.end == end)
    return {(one.plan.plan, one.name, one.span.key): one for one in ending}


def facts(people: tuple[str, ...] = ("ana", "bo", "cy"), **tables: list[dict[str, Any]]) -> Facts:
    """Everybody named is on the plan; events are numbered e1, e2 …"""
    rows = {name: [{**DEFAULTS[name], **row} for row in some] for name, some in tables.items()}
    for number, event in enumerate(rows.get("events", []), 1):
        event["event"] = f"e{number}"
    rows["people"] = [{**DEFAULTS["people"], "person": key, "name": key.title()} for key in people]
    rows["assignments"] = [{**DEFAULTS["assignments"], "person": key} for key in people]
    return facts_of(rows)


def sold(**times: int) -> list[dict[str, Any]]:
    """So many upsells of each person, one a day from 1 February on."""
    return [
        {"kind": "upsell", "person": person, "date": date(2024, 2, day)}
        for person, many in times.items()
        for day in range(1, many + 1)
    ]


def table(known: Facts, *terms: str, metric: str = COUNT, day: date = Q1.end) -> ContestTable:
    """The contest of a plan by the first metric, as it stands on a day."""
    name = metric.partition(":")[0]
    made = plan("\n".join(("cup:", "  pay: contest", "  title: Cup", f"  metric: {name}", *terms)), metric)
    (found,) = running([read_plan(made)], known, day, PeriodKind.QUARTER, FiscalCalendar()).contests
    return found


def in_words(found: ContestTable) -> list[str]:
    return ties(found, str.title, Numbers())


def test_a_table_has_value_attainment_sample_and_what_each_would_win() -> None:
    metric = COUNT.replace("scope: person", "scope: person, target: 4")
    found = table(facts(events=sold(ana=3, bo=1)), "  prizes: [$300, Day off]", metric=metric)
    rows = [(one.standing.key, one.standing.place, one.value, one.attainment) for one in found.rivals]
    assert rows == [
        ("ana", 1, Fraction(3), Fraction(3, 4)),
        ("bo", 2, Fraction(1), Fraction(1, 4)),
        ("cy", 3, Fraction(0), Fraction(0)),
    ]
    assert [one.shares for one in found.rivals] == [(Share("ana", 30_000),), (Share("bo", 0, "Day off"),), ()]
    assert found.people == {"ana", "bo", "cy"}


def test_who_rests_on_too_few_is_in_the_table_and_told_why_they_have_no_place() -> None:
    answers = [
        {"kind": "nps", "person": person, "quantity_milli": 10_000, "date": date(2024, 2, day)}
        for person, day in (("ana", 1), ("ana", 2), ("bo", 1))
    ]
    found = table(facts(events=answers), "  prizes: [$300]", metric=NPS)
    rows = [(one.standing.key, one.value, one.standing.sample, one.standing.why_not) for one in found.rivals]
    assert rows == [
        ("ana", 100, 2, ""),
        ("bo", 100, 1, "The figure rests on too few to count."),
        ("cy", None, 0, "The figure rests on too few to count."),
    ]


def test_a_contest_of_the_year_is_in_the_running_from_its_first_day() -> None:
    known = facts(events=sold(ana=2))
    for day in (date(2024, 1, 1), date(2024, 8, 20), date(2024, 12, 31)):
        found = table(known, "  prizes: [Trip]", "  every: year", day=day)
        assert (found.span.key, found.span.last) == ("2024", day)


def test_those_who_are_level_share_split_or_are_told_apart_by_the_day() -> None:
    known = facts(events=[*sold(ana=2, cy=1), *sold(bo=2)])
    assert in_words(table(known, "  prizes: [$300]")) == [
        "Ana and Bo share the first place: each gets its prize."
    ]
    assert in_words(table(known, "  prizes: [$300]", "  ties: split")) == [
        "Ana and Bo share the first place: they divide the prizes of the places that they take up."
    ]
    assert in_words(table(known, "  prizes: [Day off]", "  ties: split")) == [
        "Ana and Bo share the first place: each gets its prize, for what is not money cannot be divided."
    ]
    late = {"kind": "upsell", "date": date(2024, 3, 9)}
    later = facts(events=[*sold(ana=1, bo=2), {**late, "person": "ana"}])
    assert in_words(table(later, "  prizes: [$300]", "  ties: earlier")) == [
        "Bo and Ana are level. Whoever was there earlier goes first: Bo on 2 Feb 2024 and Ana on 9 Mar 2024."
    ]
    assert in_words(table(known, "  prizes: [$300]", "  ties: earlier")) == [
        "Ana and Bo share the first place: they divide the prizes of the places that they take up."
    ]


def test_a_tie_that_decides_nothing_is_not_told() -> None:
    level_behind = facts(events=sold(ana=2, bo=1, cy=1))
    assert in_words(table(level_behind, "  prizes: [$300]")) == []
    assert in_words(table(level_behind, "  prizes: [$300]", '  over: "1"')) == []


def test_the_last_of_so_many_winners_may_be_level_with_others() -> None:
    known = facts(events=sold(ana=2, bo=1, cy=1))
    assert in_words(table(known, "  prizes: [$300]", "  winners: 2", "  ties: split")) == [
        "Bo and Cy share the second place: they divide the prizes of the places that they take up."
    ]
    assert in_words(table(known, "  prizes: [Day off]", "  winners: 2", "  ties: split")) == [
        "Bo and Cy share the second place: each gets its prize, for what is not money cannot be divided."
    ]


def test_instant_prizes_come_in_the_order_in_which_they_were_won() -> None:
    text = plan("first: {pay: spiff, title: First, of: {kind: upsell}, prize: $500, counts: first}")
    known = facts(events=sold(bo=2, ana=1))
    (found,) = running([read_plan(text)], known, Q1.end, PeriodKind.QUARTER, FiscalCalendar()).instants
    assert [(won.person, won.event, won.day, won.amount_minor) for won in found.won] == [
        ("bo", "e1", date(2024, 2, 1), 50_000),
        ("ana", "e3", date(2024, 2, 1), 50_000),
    ]


def test_prizes_won_in_an_earlier_month_of_the_quarter_are_gone_from_a_monthly_table() -> None:
    text = plan("race: {pay: spiff, title: Race, of: {kind: upsell}, prize: $5, winners: 2, every: month}")
    january = {"kind": "upsell", "person": "cy", "date": date(2024, 1, 9)}
    known = facts(events=[january, *sold(ana=3)])
    (found,) = running(
        [read_plan(text)], known, date(2024, 2, 20), PeriodKind.QUARTER, FiscalCalendar()
    ).instants
    assert (found.span.key, [won.event for won in found.won]) == ("2024-02", ["e2"])
