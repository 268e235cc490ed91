"""Figures measured elsewhere, scores by several criteria, and several metrics as one."""

from datetime import date
from fractions import Fraction

from calc.metrics.figures import Figure
from tests.calc.metrics.ask import Q2, Row, ask

MAR_1, MAR_15 = date(2024, 3, 1), date(2024, 3, 15)
ANA: list[Row] = [{"person": "ana", "team": "blue"}]


def read(metric: str, value: int, scope: str = "company", key: str | None = None, **more: object) -> Row:
    return {"metric": metric, "value_num": value, "scope": scope, "scope_key": key, **more}


def test_a_reading_is_the_latest_in_the_window_with_its_sample() -> None:
    readings = [
        read("m", 40, date=MAR_1, sample=12),
        read("m", 83, date=MAR_15, value_den=2, sample=30),
        read("m", 99, date=date(2024, 4, 1)),
    ]
    made = ask("{measure: reading, scope: company}", placements=ANA, readings=readings)
    assert made.figure("") == Figure(83, 2, sample=30, reached_on=MAR_15)
    early = ask("{measure: reading, scope: company}", placements=ANA, readings=readings, as_of=MAR_1)
    assert early.figure("") == Figure(40, 1, sample=12, reached_on=MAR_1)


def test_a_reading_of_an_earlier_period_counts_in_a_longer_window() -> None:
    metrics = (
        "now: {measure: reading, scope: company}\nyear: {measure: reading, scope: company, window: year}"
    )
    readings = [read(name, 7, date=date(2024, 1, 5)) for name in ("now", "year")]
    made = ask(metrics, placements=ANA, readings=readings, period=Q2)
    assert made.value("", "now") is None
    assert made.value("", "year") == 7


def test_linked_teams_have_the_reading_that_is_imported_under_both_their_names() -> None:
    metric = "{measure: reading, scope: team, reading: nps, linked: [[red, blue]]}"
    readings = [read("nps", 30, "team", "blue", date=MAR_15), read("nps", 42, "team", "red + blue")]
    assert ask(metric, placements=ANA, readings=readings).value("red + blue") == 42
    assert ask(metric, placements=ANA, readings=readings[:1]).figure("red + blue") is None


RUBRIC = "{measure: rubric, scope: person, criteria: {notes: 60%, calls: 40%}, scale: 5}"


def test_a_rubric_adds_up_the_scores_by_their_weights_out_of_the_scale() -> None:
    readings = [
        read("notes", 5, "person", "ana", date=MAR_1),
        read("notes", 4, "person", "ana", date=MAR_15),  # the latest
        read("calls", 3, "person", "ana", date=MAR_1),
        read("notes", 5, "person", "bo"),  # bo's calls are not scored
    ]
    made = ask(RUBRIC, placements=[*ANA, {"person": "bo"}], readings=readings)
    # (0.6 × 4 + 0.4 × 3) ÷ 5 = 3.6 ÷ 5 = 72 %
    assert made.figure("ana") == Figure(18, 25, sample=None, reached_on=MAR_15)
    assert made.figure("bo") is None


PARTS = """
kept: {measure: reading, scope: team, target: 90%}
nps: {measure: reading, scope: company, target: 40}
own: {measure: count, scope: person, of: {}, target: 4}
m: {measure: blend, scope: person, parts: {kept: 50%, nps: 30%, own: 20%}}
"""
READINGS = [read("kept", 81, "team", "blue", value_den=100), read("nps", 50)]
EVENTS: list[Row] = [{"person": "ana"}]


def test_a_blend_adds_up_the_attainments_of_its_parts_at_the_persons_own_keys() -> None:
    made = ask(PARTS, placements=ANA, readings=READINGS, events=EVENTS)
    # 50 % × 81/90 + 30 % × 50/40 + 20 % × 1/4 = 0.45 + 0.375 + 0.05 = 87.5 %
    # the readings are of 1 March, ana's event of 1 February
    assert made.figure("ana") == Figure(7, 8, sample=None, reached_on=MAR_1)
    # its target is 100 %, unless it has one of its own
    assert made.attainment("ana") == Fraction(7, 8)
    higher = ask(
        PARTS.replace("20%}}", "20%}, target: 125%}"), placements=ANA, readings=READINGS, events=EVENTS
    )
    assert higher.attainment("ana") == Fraction(7, 10)


def test_a_blend_of_which_a_part_is_missing_is_no_figure() -> None:
    assert ask(PARTS, placements=ANA, readings=READINGS[:1], events=EVENTS).figure("ana") is None
    without_target = PARTS.replace(", target: 40", "")
    assert ask(without_target, placements=ANA, readings=READINGS, events=EVENTS).figure("ana") is None
    nowhere: list[Row] = [{"person": "ana", "team": ""}]
    assert ask(PARTS, placements=nowhere, readings=READINGS, events=EVENTS).figure("ana") is None


def test_a_part_with_too_small_a_sample_is_missing_unless_it_is_taken_as_on_target() -> None:
    few = PARTS.replace("target: 4}", "target: 4, least_sample: 2}")
    assert ask(few, placements=ANA, readings=READINGS, events=EVENTS).figure("ana") is None
    taken = few.replace("least_sample: 2", "least_sample: 2, below_sample: on_target")
    # 0.45 + 0.375 + 20 % × 1
    assert ask(taken, placements=ANA, readings=READINGS, events=EVENTS).value("ana") == Fraction(41, 40)


def test_a_blend_can_be_part_of_a_blend() -> None:
    metrics = "all: {measure: blend, scope: person, parts: {m: 60%, nps: 40%}}" + PARTS
    made = ask(metrics, placements=ANA, readings=READINGS, events=EVENTS)
    assert made.value("ana", "all") == Fraction(6, 10) * Fraction(7, 8) + Fraction(4, 10) * Fraction(5, 4)


def test_a_part_is_capped_where_lower_is_better_and_nothing_was_needed() -> None:
    metrics = """
tickets: {measure: count, scope: person, of: {kind: ticket}, target: 5, better: lower}
m: {measure: blend, scope: person, parts: {tickets: 100%}}
"""
    assert ask(metrics, placements=ANA).value("ana") == 10  # no ticket at all: 1,000 %
    four: list[Row] = [{"person": "ana", "kind": "ticket"}] * 4
    assert ask(metrics, placements=ANA, events=four).value("ana") == Fraction(5, 4)
