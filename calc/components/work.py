"""What a commission is worked out from."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from calc.language.pay import Commission
from calc.metrics.figures import ByMetric
from calc.plan import Plan
from calc.records import Records
from calc.spans import Span
from calc.stretches import Stretch


@dataclass(frozen=True)
class Work:
    """A commission of a plan for a span.

    `earned` (calc.earning) says which shares fall on its payees' days on the plan within the span: `share`,
    `payee` (the credited person, or who leads them) and `stretch`, the payee's index in `stretches`.
    """

    plan: Plan
    name: str
    component: Commission
    span: Span
    stretches: Sequence[Stretch]
    earned: pl.DataFrame
    measured: ByMetric
    records: Records
