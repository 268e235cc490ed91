"""Figures that a metric is compared with: in its own unit, and without a slip of a hundredfold."""

from calc.language.amounts import quoted, read_ratio
from calc.language.contradictions.found import Finds, Found, Source
from calc.language.document import Path
from calc.language.measures import NUMBERS
from calc.language.metrics import Adds, Metric, is_money
from calc.language.values import MOST_BARE, is_bare


def threshold(source: Source, path: Path, metric: str, reads: str) -> Finds:
    """What stands at `path` is compared with what a metric reads; of unknown metrics nothing is said."""
    text = source.text(path)
    if not text or metric not in source.plan.metrics:
        return
    if reads == "value":
        yield from _in_its_unit(path, text, source.plan.metrics[metric], metric)
    elif _is_money(text):
        hint = "Write it like 90%, or add `reads: value`."
        yield Found(path, f"{quoted(text)} is money, and attainment is a share of the target.", hint)
    else:
        yield from _not_a_hundredfold(path, text)


def figure(path: Path, text: str, metric: Metric, name: str) -> Finds:
    """A target or expected figure of a metric; that of a sum of money was read as money already."""
    if text and not is_money(metric.measure, metric.adds):
        yield from _in_its_unit(path, text, metric, name)


def _in_its_unit(path: Path, text: str, metric: Metric, name: str) -> Finds:
    """A value of a metric, as it was written."""
    if metric.unit == "money":
        if not _is_money(text) and not _is_nothing(text):
            yield Found(path, f"`{name}` is an amount of money.", "Write it like $50,000.")
    elif _is_money(text):
        yield Found(path, f"`{name}` is not an amount of money.", "Write a number, or a percentage like 90%.")
    elif metric.unit == "percent":
        yield from _not_a_hundredfold(path, text)
    elif "%" in text and _is_number(metric):
        yield Found(path, f"`{name}` is a number, not a percentage.", "Write it without the %.")


def _not_a_hundredfold(path: Path, text: str) -> Finds:
    if is_bare(text) and read_ratio(text) > MOST_BARE:
        yield Found(path, f"{text} would be {text} times the whole.", f"Write {text}%.")


def _is_number(metric: Metric) -> bool:
    return metric.measure in NUMBERS or metric.adds in (Adds.COUNT, Adds.QUANTITY)


def _is_nothing(text: str) -> bool:
    return is_bare(text) and read_ratio(text) == 0


def _is_money(text: str) -> bool:
    """What is no ratio, and was read nevertheless, was read as money."""
    try:
        read_ratio(text)
    except ValueError:
        return True
    return False
