"""What a period comes to and what of it stands out, worked out by hand."""

import time

import pytest

from bot.review.figures import (
    ATTAINED,
    NOTHING,
    OVER,
    PROBLEMS,
    SOMETHING,
    UNDER,
    Attained,
    Figures,
    Flag,
    Limits,
    Stated,
    Sum,
    figures,
)

LIMITS = Limits(outlier_percent=50, attainment_percent=200)


def stated(person: int, total: int, currency: str = "USD", **more: tuple[object, ...]) -> Stated:
    return Stated(person, currency, total, **{"problems": (), "attained": (), **more})  # type: ignore[arg-type]


def of(total: int, *before: int) -> tuple[Flag, ...]:
    """The flags of somebody who gets `total`, after what they got before, the last first."""
    earlier = [{(1, "USD"): one} for one in before]
    return figures([stated(1, total)], earlier, LIMITS).people[1].flags


@pytest.mark.parametrize(
    ("total", "before", "flags"),
    [
        (150, (100, 100), ()),  # just 50 % over
        (151, (100, 100), (Flag(OVER, 51),)),
        (50, (100, 100), ()),
        (49, (100, 100), (Flag(UNDER, 51),)),
        (999, (100,), ()),  # one period makes no usual
        (160, (100, 120, 80, 300), ()),  # the median of four is (100 + 120) ÷ 2 = 110: 45 % over
        (166, (100, 120, 80, 300), (Flag(OVER, 50),)),  # 50.9 %
        (0, (100, 120), (Flag(NOTHING),)),
        (0, (100, 0, 100), (Flag(UNDER, 100),)),
        (0, (0, 0), ()),
        (5, (0, 0), (Flag(SOMETHING),)),
        (-200, (-100, -100), (Flag(UNDER, 100),)),
        (100, (-100, -100), (Flag(OVER, 200),)),
        (200, (100, 100, 100, 100, 200), (Flag(OVER, 100),)),  # a fifth period back does not count
    ],
)
def test_pay_is_compared_with_somebodys_usual(
    total: int, before: tuple[int, ...], flags: tuple[Flag, ...]
) -> None:
    assert of(total, *before) == flags


def test_attainment_over_the_limit_stands_out() -> None:
    at_the_limit, over = Attained("Renewals", 2, 1), Attained("Upsells", 401, 200)
    found = figures([stated(1, 5, attained=(at_the_limit, over))], [], LIMITS)
    assert found.people[1].flags == (Flag(ATTAINED, 200, "Upsells"),)


def test_a_problem_in_both_currencies_counts_once() -> None:
    both = [stated(1, 5, problems=("no rate",)), stated(1, 6, "EUR", problems=("no rate", "no target"))]
    found = figures(both, [], LIMITS)
    assert found.people[1].flags == (Flag(PROBLEMS, number=2),)
    assert found.with_problems == [1]
    assert found.outliers == []


def test_sums_are_by_currency_and_beside_the_period_before() -> None:
    found = figures(
        [stated(1, 5), stated(1, 7, "EUR"), stated(2, 6)],
        [{(1, "USD"): 4, (3, "USD"): 8, (3, "GBP"): 1}],
        LIMITS,
    )
    assert found.sums == (Sum("EUR", 7, None), Sum("GBP", 0, 1), Sum("USD", 11, 12))
    assert found.people[1].sums == (Sum("USD", 5, 4), Sum("EUR", 7, None))
    assert found.gone == (3,)


def test_a_plan_without_a_version_in_force_has_no_currency_to_sum() -> None:
    found = figures([stated(1, 0, "")], [{(1, ""): 0}], LIMITS)
    assert found.sums == ()
    assert found.people[1].sums == ()


def test_ten_thousand_people_take_well_under_a_second() -> None:
    people = range(10_000)
    now = [stated(one, one * 7) for one in people]
    before = [{(one, "USD"): one * 5 + period for one in people} for period in range(4)]
    began = time.process_time()
    found: Figures = figures(now, before, LIMITS)
    assert time.process_time() - began < 0.8
    assert len(found.people) == 10_000
