"""What the demo company's people earn: believable, uneven, and with every problem that a screen can show."""

from fractions import Fraction
from itertools import pairwise

import polars as pl

from bot.demo import cast
from bot.demo.company import Company
from calc.results import Calculation
from tests.demo.conftest import Imported

EXPECTED_PROBLEMS = {
    "no_plan",
    "no_rate",
    "nobody_credited",
    "not_measured",
    "other_currency",
    "outside_plan",
}


def test_everybody_on_a_plan_has_a_statement_in_every_quarter(imported: Imported, company: Company) -> None:
    for quarter in company.window.quarters:
        result = imported.results[quarter.key]
        expected = {
            one.person
            for one in company.agreements
            if one.first <= quarter.end and (one.last is None or one.last >= quarter.start)
        }
        if quarter == company.window.current:
            expected -= {company.situations.nothing_this_quarter}
        assert set(result.lines["person"]) == expected


def test_nothing_goes_wrong_but_what_is_meant_to(imported: Imported) -> None:
    codes = {code for result in imported.results.values() for code in result.problems["code"]}
    assert codes == EXPECTED_PROBLEMS


def test_the_quarters_before_anybody_came_or_went_are_without_problems(imported: Imported) -> None:
    for result in list(imported.results.values())[:-2]:
        assert result.problems.is_empty()


def test_each_special_situation_shows_where_it_should(imported: Imported, company: Company) -> None:
    who, deals = company.situations, company.situations.deals
    previous, current = imported.previous, imported.current
    assert ("no_plan", who.without_plan) in _problems(previous) & _problems(current)
    assert ("outside_plan", who.leaver) in _problems(previous)
    assert f"crm:{deals['without an owner']}" in _events(previous, "nobody_credited")
    for code, name in (("other_currency", "in euros"), ("no_rate", "without a rate")):
        for result, special in ((previous, deals[name]), (current, deals[f"{name}, lately"])):
            # A problem tells of the first of several alike; none of them is paid.
            assert _events(result, code)
            assert min(_events(result, code)) <= f"crm:{special}"
            assert f"crm:{special}" not in set(result.lines["event"])


def test_who_joined_is_paid_for_their_days_and_told_what_cannot_be_measured(
    imported: Imported, company: Company
) -> None:
    joiner = company.situations.joiner
    assert ("not_measured", joiner) in _problems(imported.current)
    [factors] = imported.current.lines.filter(pl.col("person") == joiner)["factors"]
    days = Fraction(factors.rpartition("days on the plan:")[2])
    assert 0 < days < 1
    assert company.window.current.days % days.denominator == 0


def test_who_moved_has_lines_of_both_plans_that_make_up_the_quarter(
    imported: Imported, company: Company
) -> None:
    lines = imported.previous.lines.filter(pl.col("person") == company.situations.mover)
    bonuses = lines.filter(pl.col("factors").str.contains("days on the plan"))
    days = {
        plan: Fraction(factors.rpartition("days on the plan:")[2])
        for plan, factors in bonuses.select("plan", "factors").iter_rows()
    }
    assert set(days) == {"onboarding", "base-and-variable"}
    assert sum(days.values()) == 1


def test_who_is_away_has_nothing_at_all_this_quarter(imported: Imported, company: Company) -> None:
    away, result = company.situations.nothing_this_quarter, imported.current
    for frame in (result.lines, result.measures, result.problems):
        assert frame.filter(pl.col("person") == away).is_empty()
    assert imported.previous.lines.filter(pl.col("person") == away).height > 0


def test_customer_success_managers_earn_between_one_and_twenty_thousand_a_quarter(imported: Imported) -> None:
    totals = [
        total
        for result in list(imported.results.values())[:-1]
        for person, total in _totals(result).items()
        if cast.BY_KEY[person].team and cast.BY_KEY[person].plan != "leadership"
    ]
    usual = [total for total in totals if 2_000_00 <= total <= 15_000_00]
    assert min(totals) > 0
    assert max(totals) < 25_000_00
    assert len(usual) > len(totals) * 4 // 5


def test_pay_differs_from_person_to_person_and_from_quarter_to_quarter(imported: Imported) -> None:
    totals = [_totals(result) for result in list(imported.results.values())[:-1]]
    for quarter in totals:
        assert len(set(quarter.values())) > len(quarter) * 9 // 10
    assert all(first != second for first, second in pairwise(totals))


def test_retention_lies_between_60_and_130_percent_and_mostly_between_85_and_103(imported: Imported) -> None:
    found = [
        Fraction(row["numerator"], row["denominator"])
        for result in imported.results.values()
        for row in result.measures.unique(["metric", "scope_key"]).iter_rows(named=True)
        if "retention" in row["metric"]
    ]
    assert len(found) > 80
    assert Fraction(60, 100) < min(found) < Fraction(95, 100)
    assert 1 < max(found) < Fraction(130, 100)
    usual = [value for value in found if Fraction(85, 100) <= value <= Fraction(103, 100)]
    assert len(usual) > len(found) * 3 // 4


def test_some_are_over_their_target_and_some_far_under(imported: Imported) -> None:
    attained = _attainments(imported, "expansion")
    assert max(attained) > Fraction(120, 100)
    assert min(attained) < Fraction(60, 100)
    assert max(attained) < 3
    assert len(set(attained)) == len(attained)
    own = _attainments(imported, "own_net_retention")
    assert sum(value > 1 for value in own) > 5
    assert sum(value < Fraction(98, 100) for value in own) > 2


def test_every_component_of_every_plan_pays_somebody(imported: Imported, company: Company) -> None:
    lines = pl.concat([result.lines for result in imported.results.values()])
    paid = set(lines.filter(pl.col("amount_minor") > 0).select("plan", "component").unique().iter_rows())
    assert paid == {
        ("base-and-variable", "renewals"), ("base-and-variable", "expansion"),
        ("base-and-variable", "team_bonus"),
        ("team-retention", "team_half"), ("team-retention", "own_half"),
        ("onboarding", "speed"), ("onboarding", "satisfaction"), ("onboarding", "services"),
        ("growth", "quota"), ("growth", "team_quota"), ("growth", "sales"),
        ("leadership", "team"), ("leadership", "region"),
        ("company-goals", "retention"), ("company-goals", "recommendation"),
        ("company-goals", "satisfaction"), ("simple-commission", "sales"),
    }  # fmt: skip


def test_something_is_taken_back_and_something_is_shared(imported: Imported) -> None:
    lines = pl.concat([result.lines for result in imported.results.values()])
    assert lines.filter(pl.col("amount_minor") < 0).height > 0
    assert lines.filter(pl.col("share_ppm") < 1_000_000).height > 20


def test_targets_of_the_company_go_before_those_of_the_plans(imported: Imported) -> None:
    own = imported.current.measures.filter(pl.col("metric") == "own_net_retention")
    targets = {Fraction(row["target_num"], row["target_den"]) for row in own.iter_rows(named=True)}
    assert {Fraction(93, 100), Fraction(98, 100)} <= targets


def _totals(result: Calculation) -> dict[str, int]:
    summed = result.lines.group_by("person").agg(pl.col("amount_minor").sum())
    return dict(summed.select("person", "amount_minor").iter_rows())


def _problems(result: Calculation) -> set[tuple[str, str | None]]:
    return set(result.problems.select("code", "person").iter_rows())


def _events(result: Calculation, code: str) -> set[str]:
    return set(result.problems.filter(pl.col("code") == code)["event"])


def _attainments(imported: Imported, metric: str) -> list[Fraction]:
    """Of the quarters that are over; the one under way still has time."""
    return [
        Fraction(row["numerator"], row["denominator"]) / Fraction(row["target_num"], row["target_den"])
        for result in list(imported.results.values())[:-1]
        for row in result.measures.filter(pl.col("metric") == metric).iter_rows(named=True)
    ]
