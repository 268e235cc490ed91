"""What must hold over several pay periods, and of better and worse results."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from calc.language.pay import Commission
from calc.results import Calculation
from tests.calc.worlds.asking import components_of, everybody_always
from tests.calc.worlds.draft import rising, size
from tests.calc.worlds.history import earlier, lasting, over_time
from tests.calc.worlds.names import EARLY, PEOPLE, STRANGER, everyday_money
from tests.calc.worlds.people_rows import Row
from tests.calc.worlds.world import World, engine
from tests.calc.worlds.writing import Tree, written

Deal = tuple[str, str, str, str]  # person, plan, component and the deal's event
OF_DEAL = ("pay", "cap", "floor", "hold")
ABOUT_DEAL = ("release", "clawback")
ADVANCES = """
plan: main
title: Advances
from: 2022-01-01
currency: USD
components:
  sales: {pay: commission, title: Sales, rates: [{rate: 10%}]}
  advance: {pay: draw, title: Advance, amount: $300, recoverable: yes}
"""


def a_deal_that_is_paid_in_full_releases_all_that_was_held(world: World) -> None:
    """In the period after the one in which it was held, by a payment of three times as much."""
    periods = [world.period, world.calendar.after(world.period)]
    world = everybody_always(lasting(world))
    events = [row for row in world.rows["events"] if row["date"] <= world.period.end]
    world = world.with_rows(events=[*events, *_payments(world, events, periods[1].start)])
    sums: dict[str, Counter[Deal]] = {"hold": Counter(), "release": Counter()}
    for _, made in over_time(world, periods):
        for deal, line in _of_deals(made):
            if line["entry"] in sums:
                sums[line["entry"]][deal] += line["amount_minor"]
    settled = {
        (plan.plan, name)
        for plan, name, part in components_of(world)
        if isinstance(part, Commission) and not part.every
    }
    known = {row["event"] for row in events if abs(row["amount_minor"] or 0) < 10**12}
    for deal, held in sums["hold"].items():
        assert deal[1:3] not in settled or deal[3] not in known or sums["release"][deal] == -held, deal


def never_more_is_taken_back_than_was_paid(world: World) -> None:
    left: Counter[Deal] = Counter()
    for _, made in over_time(lasting(world), earlier(world, 2)):
        taken = set()
        for deal, line in _of_deals(made):
            left[deal] += line["amount_minor"]
            if line["entry"] == "clawback":
                assert line["amount_minor"] < 0
                taken.add(deal)
        assert all(left[deal] >= 0 for deal in taken)


def an_advance_is_paid_back_once_enough_is_earned(world: World) -> None:
    """Advances less what was paid back never come to less than nothing, and to nothing in the end."""
    dice = Random(str(world.rows))
    world = replace(everybody_always(world), texts=[ADVANCES])
    everyday = [{**row, "amount_minor": everyday_money(dice)} for row in world.rows["events"]]
    much: Row = {"kind": "upsell", "date": world.period.end, "amount_minor": 10**10, "currency": "USD"}
    lucky = [{"event": f"{person}'s", "person": person, **much} for person in (*PEOPLE, STRANGER)]
    still_open: Counter[str] = Counter()
    for _, made in over_time(world.with_rows(events=[*everyday, *lucky]), earlier(world, 2)):
        for line in made.lines.iter_rows(named=True):
            if line["entry"] in ("draw", "recovery"):
                still_open[line["person"]] += line["amount_minor"]
        assert all(amount >= 0 for amount in still_open.values())
    assert not any(still_open.values())


def a_better_figure_never_pays_less_on_a_rising_curve(world: World) -> None:
    dice = Random(str(world.rows))
    text = _rising_plan(dice)
    always: Row = {"person": "ana", "from_date": EARLY, "to_date": None}
    deal: Row = {"event": "e1", "kind": "upsell", "date": world.period.start, "person": "ana"}
    alone = World([text], {}, world.period, world.start_month).with_rows(
        people=[{"person": "ana", "start_date": EARLY, "end_date": None}],
        assignments=[{**always, "plan": "main"}],
        events=[{**deal, "amount_minor": 100_000, "currency": "USD"}],
    )
    paid = []
    for percent in sorted(dice.sample(range(0, 260), 3)):
        reading: Row = {"metric": "kept", "scope": "person", "scope_key": "ana", "date": world.period.start}
        made = engine(alone.with_rows(readings=[{**reading, "value_num": percent, "value_den": 100}]))
        paid.append(made.lines["amount_minor"].sum())
    assert paid == sorted(paid)


def _of_deals(made: Calculation) -> list[tuple[Deal, Row]]:
    """The lines that are about a deal."""
    found: list[tuple[Deal, Row]] = []
    for line in made.lines.iter_rows(named=True):
        deal = (
            line["event"]
            if line["entry"] in OF_DEAL
            else line["about"]
            if line["entry"] in ABOUT_DEAL
            else None
        )
        if deal is not None:
            found.append(((line["person"], line["plan"], line["component"], deal), line))
    return found


def _payments(world: World, events: list[Row], day: date) -> list[Row]:
    """For each event and each kind of payment that a plan waits for, one of three times as much."""
    waited = {
        (part.hold.until.kind[0], (part.hold.until.product or ("Core",))[0])
        for _, _, part in components_of(world)
        if isinstance(part, Commission) and part.hold is not None
    }
    already = sum(abs(row["amount_minor"] or 0) for row in events if row["parent"])
    return [
        {
            **{"event": f"{row['event']}-{number}", "parent": row["event"], "date": day, "kind": kind},
            **{"product": product, "account": row["account"], "currency": row["currency"]},
            "amount_minor": min(3 * abs(row["amount_minor"] or 0) + already, 10**15),
        }
        for number, (kind, product) in enumerate(sorted(waited))
        for row in events
    ]


def _rising_plan(dice: Random) -> str:
    """A bonus, and a commission with tiers, a multiplier and a gate, all of which rise with a figure."""
    bonus: Tree = {
        "pay": "bonus",
        "title": "Bonus",
        "metric": "kept",
        "amount": "$1,000",
        "payout": _points(dice),
    }
    bonus["between"] = dice.choice(("line", "step"))
    bonus["beyond"] = {"each": "7%", "adds": "3%"}
    sales: Tree = {"pay": "commission", "title": "Sales", "rates": [{"rate": "10%"}]}
    steps = [{"from": point["at"], "times": point["pays"]} for point in _points(dice)]
    sales["tiers"] = {"metric": "kept", "kind": "whole", "steps": steps}
    multiplier: Tree = {"metric": "kept", "between": bonus["between"], "below": "0%", "points": _points(dice)}
    sales["multipliers"] = [multiplier]
    sales["gates"] = [
        {"metric": "kept", "at_least": "80%", "otherwise": dice.choice(("nothing", "no_accelerator"))}
    ]
    head: Tree = {"plan": "main", "title": "Rising", "from": "2022-01-01", "currency": "USD"}
    metric: Tree = {"title": "Kept", "measure": "reading", "scope": "person", "target": "100%"}
    return written({**head, "metrics": {"kept": metric}, "components": {"bonus": bonus, "sales": sales}})


def _points(dice: Random) -> list[Any]:
    ats, pays = rising(dice, 3, ()), rising(dice, 3, ())
    assert size(pays[0]) <= size(pays[-1])
    return [{"at": at, "pays": pay} for at, pay in zip(ats, pays, strict=True)]
