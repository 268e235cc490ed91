"""What must hold of every company, as functions that assert it of one."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, PeriodKind
from calc.plan import Bonus
from calc.results import Calculation
from tests.calc.worlds.fact_rows import Row
from tests.calc.worlds.names import EARLY, PLANS, rarely
from tests.calc.worlds.world import World, engine, lines_of, measures_of, problems_of


def the_order_of_the_rows_is_irrelevant(world: World) -> None:
    dice = Random(len(str(world)))
    shuffled = {table: dice.sample(rows, len(rows)) for table, rows in world.rows.items()}
    same_result(world, replace(world, rows=shuffled, texts=world.texts[::-1]))


def the_same_facts_give_the_same_result(world: World) -> None:
    same_result(world, world)


def reversing_every_event_nets_commission_to_zero(world: World) -> None:
    events, credits = world.rows["events"], world.rows["credits"]
    back: list[Row] = [
        {
            **row,
            "event": f"{row['event']}-back",
            "amount_minor": -(row["amount_minor"] or 0),
            "recurring_change_minor": -(row["recurring_change_minor"] or 0),
        }
        for row in events
    ]
    again = [{**row, "event": f"{row['event']}-back"} for row in credits]
    made = engine(world.with_rows(events=events + back, credits=credits + again))
    sums: Counter[tuple[str, str, str]] = Counter()
    for line in made.lines.iter_rows(named=True):
        if line["event"]:
            sums[line["person"], line["plan"], line["component"]] += line["amount_minor"]
    assert not any(sums.values())


def a_person_elsewhere_changes_nobodys_own_or_team_results(world: World) -> None:
    eve: dict[str, Row] = {
        "people": {"person": "eve", "start_date": EARLY, "end_date": None},
        "placements": {"person": "eve", "team": "green", "region": "east", **_always()},
        "owners": {"account": "elm", "person": "eve", "share_ppm": 1_000_000, **_always()},
        "books": {"account": "elm", "as_of": EARLY, "recurring_minor": 12_345, "currency": "USD"},
        "assignments": {"person": "eve", "plan": PLANS[0], **_always()},
        "events": {
            **{"event": "eve's", "kind": "upsell", "date": world.period.start, "account": "elm"},
            **{"person": None, "product": "Core", "region": "north", "currency": "USD"},
            **{"amount_minor": 54_321, "recurring_change_minor": -1_234},
        },
    }
    joined = world.with_rows(**{table: [*world.rows[table], row] for table, row in eve.items()})
    before, after = engine(world), engine(joined)
    assert _without_company(world, after, "eve") == _without_company(world, before, "eve")


def other_names_for_people_accounts_and_teams_change_nothing_else(world: World) -> None:
    """The names keep their order, by which ties are decided."""
    columns = {"person", "account", "team"}
    renamed = {
        table: [
            {
                name: f"x{value}"
                if value and (name in columns or _names_a_person_or_team(row, name))
                else value
                for name, value in row.items()
            }
            for row in rows
        ]
        for table, rows in world.rows.items()
    }
    before, after = engine(world), engine(replace(world, rows=renamed))
    people = {f"x{key}": key for key in ("ana", "bo", "cy", "di", "zed")}
    back = after.lines.with_columns(after.lines["person"].replace(people))
    assert lines_of(replace(after, lines=back)) == lines_of(before)
    back = after.measures.with_columns(after.measures["person"].replace(people))
    assert measures_of(replace(after, measures=back)) == measures_of(before)


def a_periods_months_have_the_same_commission_as_the_period(world: World) -> None:
    """Of one version of each plan, for people who are on a plan at most once."""
    firsts = {read_plan(text).plan: text for text in reversed(world.texts)}
    lasting = [re.sub(r"(?m)^from: .*$", f"from: {EARLY}", text) for text in firsts.values()]
    once = {(row["person"], row["plan"]): row for row in world.rows["assignments"]}
    world = replace(world, texts=lasting).with_rows(assignments=list(once.values()))
    months = FiscalCalendar().parts(world.period, PeriodKind.MONTH)
    parts = [line for month in months for line in _commission(engine(replace(world, period=month)))]
    assert sorted(parts) == sorted(_commission(engine(world)))


def nothing_makes_the_engine_raise(world: World) -> None:
    """Not even facts with holes in them, wherever a fact may leave open who, what or when."""
    dice = Random(len(str(world)))
    holes = {
        table: [
            {name: None if _may_be_open(table, name) and rarely(dice, 5) else row[name] for name in row}
            for row in rows
        ]
        for table, rows in world.rows.items()
    }
    made = engine(replace(world, rows=holes))
    assert not made.lines["amount_minor"].has_nulls()
    assert not made.problems["message"].has_nulls()


PROPERTIES: tuple[Callable[[World], None], ...] = (
    the_order_of_the_rows_is_irrelevant,
    the_same_facts_give_the_same_result,
    reversing_every_event_nets_commission_to_zero,
    a_person_elsewhere_changes_nobodys_own_or_team_results,
    other_names_for_people_accounts_and_teams_change_nothing_else,
    a_periods_months_have_the_same_commission_as_the_period,
    nothing_makes_the_engine_raise,
)


def same_result(one: World, other: World) -> None:
    """The very same frames, in the very same order."""
    first, second = engine(one), engine(other)
    assert first.lines.equals(second.lines)
    assert first.measures.equals(second.measures)
    assert first.problems.equals(second.problems)


def _may_be_open(table: str, column: str) -> bool:
    names = {
        "start_date",
        "end_date",
        "to_date",
        "team",
        "region",
        "product",
        "currency",
        "kind",
        "scope_key",
    }
    of_an_event = table == "events" and column in ("account", "person")
    return column in names or column.endswith("_minor") or of_an_event


def _always() -> Row:
    return {"from_date": EARLY, "to_date": None}


def _names_a_person_or_team(row: Row, column: str) -> bool:
    return column == "scope_key" and row["scope"] in ("person", "team")


def _commission(made: Calculation) -> list[tuple[Any, ...]]:
    columns = ("person", "plan", "component", "event", "basis_minor", "amount_minor")
    return [row for row in made.lines.select(columns).iter_rows() if row[3]]


def _without_company(world: World, made: Calculation, person: str) -> tuple[list[str], list[str], set[Any]]:
    """What was made for everybody but one person, without what rests on the company's results."""
    plans = [read_plan(text) for text in world.texts]
    companys = {
        (plan.plan, name)
        for plan in plans
        for name, component in plan.components.items()
        if isinstance(component, Bonus) and plan.metrics[component.metric].scope == "company"
    }
    others = made.lines.filter(made.lines["person"] != person)
    kept = [(plan, name) not in companys for plan, name in others.select("plan", "component").iter_rows()]
    own = made.measures.filter((made.measures["person"] != person) & (made.measures["scope"] != "company"))
    told = {row for row in problems_of(made) if row[1] not in (None, person) and row[2:] not in companys}
    trimmed = replace(made, lines=others.filter(kept), measures=own)
    return lines_of(trimmed), measures_of(trimmed), told
