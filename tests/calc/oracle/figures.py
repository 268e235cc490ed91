"""A metric as it counts for a person: its figure, target and attainment, or why there is none."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import itemgetter

from tests.calc.oracle.days import Row, covers
from tests.calc.oracle.measured import Measured, measure
from tests.calc.oracle.people import ramp_of
from tests.calc.oracle.scope import key_of, keys_of
from tests.calc.oracle.spans import Window, window_of
from tests.calc.oracle.work import Work

MOST_WHERE_LOWER_IS_BETTER = Fraction(10)


@dataclass(frozen=True)
class Figure:
    """`key` is None for somebody without a place."""

    metric: Row
    key: str | None
    measured: Measured
    target: Fraction | None
    below_sample: bool

    @property
    def on_target(self) -> bool:
        return self.below_sample and self.metric["below_sample"] == "on_target"

    def reason(self, reads: str) -> str | None:
        """Why there is nothing to read, as the code of a problem."""
        if self.key is None:
            return "no_place"
        if self.below_sample and not self.on_target:
            return "small_sample"
        if self.measured.value is None and not self.on_target:
            return "not_measured"
        if reads == "value":
            return "no_target" if self.on_target and self.target is None else None
        return None if self.on_target or self._aimed() else "no_target"

    def read(self, reads: str) -> Fraction:
        """Its attainment or value, when there is no reason against it."""
        if self.on_target:
            return Fraction(1) if reads == "attainment" else self.target or Fraction(0)
        value = self.measured.value
        assert value is not None
        if reads == "value":
            return value
        assert self.target
        if self.metric["better"] == "higher":
            return value / self.target
        most = MOST_WHERE_LOWER_IS_BETTER
        return most if value <= 0 else min(most, self.target / value)

    def _aimed(self) -> bool:
        return self.target is not None and self.target > 0


def figure_for(work: Work, name: str, person: str, day: date) -> Figure:
    """The metric for the person, whose place is that of a day."""
    metric = work.plan["metrics"][name]
    if metric["measure"] == "blend":  # one figure a person: that of the stretch that ends last
        day = max((row for row in work.stretches if row["person"] == person), key=itemgetter("last"))[
            "place_day"
        ]
    key = key_of(work.company, metric, person, day)
    kept = (name, key, person, day) if metric["measure"] == "blend" else (name, key)
    if kept not in work.cache:
        work.cache[kept] = _figure(work, metric, key, person, day)
    found: Figure = work.cache[kept]
    return found


def window_for(work: Work, metric: Row) -> Window:
    return window_of(metric["window"], work.span, work.start_month)


def target_of(work: Work, metric: Row, key: str) -> Fraction | None:
    """What is aimed for at a scope key by the span's end."""
    window = window_for(work, metric)
    target = _imported(work, metric, key, window)
    if target is None and metric["target_each"] is not None:
        target = metric["target_each"] * _heads(work, metric, key)
    if target is None:
        target = metric["target"]
    if target is None and metric["measure"] == "blend":
        target = Fraction(1)
    if target is None or metric["due"] == "whole":
        return target
    return target * window.due


def _figure(work: Work, metric: Row, key: str | None, person: str, day: date) -> Figure:
    if key is None:
        return Figure(metric, None, Measured(None, None), None, False)
    if metric["measure"] == "blend":
        parts = {name: figure_for(work, name, person, day) for name in metric["parts"]}
        measured = _blended(metric, parts)
    else:
        measured = measure(work, metric, key, window_for(work, metric))
    least, sample = metric["least_sample"], measured.sample
    below = least is not None and sample is not None and sample < least
    return Figure(metric, key, measured, target_of(work, metric, key), below)


def _blended(metric: Row, parts: dict[str, Figure]) -> Measured:
    if any(part.reason("attainment") for part in parts.values()):
        return Measured(None, None)
    value = sum(
        (metric["parts"][name] * part.read("attainment") for name, part in parts.items()), Fraction(0)
    )
    days = [part.measured.last_day for part in parts.values() if part.measured.last_day]
    return Measured(value, None, max(days, default=None))


def _imported(work: Work, metric: Row, key: str, window: Window) -> Fraction | None:
    """In force on the window's last counted day; of several the one that began last."""
    found = [
        row
        for row in work.company.targets
        if (row["metric"], row["scope"], row["scope_key"] or "") == (metric["key"], metric["scope"], key)
        and covers(row, window.last)
    ]
    if not found:
        return None
    newest = max(found, key=lambda row: row["from_date"])
    return Fraction(newest["value_num"], newest["value_den"])


def _heads(work: Work, metric: Row, key: str) -> Fraction:
    """How many full people stand behind a key: each stretch by its counted part and its ramp."""
    theirs = [
        stretch
        for stretch in work.stretches
        if key in keys_of(work.company, metric, stretch["person"], stretch["place_day"])
    ]
    return sum(
        (stretch["counted"] * ramp_of(work.company, work.plan, stretch) for stretch in theirs), Fraction(0)
    )
