"""What happens to a customer: renewals, growth, cuts, services, and for some the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bot.demo.book import ENTERPRISE_SEGMENT, MIDDLE_SEGMENT, SMALL_SEGMENT
from bot.demo.cast import BY_KEY, Part, sellers
from bot.demo.days import quarter_of, workday
from bot.demo.shapes import WHOLE_PERCENT, Account, Deal, Loss, Ownership, Window

RENEWAL, EXPANSION, CROSS_SELL = "Renewal", "Expansion", "Cross-sell"
SERVICES, DOWNGRADE, NEW_BUSINESS = "Services", "Downgrade", "New Business"
WON, LOST, OPEN_STAGES = "Closed Won", "Closed Lost", ("Proposal", "Negotiation")
PLATFORM, PLATFORM_ENTERPRISE = "Platform", "Platform Enterprise"
NEW_PRODUCT = "Assist"

_ENTERPRISE_EDITION_MINOR = 150_000_00
_DOLLAR = 100
# Chances in thousandths: at each renewal, and in each quarter.
_LOSS = {ENTERPRISE_SEGMENT: 75, MIDDLE_SEGMENT: 90, SMALL_SEGMENT: 140}
_CUT_AT_RENEWAL, _GROWTH_AT_RENEWAL = 110, 300
_EXPANSION = {ENTERPRISE_SEGMENT: 390, MIDDLE_SEGMENT: 280, SMALL_SEGMENT: 150}
_CUT = {ENTERPRISE_SEGMENT: 50, MIDDLE_SEGMENT: 50, SMALL_SEGMENT: 55}
_SERVICES = {ENTERPRISE_SEGMENT: 90, MIDDLE_SEGMENT: 60, SMALL_SEGMENT: 10}
_CLOSED_LOST = 60
_ABROAD = 350  # deals that a growth manager of another region brings in
# Year's end sells best and loses least; the first quarter is the hangover. In percent, by quarter.
_GROWTH_SEASON = (75, 100, 95, 130)
_LOSS_SEASON = (120, 95, 105, 85)
_REASONS = ("Moved to a competitor", "Budget cut", "Acquired", "Low adoption", "Champion left", "Closed down")


@dataclass
class Story:
    """One customer's life as it is told. `recurring_minor` is its yearly revenue so far; one that `stays`
    never leaves."""

    account: Account
    owners: Sequence[Ownership]
    window: Window
    rng: Random
    stays: bool = False
    recurring_minor: int = 0
    deals: list[Deal] = field(default_factory=list)
    loss: Loss | None = None

    def happens(self, thousandths: int) -> bool:
        return self.rng.randrange(1000) < thousandths

    def percent(self, low: int, high: int) -> int:
        """That many percent of the yearly revenue, in whole dollars."""
        return self.recurring_minor * self.rng.randint(low, high) // 100 // _DOLLAR * _DOLLAR

    def owner_on(self, day: date) -> Part | None:
        """Who owns most of the account that day."""
        owners = [owned for owned in self.owners if owned.holds(day)]
        most = max(owners, key=lambda owned: (owned.share_percent, owned.person), default=None)
        return BY_KEY[most.person] if most else None

    def add(self, kind: str, day: date, amount_minor: int, change_minor: int, product: str) -> None:
        """Notes a deal as won, or as still open when its day has not come yet."""
        won = day < self.window.today
        stage = WON if won else self.rng.choice(OPEN_STAGES)
        credit_to, splits = _credit(self, kind, day)
        if won:
            self.recurring_minor += change_minor
        number = f"{self.account.key.removeprefix('A-')}-{len(self.deals) + 1}"
        self.deals.append(
            Deal(f"OPP-{number}", self.account.key, kind, stage, day, amount_minor, change_minor, product,
                 credit_to=credit_to, splits=splits)
        )  # fmt: skip


def live(
    account: Account, owners: Sequence[Ownership], window: Window, rng: Random, stays: bool = False
) -> Story:
    """The whole story of a customer from its first quarter to the end of this one."""
    story = Story(account, owners, window, rng, stays)
    if account.signed is None:
        story.recurring_minor = account.opening_minor
    else:
        story.add(NEW_BUSINESS, account.signed, account.opening_minor, account.opening_minor, _edition(story))
        _launch(story, account.signed)
    for day, happening in sorted(_moments(story), key=lambda moment: moment[0]):
        if story.loss is None:
            _HAPPENINGS[happening](story, day)
    return story


def _moments(story: Story) -> Iterator[tuple[date, str]]:
    """When something may happen: a renewal a year, and chances in every quarter."""
    day_of_month = story.rng.randint(1, 28)
    first = story.account.signed or story.window.start
    for quarter in story.window.quarters:
        for happening in ("expansion", "cut", "services", "lost deal"):
            # Growth comes late in a quarter, when people push to close.
            late = story.rng.randrange(quarter.days)
            if story.happens(500):
                late = max(late, story.rng.randrange(quarter.days))
            day = workday(quarter.start + timedelta(days=late))
            if day > first + timedelta(days=90) or story.account.signed is None:
                yield max(day, quarter.start), happening
        months_ahead = story.account.renews_in_month - quarter.start.month
        if 0 <= months_ahead < 3:
            day = workday(quarter.start.replace(month=story.account.renews_in_month, day=day_of_month))
            if day > first + timedelta(days=300) or story.account.signed is None:
                yield max(day, quarter.start), "renewal"


def _renewal(story: Story, day: date) -> None:
    part = story.owner_on(day)
    care = part.care if part else 60
    season = _LOSS_SEASON[(quarter_of(day).start.month - 1) // 3]
    if story.happens(_LOSS[story.account.segment] * season // care) and not story.stays:
        _lose(story, day)
        return
    roll = story.rng.randrange(1000) * care // 100
    if roll < _CUT_AT_RENEWAL:
        change = -story.percent(8, 30)
    else:
        change = story.percent(3, 14) if story.happens(_GROWTH_AT_RENEWAL) else 0
    story.add(RENEWAL, day, story.recurring_minor + change, change, _edition(story))


def _lose(story: Story, day: date) -> None:
    """The contract ends. What has not ended yet still looks like a renewal under way."""
    if day >= story.window.today:
        story.add(RENEWAL, day, story.recurring_minor, 0, _edition(story))
        return
    number = story.account.key.removeprefix("A-")
    reason = story.rng.choice(_REASONS)
    story.loss = Loss(f"CHURN-{number}", story.account.key, day, story.recurring_minor, reason)


def _expansion(story: Story, day: date) -> None:
    part = story.owner_on(day)
    season = _GROWTH_SEASON[(quarter_of(day).start.month - 1) // 3]
    chance = _EXPANSION[story.account.segment] * season * (part.reach if part else 50) // 10_000
    if not story.happens(chance):
        return
    if story.happens(600):
        amount = story.percent(4, 15)
        story.add(EXPANSION, day, amount, amount, _edition(story))
    else:
        amount = story.percent(5, 18)
        newest = day >= story.window.previous.start and story.happens(120)
        product = NEW_PRODUCT if newest else story.rng.choice(("Analytics", "Automation"))
        story.add(CROSS_SELL, day, amount, amount, product)


def _cut(story: Story, day: date) -> None:
    part = story.owner_on(day)
    if day < story.window.today and story.happens(
        _CUT[story.account.segment] * 100 // (part.care if part else 60)
    ):
        amount = -story.percent(6, 30)
        story.add(DOWNGRADE, day, amount, amount, _edition(story))


def _services(story: Story, day: date) -> None:
    if story.happens(_SERVICES[story.account.segment]):
        advisory_day_minor = 1_837_50
        story.add(SERVICES, day, story.rng.randint(2, 9) * advisory_day_minor, 0, "Advisory days")


def _lost_deal(story: Story, day: date) -> None:
    if day < story.window.today and story.happens(_CLOSED_LOST):
        amount = story.percent(6, 25)
        number = f"{story.account.key.removeprefix('A-')}-{len(story.deals) + 1}"
        story.deals.append(
            Deal(f"OPP-{number}", story.account.key, EXPANSION, LOST, day, amount, amount, _edition(story))
        )


def _launch(story: Story, signed: date) -> None:
    """Most new customers buy help to get started."""
    if story.happens(650):
        day = workday(signed + timedelta(days=story.rng.randint(6, 30)))
        package_minor = story.rng.choice((2_950_00, 4_800_00, 7_450_00, 12_600_00))
        story.add(SERVICES, max(day, signed), package_minor, 0, "Guided launch")


def _edition(story: Story) -> str:
    large = story.recurring_minor + (story.account.opening_minor if not story.recurring_minor else 0)
    return PLATFORM_ENTERPRISE if large >= _ENTERPRISE_EDITION_MINOR else PLATFORM


def _credit(story: Story, kind: str, day: date) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Growth managers bring in much of the growth, alone or with the account's owner."""
    owners = [owned for owned in story.owners if owned.holds(day)]
    if kind not in (EXPANSION, CROSS_SELL) or len(owners) != 1 or story.account.segment == MIDDLE_SEGMENT:
        return "", ()
    team = sellers("" if story.happens(_ABROAD) else story.account.region)
    seller = story.rng.choices(team, [part.reach for part in team])[0]
    roll = story.rng.randrange(100)
    if roll < 40:
        return seller.key, ()
    if roll < 65:
        share = story.rng.choice((50, 60, 70))
        return "", ((seller.key, share), (owners[0].person, WHOLE_PERCENT - share))
    return "", ()


_HAPPENINGS = {
    "renewal": _renewal,
    "expansion": _expansion,
    "cut": _cut,
    "services": _services,
    "lost deal": _lost_deal,
}
