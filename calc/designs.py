"""The ready designs of the library: what they are for, and copies of them that begin in another year."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from calc.language.metrics import Measure, Metric
from calc.language.pay import Commission, Contest, Override, Spiff
from calc.language.reader import read_plan
from calc.plan import Plan

LIBRARY = Path(__file__).parent / "library"
# What a company may go for, and what a design must have to serve it.
GOALS = {
    "retention": "keep customers and their revenue",
    "growth": "sell more to the customers there are",
    "adoption": "get customers to value, and keep them using it",
    "satisfaction": "make customers happy",
    "teamwork": "work for one result together",
    "leadership": "lead people whose results count",
    "prizes": "a prize for something special",
}
_BEGINS = re.compile(r"^from: (?P<year>\d{4})-01-01$", re.MULTILINE)
_RETENTION = (Measure.GROSS_RETENTION, Measure.NET_RETENTION, Measure.LOGO_RETENTION)
_ADOPTION = (Measure.TIME_BETWEEN, Measure.REACHED, Measure.COVERAGE)
_GROWING = {"upsell", "cross-sell", "expansion", "new"}


@dataclass(frozen=True)
class Design:
    """`text` is the plan's file as it stands in the library."""

    key: str
    text: str
    plan: Plan


@cache
def designs() -> tuple[Design, ...]:
    """Every design of the library, by key."""
    texts = [(path.stem, path.read_text("utf-8")) for path in sorted(LIBRARY.glob("*.yaml"))]
    return tuple(Design(key, text, read_plan(text)) for key, text in texts)


def moved(text: str, year: int) -> str:
    """A design's text, in force from the 1 January of a year; the days in its cases move by whole years too.

    Raises ValueError when it does not begin on a 1 January.
    """
    begins = _BEGINS.search(text)
    if begins is None:
        raise ValueError("a design begins on a 1 January, so that it can be moved by whole years")
    by = year - int(begins["year"])
    dated = r"\b(?P<year>20\d\d)(?=-(?:\d\d|[QH]\d)\b)|(?<=period: )(?P<whole>20\d\d)$"
    return re.sub(dated, lambda match: str(int(match[0]) + by), text, flags=re.MULTILINE)


def goals_of(plan: Plan) -> set[str]:
    """Which of GOALS a plan serves, by what it pays for and measures."""
    kinds = set(_kinds(plan))
    metrics = list(plan.metrics.values())
    parts = list(plan.components.values())
    told = {
        "retention": "renewal" in kinds or any(one.measure in _RETENTION for one in metrics),
        "growth": bool(_GROWING & kinds),
        "adoption": any(one.measure in _ADOPTION or "adoption" in one.title.lower() for one in metrics),
        "satisfaction": any(_about_answers(one) for one in metrics),
        "teamwork": any(one.scope in ("team", "region", "company") for one in metrics),
        "leadership": any(
            isinstance(part, Override) or (isinstance(part, Commission) and part.whose == "line")
            for part in parts
        ),
        "prizes": any(isinstance(part, Spiff | Contest) for part in parts),
    }
    return {goal for goal, serves in told.items() if serves}


def _about_answers(metric: Metric) -> bool:
    return metric.measure in (Measure.NPS, Measure.CSAT) or bool(re.search(r"\bNPS\b|satisf", metric.title))


def _kinds(plan: Plan) -> list[str]:
    """The kinds of event that the plan pays on or adds up."""
    kinds: list[str] = []
    for part in plan.components.values():
        if isinstance(part, Commission):
            kinds += [kind for rate in part.rates for kind in rate.kind]
        elif isinstance(part, Spiff):
            kinds += part.of.kind
    kinds += [kind for one in plan.metrics.values() if one.of is not None for kind in one.of.kind]
    return kinds
