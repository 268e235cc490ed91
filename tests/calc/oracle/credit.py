"""Who is credited for what: stated credits, else the person named, else the account's owners of the day."""

from tests.calc.oracle.company import Company
from tests.calc.oracle.days import Row, covers
from tests.calc.oracle.numbers import INT64_MAX, WHOLE_PPM, converted, split
from tests.calc.oracle.words import whole_years

Groups = dict[str, dict[str, int]]
MONEY = {"amount": "amount_minor", "recurring": "recurring_change_minor", "previous": "previous_minor"}


def moves_money(event: Row) -> bool:
    return bool(event["amount_minor"] or event["recurring_change_minor"])


def groups_of(company: Company, event: Row) -> Groups:
    """Millionths for each person in each role; a share of nothing is no credit."""
    stated = company.credits_of.get(event["event"], [])
    if not stated and event["person"]:
        return {"": {event["person"]: WHOLE_PPM}}
    owners = company.owners_of.get(event["account"], [])
    groups: Groups = {}
    for row in stated or [row for row in owners if covers(row, event["date"])]:
        if row["share_ppm"]:
            group = groups.setdefault(row["role"] or "", {})
            group[row["person"]] = group.get(row["person"], 0) + row["share_ppm"]
    return groups


def credit_problem(event: Row, groups: Groups) -> str | None:
    """Why an event is credited to nobody, or only in part."""
    sums = [sum(group.values()) for group in groups.values()]
    if any(total > WHOLE_PPM for total in sums):
        return "shares_over_whole"
    if not moves_money(event):
        return None
    if not groups:
        return None if event["parent"] else "nobody_credited"
    return "shares_under_whole" if any(total < WHOLE_PPM for total in sums) else None


def credited_events(company: Company, currency: str) -> list[Row]:
    """All events by day and event, in a plan's currency, each with its `shares` in order of person and role.

    `foreign` ones could not be converted, and stay what they are. An event that nobody is credited for has
    one share of nothing, whose person is None.
    """
    return [_credited(company, event, currency) for event in company.events]


def _credited(company: Company, event: Row, currency: str) -> Row:
    account = company.accounts.get(event["account"], {})
    change = event["recurring_change_minor"] or 0
    term = event["term_months"]
    money = _money_in(company, event, currency)
    made: Row = {
        **event,
        **(money or {name: event[column] or 0 for name, column in MONEY.items()}),
        "region": event["region"] or account.get("region") or "",
        "segment": account.get("segment") or "",
        "years": whole_years(term if term and term >= 1 else None),
        "change": "up" if change > 0 else "down" if change < 0 else "same",
        "term": term if term and term >= 1 else 12,
        "foreign": money is None,
        "counts": money is not None or not any(event[column] for column in MONEY.values()),
    }
    groups = groups_of(company, event)
    if credit_problem(event, groups) == "shares_over_whole":
        groups = {}
    shares = [share for role, group in groups.items() for share in _shares(company, made, role, group)]
    shares.sort(key=lambda share: (share["person"], share["role"], share["group"]))
    made["shares"] = shares or [_nobodys(made)]
    return made


def _money_in(company: Company, event: Row, currency: str) -> dict[str, int] | None:
    """The event's amounts in a currency; None without a rate, or when one of them no longer fits."""
    amounts = {name: event[column] or 0 for name, column in MONEY.items()}
    if event["currency"] == currency:
        return amounts
    rate = company.rate(event["currency"], currency, event["date"])
    if rate is None:
        return None
    made = {name: converted(size, rate, event["currency"], currency) for name, size in amounts.items()}
    return None if any(abs(size) > INT64_MAX for size in made.values()) else made


def _shares(company: Company, event: Row, group: str, shares_ppm: dict[str, int]) -> list[Row]:
    parts = {name: split(event[name], shares_ppm) for name in MONEY}
    found = []
    for person, share_ppm in shares_ppm.items():
        place = company.placed(person, event["date"])
        role = group or place["role"]
        money = {name: parts[name][person] for name in MONEY}
        found.append(_share(event, person, group, role, place["region"], share_ppm, money))
    return found


def _nobodys(event: Row) -> Row:
    return _share(event, None, "", "", "", 0, dict.fromkeys(MONEY, 0))


def _share(
    event: Row,
    person: str | None,
    group: str,
    role: str,
    territory: str,
    share_ppm: int,
    money: dict[str, int],
) -> Row:
    own = {"person": person, "group": group, "role": role, "territory": territory, "share_ppm": share_ppm}
    return {**event, **own, **money, "whole": event}
