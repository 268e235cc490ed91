"""What all that look for contradictions share: what was found, where it was written, names and order."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from calc.language.conditions import Condition
from calc.language.document import Document, Path
from calc.language.suggestions import did_you_mean
from calc.plan import Plan


class Found(NamedTuple):
    """Something well written that cannot be meant: where, what is wrong, and what to do."""

    path: Path
    message: str
    hint: str = ""


Finds = Iterator[Found]


@dataclass(frozen=True)
class Source:
    """A plan, and the text that it was read from."""

    plan: Plan
    document: Document

    def text(self, path: Path) -> str:
        """What was written at a place."""
        return self.document.text_at(path)


def metric_is_known(source: Source, path: Path, name: str) -> Finds:
    """`path` is where the metric's name stands."""
    if name not in source.plan.metrics:
        hint = did_you_mean(name, source.plan.metrics)
        yield Found(path, f"there is no metric `{name}` in this plan.", hint)


def rising(path: Path, field: str, values: Sequence[Fraction]) -> Finds:
    """Entries of the list at `path`, each with a `field` that must be higher than the one before."""
    for index, (lower, upper) in enumerate(pairwise(values), 1):
        if lower >= upper:
            message = f"each `{field}` must be higher than the one before."
            yield Found((*path, index, field), message, "Put them in rising order.")


def whole(path: Path, weights: Iterable[Fraction]) -> Finds:
    """Weights that ought to add up to 100%."""
    total = sum(weights, Fraction(0))
    if total != 1:
        yield Found(path, f"the weights come to {percent(total)}, not 100%.", "Change them to add up.")


def not_above_all(path: Path, share: Fraction) -> Finds:
    """A share of something cannot be more than all of it."""
    if share > 1:
        yield Found(path, f"{percent(share)} is more than all there is.", "Write at most 100%.")


def in_order(
    path: Path, first: date | None, last: date | None, names: tuple[str, str] = ("from", "to")
) -> Finds:
    """A stretch of days must not end before it begins."""
    if first is not None and last is not None and last < first:
        begin, end = names
        yield Found((*path, end), f"`{end}` lies before `{begin}`.", "Swap them, or correct one.")


def asks_for_something(path: Path, condition: Condition, example: str) -> Finds:
    """A condition that fits every event there is was probably not meant."""
    if not condition.names():
        yield Found(path, "this would be about every event there is.", f"Say which, like {example}.")


def about_events_alone(path: Path, condition: Condition | None) -> Finds:
    """Where nobody's credit is looked at, there is no role and no territory to ask for."""
    for field in ("role", "territory"):
        if condition is not None and getattr(condition, field):
            message = f"`{field}` belongs to somebody's credit, and here only the events are looked at."
            yield Found((*path, field), message, f"Take `{field}` out.")


def twice(names: Sequence[str]) -> list[int]:
    """The places of names that stand in the list before."""
    return [index for index, name in enumerate(names) if name in names[:index]]


def listed(words: Collection[str]) -> str:
    """`a`, `b` and `c`."""
    quoted = [f"`{word}`" for word in words]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else "".join(quoted)


def percent(share: Fraction) -> str:
    """A share as people read it, to four digits after the point: 95%, 33.3333%."""
    hundredths = share * 100
    digits = f"{hundredths.numerator * 10**4 // hundredths.denominator:05d}"
    return f"{digits[:-4]}.{digits[-4:]}".rstrip("0").rstrip(".") + "%"
