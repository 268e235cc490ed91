"""How long it took from one event to another, and whether that was in time."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from calc.metrics.figures import Figure
from tests.calc.metrics.ask import Q2, Row, ask

ONE_DAY = timedelta(days=1)
TIME = "{measure: time_between, scope: person, start: {kind: signed}, until: {kind: live}"


def happened(account: str, kind: str, day: date, **more: object) -> Row:
    return {"account": account, "kind": kind, "date": day, "currency": None, **more}


def took(account: str, days: int, live: date) -> list[Row]:
    return [happened(account, "signed", live - timedelta(days=days)), happened(account, "live", live)]


def owned(*accounts: str, **more: object) -> list[Row]:
    return [{"account": account, "person": "ana", **more} for account in accounts]


ACME, ALL = owned("acme"), owned("acme", "birch", "cedar", "dune")
FEB_1, MAR_1, MAR_31 = date(2024, 2, 1), date(2024, 3, 1), date(2024, 3, 31)


@pytest.mark.parametrize(
    ("days", "mean", "median"),
    [
        ((30,), "30", "30"),
        ((10, 20, 60), "30", "20"),
        ((10, 20, 60, 11), "101/4", "31/2"),  # 101 ÷ 4; the middle two are 11 and 20
        ((0,), "0", "0"),  # live on the day it was signed
    ],
)
def test_the_time_is_averaged_over_accounts(days: tuple[int, ...], mean: str, median: str) -> None:
    names = ("acme", "birch", "cedar", "dune")
    events = [row for name, gap in zip(names, days, strict=False) for row in took(name, gap, MAR_1)]
    for average, expected in (("mean", mean), ("median", median)):
        figure = ask(f"{TIME}, average: {average}}}", owners=ALL, events=events).figure("ana")
        value = Fraction(expected)
        assert figure == Figure(value.numerator, value.denominator, sample=len(days), reached_on=MAR_1)


def test_it_runs_from_the_first_start_to_the_first_end_after_it() -> None:
    events = [
        happened("acme", "live", date(2023, 12, 1)),  # before it was signed
        happened("acme", "signed", date(2024, 1, 10)),
        happened("acme", "signed", date(2024, 1, 30)),
        happened("acme", "live", date(2024, 1, 25)),
        happened("acme", "live", date(2024, 3, 1)),
    ]
    assert ask(f"{TIME}}}", owners=ACME, events=events).figure("ana") == Figure(15, 1, 1, date(2024, 1, 25))


def test_an_account_counts_in_the_window_in_which_it_came_to_its_end() -> None:
    events = [*took("acme", 200, date(2024, 4, 1)), *took("birch", 10, MAR_31)]
    assert ask(f"{TIME}}}", owners=ALL, events=events).value("ana") == 10
    assert ask(f"{TIME}}}", owners=ALL, events=events, period=Q2).value("ana") == 200
    # a second end in the next quarter is not the first
    again = [*took("acme", 10, MAR_31), happened("acme", "live", date(2024, 4, 2))]
    assert ask(f"{TIME}}}", owners=ALL, events=again, period=Q2).figure("ana") is None


def test_what_has_not_ended_or_never_started_does_not_count() -> None:
    events = [happened("acme", "signed", FEB_1), happened("birch", "live", FEB_1)]
    assert ask(f"{TIME}}}", owners=ALL, events=events).figure("ana") is None


def test_an_account_counts_for_those_who_own_it_on_the_day_of_its_end() -> None:
    owners = [
        *owned("acme", to_date=MAR_1 - ONE_DAY),
        {"account": "acme", "person": "bo", "from_date": MAR_1},
    ]
    placements: list[Row] = [
        {"person": "bo", "team": "blue", "to_date": MAR_1 - ONE_DAY},
        {"person": "bo", "team": "red", "from_date": MAR_1},
        {"person": "ana", "team": "blue"},
    ]
    metrics = (
        f"own: {TIME}}}\nteam: {TIME.replace('person', 'team')}}}\nall: {TIME.replace('person', 'company')}}}"
    )
    events = [*took("acme", 40, MAR_1), *took("orphan", 20, MAR_1)]
    made = ask(metrics, owners=owners, placements=placements, events=events)
    assert made.figure("ana", "own") is None
    assert made.value("bo", "own") == 40
    assert [made.value("red", "team"), made.value("blue", "team")] == [40, None]
    assert made.figure("", "all") == Figure(30, 1, sample=2, reached_on=MAR_1)  # also what nobody owns


def test_only_the_customers_asked_for_are_looked_at() -> None:
    events = [*took("acme", 40, MAR_1), *took("birch", 20, MAR_1)]
    accounts = [{"account": "acme", "segment": "Enterprise"}, {"account": "birch", "segment": "Small"}]
    metric = f"{TIME}, customers: {{segment: Enterprise}}}}"
    assert ask(metric, owners=ALL, events=events, accounts=accounts).value("ana") == 40


WITHIN = "{measure: reached, scope: person, start: {kind: signed}, until: {kind: live}, within: 30 days"


def test_reached_is_how_many_were_there_in_time_of_those_whose_time_is_up() -> None:
    events = [
        *took("acme", 30, MAR_1),  # on the last day
        *took("birch", 31, MAR_1),  # a day late
        happened("cedar", "signed", FEB_1),  # never
        *took("dune", 5, MAR_31),  # its time is not up before April
    ]
    made = ask(f"{WITHIN}}}", owners=ALL, events=events)
    assert made.figure("ana") == Figure(1, 3, sample=3, reached_on=MAR_1)


def test_while_the_period_lasts_only_those_count_whose_time_is_up_today() -> None:
    events = [*took("acme", 5, FEB_1), happened("birch", "signed", date(2024, 2, 10))]
    # acme was signed on 27 January: its 30 days end on 26 February
    early = ask(f"{WITHIN}}}", owners=ALL, events=events, as_of=date(2024, 2, 25))
    assert early.figure("ana") is None
    on_the_day = ask(f"{WITHIN}}}", owners=ALL, events=events, as_of=date(2024, 2, 26))
    assert on_the_day.figure("ana") == Figure(1, 1, sample=1, reached_on=FEB_1)


def test_months_end_with_the_month_where_it_is_shorter() -> None:
    monthly = WITHIN.replace("30 days", "1 month") + "}"
    for live, expected in ((date(2024, 2, 29), 1), (date(2024, 3, 1), 0)):
        events = [happened("acme", "signed", date(2024, 1, 31)), happened("acme", "live", live)]
        assert ask(monthly, owners=ACME, events=events).value("ana") == expected


def test_where_nobody_was_in_time_there_is_no_day_of_reaching_it() -> None:
    made = ask(f"{WITHIN}}}", owners=ACME, events=[happened("acme", "signed", FEB_1)])
    assert made.figure("ana") == Figure(0, 1, sample=1, reached_on=None)


def test_it_counts_for_those_who_own_the_account_on_the_day_its_time_is_up() -> None:
    events = took("acme", 10, FEB_1)  # signed on 22 January: up on 21 February
    owners = [
        *owned("acme", to_date=date(2024, 2, 20)),
        {"account": "acme", "person": "bo", "from_date": date(2024, 2, 21)},
    ]
    made = ask(f"{WITHIN}}}", owners=owners, events=events)
    assert [made.value("ana"), made.value("bo")] == [None, 1]
