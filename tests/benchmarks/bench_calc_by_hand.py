"""The same plan, written by hand: in Polars, the way a data team would, and in plain Python.

Both know that every account has one owner and everybody one team for all days, that all money is in one currency
and that no product passes 64 bits; they look at nothing that could be wrong.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import polars as pl

from calc.facts import Facts
from tests.benchmarks.facts_at_scale import KINDS, PEOPLE, PRODUCTS, RATES, TEAMS, YEAR

