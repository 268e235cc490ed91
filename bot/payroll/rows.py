"""The rows of an export: what each person gets of each component, and what it all comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.payroll.amounts import decimal_text
from bot.payroll.paid import Payroll
from bot.payroll.taxable import TaxableReward

PAY_HEADER = (
    "payroll_id", "person", "name", "period", "plan", "component", "title", "amount", "currency", "new",
)  # fmt: skip
SUMMARY_HEADER = ("period", "currency", "component", "people", "amount")
REWARD_HEADER = (
    "payroll_id", "person", "name", "period", "reward", "handed_over", "value", "currency", "new",
)  # fmt: skip
TOTAL = "Total"


@dataclass(frozen=True)
class Amount:
    """A cell with an amount of money, as decimal text."""

    text: str
    currency: str


Cell = str | int | Amount
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class PayRow:
    """What somebody gets of one component. `new` says what payroll did not know of it before."""

    payroll_id: str
    person: str
    name: str
    period: str
    plan: str
    component: str
    title: str
    amount: Amount
    new: str

    def cells(self) -> Row:
        """Under PAY_HEADER."""
        who = (self.payroll_id, self.person, self.name, self.period)
        what = (self.plan, self.component, self.title)
        return (*who, *what, self.amount, self.amount.currency, self.new)


def pay_rows(payroll: Payroll, new: Mapping[str, str]) -> list[PayRow]:
    """A row for each person, currency and component, also of those that pay nothing, by payroll id.

    `new` is by person what is new about them.
    """
    ordered = sorted(payroll.statements, key=lambda one: (one.payee.payroll_id, one.payee.key, one.currency))
    return [
        PayRow(
            payroll_id=one.payee.payroll_id,
            person=one.payee.key,
            name=one.payee.name,
            period=payroll.standing.key,
            plan=part["plan"],
            component=part["component"],
            title=part["title"],
            amount=Amount(decimal_text(part["amount_minor"], one.currency), one.currency),
            new=new.get(one.payee.key, ""),
        )
        for one in ordered
        for part in one.summary["components"]
    ]


def summary_rows(payroll: Payroll) -> list[Row]:
    """Under SUMMARY_HEADER: by currency, what each component comes to over all plans, then their total."""
    found: list[Row] = []
    for currency in sorted({one.currency for one in payroll.statements if one.currency}):
        own = [one for one in payroll.statements if one.currency == currency]
        sums: dict[str, int] = {}
        who: dict[str, set[str]] = {}
        for one in own:
            for part in one.summary["components"]:
                sums[part["title"]] = sums.get(part["title"], 0) + part["amount_minor"]
                who.setdefault(part["title"], set()).add(one.payee.key)
        everybody = {one.payee.key for one in own}
        lines = [(title, who[title], sums[title]) for title in sorted(sums)]
        for title, people, amount_minor in [*lines, (TOTAL, everybody, sum(sums.values()))]:
            amount = Amount(decimal_text(amount_minor, currency), currency)
            found.append((payroll.standing.key, currency, title, len(people), amount))
    return found


def reward_rows(period: str, rewards: Iterable[TaxableReward], new: Mapping[str, str]) -> list[Row]:
    """Under REWARD_HEADER. `new` is by the reward's `key`."""
    return [
        (
            *(one.payroll_id, one.person, one.name, period, one.reward, one.fulfilled_on),
            *(Amount(one.value, one.currency), one.currency, new.get(one.key, "")),
        )
        for one in rewards
    ]
