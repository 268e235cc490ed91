"""Changes to a company that must not change what it pays, or must do so in a way that is known."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import polars as pl

from calc.language.pay import Bonus, Commission, Contest, Override, Rate, Spiff
from calc.language.reader import read_plan
from calc.language.values import Basis
from calc.periods import PeriodKind
from calc.plan import Plan
from calc.results import Calculation
from tests.calc.worlds.asking import components_of, looks_at_company, metrics_named
from tests.calc.worlds.comparing import lines_of, measures_of, problems_of
from tests.calc.worlds.history import lasting
from tests.calc.worlds.names import EARLY, PEOPLE, PLANS, STRANGER, rarely
from tests.calc.worlds.people_rows import Row
from tests.calc.worlds.world import World, engine

Key = tuple[str, str]  # a plan and its component
_IN_PROPORTION = (Basis.AMOUNT, Basis.TCV, Basis.ACV, Basis.RECURRING_CHANGE)


def the_order_of_the_rows_is_irrelevant(world: World) -> None:
    dice = Random(len(str(world)))
    shuffled = {table: dice.sample(rows, len(rows)) for table, rows in world.rows.items()}
    same_result(world, replace(world, rows=shuffled, texts=world.texts[::-1]))


def the_same_facts_give_the_same_result(world: World) -> None:
    same_result(world, world)


def reversing_every_event_nets_commission_to_zero(world: World) -> None:
    """Where a commission is in proportion to its events."""
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
    linear = {key for key, part in _components(world) if _in_proportion(part)}
    sums: Counter[tuple[str, str, str]] = Counter()
    for line in made.lines.iter_rows(named=True):
        if (line["plan"], line["component"]) in linear:
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
    renamed = {
        table: [{name: _other_name(row, name) for name in row} for row in rows]
        for table, rows in world.rows.items()
    }
    texts = [text.replace("[blue, red]", "[xblue, xred]") for text in world.texts]
    before, after = engine(world), engine(replace(world, rows=renamed, texts=texts))
    people = {f"x{key}": key for key in (*PEOPLE, STRANGER)}
    back = after.lines.with_columns(pl.col("person", "about").replace(people))
    assert lines_of(replace(after, lines=back)) == lines_of(before)
    back = after.measures.with_columns(pl.col("person").replace(people))
    assert measures_of(replace(after, measures=back)) == measures_of(before)


def a_periods_months_have_the_same_commission_as_the_period(world: World) -> None:
    """The first three of them; for plain commissions, and people who are on a plan at most once."""
    once = {(row["person"], row["plan"]): row for row in world.rows["assignments"]}
    world = lasting(world).with_rows(assignments=list(once.values()))
    months = world.calendar.parts(world.period, PeriodKind.MONTH)[:3]
    plain = {key for key, part in _components(world) if isinstance(part, Commission) and _is_plain(part)}
    parts = [line for month in months for line in _lines(engine(replace(world, period=month)), plain)]
    whole = [line for line in _lines(engine(world), plain) if line[4] <= months[-1].end]
    assert Counter(parts) == Counter(whole)


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


def same_result(one: World, other: World) -> None:
    """The very same frames, in the very same order."""
    first, second = engine(one), engine(other)
    assert first.lines.equals(second.lines)
    assert first.measures.equals(second.measures)
    assert first.problems.equals(second.problems)


def _components(world: World) -> Iterator[tuple[Key, Any]]:
    for plan, name, part in components_of(world):
        yield (plan.plan, name), part


def _in_proportion(part: Any) -> bool:
    """Whether twice as much of every event would pay twice as much, and all of it back nothing."""
    if not isinstance(part, Commission) or not _is_plain(part, tiers=True):
        return False
    if part.tiers is not None and (
        part.tiers.kind == "whole" or len(part.tiers.steps) > 1 or part.tiers.steps[0].from_ != 0
    ):
        return False
    return all(_rate_in_proportion(part, rate) for rate in part.rates)


def _rate_in_proportion(part: Commission, rate: Rate) -> bool:
    basis = (rate.rate.basis if rate.rate else None) or part.basis
    fixed = rate.rate is not None and rate.rate.fixed_minor is not None
    return not fixed and not rate.change and basis in _IN_PROPORTION


def _is_plain(part: Commission, tiers: bool = False) -> bool:
    """Whether each event pays for itself, whatever else there is."""
    others = (part.gates, part.multipliers, part.cap, part.floor, part.hold, part.clawback, part.every)
    return not any(others) and (tiers or part.tiers is None)


def _other_name(row: Row, column: str) -> Any:
    value = row[column]
    named = column in ("person", "account", "team", "manager") or (
        (column == "scope_key" and row["scope"] in ("person", "line", "team"))
        or (column == "about" and value in (*PEOPLE, STRANGER))
    )
    return " + ".join(f"x{name}" for name in value.split(" + ")) if value and named else value


def _may_be_open(table: str, column: str) -> bool:
    names = {
        "start_date", "end_date", "to_date", "role", "team", "region", "segment", "manager", "product",
        "effort", "currency", "kind", "scope_key", "contract_months", "term_months", "quantity_milli",
        "sample", "about", "parent",
    }  # fmt: skip
    of_an_event = table in ("events", "paid") and column in ("account", "person", "event")
    if table == "paid":
        return column not in ("amount_minor", "period_end", "person")
    return column in names or column.endswith("_minor") or (of_an_event and column != "event")


def _always() -> Row:
    return {"from_date": EARLY, "to_date": None}


def _lines(made: Calculation, components: set[Key]) -> list[tuple[Any, ...]]:
    columns = ("person", "plan", "component", "event", "date", "about", "basis_minor", "amount_minor")
    return [row for row in made.lines.select(columns).iter_rows() if (row[1], row[2]) in components]


def _without_company(world: World, made: Calculation, person: str) -> tuple[list[str], list[str], set[Any]]:
    """What was made for everybody but one person, without what rests on everybody's results."""
    shaken = {key for plan in map(read_plan, world.texts) for key in _shaken(plan)}
    others = made.lines.filter(made.lines["person"] != person)
    kept = [key not in shaken for key in others.select("plan", "component").iter_rows()]
    own = made.measures.filter((made.measures["person"] != person) & ~_of_company(world, made.measures))
    told = {row for row in problems_of(made) if row[1] not in (None, person) and row[2:] not in shaken}
    trimmed = replace(made, lines=others.filter(kept), measures=own)
    return lines_of(trimmed), measures_of(trimmed), told


def _of_company(world: World, measures: pl.DataFrame) -> pl.Series:
    """Which measures look at the company, or rest on ones that do."""
    wide = {
        (plan.plan, name)
        for plan in map(read_plan, world.texts)
        for name in plan.metrics
        if looks_at_company(plan, [name])
    }
    pairs = measures.select("plan", "metric").iter_rows()
    return pl.Series([pair in wide for pair in pairs], dtype=pl.Boolean)


def _shaken(plan: Plan) -> set[Key]:
    """What rests on the company's results or on who else there is, and then all that looks at the whole."""
    found = {
        (plan.plan, name)
        for name, part in plan.components.items()
        if isinstance(part, Contest | Override)
        or (isinstance(part, Spiff) and (part.winners or part.budget))
        or looks_at_company(plan, metrics_named(part))
    }
    after = [(plan.plan, name) for name in ("cap", "carry")]
    draws = [
        (plan.plan, name)
        for name, part in plan.components.items()
        if not isinstance(part, Commission | Bonus | Spiff)
    ]
    return {*found, *after, *draws} if found else found
