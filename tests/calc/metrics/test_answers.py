"""Answers to surveys, and averages of quantities."""

from datetime import date
from fractions import Fraction

import pytest

from calc.metrics.figures import Figure
from tests.calc.metrics.ask import Row, ask

FEB_1, MAR_1 = date(2024, 2, 1), date(2024, 3, 1)


def answers(kind: str, *scores: int | str, **more: object) -> list[Row]:
    """Surveys of acme's people, by their scores; they carry no money, so they name no currency."""
    plain = {"kind": kind, "account": "acme", "currency": None}
    return [{**plain, "quantity_milli": int(Fraction(score) * 1_000), **more} for score in scores]


OWNED = [{"account": "acme", "person": "ana"}]
NPS, CSAT = "{measure: nps, scope: person}", "{measure: csat, scope: person}"


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((10, 9, 9, 8, 7, 6, 0), (100, 7)),  # 3 promoters, 2 detractors of 7: 1 × 100 ÷ 7
        ((9, 9), (200, 2)),
        ((6, 0), (-200, 2)),
        ((7, 8), (0, 2)),
        (("8.5", "6.5"), (0, 2)),  # neither 9 nor 6
    ],
)
def test_nps_is_promoters_less_detractors_out_of_a_hundred(
    scores: tuple[int | str, ...], expected: tuple[int, int]
) -> None:
    made = ask(NPS, owners=OWNED, events=answers("nps", *scores))
    assert made.figure("ana") == Figure(*expected, sample=expected[1], reached_on=FEB_1)


def test_csat_is_the_satisfied_out_of_all_who_answered() -> None:
    events = answers("csat", 5, 4, "3.9", 1)
    assert ask(CSAT, owners=OWNED, events=events).figure("ana") == Figure(2, 4, 4, FEB_1)
    strict = CSAT.replace("}", ", satisfied_from: 5}")
    assert ask(strict, owners=OWNED, events=events).value("ana") == Fraction(1, 4)


def test_a_survey_without_an_answer_does_not_count() -> None:
    unanswered: list[Row] = [{"kind": "csat", "account": "acme"}]
    made = ask(CSAT, owners=OWNED, events=[*answers("csat", 5), *unanswered])
    assert made.figure("ana") == Figure(1, 1, sample=1, reached_on=FEB_1)


@pytest.mark.parametrize("metric", [NPS, CSAT, "{measure: average, scope: person, of: {kind: health}}"])
def test_without_any_answer_there_is_no_figure(metric: str) -> None:
    events = [*answers("other", 5), *answers("csat", 5, date=date(2023, 12, 31))]
    assert ask(metric, owners=OWNED, events=events).figure("ana") is None


def test_answers_can_be_of_another_kind_or_of_some_customers() -> None:
    events = [*answers("survey", 10), *answers("nps", 0), *answers("nps", 9, product="Core")]
    other = ask("{measure: nps, scope: person, of: {kind: survey}}", owners=OWNED, events=events)
    assert other.value("ana") == 100
    # without a kind of their own they are still answers: the survey of that product does not come in
    core = ask("{measure: nps, scope: person, of: {product: Core}}", owners=OWNED, events=events)
    assert core.figure("ana") == Figure(100, 1, sample=1, reached_on=FEB_1)


def test_an_answer_counts_whole_for_each_owner_and_once_for_their_team() -> None:
    owners: list[Row] = [{"account": "acme", "person": name, "share_ppm": 500_000} for name in ("ana", "bo")]
    placements = [{"person": "ana", "team": "blue"}, {"person": "bo", "team": "blue"}]
    metrics = "own: {measure: nps, scope: person}\nteam: {measure: nps, scope: team}"
    made = ask(metrics, owners=owners, placements=placements, events=answers("nps", 10, 3, 8))
    assert made.figure("bo", "own") == Figure(0, 3, 3, FEB_1)
    assert made.figure("blue", "team") == Figure(0, 3, 3, FEB_1)


def test_the_company_has_the_answers_of_customers_that_nobody_owns() -> None:
    made = ask("{measure: nps, scope: company}", people=[{"person": "ana"}], events=answers("nps", 9, 10, 6))
    assert made.value("") == Fraction(100, 3)


HEALTH = "{measure: average, scope: person, of: {kind: health}"


@pytest.mark.parametrize(
    ("scores", "mean", "median"),
    [
        ((4,), "4", "4"),
        ((1, 2, 9), "4", "2"),  # 12 ÷ 3; the middle one
        ((9, 1, 2, 5), "17/4", "7/2"),  # 17 ÷ 4; the middle two are 2 and 5
        (("0.5", "-2"), "-3/4", "-3/4"),
        ((7, 7), "7", "7"),
    ],
)
def test_an_average_is_the_mean_or_the_median(scores: tuple[int | str, ...], mean: str, median: str) -> None:
    events = answers("health", *scores)
    for average, expected in (("mean", mean), ("median", median)):
        made = ask(f"{HEALTH}, average: {average}}}", owners=OWNED, events=events)
        assert made.value("ana") == Fraction(expected)
        figure = made.figure("ana")
        assert figure is not None
        assert (figure.sample, figure.reached_on) == (len(scores), FEB_1)


def test_the_last_answer_is_when_a_figure_was_reached() -> None:
    events = [*answers("health", 4, date=MAR_1), *answers("health", 2)]
    figure = ask(f"{HEALTH}}}", owners=OWNED, events=events).figure("ana")
    assert figure is not None
    assert figure.reached_on == MAR_1


def test_quantities_past_64_bits_are_averaged_all_the_same() -> None:
    huge = answers("health", 9 * 10**15, 9 * 10**15)
    for average in ("mean", "median"):
        made = ask(f"{HEALTH}, average: {average}}}", owners=OWNED, events=huge)
        assert made.value("ana") == 9 * 10**15
