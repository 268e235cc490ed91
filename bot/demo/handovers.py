"""How customers change hands: people come, move, leave or are away, and some customers are shared."""

from collections.abc import Callable
from datetime import date, timedelta

from bot.demo import cast
from bot.demo.book import Book
from bot.demo.cast import ENTERPRISE, ONBOARDING, SCALED, Part, owners_of_books
from bot.demo.days import day_without_plan, joining_day, leaving_day, moving_day
from bot.demo.shapes import WHOLE_PERCENT

_SHARED_ACCOUNTS = 14
_SMALLEST_BOOK = 6
_FROM_EACH_TO_NEWCOMER = 8


def plan_handovers(book: Book) -> None:
    """Notes every change for its day; `Book.play` makes them."""
    window = book.window
    for newcomer, day in (
        (cast.JOINER, joining_day(window)),
        (cast.WITHOUT_PLAN, day_without_plan(window)),
    ):
        book.later(day, _starting(book, newcomer, day))
    book.later(moving_day(window), lambda: _move(book))
    book.later(leaving_day(window) + timedelta(days=1), lambda: _leave(book))
    book.later(window.current.start, lambda: _go_on_leave(book))
    _small_changes(book)
    _shared_accounts(book)


def _near(part: Part, team: str) -> list[Part]:
    """The colleagues of a team in somebody's region."""
    return [one for one in owners_of_books(team) if one.region == part.region and one.key != part.key]


def _starting(book: Book, newcomer: str, day: date) -> Callable[[], None]:
    """Newcomers are given some of their colleagues' customers."""

    def start() -> None:
        part = cast.BY_KEY[newcomer]
        for colleague in _near(part, part.team):
            theirs = book.portfolio.of(colleague.key)
            for account in book.rng.sample(theirs, min(_FROM_EACH_TO_NEWCOMER, len(theirs) // 2)):
                book.portfolio.give_whole(account, newcomer, day)

    return start


def _move(book: Book) -> None:
    """Who moves leaves new customers to colleagues, and takes on large ones of the region."""
    day, part = moving_day(book.window), cast.BY_KEY[cast.MOVER]
    _spread(book, book.portfolio.of(part.key), [one.key for one in _near(part, ONBOARDING)], day)
    for colleague in _near(part, ENTERPRISE):
        for account in book.rng.sample(book.portfolio.of(colleague.key), 2):
            book.portfolio.give_whole(account, part.key, day)


def _leave(book: Book) -> None:
    """The leaver's customers go to two colleagues, but for one that everybody forgot."""
    day, part = leaving_day(book.window) + timedelta(days=1), cast.BY_KEY[cast.LEAVER]
    theirs = book.portfolio.of(part.key)
    book.orphan = theirs[len(theirs) // 2]
    book.portfolio.release(book.orphan, day)
    colleagues = [one.key for one in _near(part, ENTERPRISE)] + [cast.MOVER]
    _spread(book, [account for account in theirs if account != book.orphan], colleagues, day)


def _go_on_leave(book: Book) -> None:
    day = book.window.current.start
    _spread(book, book.portfolio.of(cast.ON_LEAVE), [cast.COVERS_LEAVE], day)


def _spread(book: Book, accounts: list[str], people: list[str], day: date) -> None:
    """Gives the accounts to the people in turn."""
    for number, account in enumerate(accounts):
        book.portfolio.give_whole(account, people[number % len(people)], day)


def _small_changes(book: Book) -> None:
    """Each quarter a few customers go to a colleague of the same team and region."""
    for quarter in book.window.quarters[1:]:
        for team in (ENTERPRISE, SCALED):
            for part in book.rng.sample(owners_of_books(team), 2):
                day = quarter.start + timedelta(days=book.rng.randint(0, 40))
                book.later(day, _passing_on(book, part, day))


def _passing_on(book: Book, part: Part, day: date) -> Callable[[], None]:
    def pass_on() -> None:
        near = [one.key for one in _near(part, part.team) if one.key != cast.LEAVER]
        theirs = book.portfolio.of(part.key)
        if near and len(theirs) > _SMALLEST_BOOK:
            book.portfolio.give_whole(book.rng.choice(theirs), book.rng.choice(near), day)

    return pass_on


def _shared_accounts(book: Book) -> None:
    """Customers with a second home in another region are looked after by two people."""
    parts = [part for part in owners_of_books(ENTERPRISE) if part.key != cast.LEAVER]
    for number in range(_SHARED_ACCOUNTS):
        first, second = book.rng.sample(parts, 2)
        share = book.rng.choice((50, 60, 70, 75))
        day = book.window.quarters[number % (len(book.window.quarters) - 1)].start
        book.later(day, _sharing(book, first.key, {first.key: share, second.key: WHOLE_PERCENT - share}, day))


def _sharing(book: Book, owner: str, shares: dict[str, int], day: date) -> Callable[[], None]:
    def share_one() -> None:
        theirs = book.portfolio.of(owner)
        if len(theirs) > _SMALLEST_BOOK:
            book.portfolio.give(book.rng.choice(theirs), shares, day)

    return share_one
