"""Writes lines and problems in the name of one component of a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from calc.exact import INT64_MAX
from calc.language.parts import AmountOf
from calc.outcome import Outcome, Row, line_frame
from calc.plan import Plan
from calc.results import LINES, Problem

MONEY = ("basis_minor", "earlier_minor", "amount_minor")
# What a line about an event takes over from it.
OF_EVENT = ("event", "account", "date", "kind", "product", "region")
_YEARLY = {"base": "base pay", "variable": "variable pay", "ote": "base and variable pay"}


@dataclass(frozen=True)
class Writer:
    """`component` is its key (or `cap`, `carry` for those of the whole plan), `span` the key of its days."""

    plan: Plan
    component: str
    title: str
    span: str

    def clause(self, word: str) -> str:
        """Where in the plan that word of the component stands."""
        return f"components.{self.component}.{word}"

    def lines(self, rows: Iterable[Row], problems: Iterable[Problem] = ()) -> Outcome:
        """Rows made by `row` as lines; one whose money does not fit is the problem `amount_too_large`."""
        made, told = [], list(problems)
        for row in rows:
            if all(abs(row.get(name, 0)) <= INT64_MAX for name in MONEY):
                made.append({**self._same(), **row})
            else:
                told.append(self._too_large(row["person"], row.get("event")))
        return Outcome(line_frame(made), told)

    def frame(self, made: pl.DataFrame, problems: Iterable[Problem] = ()) -> Outcome:
        """The same for a frame, however long. It has person, clause, entry and the columns of MONEY, which
        may be wider than 64 bits; of the other columns of LINES what it lacks is plain."""
        fit = pl.all_horizontal(pl.col(name).cast(pl.Int64, strict=False).is_not_null() for name in MONEY)
        told = list(problems)
        for person, event in made.filter(~fit).select("person", "event").iter_rows():
            told.append(self._too_large(person, event))
        plain = {**dict.fromkeys(LINES), "share_ppm": 1_000_000, "rate_num": 1, "rate_den": 1}
        plain |= {"factors": "", "reward": "", **self._same()}
        columns = [
            (pl.col(name) if name in made.columns else pl.lit(plain[name])).cast(kind).alias(name)
            for name, kind in LINES.items()
        ]
        return Outcome(made.filter(fit).select(columns), told)

    def problem(
        self, code: str, message: str, hint: str, person: str | None = None, event: str | None = None
    ) -> Problem:
        """`message` goes on after the component's title."""
        text = f"{self.title}: {message}"
        return Problem(code, text, hint, person, self.plan.plan, self.component, event)

    def no_agreed_pay(self, person: str, amount: AmountOf, what: str) -> Problem:
        """`what` cannot be worked out, for want of the yearly pay that it is a share of."""
        message = f"no yearly {_YEARLY[amount.of]} is agreed for you, so its {what} cannot be worked out."
        hint = "Ask your compensation admin to add it to your assignment."
        return self.problem("no_agreed_pay", message, hint, person)

    def not_on_plan(self, person: str, deal: str, what: str) -> Problem:
        """`what` ("released", "taken back") is not settled with somebody who is no longer on the plan."""
        message = (
            f"something for {deal} is to be {what} for {person}, who is not on the plan in this period; "
            "it was not settled."
        )
        return self.problem("not_on_plan", message, "Settle it with them by hand.", event=deal)

    def _same(self) -> Row:
        return {
            "plan": self.plan.plan,
            "version": self.plan.from_date,
            "component": self.component,
            "span": self.span,
            "currency": self.plan.currency,
        }

    def _too_large(self, person: str, event: str | None) -> Problem:
        message = "an amount is too large to be kept, so it does not count."
        return self.problem("amount_too_large", message, "Check the amounts that it rests on.", person, event)


def row(
    person: str,
    clause: str,
    entry: str,
    basis_minor: int,
    amount_minor: int,
    rate: Fraction = Fraction(1),
    **more: Any,
) -> Row:
    """One line, without what all lines of its component have; `more` are further columns of LINES."""
    ratio = {"rate_num": rate.numerator, "rate_den": rate.denominator}
    money = {"basis_minor": basis_minor, "amount_minor": amount_minor}
    return {"person": person, "clause": clause, "entry": entry, **money, **ratio, **more}


def back(person: str, clause: str, entry: str, taken_minor: int) -> Row:
    """A line that takes back a part of what was advanced or carried before."""
    return row(person, clause, entry, taken_minor, -taken_minor, Fraction(-1))


def together(outcomes: Sequence[Outcome]) -> Outcome:
    """All their lines and problems, in turn."""
    lines = pl.concat([Outcome().lines, *(outcome.lines for outcome in outcomes)])
    return Outcome(lines, [problem for outcome in outcomes for problem in outcome.problems])
