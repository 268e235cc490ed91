"""The customers of the demo company: those there from the beginning, and new ones each quarter."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo import cast
from bot.demo.book import ENTERPRISE_SEGMENT, MIDDLE_SEGMENT, SMALL_SEGMENT, Book
from bot.demo.cast import ENTERPRISE, GROWTH, ONBOARDING, SCALED, Part, owners_of_books
from bot.demo.days import leaving_day, months_before, moving_day, workday
from bot.demo.handovers import plan_handovers
from bot.demo.shapes import Account, Ownership, Window

_SEGMENT = {ENTERPRISE: ENTERPRISE_SEGMENT, SCALED: SMALL_SEGMENT, GROWTH: MIDDLE_SEGMENT}
# How many customers a person has when the story begins: few large ones or many small ones, unevenly.
_BOOK = {ENTERPRISE: (8, 13), SCALED: (24, 34), GROWTH: (10, 14), ONBOARDING: (2, 4)}
_NEW_A_QUARTER = 10
_MOSTLY_SMALL = (ENTERPRISE_SEGMENT, SMALL_SEGMENT, SMALL_SEGMENT, SMALL_SEGMENT)
_ONBOARDING_DAYS = (95, 150)


@dataclass(frozen=True)
class Customers:
    """`orphan` is the account that nobody looks after since somebody left."""

    accounts: tuple[Account, ...]
    owners: tuple[Ownership, ...]
    orphan: str


def make_customers(window: Window, rng: Random) -> Customers:
    """About 350 customers, and through whose hands each of them went up to yesterday."""
    book = Book(window, rng)
    for team in (ENTERPRISE, SCALED, GROWTH):
        _opening_books(book, team)
    _in_onboarding(book)
    _new_customers(book)
    plan_handovers(book)
    book.play()
    accounts = book.customers()
    signed = {account.key for account in accounts}
    owners = tuple(owned for owned in book.portfolio.history() if owned.account in signed)
    return Customers(accounts, owners, book.orphan)


def _opening_books(book: Book, team: str) -> None:
    for part in owners_of_books(team):
        hired = months_before(book.window.start, part.months)
        since = max(hired, book.window.start - timedelta(days=400))
        for _ in range(book.rng.randint(*_BOOK[team])):
            account = book.add(part, _SEGMENT[team], None)
            book.portfolio.give_whole(account.key, part.key, since)


def _in_onboarding(book: Book) -> None:
    """Customers who signed just before the story begins, still with their onboarding manager."""
    for part in owners_of_books(ONBOARDING):
        for _ in range(book.rng.randint(*_BOOK[ONBOARDING])):
            account = book.add(part, book.rng.choice(_MOSTLY_SMALL), None)
            book.portfolio.give_whole(account.key, part.key, book.window.start - timedelta(days=40))
            _hand_over(book, account, book.window.start + timedelta(days=book.rng.randint(30, 100)))


def _new_customers(book: Book) -> None:
    """Signed on a workday of a quarter, onboarded for three to five months, then handed over."""
    for quarter in book.window.quarters:
        for _ in range(_NEW_A_QUARTER):
            signed = workday(quarter.start + timedelta(days=book.rng.randint(4, quarter.days - 1)))
            part = book.rng.choice(owners_of_books(ONBOARDING))
            account = book.add(part, book.rng.choice(_MOSTLY_SMALL), signed)
            book.give_later(account.key, _who_onboards(part, signed, book.window), signed)
            _hand_over(book, account, signed + timedelta(days=book.rng.randint(*_ONBOARDING_DAYS)))


def _who_onboards(part: Part, day: date, window: Window) -> str:
    """Who is about to move to another team takes no new customers; a colleague of the region does."""
    if part.key != cast.MOVER or day < moving_day(window) - timedelta(days=60):
        return part.key
    near = [one for one in owners_of_books(ONBOARDING) if one.region == part.region]
    return next(one.key for one in near if one.key != cast.MOVER)


def _hand_over(book: Book, account: Account, day: date) -> None:
    """To somebody of the team and region that fit the account, but not to one who is about to leave."""
    team = ENTERPRISE if account.segment == ENTERPRISE_SEGMENT else SCALED
    last_for_leaver = leaving_day(book.window) - timedelta(days=60)
    fitting = [
        part.key
        for part in owners_of_books(team)
        if part.region == account.region and (part.key != cast.LEAVER or day < last_for_leaver)
    ]
    book.give_later(account.key, book.rng.choice(fitting), day)
