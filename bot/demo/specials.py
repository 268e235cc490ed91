"""The deals that every demo needs: those of yesterday, and those that somebody has to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.demo import cast
from bot.demo.accounts import Customers
from bot.demo.cast import AMERICAS, EMEA
from bot.demo.days import leaving_day, workday, yesterday
from bot.demo.life import CROSS_SELL, EXPANSION, NEW_PRODUCT, OPEN_STAGES, PLATFORM, RENEWAL, SERVICES, WON
from bot.demo.shapes import WHOLE_PERCENT, Deal, Window

_YESTERDAYS_DEALS = 3
_DEALS_WITHOUT_PRODUCT = 3


@dataclass(frozen=True)
class Specials:
    """`deals` come on top of the others; `by_name` says which is which."""

    deals: tuple[Deal, ...]
    by_name: Mapping[str, str]


def special_deals(window: Window, customers: Customers, lost: set[str]) -> Specials:
    """One of each kind in the quarter before this one or in this one; `lost` accounts are left alone."""
    emea, americas = (_steady(customers, window, lost, region) for region in (EMEA, AMERICAS))
    middle = workday(window.previous.start + timedelta(days=40))
    lately = workday(max(window.today - timedelta(days=5), window.current.start))
    lately = min(lately, yesterday(window))
    after_leaving = leaving_day(window) + timedelta(days=10)
    named = {
        "in euros": _deal("90001", emea[0], SERVICES, middle, 9_600_00, 0, "Advisory days", currency="EUR"),
        "in euros, lately": _deal(
            "90002", emea[1], SERVICES, lately, 4_250_00, 0, "Advisory days", currency="EUR"
        ),
        "without a rate": _deal(
            "90003", emea[2], CROSS_SELL, middle, 18_600_00, 18_600_00, NEW_PRODUCT, credit_to="E1026"
        ),
        "without a rate, lately": _deal(
            "90004", americas[0], CROSS_SELL, lately, 14_400_00, 14_400_00, NEW_PRODUCT, credit_to="E1025"
        ),
        "without an owner": _deal(
            "90005", customers.orphan, EXPANSION, after_leaving, 7_200_00, 7_200_00, PLATFORM
        ),
        "won for nothing": _deal("90007", americas[2], RENEWAL, middle, 0, 0, PLATFORM),
        "after leaving": replace(
            _deal("90006", americas[1], EXPANSION, after_leaving, 16_800_00, 16_800_00, PLATFORM),
            splits=((cast.LEAVER, 50), ("E1025", 50)),
        ),
    }
    return Specials(tuple(named.values()), {name: deal.key for name, deal in named.items()})


def with_yesterday(deals: Sequence[Deal], window: Window, lost: set[str]) -> list[Deal]:
    """The growth deals nearest to yesterday are closed then, so that the newest news is a day old."""
    last = yesterday(window)
    near = [
        deal
        for deal in deals
        if deal.kind in (EXPANSION, CROSS_SELL)
        and deal.stage in (WON, *OPEN_STAGES)
        and deal.account not in lost
        and deal.product != NEW_PRODUCT
    ]
    near.sort(key=lambda deal: (abs((deal.day - last).days), deal.key))
    closed = {deal.key for deal in near[:_YESTERDAYS_DEALS]}
    return [replace(deal, day=last, stage=WON) if deal.key in closed else deal for deal in deals]


def with_gaps(deals: Sequence[Deal], window: Window) -> list[Deal]:
    """In some deals of the quarter before this one, somebody forgot to say what was sold."""
    services = [
        deal
        for deal in deals
        if deal.kind == SERVICES and deal.stage == WON and window.previous.has(deal.day)
    ]
    forgotten = {deal.key for deal in services[:_DEALS_WITHOUT_PRODUCT]}
    return [replace(deal, product="") if deal.key in forgotten else deal for deal in deals]


def _steady(customers: Customers, window: Window, lost: set[str], region: str) -> list[str]:
    """Large customers of a region that one person of the enterprise team has had for two quarters."""
    owners = {
        owned.account: owned
        for owned in customers.owners
        if owned.last is None
        and owned.first <= window.previous.start
        and owned.share_percent == WHOLE_PERCENT
        and cast.BY_KEY[owned.person].team == cast.ENTERPRISE
    }
    return [
        account.key
        for account in customers.accounts
        if account.region == region and account.key in owners and account.key not in lost
    ]


def _deal(
    number: str,
    account: str,
    kind: str,
    day: date,
    amount_minor: int,
    change_minor: int,
    product: str,
    currency: str = "USD",
    credit_to: str = "",
) -> Deal:
    key = f"OPP-{number}"
    return Deal(key, account, kind, WON, day, amount_minor, change_minor, product, currency, credit_to)
