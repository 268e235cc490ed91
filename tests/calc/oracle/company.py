"""The facts as they come, with look-ups: who was where, above whom, and what a currency was worth."""

from datetime import date
from fractions import Fraction

from tests.calc.oracle.days import Facts, Row, covers
from tests.calc.oracle.words import whole_years

COLUMNS = {
    "people": "person start_date end_date",
    "placements": "person role team region manager from_date to_date",
    "leave": "person from_date to_date",
    "accounts": "account region segment contract_months",
    "owners": "account person role share_ppm from_date to_date",
    "books": "account as_of recurring_minor currency",
    "events": "event kind date account person parent product effort region term_months amount_minor "
    "recurring_change_minor previous_minor quantity_milli currency",
    "credits": "event person role share_ppm",
    "targets": "metric scope scope_key from_date to_date value_num value_den",
    "readings": "metric scope scope_key date value_num value_den sample",
    "assignments": "person plan from_date to_date base_year_minor variable_year_minor",
    "exchange": "currency to_currency date rate_num rate_den",
    "paid": "person plan component entry event about account date period_end amount_minor currency",
}
# What a row may leave open, however it says so: nothing, or an empty text.
MAY_BE_OPEN = {"placements": ["manager"], "events": ["account", "person", "parent"]}
MAY_BE_OPEN["paid"] = ["event", "about", "account"]
NOWHERE: Row = {"role": "", "team": "", "region": "", "manager": ""}


class Company:
    """All tables, a column that a row lacks being None."""

    def __init__(self, rows: Facts) -> None:
        def table(name: str) -> list[Row]:
            columns = dict.fromkeys(COLUMNS[name].split())
            made: list[Row] = [{**columns, **row} for row in rows.get(name, [])]
            return [row | {key: row[key] or None for key in MAY_BE_OPEN.get(name, [])} for row in made]

        self.people = {row["person"]: row for row in reversed(table("people"))}
        accounts = [{**row, "years": whole_years(row["contract_months"])} for row in table("accounts")]
        self.accounts = {row["account"]: row for row in reversed(accounts)}
        self.events = sorted(table("events"), key=lambda row: (row["date"], row["event"]))
        self.targets, self.readings = table("targets"), table("readings")
        self.assignments, self.paid = table("assignments"), table("paid")
        self.owners = table("owners")
        self.books, self.exchange = table("books"), table("exchange")
        self.owners_of = grouped(self.owners, "account")
        self.books_of = grouped(self.books, "account")
        self.credits_of = grouped(table("credits"), "event")
        self.events_of = grouped(self.events, "account")
        self._placements = grouped(table("placements"), "person")
        self._leave = grouped(table("leave"), "person")
        self._placed: dict[tuple[str, date], Row] = {}

    def placements(self, person: str) -> list[Row]:
        return self._placements.get(person, [])

    def placed(self, person: str, day: date) -> Row:
        """The person's placement on a day, of several the newest; no text in it is None."""
        if (person, day) not in self._placed:
            here = [row for row in self.placements(person) if covers(row, day)]
            newest = max(here, key=lambda row: row["from_date"]) if here else NOWHERE
            self._placed[person, day] = {name: newest[name] or "" for name in NOWHERE}
        return self._placed[person, day]

    def above(self, person: str, day: date) -> list[str]:
        """The person's manager on a day, the manager's manager and so on; never the person themselves."""
        found: list[str] = []
        manager = self.placed(person, day)["manager"]
        while manager and manager != person and manager not in found:
            found.append(manager)
            manager = self.placed(manager, day)["manager"]
        return found

    def at_work(self, person: str) -> tuple[date, date] | None:
        """First and last day at work; None for somebody who is not among the people."""
        row = self.people.get(person)
        return None if row is None else (row["start_date"] or date.min, row["end_date"] or date.max)

    def at_work_within(self, start: date, end: date) -> set[str]:
        work = {person: self.at_work(person) for person in self.people}
        return {person for person, days in work.items() if days and days[0] <= end and days[1] >= start}

    def on_leave(self, person: str, day: date) -> bool:
        return any(covers(row, day) for row in self._leave.get(person, []))

    def rate(self, currency: str, other: str, day: date) -> Fraction | None:
        """What one unit of a currency is worth in another on a day."""
        if currency == other:
            return Fraction(1)
        known = [
            row
            for row in self.exchange
            if (row["currency"], row["to_currency"]) == (currency, other) and row["date"] <= day
        ]
        if not known:
            return None
        latest = max(known, key=lambda row: row["date"])
        return Fraction(latest["rate_num"], latest["rate_den"])


def grouped(rows: list[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row[column] is not None:
            groups.setdefault(row[column], []).append(row)
    return groups
