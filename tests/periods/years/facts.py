"""What has happened at the company, as a history knows it by itself, besides what the store holds."""

from dataclasses import dataclass, field
from datetime import date

SELLERS = ("ana", "eli", "fay", "hal")
# The shares of each account in percent.
OWNERS = {
    "acorn": {"ana": 100},
    "birch": {"eli": 100},
    "cedar": {"ana": 55, "eli": 45},
    "dune": {"fay": 100},
    "elm": {"hal": 67, "fay": 33},
}


@dataclass(frozen=True)
class Happening:
    """An event as it stands; `kind` is "void" once it is taken away. Money is in minor units."""

    key: str
    kind: str
    on: date
    account: str
    amount: int
    change: int
    currency: str
    parent: str = ""


@dataclass
class Known:
    """Every event by its key; rates as (currency, to, day) → numerator and denominator; the last days of
    those who have left."""

    events: dict[str, Happening] = field(default_factory=dict)
    rates: dict[tuple[str, str, date], tuple[int, int]] = field(default_factory=dict)
    first_days: dict[str, date] = field(default_factory=dict)
    last_days: dict[str, date] = field(default_factory=dict)

    def deals(self) -> list[Happening]:
        """What may be paid for, cancelled, paid in."""
        return [one for one in self.events.values() if one.kind in ("renewal", "upsell")]

    def at_work(self, person: str, day: date) -> bool:
        first, last = self.first_days[person], self.last_days.get(person)
        return first <= day and (last is None or day <= last)
