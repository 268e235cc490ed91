"""Who looks after which account when: the hands that accounts go through, in the order of days."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.demo.shapes import WHOLE_PERCENT, Ownership


class Portfolio:
    """Ownership so far. Accounts are given away day by day, never backwards in time."""

    def __init__(self) -> None:
        self._now: dict[str, list[Ownership]] = {}
        self._past: list[Ownership] = []

    def give(self, account: str, shares: Mapping[str, int], day: date) -> None:
        """From `day` on the account belongs to these people, in percent; before, it stays as it was.

        Without shares, nobody owns it.
        """
        self.release(account, day)
        self._now[account] = [Ownership(account, person, share, day) for person, share in shares.items()]

    def give_whole(self, account: str, person: str, day: date) -> None:
        self.give(account, {person: WHOLE_PERCENT}, day)

    def release(self, account: str, day: date) -> None:
        """From `day` on nobody owns the account."""
        for owned in self._now.pop(account, []):
            if owned.first < day:
                last = day - timedelta(days=1)
                self._past.append(Ownership(account, owned.person, owned.share_percent, owned.first, last))

    def of(self, person: str) -> list[str]:
        """The accounts that belong to one person alone by now."""
        return sorted(
            account for account, owners in self._now.items() if [owned.person for owned in owners] == [person]
        )

    def history(self) -> tuple[Ownership, ...]:
        """All of it, by account and day."""
        rows = [*self._past, *(owned for owners in self._now.values() for owned in owners)]
        return tuple(sorted(rows, key=lambda owned: (owned.account, owned.first, owned.person)))
