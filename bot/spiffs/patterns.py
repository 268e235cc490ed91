"""The patterns that a contest can be started from, and the plan that comes of one."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.spiffs.spec import Spec, amount_text
from calc.language.reader import read_plan
from calc.plan import Plan
from calc.words.kinds import all_kinds, one_kind

FOLDER = Path(__file__).parent / "patterns"
# The one component of every such plan.
COMPONENT = "prize"

CONTEST, INSTANT = "contest", "instant"


@dataclass(frozen=True)
class Pattern:
    """`style` is "contest", ranked over a whole month, quarter or year, or "instant", a prize for each event
    between two days. `file` is the plan that it becomes. `kind` and `start` are the kinds of event that it
    usually asks for, "" where it asks for none; `least` the usual least sample, None where there is none."""

    key: str
    title: str
    about: str
    style: str
    file: str
    kind: str = ""
    start: str = ""
    least: int | None = None

    @property
    def is_instant(self) -> bool:
        return self.style == INSTANT


PATTERNS = (
    Pattern(
        "most-renewals", "Most renewals", "Whoever renews the most customers", CONTEST, "most", "renewal"
    ),
    Pattern("most-upsells", "Most upsells", "Whoever sells the most upsells", CONTEST, "most", "upsell"),
    Pattern(
        "most-references", "Most references", "Whoever wins the most references", CONTEST, "most", "reference"
    ),
    Pattern(
        "highest-nps", "Highest NPS", "Whose customers recommend us most", CONTEST, "nps", "nps", least=3
    ),
    Pattern(
        "quickest-value",
        "Quickest time to value",
        "Whose customers get there in the fewest days",
        CONTEST,
        "quickest",
        "first-value",
        "kickoff",
        least=2,
    ),
    Pattern(
        "best-retention",
        "Best retention",
        "Whoever keeps most of the revenue in their book",
        CONTEST,
        "retention",
        least=3,
    ),
    Pattern(
        "first-upsell",
        "First upsell",
        "A prize for everybody's first, on the day",
        INSTANT,
        "first",
        "upsell",
    ),
    Pattern("each-reference", "A prize for each", "First come, first served", INSTANT, "each", "reference"),
)
BY_KEY = {pattern.key: pattern for pattern in PATTERNS}


def document_of(spec: Spec, key: str) -> str:
    """The plan's text for what somebody filled in; `key` becomes the plan's. Every value is put in as JSON,
    which YAML reads as it is meant, whatever somebody wrote."""
    pattern = BY_KEY[spec.pattern]
    values = {
        "plan": key,
        "title": spec.title,
        "first": spec.first.isoformat(),
        "last": spec.last.isoformat(),
        "currency": spec.currency,
        "measured": _measured(pattern, spec),
        "kind": spec.kind,
        "start": spec.start,
        "least": spec.least,
        "every": spec.every,
        "prizes": list(spec.prizes),
        "ties": "split" if spec.is_money else "share",
        "winners": spec.winners,
        "budget": None if spec.budget_minor is None else amount_text(spec.budget_minor, spec.currency),
    }
    return _environment().get_template(f"{pattern.file}.yaml").render(values)


def plan_of(spec: Spec, key: str) -> Plan:
    """The plan itself. Raises calc.language.document.DocumentError for what no plan can say."""
    return read_plan(document_of(spec, key))


def _measured(pattern: Pattern, spec: Spec) -> str:
    """What is ranked, as people read it: Renewals; Days from kickoff to first value."""
    if pattern.file == "quickest":
        return f"Days from {one_kind((spec.start,))} to {one_kind((spec.kind,))}"
    told = all_kinds((spec.kind,))
    return f"{told[:1].upper()}{told[1:]}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        finalize=lambda value: json.dumps(value, ensure_ascii=False),
        autoescape=False,  # noqa: S701 # YAML, not HTML: every value is a JSON literal
        trim_blocks=True,
        lstrip_blocks=True,
    )
