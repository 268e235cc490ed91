"""Accounts as they are made up, and the changes of hands that wait for their day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from bot.demo.cast import Part
from bot.demo.names import Names
from bot.demo.portfolio import Portfolio
from bot.demo.shapes import Account, Window

ENTERPRISE_SEGMENT, MIDDLE_SEGMENT, SMALL_SEGMENT = "Enterprise", "Mid-market", "Small business"
# Yearly revenue in hundreds of dollars, before a little up or down.
_SIZES = {
    ENTERPRISE_SEGMENT: (520, 640, 780, 960, 1100, 1250, 1400, 1680, 1950, 2400, 3100, 4600),
    MIDDLE_SEGMENT: (260, 320, 380, 440, 520, 600, 720, 900),
    SMALL_SEGMENT: (48, 64, 80, 96, 120, 144, 168, 216, 264, 360),
}
# December and January are when most contracts begin, and mid-year is the second season.
_RENEWAL_MONTHS = (1, 1, 1, 2, 3, 3, 4, 5, 6, 6, 6, 7, 8, 9, 9, 10, 11, 12, 12, 12, 12)
_MONTHLY_DOLLARS_MINOR = 1200


@dataclass(frozen=True)
class _Change:
    day: date
    make: Callable[[], None]


class Book:
    """`orphan` is the account that nobody looks after since somebody left."""

    def __init__(self, window: Window, rng: Random) -> None:
        self.window, self.rng = window, rng
        self.portfolio = Portfolio()
        self.orphan = ""
        self._accounts: dict[str, Account] = {}
        self._changes: list[_Change] = []
        self._names = Names(rng)

    def add(self, part: Part, segment: str, signed: date | None) -> Account:
        """A customer of that person's region, not yet given to anybody."""
        size_minor = self.rng.choice(_SIZES[segment]) * 10_000 * self.rng.randint(85, 115) // 100
        month = self.rng.choice(_RENEWAL_MONTHS)
        account = Account(
            key=f"A-{1001 + len(self._accounts)}",
            name=self._names.next(part.region),
            region=part.region,
            segment=segment,
            opening_minor=size_minor // _MONTHLY_DOLLARS_MINOR * _MONTHLY_DOLLARS_MINOR,
            renews_in_month=month if signed is None else signed.month,
            signed=signed,
        )
        self._accounts[account.key] = account
        return account

    def later(self, day: date, make: Callable[[], None]) -> None:
        """On `day` make a change, unless that day has not come yet."""
        if day < self.window.today:
            self._changes.append(_Change(day, make))

    def give_later(self, account: str, person: str, day: date) -> None:
        self.later(day, lambda: self.portfolio.give_whole(account, person, day))

    def play(self) -> None:
        """Makes all changes in the order of their days."""
        for change in sorted(self._changes, key=lambda change: change.day):
            change.make()

    def customers(self) -> tuple[Account, ...]:
        """Those who have signed by now."""
        return tuple(
            account
            for account in self._accounts.values()
            if account.signed is None or account.signed < self.window.today
        )
