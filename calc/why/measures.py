"""A metric as it stands for somebody: the figure, what it is made of, its target and attainment."""

from collections.abc import Iterable, Iterator, Mapping, Set
from fractions import Fraction
from typing import Any

from calc.language.metrics import Measure, Metric
from calc.metrics.blends import with_parts
from calc.metrics.figures import Figure, Measured
from calc.plan import Plan
from calc.why.tree import Label, Money, Number, Ratio, Reason, Value, ratio

Row = Mapping[str, Any]
_COUNTS = (Measure.LOGO_RETENTION, Measure.COVERAGE, Measure.REACHED, Measure.CSAT, Measure.NPS)
_REVENUE = (Measure.GROSS_RETENTION, Measure.NET_RETENTION)
_SAMPLES = {
    **dict.fromkeys((*_REVENUE, Measure.LOGO_RETENTION, Measure.COVERAGE), "customers"),
    **dict.fromkeys((Measure.NPS, Measure.CSAT, Measure.READING), "answers"),
    **dict.fromkeys((Measure.TIME_BETWEEN, Measure.REACHED), "accounts"),
}
_MILLI = 1_000
NOTHING: frozenset[str] = frozenset()


class Measures:
    """The measures that a line stands on, and the parts of those that are blends.

    `ids` are the line's `measure`: ids with a space between, and keys may hold spaces too. `rows` are those
    of MEASURES of the line's person.
    """

    def __init__(self, plan: Plan, ids: str, rows: Iterable[Row], assumed: Set[str] = NOTHING) -> None:
        self.plan = plan
        self.assumed = assumed
        self._ids = ids
        known = list(rows)
        self._named = [row for row in _once(known) if f" {row['measure']} " in f" {ids} "]
        spans = {row["span"] for row in self._named}
        wanted = set(with_parts(plan.metrics, [row["metric"] for row in self._named]))
        others = [row for row in known if row["span"] in spans and row["metric"] in wanted]
        self._rows = [*self._named, *others]

    def named(self) -> list[Row]:
        """The rows that the line names itself."""
        return self._named

    def of(self, metric: str) -> Row | None:
        """The row of a metric; None where the line does not stand on it."""
        return next((row for row in self._rows if row["metric"] == metric), None)

    def first(self, metric: str) -> Row | None:
        """The row that the line names first, where it is of that metric: what its marginal tier rests on.

        A gate may look at the same metric for another team, so that there are two.
        """
        named = (row for row in self._named if f"{self._ids} ".startswith(f"{row['measure']} "))
        return next((row for row in named if row["metric"] == metric), None)

    def read(self, metric: str, reads: str) -> Fraction | None:
        """What a clause reads of it: its `attainment` or `value`."""
        row = self.of(metric)
        return None if row is None else measured(self.plan.metrics[metric], row).read(reads)

    def shown(self, metric: str, reads: str, value: Fraction) -> Value:
        """A threshold or value of the metric as it reads."""
        if reads == "attainment":
            return ratio(value)
        return shown(self.plan, metric, value)

    def reason(self, metric: str) -> Iterator[Reason]:
        """The metric's reason, where the line stands on it."""
        row = self.of(metric)
        if row is not None:
            yield self.reason_of(row)

    def reason_of(self, row: Row) -> Reason:
        """A row as a tree."""
        name, metric = row["metric"], self.plan.metrics[row["metric"]]
        days = [Reason(Label.FIRST, row["first"]), Reason(Label.LAST, row["last"])]
        children = [
            Reason(Label.SCOPE, row["scope_key"], name=row["scope"]),
            *(day for day in days if day.value is not None),
            *([] if name in self.assumed else _made_of(self.plan, metric, row)),
            *_figure(self.plan, name, metric, row),
        ]
        return Reason(Label.MEASURE, metric.title, (*children, *self._parts(metric)), name)

    def _parts(self, metric: Metric) -> Iterator[Reason]:
        """What a blend is put together of, each with its weight."""
        for part, weight in metric.parts.items():
            for reason in self.reason(part):
                children = (Reason(Label.WEIGHT, ratio(weight)), *reason.children)
                yield Reason(Label.MEASURE, reason.value, children, part)


def _once(rows: Iterable[Row]) -> Iterable[Row]:
    """Each measure once: those of a team are there for each of its members."""
    return {row["measure"]: row for row in rows}.values()


def measured(metric: Metric, row: Row) -> Measured:
    """A row as the engine had it."""
    target = None if row["target_num"] is None else Fraction(row["target_num"], row["target_den"])
    least, sample = metric.least_sample, row["sample"]
    few = least is not None and sample is not None and sample < least
    return Measured(
        Figure(row["numerator"], row["denominator"], row["sample"]),
        target,
        lower_is_better=metric.better == "lower",
        too_few=few,
        taken_as_target=metric.below_sample == "on_target",
    )


def shown(plan: Plan, name: str, value: Fraction) -> Value:
    """A value of a metric as money, percentage or number."""
    unit = plan.metrics[name].unit
    if unit == "money" and value.denominator == 1:
        return Money(value.numerator, plan.currency)
    return ratio(value) if unit == "percent" else Number(value)


def _made_of(plan: Plan, metric: Metric, row: Row) -> Iterator[Reason]:
    """Numerator and denominator, where the figure is one thing out of another."""
    top, bottom = row["numerator"], row["denominator"]
    made: tuple[Value, Value] | None = None
    if metric.measure in _REVENUE or (metric.measure is Measure.RATIO and _of_money(metric)):
        made = Money(top, plan.currency), Money(bottom, plan.currency)
    elif metric.measure in _COUNTS:
        made = Number(Fraction(top)), Number(Fraction(bottom))
    elif metric.measure is Measure.RATIO:
        unit = _MILLI if metric.adds == "quantity" else 1
        made = Number(Fraction(top, unit)), Number(Fraction(bottom, unit))
    if made is not None:
        yield Reason(Label.NUMERATOR, made[0])
        yield Reason(Label.DENOMINATOR, made[1])


def _of_money(metric: Metric) -> bool:
    return metric.adds not in (None, "count", "quantity")


def _figure(plan: Plan, name: str, metric: Metric, row: Row) -> Iterator[Reason]:
    """The figure, the sample, the target and the attainment."""
    found = measured(metric, row)
    yield Reason(Label.FIGURE, shown(plan, name, Fraction(row["numerator"], row["denominator"])))
    if row["sample"] is not None:
        yield Reason(
            Label.SAMPLE, Number(Fraction(row["sample"])), name=_SAMPLES.get(metric.measure, "events")
        )
    if found.too_few and found.taken_as_target:
        yield Reason(Label.TOO_FEW, Number(Fraction(metric.least_sample or 0)))
    if found.target is not None:
        yield Reason(Label.TARGET, shown(plan, name, found.target))
    if metric.better == "lower":
        yield Reason(Label.LESS_IS_BETTER)
    if found.attainment is not None:
        yield Reason(Label.ATTAINMENT, Ratio(found.attainment.numerator, found.attainment.denominator))
