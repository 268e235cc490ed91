"""What the fixed words of a plan mean, for the reference and for editors."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from calc.language.metrics import Adds, Measure, Scope, Window
from calc.language.values import Basis
from calc.periods import PeriodKind

MEASURES: dict[Measure, str] = {
    Measure.GROSS_RETENTION: "Of the recurring revenue that customers opened with: what is left of it, each "
    "at most what it was.",
    Measure.NET_RETENTION: "The same, with what customers grew by.",
    Measure.LOGO_RETENTION: "Of the customers with recurring revenue at the opening: how many are left.",
    Measure.SUM: "What events add up to: money, or quantities.",
    Measure.COUNT: "How many events there are.",
    Measure.RATIO: "Some events over others: how many opportunities were won.",
    Measure.NPS: "Of 100 answers, how many more are 9 and 10 than 6 and less.",
    Measure.CSAT: "Of the answers, how many are satisfied.",
    Measure.AVERAGE: "The mean or median quantity of events.",
    Measure.TIME_BETWEEN: "Days from one event of a customer to another: mean or median.",
    Measure.REACHED: "Of the customers whose time is up: for how many it happened in time.",
    Measure.COVERAGE: "Of the customers: with how many it happened, like a review.",
    Measure.READING: "A figure that is worked out elsewhere and imported.",
    Measure.RUBRIC: "Imported scores, each with its weight, out of the highest score.",
    Measure.BLEND: "Other metrics' attainments, each with its weight.",
}
SCOPES: dict[Scope, str] = {
    Scope.PERSON: "The person's own results.",
    Scope.TEAM: "Those of everybody in the person's team.",
    Scope.REGION: "Those of everybody in the person's region.",
    Scope.COMPANY: "Those of the whole company.",
    Scope.LINE: "Those of the person and everybody below them.",
}
WINDOWS: dict[Window, str] = {
    Window.PERIOD: "The component's own period.",
    Window.MONTH: "From the start of the month that holds the period's last day.",
    Window.QUARTER: "From the start of the quarter that holds the period's last day.",
    Window.HALF: "From the start of the half year that holds the period's last day.",
    Window.YEAR: "From the start of the fiscal year that holds the period's last day.",
}
BASES: dict[Basis, str] = {
    Basis.AMOUNT: "The whole contract's worth.",
    Basis.TCV: "The same: total contract value.",
    Basis.ACV: "What the contract is worth a year: of more than a year, its part.",
    Basis.ARR: "Yearly recurring revenue after the event.",
    Basis.MRR: "Monthly recurring revenue after the event: a twelfth of it.",
    Basis.GROWTH: "What recurring revenue grew by; nothing where it fell.",
    Basis.KEPT: "What was kept of the recurring revenue that there was.",
    Basis.RECURRING_CHANGE: "What the event did to yearly recurring revenue, up or down.",
}
ADDS: dict[Adds, str] = {
    Adds.COUNT: "One for each event.",
    Adds.QUANTITY: "Its quantity.",
    **{Adds(basis.value): words for basis, words in BASES.items()},
}
PERIODS: dict[PeriodKind, str] = {
    PeriodKind.MONTH: "Each month.",
    PeriodKind.QUARTER: "Each quarter of the fiscal year.",
    PeriodKind.HALF: "Each half of the fiscal year.",
    PeriodKind.YEAR: "Each fiscal year.",
}

# What each word of a set means, by the set.
MEANINGS: dict[type[StrEnum], Mapping[Any, str]] = {
    Measure: MEASURES,
    Scope: SCOPES,
    Window: WINDOWS,
    Basis: BASES,
    Adds: ADDS,
    PeriodKind: PERIODS,
}
