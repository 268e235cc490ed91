"""Whose results a metric looks at: persons, teams and regions, and the events and customers in them."""

from datetime import date

from tests.calc.oracle.company import Company
from tests.calc.oracle.days import Row, covers
from tests.calc.oracle.spans import Window
from tests.calc.oracle.words import fits, whole_years
from tests.calc.oracle.work import Work


def key_of(company: Company, metric: Row, person: str, day: date) -> str | None:
    """Whose results count for the person; None when the person is in no such team or region."""
    if metric["scope"] == "company":
        return ""
    if metric["scope"] in ("person", "line"):
        return person
    place: str = company.placed(person, day)[metric["scope"]]
    linked = [group for group in metric["linked"] if place in group]
    return " + ".join(linked[0]) if linked else place or None


def keys_of(company: Company, metric: Row, person: str | None, day: date) -> set[str]:
    """All scopes that what a person does on a day counts in; what nobody does is in the company's alone."""
    if metric["scope"] == "company":
        return {""}
    if person is None:
        return set()
    if metric["scope"] == "line":
        return {person, *company.above(person, day)}
    key = key_of(company, metric, person, day)
    return set() if key is None else {key}


def shares_in(work: Work, metric: Row, asks: dict[str, list[str]], key: str, window: Window) -> list[Row]:
    """The shares of the window that fit and are in the scope; in the company, also what nobody has."""
    return [
        share
        for share in work.shares
        if window.first <= share["date"] <= window.last
        and share["counts"]
        and fits(asks, share)
        and key in keys_of(work.company, metric, share["person"], share["date"])
    ]


def events_in(work: Work, metric: Row, asks: dict[str, list[str]], key: str, window: Window) -> list[Row]:
    """The events of the window that fit and are in the scope by any of their shares, once each."""
    found = {share["event"]: share["whole"] for share in shares_in(work, metric, asks, key, window)}
    return list(found.values())


def event_fits(asks: dict[str, list[str]], event: Row) -> bool:
    """Whether an event is asked for, by any of its shares."""
    return any(fits(asks, share) for share in event["shares"])


def looked_at(company: Company, metric: Row, account: str) -> bool:
    """Whether the account is one of the `customers` that the metric restricts itself to."""
    nothing: Row = {"region": "", "segment": "", "years": whole_years(None)}
    return fits(metric["customers"], company.accounts.get(account, nothing))


def owned_in(company: Company, metric: Row, account: str, key: str, day: date) -> bool:
    """Whether an owner of the account on the day is in the scope; for the company, owned or not."""
    return metric["scope"] == "company" or any(
        key in keys_of(company, metric, row["person"], day)
        for row in company.owners_of.get(account, [])
        if covers(row, day)
    )


def customers_in(company: Company, metric: Row, key: str, day: date) -> list[str]:
    """The accounts that anything is known of, that the metric looks at, and that are in the scope."""
    known = {*company.accounts, *company.owners_of, *company.books_of, *company.events_of}
    return sorted(
        account
        for account in known
        if looked_at(company, metric, account) and owned_in(company, metric, account, key, day)
    )
