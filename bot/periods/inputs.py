"""Everything that a period is calculated from, at one moment; and everybody's statement as it follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from bot.periods.adjusted import Made, with_adjustments
from bot.periods.statements import Drafts, drafts
from calc.assigned import assigned
from calc.facts import Facts
from calc.periods import FiscalCalendar, Period
from calc.plan import Plan, version_in_force
from calc.results import Calculation
from calc.statement import calculate


@dataclass(frozen=True)
class Inputs:
    """`versions` are all versions of each plan, `corrections` what earlier periods still owe (lines as
    bot.periods.kept_lines.complete gives them), `made` the adjustments that people made. Events up to `last`
    count."""

    period: Period
    last: date
    calendar: FiscalCalendar
    versions: Sequence[Plan]
    facts: Facts
    corrections: pl.DataFrame
    made: Sequence[Made]


def derive(inputs: Inputs) -> tuple[Calculation, Drafts]:
    """The same inputs always give the same statements."""
    calculation = calculate(
        inputs.versions, inputs.facts, inputs.period, as_of=inputs.last, calendar=inputs.calendar
    )
    on_plans = assigned(inputs.facts, inputs.period)
    found = drafts(calculation, on_plans, _in_force(inputs.versions, inputs.period))
    return calculation, with_adjustments(found, inputs.corrections, inputs.made, inputs.period.start)


def _in_force(versions: Sequence[Plan], period: Period) -> Mapping[str, Plan]:
    by_key: dict[str, list[Plan]] = {}
    for version in versions:
        by_key.setdefault(version.plan, []).append(version)
    found = {key: version_in_force(of, period.start, period.end) for key, of in by_key.items()}
    return {key: version for key, version in found.items() if version is not None}
