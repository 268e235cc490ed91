"""Targets: imported, of a plan's people together, or the plan's own; and what is due of them by now."""

from datetime import date
from fractions import Fraction

import pytest

from tests.calc.metrics.ask import LONG_AGO, MAY, Q2, Row, ask

FEB_10, MAR_1 = date(2024, 2, 10), date(2024, 3, 1)
EACH = "{measure: sum, scope: team, of: {}, target_each: $910}"  # ten dollars a day of the first quarter
BLUE: list[Row] = [{"person": "ana", "team": "blue"}, {"person": "bo", "team": "blue"}]


def at_work(**since: date) -> list[Row]:
    return [{"person": person, "start_date": day} for person, day in since.items()]


def imported(value: int, scope: str = "team", key: str = "blue", **more: object) -> Row:
    return {"metric": "m", "scope": scope, "scope_key": key, "value_num": value, **more}


def test_a_teams_target_is_what_its_members_are_to_bring_together() -> None:
    assert ask(EACH, placements=BLUE).target("blue") == 182_000  # 2 × $910.00


def test_who_joins_brings_their_part_by_days_or_by_months() -> None:
    people = at_work(ana=LONG_AGO, bo=FEB_10)
    by_days = ask(EACH, placements=BLUE, people=people)
    assert by_days.target("blue") == 91_000 + 51_000  # bo is there for 51 of 91 days
    by_months = ask(EACH, placements=BLUE, people=people, terms="prorate: months")
    # bo is there on 15 February and 15 March: two of three months
    assert by_months.target("blue") == 91_000 + Fraction(2, 3) * 91_000


def test_leave_is_left_out_where_the_plan_says_so() -> None:
    leave: list[Row] = [{"person": "bo", "from_date": MAR_1, "to_date": date(2024, 3, 11)}]
    assert ask(EACH, placements=BLUE, leave=leave).target("blue") == 182_000
    made = ask(EACH, placements=BLUE, leave=leave, terms="leave: left_out")
    assert made.target("blue") == 182_000 - 11_000  # eleven days


def test_a_ramp_lowers_what_new_people_are_to_bring() -> None:
    people = at_work(ana=LONG_AGO, bo=FEB_10)
    ramp = "ramp: [{months: 1, counts: 25%}, {months: 2, counts: 50%}]"
    made = ask(EACH, placements=BLUE, people=people, terms=ramp)
    # bo: 29 days (10 February to 9 March) at 25 %, 22 days at 50 %: 7.25 + 11 days
    assert made.target("blue") == 91_000 + 18_250


def test_people_of_other_teams_and_without_the_plan_bring_nothing() -> None:
    placements: list[Row] = [*BLUE, {"person": "cy", "team": "red"}, {"person": "di", "team": "blue"}]
    assigned: list[Row] = [{"person": person} for person in ("ana", "bo", "cy")]
    made = ask(EACH, placements=placements, assignments=assigned)
    assert [made.target("blue"), made.target("red")] == [182_000, 91_000]


def test_split_at_a_transfer_each_team_has_its_days() -> None:
    moved: list[Row] = [
        {"person": "ana", "team": "blue", "to_date": date(2024, 2, 29)},
        {"person": "ana", "team": "red", "from_date": MAR_1},
    ]
    made = ask(EACH, placements=moved, terms="transfers: split")
    assert [made.target("blue"), made.target("red")] == [60_000, 31_000]  # 60 and 31 days


@pytest.mark.parametrize(
    ("scope", "keys"),
    [
        ("person", {"ana": 91_000, "bo": 91_000, "cy": 91_000}),
        ("company", {"": 273_000}),
        ("line", {"ana": 91_000, "bo": 182_000, "cy": 273_000}),  # ana below bo below cy
    ],
)
def test_each_scope_adds_up_its_own_people(scope: str, keys: dict[str, int]) -> None:
    placements: list[Row] = [
        {"person": "ana", "manager": "bo"},
        {"person": "bo", "manager": "cy"},
        {"person": "cy"},
    ]
    made = ask(EACH.replace("team", scope), placements=placements)
    assert {key: made.target(key) for key in keys} == keys


def test_a_line_is_that_of_the_place_day() -> None:
    placements: list[Row] = [
        {"person": "ana", "manager": "bo", "to_date": date(2024, 2, 29)},
        {"person": "ana", "manager": "cy", "from_date": MAR_1},
    ]
    assigned: list[Row] = [{"person": person} for person in ("ana", "bo", "cy")]
    people = at_work(ana=LONG_AGO, bo=LONG_AGO, cy=LONG_AGO)
    line = EACH.replace("team", "line")
    made = ask(line, placements=placements, people=people, assignments=assigned)
    assert [made.target("bo"), made.target("cy")] == [91_000, 182_000]
    early = ask(line, placements=placements, people=people, assignments=assigned, as_of=date(2024, 2, 29))
    assert [early.target("bo"), early.target("cy")] == [182_000, 91_000]


def test_linked_teams_are_held_against_what_all_their_people_bring() -> None:
    placements: list[Row] = [*BLUE, {"person": "cy", "team": "red"}]
    metric = EACH.replace("$910", "$910, linked: [[blue, red]]")
    assert ask(metric, placements=placements).target("blue + red") == 273_000
    one_alone, both = imported(7_000, from_date=MAR_1), imported(5_000, key="blue + red")
    assert ask(metric, placements=placements, targets=[one_alone, both]).target("blue + red") == 5_000


def test_an_imported_target_goes_before_what_the_members_are_to_bring_or_the_plan_says() -> None:
    assert ask(EACH, placements=BLUE, targets=[imported(77)]).target("blue") == 77
    own = EACH.replace("target_each", "target")
    assert ask(own, placements=BLUE, targets=[imported(77)]).target("blue") == 77
    assert ask(own, placements=BLUE).target("blue") == 91_000


def test_a_team_of_nobody_on_the_plan_is_to_bring_nothing_that_is_known() -> None:
    events: list[Row] = [{"person": "zed", "amount_minor": 1}]
    placements: list[Row] = [*BLUE, {"person": "zed", "team": "grey"}]
    made = ask(EACH, placements=placements, events=events, assignments=[{"person": "ana"}])
    assert made.value("grey") == 1
    assert made.target("grey") is None


def test_of_a_longer_window_what_is_due_by_now_can_count() -> None:
    whole = "{measure: sum, scope: person, of: {}, window: year, target: $1200}"
    people = at_work(ana=LONG_AGO)
    assert ask(whole, people=people, period=Q2).target("ana") == 120_000
    due = whole.replace("$1200", "$1200, due: to_date")
    assert ask(due, people=people, period=Q2).target("ana") == 60_000  # six of twelve months
    assert ask(due, people=people, period=MAY).target("ana") == 50_000  # five
    # today does not change it: the whole of May is due at its end
    assert ask(due, people=people, period=MAY, as_of=date(2024, 5, 2)).target("ana") == 50_000


def test_imported_targets_are_due_in_parts_too() -> None:
    metric = "{measure: sum, scope: person, of: {}, window: half, due: to_date}"
    made = ask(metric, people=at_work(ana=LONG_AGO), targets=[imported(900, "person", "ana")])
    assert made.target("ana") == 450  # January to March of the half


def test_lower_can_be_better() -> None:
    metric = "{measure: average, scope: company, of: {kind: ticket}, target: 6, better: lower}"
    for hours, attained in (
        (4, Fraction(3, 2)),
        (12, Fraction(1, 2)),
        (0, 10),
        (-1, 10),
        (Fraction(1, 10), 10),
    ):
        event: Row = {"kind": "ticket", "quantity_milli": int(hours * 1_000)}
        made = ask(metric, people=at_work(ana=LONG_AGO), events=[event])
        assert made.attainment("") == attained  # target over value, at most 1,000 %
        (row,) = made.rows.rows(named=True)
        assert Fraction(row["attained_num"], row["attained_den"]) == attained


def test_a_target_of_nothing_is_no_target() -> None:
    made = ask("{measure: sum, scope: team, of: {}}", placements=BLUE, targets=[imported(0)])
    assert made.target("blue") == 0
    assert made.attainment("blue") is None
    assert made.rows.select("attained_num", "attained_den").unique().rows() == [(None, None)]
