"""The way of one period to payday: calculated, adjusted, approved, changed under way, published, exported."""

from sqlalchemy import select

from bot.periods.adjusting import Wanted
from bot.periods.publishing import PublishRefused
from bot.periods.reviewing import Outcome
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.people import Person
from bot.store.reviews import Review
from calc.periods import Period
from tests.periods.years.arrivals import something
from tests.periods.years.desk import ADMINS, LEADERS
from tests.periods.years.facts import SELLERS
from tests.periods.years.stored import rows_of
from tests.periods.years.tallies import not_added_up, not_as_adjusted, not_exported
from tests.periods.years.world import ByHand, Paid, World

reviews, people = table_of(Review).c, table_of(Person).c

MOST_ROUNDS = 12
PERCENTS_PPM = (-500_000, -123_456, 70_000, 333_333)


def goes_to_payday(world: World, period: Period) -> None:
    """Until it is published; what comes in under way is looked at again."""
    world.desk.refreshes(period)
    # Before anything was published, what is adjusted stands in the period that runs.
    if world.paid and world.rng.random() < 0.5:
        _adjusted(world, period)
    world.desk.begins(period)
    world.expected["review_begun"] += 1
    for turn in range(MOST_ROUNDS):
        _reviewed(world, period, everybody=turn > 0)
        if turn < 3 and world.rng.random() < 0.4:
            something(world)
        if _published(world, period):
            return
        world.desk.refreshes(period)
    world.found(f"{period.key} cannot be published")


def exported(world: World, period: Period, before: bool) -> None:
    taken = world.desk.exports(period)
    world.expected["payroll_exported"] += 1
    world.tell("exports", f"payroll gets export {taken.number} of {period.key}")
    for wrong in not_exported(world, period, taken, before):
        world.found(wrong)


def looked_at(world: World, period: Period) -> None:
    """What a period says of itself, in any state."""
    for wrong in (*not_added_up(world, period), *not_as_adjusted(world, period)):
        world.found(wrong)


def _reviewed(world: World, period: Period, everybody: bool) -> None:
    """Some are approved, facts come in, somebody is adjusted; and at last everybody is approved."""
    rng = world.rng
    if not everybody:
        for key in _waiting(world, period):
            if rng.random() < 0.5:
                _approved(world, period, key)
        for _ in range(rng.randint(0, 2)):
            something(world)
        if rng.random() < 0.4:
            _adjusted(world, period)
        world.desk.refreshes(period)
    looked_at(world, period)
    for key in _waiting(world, period):
        _approved(world, period, key)
    for key in _waiting(world, period):
        _approved_by(world, period, key, "ivy")


def _approved(world: World, period: Period, key: str) -> None:
    """By anybody, also by those who may not: then nothing comes of it."""
    _approved_by(world, period, key, world.rng.choice((*ADMINS, *LEADERS, "dan", key)))


def _approved_by(world: World, period: Period, key: str, by: str) -> None:
    outcome = world.desk.approves(by, period, key)[key].outcome
    adjusted = any(one.by == by and one.person == key for one in _standing(world, period))
    if outcome is Outcome.DONE:
        world.expected["pay_approved"] += 1
        world.tell("approvals", f"{by} approves the pay of {key} for {period.key}")
        if by == key or adjusted:
            world.found(f"{by} approved the pay of {key} for {period.key}, and had no right to")
    else:
        world.tell("refusals", f"{by} may not approve the pay of {key} for {period.key}: {outcome.value}")


def _adjusted(world: World, period: Period) -> None:
    """Somebody adds to a pay or takes off; or takes back what was added."""
    rng, mine = world.rng, _standing(world, period)
    if mine and rng.random() < 0.5:
        one = rng.choice(mine)
        world.desk.takes_back("cho", one.number)
        world.by_hand.remove(one)
        world.expected["adjustment_withdrawn"] += 1
        world.tell("adjustments taken back", f"cho takes adjustment {one.number} of {one.person} off again")
        return
    person, by = rng.choice(SELLERS), rng.choice(("cho", "dan"))
    amount = rng.choice((-12_345, 999, 50_000)) if rng.random() < 0.5 else None
    percent = rng.choice(PERCENTS_PPM) if amount is None else None
    key, currency = f"a{world.happened['adjustments']}", rng.choice(("USD", "USD", "EUR"))
    wanted = Wanted(world.desk.id_of(person), currency, "A reason", amount, percent)
    number = world.desk.adjusts(by, key, wanted)
    world.by_hand.append(ByHand(number, period.key, person, by, currency, amount, percent))
    world.expected["adjustment_made"] += 1
    what = f"{amount} minor units" if percent is None else f"{percent} millionths"
    world.tell("adjustments", f"{by} adjusts the pay of {person} by {what} {currency}")


def _standing(world: World, period: Period) -> list[ByHand]:
    return [one for one in world.by_hand if one.period == period.key]


def _published(world: World, period: Period) -> bool:
    documents = tuple(world.documents.values())
    try:
        world.desk.publishes(period)
    except PublishRefused as refused:
        world.tell("voided", f"{period.key} is not published: {refused}")
        return False
    world.expected["period_published"] += 1
    world.paid.append(Paid(period, documents, rows_of(world.desk, period.key)))
    world.tell("published", f"{period.key} is published")
    return True


def _waiting(world: World, period: Period) -> list[str]:
    """Those whose pay nobody has approved as it stands."""
    query = select(people.key).join(Review, reviews.person_id == people.id).order_by(people.key)
    here = reviews.period_id == world.desk.standing(period).id
    with reading(world.desk.engine) as connection:
        return list(connection.execute(query.where(here, reviews.state == "waiting")).scalars())
