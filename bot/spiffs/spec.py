"""What somebody filled in to start a contest, put in order: all that its plan is made of."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from calc.language.amounts import minor_digits


@dataclass(frozen=True)
class Spec:
    """`prizes` are as a plan writes them ("500.00 USD", "Day off"), `cost_minor` the most that it costs.

    `every` is month, quarter, half or year for a contest that is ranked, whose days are all of one; "" for
    prizes for single events. `who` says how its `people` (keys) were chosen: mine, all, chosen or `team KEY`.
    """

    pattern: str
    title: str
    prizes: tuple[str, ...]
    is_money: bool
    cost_minor: int
    currency: str
    kind: str
    start: str
    least: int | None
    every: str
    first: date
    last: date
    winners: int | None
    budget_minor: int | None
    who: str
    people: tuple[str, ...]
    channel: str

    def on(self, first: date, last: date) -> "Spec":
        """The same on other days."""
        return replace(self, first=first, last=last)

    def kept(self) -> dict[str, Any]:
        """As plain JSON."""
        return {**asdict(self), "first": self.first.isoformat(), "last": self.last.isoformat()}


def spec_from(kept: Mapping[str, Any]) -> Spec:
    """What `kept` gave. KeyError, TypeError or ValueError for anything else."""
    days = {name: date.fromisoformat(kept[name]) for name in ("first", "last")}
    lists = {name: tuple(kept[name]) for name in ("prizes", "people")}
    return Spec(**{**kept, **days, **lists})


def amount_text(minor: int, currency: str) -> str:
    """An amount as a plan writes it, with its currency: 500.00 USD."""
    places = minor_digits(currency)
    whole, part = divmod(minor, 10**places)
    return f"{whole}{f'.{part:0{places}d}' if places else ''} {currency}"
