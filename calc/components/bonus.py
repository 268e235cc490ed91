"""Bonus: an amount for the period, times what the payout curve gives for a metric, times days on the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from calc import exact
from calc.components.curves import payout
from calc.credits import WHOLE_PPM
from calc.language.amounts import ratio_text
from calc.metrics import Measured
from calc.periods import Period
from calc.plan import Bonus, Metric, Plan, Scope
from calc.results import LINES, Problem

DAYS = "days on the plan"


@dataclass(frozen=True)
class Stretch:
    """A person's days on the plan within the period, what was agreed, and the scope key of each metric."""

    person: str
    days: int
    base_year_minor: int | None
    variable_year_minor: int | None
    scope_keys: Mapping[str, str | None]


def bonus(
    plan: Plan,
    name: str,
    component: Bonus,
    period: Period,
    stretches: list[Stretch],
    measured: Mapping[str, Measured],
) -> tuple[pl.DataFrame, list[Problem]]:
    """One line a stretch, also when it pays nothing yet, and a problem where the bonus cannot be worked out.

    `measured` is the bonus's metric by scope key.
    """
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    for stretch in stretches:
        outcome = _pay(plan, name, component, period, stretch, measured)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            rows.append(outcome)
    return pl.DataFrame(rows, schema=dict(LINES)), problems


def _pay(
    plan: Plan,
    name: str,
    component: Bonus,
    period: Period,
    stretch: Stretch,
    measured: Mapping[str, Measured],
) -> dict[str, object] | Problem:
    def problem(code: str, message: str, hint: str) -> Problem:
        text = f"{component.title}: {message}"
        return Problem(code, text, hint, person=stretch.person, plan=plan.plan, component=name)

    metric = plan.metrics[component.metric]
    key = stretch.scope_keys[component.metric]
    basis = _basis(component, stretch)
    if basis is None:
        message = f"no yearly {component.amount.of} pay is agreed for you."
        return problem("no_agreed_pay", message, "Ask your compensation admin to add it to your assignment.")
    if key is None:
        return problem(
            "no_place", f"you are in no {metric.scope}.", "Ask your compensation admin to say which."
        )
    figure = measured.get(key)
    if figure is None:
        return problem("not_measured", *_why_not_measured(metric, period.start))
    reached = figure.value if component.reads == "value" else figure.attainment
    if reached is None:
        message = f"no target is set for {metric.title}."
        return problem("no_target", message, "Ask your compensation admin to set one.")
    share, index = payout(component.payout, component.between, reached)
    days = {DAYS: Fraction(stretch.days, period.days)}
    factors = {"payout": share, **_parts(component, period), **days}
    rate = component.amount.share if component.amount.share is not None else Fraction(1)
    amount = exact.rounded(basis * rate * _product(factors))
    if abs(amount) > exact.INT64_MAX:
        return problem("amount_too_large", "the amount is too large to be kept.", "Check the amounts agreed.")
    return {
        "person": stretch.person,
        "plan": plan.plan,
        "version": plan.from_date,
        "component": name,
        "clause": f"components.{name}.payout" + (f"[{index + 1}]" if index is not None else ""),
        "share_ppm": WHOLE_PPM,
        "basis_minor": basis,
        "rate_num": rate.numerator,
        "rate_den": rate.denominator,
        "factors": _factors_text(factors, stretch, period),
        "measure": f"{component.metric}@{key}",
        "amount_minor": amount,
        "currency": plan.currency,
    }


def _basis(component: Bonus, stretch: Stretch) -> int | None:
    if component.amount.fixed_minor is not None:
        return component.amount.fixed_minor
    return stretch.variable_year_minor if component.amount.of == "variable" else stretch.base_year_minor


def _parts(component: Bonus, period: Period) -> dict[str, Fraction]:
    """A share of yearly pay is paid in parts; a fixed amount is meant for each period."""
    return {} if component.amount.share is None else {"of the year": period.part_of_year}


def _factors_text(factors: Mapping[str, Fraction], stretch: Stretch, period: Period) -> str:
    """Days stay as counted (60/90, not 2/3), so that a person can check them on a calendar."""
    texts = {label: ratio_text(value) for label, value in factors.items()}
    texts[DAYS] = f"{stretch.days}/{period.days}"
    return ",".join(f"{label}:{text}" for label, text in texts.items())


def _product(factors: Mapping[str, Fraction]) -> Fraction:
    product = Fraction(1)
    for factor in factors.values():
        product *= factor
    return product


def _why_not_measured(metric: Metric, opening: date) -> tuple[str, str]:
    if metric.measure == "reading":
        return f"no figure for {metric.title} was imported for this period.", "It counts once it is imported."
    owner = {Scope.PERSON: "you", Scope.COMPANY: "the company"}.get(metric.scope, f"your {metric.scope}")
    return (
        f"{owner} had no accounts with recurring revenue on {opening.day} {opening:%B %Y}, so there is "
        f"nothing to measure {metric.title} on.",
        "If that is wrong, ask your compensation admin to check who owned which account.",
    )
