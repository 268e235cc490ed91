"""Which fields a metric takes, by its measure."""

from dataclasses import dataclass

from calc.language.metrics import Measure


@dataclass(frozen=True)
class Takes:
    """What a measure cannot do without, and what else it may have besides what every metric has."""

    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


# What a metric has whatever it measures.
ALWAYS = ("title", "measure", "scope", "target", "better", "shown_as")
# Everything that looks at days.
_DAYS = ("window", "due", "linked")
# Everything that rests on a number of customers, answers or events.
_FEW = (*_DAYS, "least_sample", "below_sample")

TAKES: dict[Measure, Takes] = {
    Measure.GROSS_RETENTION: Takes(may=("customers", "plus", *_FEW)),
    Measure.NET_RETENTION: Takes(may=("customers", *_FEW)),
    Measure.LOGO_RETENTION: Takes(may=("customers", *_FEW)),
    Measure.SUM: Takes(needs=("of",), may=("adds", "less", "target_each", *_FEW)),
    Measure.COUNT: Takes(needs=("of",), may=("less", "target_each", *_FEW)),
    Measure.RATIO: Takes(needs=("of", "over"), may=("adds", *_FEW)),
    Measure.NPS: Takes(may=("of", *_FEW)),
    Measure.CSAT: Takes(may=("of", "satisfied_from", *_FEW)),
    Measure.AVERAGE: Takes(needs=("of",), may=("average", *_FEW)),
    Measure.TIME_BETWEEN: Takes(needs=("start", "until"), may=("average", "customers", *_FEW)),
    Measure.REACHED: Takes(needs=("start", "until", "within"), may=("customers", *_FEW)),
    Measure.COVERAGE: Takes(needs=("of",), may=("times", "customers", *_FEW)),
    Measure.READING: Takes(may=("reading", "target_each", *_FEW)),
    Measure.RUBRIC: Takes(needs=("criteria",), may=("scale", *_DAYS)),
    Measure.BLEND: Takes(needs=("parts",)),
}
# Measures that look at events alone: nobody is credited there, so there is no role and no territory.
WITHOUT_CREDIT = (Measure.TIME_BETWEEN, Measure.REACHED, Measure.COVERAGE)
# Figures that are plain numbers, so a percentage is a slip.
NUMBERS = (Measure.COUNT, Measure.NPS, Measure.AVERAGE, Measure.TIME_BETWEEN)


def takers(field: str) -> list[str]:
    """The measures that take a field, in their order."""
    return [measure.value for measure, takes in TAKES.items() if field in (*takes.needs, *takes.may)]
