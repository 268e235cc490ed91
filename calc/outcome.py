"""What working out a component gives: lines and problems; and the plainest line there is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from calc.facts import empty
from calc.results import LINES, Problem

Row = dict[str, Any]


@dataclass
class Outcome:
    """`lines` have the columns of LINES."""

    lines: pl.DataFrame = field(default_factory=lambda: empty(LINES))
    problems: list[Problem] = field(default_factory=list)


def line_frame(rows: Iterable[Row]) -> pl.DataFrame:
    """Rows as a frame in the columns of LINES; what a row leaves out is empty.

    A row needs person, plan, version, component, clause, entry, span, basis_minor, rate_num, rate_den,
    amount_minor and currency.
    """
    plain: Row = {"share_ppm": 1_000_000, "factors": "", "earlier_minor": 0, "reward": ""}
    filled = [{**dict.fromkeys(LINES), **plain, **row} for row in rows]
    return pl.DataFrame(filled, schema=dict(LINES))
