"""Figures that rest on too little, figures that are assumed, and the rows that are shown."""

from datetime import date
from fractions import Fraction

import pytest

from calc.metrics.figures import measure_id
from tests.calc.metrics.ask import Q1, Row, ask

ANA: list[Row] = [{"person": "ana", "team": "blue"}]


def answers(*scores: int) -> list[Row]:
    return [{"kind": "csat", "person": "ana", "quantity_milli": score * 1_000} for score in scores]


CSAT = "{measure: csat, scope: person, target: 80%, least_sample: 3"


def test_with_fewer_than_the_least_there_is_nothing_to_pay_by() -> None:
    two = ask(f"{CSAT}}}", placements=ANA, events=answers(5, 5)).at("ana")
    assert two is not None
    assert two.too_few
    assert not two.counts
    three = ask(f"{CSAT}}}", placements=ANA, events=answers(5, 5, 1)).at("ana")
    assert three is not None
    assert three.counts
    assert three.attainment == Fraction(5, 6)  # 2/3 of 80 %


@pytest.mark.parametrize("scores", [(1, 1), ()])
def test_too_few_can_be_taken_as_on_target_and_so_can_none_at_all(scores: tuple[int, ...]) -> None:
    made = ask(f"{CSAT}, below_sample: on_target}}", placements=ANA, events=answers(*scores)).at("ana")
    assert made is not None
    assert made.counts
    assert [made.attainment, made.value] == [1, Fraction(4, 5)]
    assert made.figure.sample == len(scores)


def test_only_members_without_any_figure_are_taken_as_on_target() -> None:
    made = ask(
        f"{CSAT}, below_sample: on_target}}",
        placements=ANA,
        owners=[{"account": "acme", "person": "zed"}],
        assignments=[{"person": "ana"}],
    )
    assert set(made.measured["m"]) == {"ana"}


def test_who_has_enough_events_but_nothing_to_divide_by_has_no_figure() -> None:
    metric = """{measure: ratio, scope: person, of: {kind: won}, over: {kind: offered}, adds: amount,
      least_sample: 2, below_sample: on_target}"""
    free: list[Row] = [{"kind": "offered", "person": "ana"}]
    assert ask(metric, placements=ANA, events=free * 2).at("ana") is None
    one = ask(metric, placements=ANA, events=free).at("ana")
    assert one is not None
    assert one.counts


def test_a_reading_whose_sample_nobody_knows_is_large_enough() -> None:
    metric = "{measure: reading, scope: company, target: 40, least_sample: 10, below_sample: on_target}"
    for sample, expected in ((None, 30), (10, 30), (9, 40)):
        reading: Row = {"metric": "m", "value_num": 30, "sample": sample}
        assert ask(metric, placements=ANA, readings=[reading]).value("") == expected
    # without any reading nothing is known at all
    assert ask(metric, placements=ANA).at("") is None


def test_a_zero_that_rests_on_nothing_can_be_too_few() -> None:
    made = ask("{measure: sum, scope: person, of: {}, target: $1, least_sample: 1}", placements=ANA).at("ana")
    assert made is not None
    assert (made.figure.numerator, made.too_few) == (0, True)


def test_an_assumed_attainment_is_taken_instead_of_what_was_measured() -> None:
    made = ask(f"{CSAT}}}", placements=ANA, events=answers(1, 1), assumed={"m": Fraction(11, 10)}).at("ana")
    assert made is not None
    assert made.value == Fraction(88, 100)  # 110 % of 80 %
    assert made.attainment == Fraction(11, 10)
    assert made.counts
    assert made.figure.sample == 2


def test_it_can_be_assumed_where_nothing_was_measured_but_not_without_a_target() -> None:
    metric = "{measure: gross_retention, scope: team, target: 90%}"
    made = ask(metric, placements=ANA, assumed={"m": Fraction(1)})
    assert made.value("blue") == Fraction(9, 10)
    without = ask(metric.replace(", target: 90%", ""), placements=ANA, assumed={"m": Fraction(1)})
    assert without.at("blue") is None


@pytest.mark.parametrize(
    ("assumed", "value", "attained"),
    [
        (Fraction(2), 3, 2),
        (Fraction(1, 2), 12, Fraction(1, 2)),
        (Fraction(0), 6_000_000, Fraction(1, 1_000_000)),
    ],
)
def test_where_lower_is_better_the_value_goes_the_other_way(
    assumed: Fraction, value: int, attained: Fraction
) -> None:
    metric = "{measure: average, scope: company, of: {}, target: 6, better: lower}"
    made = ask(metric, placements=ANA, assumed={"m": assumed})
    assert made.value("") == value
    assert made.attainment("") == attained


def test_a_blend_follows_from_what_is_assumed_of_its_parts() -> None:
    metrics = """
own: {measure: sum, scope: person, of: {}, target: $10}
m: {measure: blend, scope: person, parts: {own: 100%}}
"""
    assert ask(metrics, placements=ANA, assumed={"own": Fraction(3, 4)}).value("ana") == Fraction(3, 4)
    assert ask(metrics, placements=ANA, assumed={"m": Fraction(3, 2)}).value("ana") == Fraction(3, 2)


def test_a_row_says_whose_figure_of_which_days_it_is() -> None:
    metric = "{measure: csat, scope: team, title: Happy customers, window: half, target: 80%}"
    made = ask(metric, placements=ANA, events=answers(5, 1, 5), as_of=date(2024, 3, 10))
    assert made.rows.rows(named=True) == [
        {
            "person": "ana",
            "plan": "p",
            "measure": "m@blue@2024-Q1",
            "metric": "m",
            "title": "Happy customers",
            "scope": "team",
            "scope_key": "blue",
            "span": "2024-Q1",
            "first": date(2024, 1, 1),
            "last": date(2024, 3, 10),
            "unit": "percent",
            "numerator": 2,
            "denominator": 3,
            "sample": 3,
            "target_num": 4,
            "target_den": 5,
            "attained_num": 5,
            "attained_den": 6,
        }
    ]
    assert measure_id("m", "blue", Q1.key) == "m@blue@2024-Q1"


def test_everybody_of_a_team_has_their_row_of_its_figure_once() -> None:
    placements = [*ANA, {"person": "bo", "team": "blue"}]
    assignments: list[Row] = [
        {"person": "ana", "to_date": date(2024, 1, 31)},
        {"person": "ana", "from_date": date(2024, 2, 1)},  # agreed anew
        {"person": "bo"},
    ]
    made = ask("{measure: sum, scope: team, of: {}}", placements=placements, assignments=assignments)
    assert made.rows["person"].to_list() == ["ana", "bo"]


def test_a_figure_too_wide_for_its_column_is_shown_as_near_as_it_can_be() -> None:
    top = 10**18 + 9  # four attainments of such numbers have a denominator of 72 digits
    metrics = "\n".join(f"r{number}: {{measure: reading, scope: company}}" for number in range(4))
    metrics += "\nm: {measure: blend, scope: person, parts: {r0: 25%, r1: 25%, r2: 25%, r3: 25%}}"
    made = ask(
        metrics,
        placements=ANA,
        readings=[{"metric": f"r{number}", "value_num": top, "value_den": 7} for number in range(4)],
        targets=[{"metric": f"r{number}", "value_num": top + 2 * number + 1} for number in range(4)],
    )
    exact = made.value("ana", "m")
    assert exact is not None
    assert exact.denominator > 2**127
    row = made.rows.filter(metric="m").row(0, named=True)
    assert abs(Fraction(row["numerator"], row["denominator"]) - exact) < Fraction(1, 10**30)


def test_a_target_past_64_bits_is_shown_as_the_most_that_there_can_be() -> None:
    people: list[Row] = [{"person": f"p{number}"} for number in range(100)]
    metric = "{measure: sum, scope: company, of: {}, target_each: $999999999999999}"
    made = ask(metric, people=people)
    assert made.target("") == 99_999_999_999_999_900 * 100
    assert made.rows["target_num"].unique().to_list() == [2**63 - 1]
