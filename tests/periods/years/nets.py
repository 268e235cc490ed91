"""What is held, advanced, carried or taken back is never more than there was, over all periods together."""

from collections import Counter
from collections.abc import Iterator

from tests.periods.years.stored import paid_for
from tests.periods.years.world import World

ABOUT = ("release", "clawback")


def unbalanced(world: World) -> Iterator[str]:
    """A sentence for each account of a person that does not net out."""
    if world.forgets:
        return
    sums: Counter[tuple[str, ...]] = Counter()
    deals: Counter[tuple[str, ...]] = Counter()
    for of_period in paid_for(world.desk).values():
        for (person, plan, component, entry, event, about, _), amount in of_period.items():
            sums[person, plan, entry] += amount
            deals[person, plan, component, about if entry in ABOUT else event, entry] += amount
    for person, plan, entry in sorted(sums):
        if entry == "recovery" and sums[person, plan, "draw"] + sums[person, plan, entry] < 0:
            yield f"{person} paid back more than was advanced by {plan}"
        if entry == "carry" and sums[person, plan, entry] < 0:
            yield f"{person} paid off more than was carried by {plan}"
    yield from _deals(deals)


def _deals(deals: Counter[tuple[str, ...]]) -> Iterator[str]:
    for one in sorted({key[:-1] for key in deals}):
        left = sum(deals[*one, entry] for entry in ("pay", "cap", "hold", "release", "clawback"))
        held = deals[*one, "hold"] + deals[*one, "release"]
        whose = f"{one[0]} for {one[3]} by {one[1]}"
        if deals[*one, "clawback"] > 0:
            yield f"a clawback pays {whose}"
        if deals[*one, "hold"] and held > 0:
            yield f"more was released than held of {whose}"
        if deals[*one, "clawback"] and left < 0:
            yield f"more was taken back than was paid to {whose}"
