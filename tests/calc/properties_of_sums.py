"""Parts that must add up to wholes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from typing import Any

from calc.exact import rounded
from calc.language.pay import Commission, Contest, Earned
from calc.language.reader import read_plan
from calc.results import Calculation
from tests.calc.worlds.names import EARLY, PEOPLE, PLANS, STRANGER
from tests.calc.worlds.people_rows import Row
from tests.calc.worlds.world import World, engine
from tests.calc.worlds.writing import Tree, tree_of, written

WHOLE_PPM = 1_000_000
ALL_OF_IT = """
plan: main
title: All of everything
from: 2022-01-01
currency: USD
components: {all: {pay: commission, title: All, rates: [{rate: 100%}]}}
"""


def every_line_is_its_basis_times_its_rate_times_its_factors(world: World) -> None:
    for line in engine(world).lines.iter_rows(named=True):
        product = Fraction(line["basis_minor"] * line["rate_num"], line["rate_den"])
        for ratio in re.findall(r":(-?\d+/\d+)(?:,|$)", line["factors"]):
            product *= Fraction(ratio)
        assert rounded(product) - line["earlier_minor"] == line["amount_minor"], line


def shares_of_an_event_add_up_to_it(world: World) -> None:
    """Everybody is paid all of their share of what happens, so together what the shares come to."""
    always: Row = {"from_date": EARLY, "to_date": None}
    everybody = (*PEOPLE, STRANGER)
    all_of_it = World([ALL_OF_IT], world.rows, world.period, world.start_month).with_rows(
        people=[{"person": person, "start_date": EARLY, "end_date": None} for person in everybody],
        assignments=[{"person": person, "plan": PLANS[0], **always} for person in everybody],
        exchange=[],
    )
    paid: Counter[str] = Counter()
    for event, amount in engine(all_of_it).lines.select("event", "amount_minor").iter_rows():
        paid[event] += amount
    for event in world.rows["events"]:
        if world.period.has(event["date"]) and event["currency"] == "USD":
            assert paid[event["event"]] == _whole(world, event), event


def slices_add_up_to_what_they_were_cut_from(world: World) -> None:
    """The slices of each share have together the basis that it has without tiers."""
    made = engine(world)
    untold = {key[1:] for key in _told(made)}
    whole = engine(
        World(
            [_without_tiers(text) for text in world.texts],
            world.rows,
            world.period,
            world.start_month,
            world.as_of,
        )
    )
    cut = {
        (plan.plan, name)
        for plan in map(read_plan, world.texts)
        for name, part in plan.components.items()
        if isinstance(part, Commission) and part.tiers is not None and part.tiers.kind == "marginal"
    }
    sliced, uncut = _bases(made, cut), _bases(whole, cut)
    for share in {*sliced, *uncut}:
        assert share[:3] in untold or sliced[share] == uncut[share], share


def prizes_that_are_split_add_up(world: World) -> None:
    """What a contest for the whole company pays is its first prizes, as many as found a winner."""
    made = engine(world)
    for plan, name, contest in _contests(world):
        lines = [
            line
            for line in made.lines.iter_rows(named=True)
            if (line["plan"], line["component"]) == (plan, name)
        ]
        by_span: Counter[str] = Counter()
        for line in lines:
            by_span[line["span"]] += line["amount_minor"]
        prizes = [prize.amount_minor or 0 for prize in contest.prizes] * (contest.winners or 1)
        assert set(by_span.values()) <= set(accumulate(prizes)), name


def what_is_held_takes_off_all_that_it_holds(world: World) -> None:
    holding = {
        (plan.plan, name)
        for plan in map(read_plan, world.texts)
        for name, part in plan.components.items()
        if isinstance(part, Commission) and part.hold
    }
    sums: Counter[tuple[Any, ...]] = Counter()
    for line in engine(world).lines.iter_rows(named=True):
        of_line = line["entry"] in ("pay", "hold") or line["clause"].endswith((".cap.line", ".floor.line"))
        if of_line and (line["plan"], line["component"]) in holding:
            sums[line["person"], line["plan"], line["component"], line["event"], line["span"]] += line[
                "amount_minor"
            ]
    assert not any(sums.values())


def what_is_limited_keeps_within_its_limits(world: World) -> None:
    """Of fixed limits: no line, and no span's total, is over its cap, and nobody's total under its floor."""
    made = engine(world)
    for plan in map(read_plan, world.texts):
        for name, part in plan.components.items():
            if isinstance(part, Earned):
                lines = [
                    line
                    for line in made.lines.iter_rows(named=True)
                    if (line["plan"], line["component"]) == (plan.plan, name)
                    and line["version"] == plan.from_date
                ]
                _within_limits(part, lines)


def _within_limits(part: Earned, lines: list[Row]) -> None:
    sums: Counter[tuple[str, str]] = Counter()
    for line in lines:
        if line["entry"] == "pay" or line["clause"].endswith((".line", ".period")):
            sums[line["person"], line["span"]] += line["amount_minor"]
    cap, floor = (limits and limits.period and limits.period.fixed_minor for limits in (part.cap, part.floor))
    assert cap is None or all(total <= cap for total in sums.values())
    assert floor is None or all(total >= floor for total in sums.values())


def _whole(world: World, event: Row) -> int:
    """What the shares of an event come to, each role's rounded once; nothing when a role has too much."""
    shares = [row for row in world.rows["credits"] if row["event"] == event["event"]]
    if not shares and event["person"]:
        return event["amount_minor"] or 0
    if not shares:
        shares = [
            row
            for row in world.rows["owners"]
            if row["account"] == event["account"]
            and row["from_date"] <= event["date"]
            and (row["to_date"] is None or event["date"] <= row["to_date"])
        ]
    by_role: dict[str, int] = defaultdict(int)
    for row in shares:
        by_role[row["role"] or ""] += row["share_ppm"]
    if any(share > WHOLE_PPM for share in by_role.values()):
        return 0
    return sum(
        rounded(Fraction(share * (event["amount_minor"] or 0), WHOLE_PPM)) for share in by_role.values()
    )


def _without_tiers(text: str) -> str:
    tree = tree_of(text)
    return written({**tree, "components": {name: _flat(part) for name, part in tree["components"].items()}})


def _flat(part: Tree) -> Tree:
    if part.get("tiers", {}).get("kind") != "marginal":
        return part
    gates = [gate for gate in part.get("gates", []) if gate.get("otherwise") != "no_accelerator"]
    rates = [{"rate": "1%", **rate} for rate in part["rates"]]
    plain = {name: value for name, value in part.items() if name not in ("tiers", "gates")}
    return {**plain, "rates": rates, **({"gates": gates} if gates else {})}


def _bases(made: Calculation, components: set[tuple[str, str]]) -> Counter[tuple[Any, ...]]:
    """What the pay lines of each event have for their basis together, by person, plan, component and event."""
    sums: Counter[tuple[Any, ...]] = Counter()
    for line in made.lines.iter_rows(named=True):
        if line["entry"] == "pay" and (line["plan"], line["component"]) in components:
            key = (
                line["person"],
                line["plan"],
                line["component"],
                line["span"],
                line["event"],
                line["about"],
            )
            sums[key] += line["basis_minor"]
    return sums


def _told(made: Calculation) -> set[tuple[Any, ...]]:
    return set(made.problems.select("code", "person", "plan", "component").iter_rows())


def _contests(world: World) -> Iterator[tuple[str, str, Contest]]:
    """Those whose prizes are money, and each of which is paid once."""
    for plan in map(read_plan, world.texts):
        for name, part in plan.components.items():
            if (
                isinstance(part, Contest)
                and part.ties != "share"
                and part.within == "company"
                and part.over is None
                and not any(prize.reward for prize in part.prizes)
                and (plan.metrics[part.metric].scope == "person" or part.for_team == "split")
            ):
                yield plan.plan, name, part
