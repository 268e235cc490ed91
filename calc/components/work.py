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

    `shares` (calc.records) are those that fall on its payees' days on the plan within the span, with `payee`
    (the credited person, or who leads them) and `stretch`: the index of the payee's stretch in `stretches`.
    """

    plan: Plan
    name: str
    component: Commission
    span: Span
    stretches: Sequence[Stretch]
    shares: pl.DataFrame
    measured: ByMetric
    records: Records
