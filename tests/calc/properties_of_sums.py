"""Parts that must add up to wholes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from typing import Any

from calc.exact import rounded
from calc.language.pay import Commission, Contest, Earned
from calc.language.terms import Limits
from calc.plan import Plan
from tests.calc.oracle.days import covers
from tests.calc.worlds.asking import components_of, everybody_always, lines_under, told_of
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
    world = replace(everybody_always(world), texts=[ALL_OF_IT]).with_rows(exchange=[])
    paid: Counter[str] = Counter()
    for event, amount in engine(world).lines.select("event", "amount_minor").iter_rows():
        paid[event] += amount
    for event in world.rows["events"]:
        if world.period.has(event["date"]) and event["currency"] == "USD":
            assert paid[event["event"]] == _credited(world, event), event


def slices_add_up_to_what_they_were_cut_from(world: World) -> None:
    """The slices of each share have together the basis that it has without tiers."""
    made, whole = (engine(one) for one in (world, replace(world, texts=_without_tiers(world))))
    untold = {*told_of(made), *told_of(whole)}
    for plan, name, part in components_of(world):
        if isinstance(part, Commission) and part.tiers is not None and part.tiers.kind == "marginal":
            sliced, uncut = (_bases(lines_under(one, plan, name)) for one in (made, whole))
            for share in {*sliced, *uncut}:
                assert (share[0], plan.plan, name) in untold or sliced[share] == uncut[share], share


def prizes_that_are_split_add_up(world: World) -> None:
    """What a contest of everybody pays is its first prizes, as many as found a winner."""
    made = engine(world)
    for plan, name, contest in _contests(world):
        paid: Counter[str] = Counter()
        for line in lines_under(made, plan, name):
            paid[line["span"]] += line["amount_minor"]
        prizes = [prize.amount_minor or 0 for prize in contest.prizes] * (contest.winners or 1)
        assert set(paid.values()) <= set(accumulate(prizes)), name


def what_is_held_takes_off_all_that_it_holds(world: World) -> None:
    made = engine(world)
    for plan, name, part in components_of(world):
        if isinstance(part, Commission) and part.hold is not None:
            sums: Counter[tuple[Any, ...]] = Counter()
            for line in lines_under(made, plan, name):
                if line["entry"] in ("pay", "hold") or line["clause"].endswith((".cap.line", ".floor.line")):
                    sums[line["person"], line["event"], line["span"]] += line["amount_minor"]
            assert not any(sums.values())


def what_is_limited_keeps_within_its_limits(world: World) -> None:
    """No span's total is over a fixed cap of the period, and none under a fixed floor; where the floor is a
    part of somebody's pay, it may be over the cap, and is what they get."""
    made = engine(world)
    for plan, name, part in components_of(world):
        if isinstance(part, Earned):
            sums: Counter[tuple[str, str]] = Counter()
            for line in lines_under(made, plan, name):
                if line["entry"] == "pay" or line["clause"].endswith((".line", ".period")):
                    sums[line["person"], line["span"]] += line["amount_minor"]
            most, least = _fixed(part.cap), _fixed(part.floor)
            of_pay = part.floor is not None and part.floor.period is not None and least is None
            assert most is None or of_pay or all(total <= most for total in sums.values())
            assert least is None or all(total >= least for total in sums.values())


def _fixed(limits: Limits | None) -> int | None:
    return None if limits is None or limits.period is None else limits.period.fixed_minor


def _credited(world: World, event: Row) -> int:
    """What the shares of an event come to, each role's rounded once; nothing when a role has too much."""
    amount_minor = event["amount_minor"] or 0
    shares = [row for row in world.rows["credits"] if row["event"] == event["event"]]
    if not shares and event["person"]:
        return int(amount_minor)
    owners = [row for row in world.rows["owners"] if row["account"] == event["account"]]
    by_role: Counter[str] = Counter()
    for row in shares or [row for row in owners if covers(row, event["date"])]:
        by_role[row["role"] or ""] += row["share_ppm"]
    if any(share > WHOLE_PPM for share in by_role.values()):
        return 0
    return sum(rounded(Fraction(share * amount_minor, WHOLE_PPM)) for share in by_role.values())


def _without_tiers(world: World) -> list[str]:
    trees = [tree_of(text) for text in world.texts]
    return [
        written({**tree, "components": {name: _flat(part) for name, part in tree["components"].items()}})
        for tree in trees
    ]


def _flat(part: Tree) -> Tree:
    """A commission without marginal tiers, and without gates that only keep tiers from accelerating."""
    if part.get("tiers", {}).get("kind") != "marginal":
        return part
    gates = [gate for gate in part.get("gates", []) if gate.get("otherwise") != "no_accelerator"]
    rates = [{"rate": "1%", **rate} for rate in part["rates"]]
    plain = {name: value for name, value in part.items() if name not in ("tiers", "gates")}
    return {**plain, "rates": rates, **({"gates": gates} if gates else {})}


def _bases(lines: list[Row]) -> Counter[tuple[Any, ...]]:
    """What the pay lines have for their basis together, by person, span, event and person below."""
    sums: Counter[tuple[Any, ...]] = Counter()
    for line in lines:
        if line["entry"] == "pay":
            sums[line["person"], line["span"], line["event"], line["about"]] += line["basis_minor"]
    return sums


def _contests(world: World) -> Iterator[tuple[Plan, str, Contest]]:
    """Those whose prizes are money, and each of which is paid once."""
    for plan, name, part in components_of(world):
        if isinstance(part, Contest) and part.within == "company" and part.over is None:
            once = plan.metrics[part.metric].scope == "person" or part.for_team == "split"
            if once and part.ties != "share" and not any(prize.reward for prize in part.prizes):
                yield plan, name, part
