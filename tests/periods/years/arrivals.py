"""What comes in, drawn at random: on time, late, changed, taken away, cancelled, paid in, converted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.periods.years.designs import FIRST_DAY
from tests.periods.years.facts import OWNERS, Happening
from tests.periods.years.world import World

MOST_MINOR = 1_500_000
Arrival = Callable[[World], None]


def something(world: World) -> None:
    """One fact, late or about the past more often than not."""
    world.rng.choice(ARRIVALS)(world)


def a_deal_of(world: World, first: date, last: date) -> None:
    """A renewal, upsell or loss on a day between the two."""
    rng = world.rng
    on = first + timedelta(days=rng.randrange((last - first).days + 1))
    kind = rng.choice(("renewal", "upsell", "upsell", "loss"))
    amount = 0 if kind == "loss" else rng.randint(1, MOST_MINOR)
    change = rng.randint(-MOST_MINOR, -1) if kind == "loss" else rng.randint(-1_000, MOST_MINOR)
    foreign = bool(world.desk.known.rates) and rng.random() < 0.3
    account = rng.choice(tuple(OWNERS))
    key = f"D{len(world.desk.known.events) + 1}"
    currency = "EUR" if foreign else "USD"
    late = "late " if world.paid and on <= world.paid[-1].period.end else ""
    _reported(world, f"{late}deals", Happening(key, kind, on, account, amount, change, currency), "happened")


def _new(world: World) -> None:
    open_from = world.paid[-1].period.end + timedelta(days=1) if world.paid else world.periods[0].start
    a_deal_of(world, open_from, world.desk.now.date())


def _late(world: World) -> None:
    last = world.paid[-1].period.end if world.paid else world.desk.now.date()
    a_deal_of(world, world.periods[0].start, last)


def _changed(world: World) -> None:
    if deals := world.desk.known.deals():
        one, rng = world.rng.choice(deals), world.rng
        amount, change = rng.randint(1, MOST_MINOR), rng.randint(-1_000, MOST_MINOR)
        _reported(world, "changes", replace(one, amount=amount, change=change), "is now")


def _moved(world: World) -> None:
    """The day was another one."""
    if deals := world.desk.known.deals():
        one = world.rng.choice(deals)
        on = _a_day(world)
        _reported(world, "moves", replace(one, on=on), "was really")


def _gone(world: World) -> None:
    alive = [one for one in world.desk.known.events.values() if one.kind != "void"]
    if alive:
        one = world.rng.choice(alive)
        _reported(world, "removals", replace(one, kind="void"), "was never")


def _cancelled(world: World) -> None:
    _follows(world, "cancelled", "cancellations")


def _paid_in(world: World) -> None:
    _follows(world, "payment", "payments")


def _follows(world: World, kind: str, what: str) -> None:
    """Something about a deal, on its day or later."""
    if deals := [one for one in world.desk.known.deals() if one.on <= world.desk.now.date()]:
        deal, rng = world.rng.choice(deals), world.rng
        on = deal.on + timedelta(days=rng.randrange((world.desk.now.date() - deal.on).days + 1))
        amount = rng.choice((deal.amount, deal.amount // 2, deal.amount // 3)) if kind == "payment" else 0
        key = f"{kind[0].upper()}{len(world.desk.known.events) + 1}"
        one = Happening(key, kind, on, deal.account, amount, 0, deal.currency, deal.key)
        _reported(world, what, one, f"of {deal.key}")


def _rate(world: World) -> None:
    rng = world.rng
    pair = rng.choice((("USD", "EUR"), ("EUR", "USD")))
    on = _a_day(world)
    if world.desk.known.rates and world.desk.rates(*pair, on, rng.randint(800, 1200), 1000):
        world.tell("rates", f"there is a rate from {pair[0]} to {pair[1]} from {on} on")


def _leaver(world: World) -> None:
    if "hal" not in world.desk.known.last_days and world.rng.random() < 0.5:
        last = _a_day(world)
        world.desk.leaves("hal", last)
        world.tell("leavers", f"hal has left: {last} was the last day")


def _transfer(world: World) -> None:
    since = world.desk.now.date()
    if not world.happened["transfers"]:
        world.desk.moves("ana", "gus", since)
        world.tell("transfers", f"ana is led by gus from {since} on")


def _off_plan(world: World) -> None:
    """Eli is on no plan any more, as is said late more often than not."""
    if not world.happened["ends on a plan"] and world.rng.random() < 0.5:
        last = _a_day(world)
        world.retold = True
        world.desk.leaves_plan("eli", last.isoformat())
        world.tell("ends on a plan", f"eli is on no plan after {last}")


def _handed_over(world: World) -> None:
    if not world.happened["handovers"] and world.rng.random() < 0.5:
        since = _a_day(world)
        world.retold = True
        world.desk.hands_over("cedar", "eli", since)
        world.tell("handovers", f"cedar is all eli's from {since} on")


def _away(world: World) -> None:
    if not world.happened["leaves"] and world.rng.random() < 0.5:
        first = _a_day(world)
        last = first + timedelta(days=world.rng.randrange(60))
        world.retold = True
        world.desk.is_away("ana", first, last)
        world.tell("leaves", f"ana was away from {first} to {last}")


def _a_day(world: World) -> date:
    """Of those that were so far."""
    first = world.periods[0].start
    return first + timedelta(days=world.rng.randrange((world.desk.now.date() - first).days + 1))


def _version(world: World) -> None:
    """A plan pays other percentages: mostly from the period that comes, sometimes as if it always had."""
    rng = world.rng
    design = rng.choice(world.designs)
    back = rng.random() < 0.2
    future = [one for one in world.periods if not world.paid or one.start > world.paid[-1].period.start]
    since = FIRST_DAY if back or not future else rng.choice(future).start.isoformat()
    low, high = rng.randint(3, 9), rng.randint(10, 20)
    document = design.document(low, high, since)
    if world.documents.get((design.key, since)) == document:
        return
    world.retold = world.retold or (since == FIRST_DAY and bool(world.paid))
    world.percents[design.key, since] = (low, high)
    world.documents[design.key, since] = document
    world.desk.loads(document)
    world.expected["plan_loaded"] += 1
    world.tell("versions", f"{design.key} pays {low} % and {high} % from {since} on")


def _reported(world: World, what: str, one: Happening, said: str) -> None:
    world.desk.reports(one)
    worth = f"{one.amount} and {one.change} {one.currency}" if one.kind != "void" else "nothing"
    world.tell(what, f"{one.key} {said}: {one.kind} at {one.account} on {one.on}, {worth}")


ARRIVALS: tuple[Arrival, ...] = (
    *(_new, _new, _late, _late, _late, _changed, _changed, _moved, _gone),
    *(_cancelled, _cancelled, _cancelled, _paid_in, _paid_in, _paid_in),
    *(_rate, _leaver, _transfer, _version, _off_plan, _handed_over, _away),
)
