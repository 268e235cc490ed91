"""What everything about one plan in one span needs, and how lines and problems are put down."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Any

from tests.calc.oracle.company import Company
from tests.calc.oracle.days import Answer, Row
from tests.calc.oracle.numbers import INT64_MAX, nearest
from tests.calc.oracle.spans import Period, Span, containing


@dataclass
class Work:
    """One plan in one span. `events` are the credited events up to today or the pay period's end, in the
    plan's currency, by day and event; `stretches` the plan's in the span, by person and day."""

    company: Company
    plan: Row
    period: Period
    start_month: int
    span: Span
    events: list[Row]
    stretches: list[Row]
    answer: Answer
    cache: dict[Any, Any] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        return str(self.plan["currency"])

    @property
    def fiscal_year(self) -> Period:
        return containing(self.period.end, "year", self.start_month)

    @property
    def shares(self) -> list[Row]:
        """All credited shares up to the span's last counted day, by day, event, person and role."""
        if "shares" not in self.cache:
            events = [event for event in self.events if event["date"] <= self.span.last]
            self.cache["shares"] = [share for event in events for share in event["shares"]]
        found: list[Row] = self.cache["shares"]
        return found

    def events_of_span(self) -> list[Row]:
        return [event for event in self.events if self.span.start <= event["date"] <= self.span.last]

    def shares_of_span(self) -> list[Row]:
        """Those of the span that somebody is credited with."""
        return [share for share in self.shares if share["date"] >= self.span.start and share["person"]]

    def people(self) -> Iterator[tuple[str, list[Row]]]:
        """Everybody with a stretch in the span, with their stretches."""
        for person, rows in groupby(self.stretches, key=lambda row: row["person"]):
            yield str(person), list(rows)

    def stretch_on(self, person: str, share: Row) -> Row | None:
        """The stretch in which the person was on the plan on the event's day."""
        for row in self.stretches:
            if row["person"] == person and row["first"] <= share["date"] <= row["last"]:
                return row
        return None

    def tell(self, code: str, person: str | None, component: str | None) -> None:
        self.answer.problems.add((code, person, self.plan["plan"], component))

    def add(
        self,
        person: str,
        component: str,
        clause: str,
        basis: int,
        rate: Fraction = Fraction(1),
        factor: Fraction = Fraction(1),
        entry: str = "pay",
        earlier: int = 0,
        event: Row | None = None,
        about: str | None = None,
        reward: str = "",
    ) -> None:
        """A line, unless its money does not fit. `event` gives the line's event, day and account."""
        amount = nearest(basis * rate * factor) - earlier
        if any(abs(money) > INT64_MAX for money in (basis, earlier, amount)):
            self.tell("amount_too_large", person, component)
            return
        of_event = {name: event and event[name] for name in ("event", "date", "account")}
        line = {"person": person, "plan": self.plan["plan"], "component": component, "clause": clause}
        line |= {"entry": entry, "span": self.span.key, **of_event, "about": about}
        line |= {"basis_minor": basis, "rate": rate, "earlier_minor": earlier, "amount_minor": amount}
        self.answer.lines.append({**line, "reward": reward, "currency": self.currency})

    def lines(self, component: str | None = None, person: str | None = None) -> list[Row]:
        """The lines of the plan so far; of a component, of a person."""
        return [
            line
            for line in self.answer.lines
            if line["plan"] == self.plan["plan"]
            and component in (None, line["component"])
            and person in (None, line["person"])
        ]

    def earlier(self, component: str | None = None, person: str | None = None) -> list[Row]:
        """Likewise the lines paid in earlier periods, in the plan's currency."""
        return [
            line
            for line in self.company.paid
            if line["plan"] == self.plan["plan"]
            and line["period_end"] < self.period.start
            and line["currency"] == self.currency
            and component in (None, line["component"])
            and person in (None, line["person"])
        ]

    def earlier_this_year(self, component: str | None, person: str) -> list[Row]:
        begins = self.fiscal_year.start
        return [line for line in self.earlier(component, person) if line["period_end"] >= begins]


def total(lines: list[Row], entries: tuple[str, ...] = ()) -> int:
    """What lines come to; with `entries`, only those of these entries."""
    return sum(line["amount_minor"] for line in lines if not entries or line["entry"] in entries)
