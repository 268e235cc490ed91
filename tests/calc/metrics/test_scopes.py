"""Whose results a metric takes in: teams of the day, lines of management, linked teams."""

from datetime import date

import pytest

from calc.metrics.figures import Figure
from calc.metrics.keys import key_of
from tests.calc.metrics.ask import Row, ask

FEB_1, MAR_1 = date(2024, 2, 1), date(2024, 3, 1)


def sale(person: str, amount: int, **more: object) -> Row:
    return {"person": person, "amount_minor": amount, **more}


def reports_to(**managers: str | None) -> list[Row]:
    return [{"person": person, "manager": manager} for person, manager in managers.items()]


SALES = [sale("ana", 1), sale("bo", 10), sale("cy", 100), sale("di", 1_000)]
LINE = "{measure: sum, scope: line, of: {}}"


def test_a_line_is_a_person_and_everybody_below_them() -> None:
    made = ask(LINE, events=SALES, placements=reports_to(di="cy", cy="bo", bo=None, ana=None))
    assert [made.value(person) for person in ("ana", "bo", "cy", "di")] == [1, 1_110, 1_100, 1_000]


def test_who_manage_each_other_in_a_circle_are_each_in_the_line_of_the_other_once() -> None:
    made = ask(LINE, events=SALES, placements=reports_to(ana="bo", bo="ana", cy="bo", di="di"))
    # ana and bo have each other and cy: 1 + 10 + 100; di is nobody's manager but di's own
    assert [made.value(person) for person in ("ana", "bo", "cy", "di")] == [111, 111, 100, 1_000]


def test_a_line_is_that_of_the_events_day() -> None:
    placements: list[Row] = [
        {"person": "cy", "manager": "ana", "to_date": date(2024, 2, 29)},
        {"person": "cy", "manager": "bo", "from_date": MAR_1},
    ]
    events = [sale("cy", 7, date=date(2024, 2, 29)), sale("cy", 50, date=MAR_1)]
    made = ask(LINE, events=events, placements=placements, assignments=[{"person": "ana"}, {"person": "bo"}])
    assert [made.value("ana"), made.value("bo")] == [7, 50]


def test_an_event_of_two_people_below_counts_once_in_a_line() -> None:
    owners: list[Row] = [
        {"account": "acme", "person": person, "share_ppm": 500_000} for person in ("cy", "di")
    ]
    metrics = f"sold: {LINE}\ndeals: {{measure: count, scope: line, of: {{}}}}"
    made = ask(
        metrics,
        owners=owners,
        placements=reports_to(cy="bo", di="bo"),
        events=[{"account": "acme", "amount_minor": 100}],
    )
    assert made.figure("bo", "sold") == Figure(100, 1, sample=1, reached_on=FEB_1)
    assert made.value("bo", "deals") == 1


def test_a_line_has_the_customers_of_everybody_below() -> None:
    made = ask(
        "{measure: gross_retention, scope: line}",
        books=[
            {"account": "acme", "recurring_minor": 60_000},
            {"account": "birch", "recurring_minor": 40_000},
        ],
        owners=[{"account": "acme", "person": "cy"}, {"account": "birch", "person": "di"}],
        placements=reports_to(cy="bo", di="cy"),
        events=[{"account": "birch", "recurring_change_minor": -10_000}],
    )
    assert made.figure("bo") == made.figure("cy") == Figure(90_000, 100_000, sample=2)
    assert made.figure("di") == Figure(30_000, 40_000, sample=1)


TEAMS: list[Row] = [
    {"person": "ana", "team": "blue", "region": "north"},
    {"person": "bo", "team": "red", "region": "south"},
    {"person": "cy", "team": "green", "region": "south"},
]


def test_a_team_has_what_its_people_sold_while_they_were_in_it() -> None:
    moved: list[Row] = [
        {"person": "ana", "team": "blue", "to_date": date(2024, 2, 29)},
        {"person": "ana", "team": "red", "from_date": MAR_1},
        {"person": "bo", "team": ""},
    ]
    events = [sale("ana", 1), sale("ana", 10, date=MAR_1), sale("bo", 100), sale("cy", 1_000)]
    made = ask("{measure: sum, scope: team, of: {}}", events=events, placements=moved)
    assert [made.value("blue"), made.value("red")] == [1, 10]
    assert set(made.measured["m"]) == {"blue", "red"}  # who is in no team sells for none


def test_a_region_is_that_of_the_people_and_not_of_the_event() -> None:
    events = [sale("ana", 1, region="south"), sale("bo", 10), sale("cy", 100)]
    made = ask("{measure: sum, scope: region, of: {}}", events=events, placements=TEAMS)
    assert [made.value("north"), made.value("south")] == [1, 110]


LINKED = "linked: [[red, blue]]"


def test_linked_teams_have_one_figure_under_both_their_names() -> None:
    made = ask(f"{{measure: sum, scope: team, of: {{}}, {LINKED}}}", events=SALES[:3], placements=TEAMS)
    assert made.value("red + blue") == 11
    assert made.value("green") == 100
    assert set(made.measured["m"]) == {"red + blue", "green"}
    keys = {stretch.person: key_of(made.plan.metrics["m"], stretch) for stretch in made.members}
    assert keys == {"ana": "red + blue", "bo": "red + blue", "cy": "green"}


def test_what_two_linked_teams_did_together_counts_once() -> None:
    owners: list[Row] = [
        {"account": "acme", "person": person, "share_ppm": 500_000} for person in ("ana", "bo")
    ]
    metrics = f"""
deals: {{measure: count, scope: team, of: {{}}, {LINKED}}}
kept: {{measure: logo_retention, scope: team, {LINKED}}}
speed: {{measure: time_between, scope: team, start: {{kind: sale}}, until: {{kind: live}}, {LINKED}}}
"""
    made = ask(
        metrics,
        owners=owners,
        placements=TEAMS,
        books=[{"account": "acme", "recurring_minor": 5}],
        events=[{"account": "acme"}, {"account": "acme", "kind": "live", "date": MAR_1}],
    )
    assert made.figure("red + blue", "deals") == Figure(2, 1, sample=2, reached_on=MAR_1)
    assert made.figure("red + blue", "kept") == Figure(1, 1, sample=1)
    assert made.figure("red + blue", "speed") == Figure(29, 1, sample=1, reached_on=MAR_1)


def test_linked_regions_have_one_figure_too() -> None:
    metric = "{measure: sum, scope: region, of: {}, linked: [[north, south]]}"
    made = ask(metric, events=SALES[:3], placements=TEAMS)
    assert made.value("north + south") == 111
    assert made.rows["scope_key"].unique().to_list() == ["north + south"]


def test_split_at_a_transfer_each_part_has_the_team_of_its_days() -> None:
    moved: list[Row] = [
        {"person": "ana", "team": "blue", "to_date": date(2024, 2, 29)},
        {"person": "ana", "team": "red", "from_date": MAR_1},
    ]
    events = [sale("ana", 1), sale("ana", 10, date=MAR_1)]
    metric = "{measure: sum, scope: team, of: {}}"
    split = ask(metric, events=events, placements=moved, terms="transfers: split")
    assert split.rows.select("person", "scope_key", "numerator").sort("scope_key").rows() == [
        ("ana", "blue", 1),
        ("ana", "red", 10),
    ]
    last = ask(metric, events=events, placements=moved)
    assert last.rows["scope_key"].to_list() == ["red"]


@pytest.mark.parametrize("scope", ["team", "region"])
def test_who_is_in_no_team_or_region_has_no_key(scope: str) -> None:
    made = ask(f"{{measure: sum, scope: {scope}, of: {{}}}}", events=[sale("ana", 5)])
    assert key_of(made.plan.metrics["m"], made.members[0]) is None
    assert made.measured["m"] == {}
    assert made.rows.is_empty()
