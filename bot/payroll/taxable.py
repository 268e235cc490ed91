"""Rewards that count as taxable and that people got in a period, for whoever taxes them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from bot.people.identity import Company
from bot.recognition.reward_export import HEADER, reward_rows
from bot.store.base import table_of
from bot.store.people import Person

people = table_of(Person)


@dataclass(frozen=True)
class TaxableReward:
    """What somebody got: `number` of the gift, `person` their key, or "" for somebody whom only Slack knows.

    `value` is what it is worth, as decimal text in `currency`.
    """

    number: str
    payroll_id: str
    person: str
    name: str
    reward: str
    fulfilled_on: str
    value: str
    currency: str

    @property
    def key(self) -> str:
        """What tells it from the others: several people may have one gift together."""
        return f"{self.number} {self.person or self.name}"


def taxable_rewards(connection: Connection, company: Company, first: date, last: date) -> list[TaxableReward]:
    """Those that were handed over from one day to another, both included: that is when they are taxed.

    A promised or approved one comes with the period in which it is handed over.
    """
    query = select(people.c.key, people.c.payroll_id).where(people.c.workspace_id == company.id)
    ids = {row.key: row.payroll_id or row.key for row in connection.execute(query)}
    days = (first.isoformat(), last.isoformat())
    found = []
    for cells in reward_rows(connection, company):
        row = dict(zip(HEADER, cells, strict=True))
        if row["taxable"] == "yes" and row["fulfilled_on"] and days[0] <= row["fulfilled_on"] <= days[1]:
            found.append(
                TaxableReward(
                    number=row["gift"],
                    payroll_id=ids.get(row["person"], ""),
                    person=row["person"],
                    name=row["name"],
                    reward=row["reward"],
                    fulfilled_on=row["fulfilled_on"],
                    value=row["value"],
                    currency=row["currency"],
                )
            )
    return found
