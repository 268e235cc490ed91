"""A measure of the tree of reasons as lines of text."""

from collections.abc import Iterator
from datetime import date

from calc.why.tree import Label, Reason, Value
from calc.words.numbers import Numbers
from calc.words.reason_values import value_text

_WHOSE = {
    "person": "{}'s own",
    "team": "team {}",
    "region": "region {}",
    "company": "the company",
    "line": "{} and everybody below",
}


def measure_lines(measure: Reason, write: Numbers) -> Iterator[str]:
    """Whose figure of which days, what it is made of, and how it compares with its target."""
    said = {child.label: child.value for child in measure.children}
    yield f"{measure.value}{_scope(measure)}{_days(said, write)}"
    yield f"  {_figure(measure, said, write)}"
    if compared := _compared(said, write):
        yield f"  {compared}"
    for part in measure.all(Label.MEASURE):
        weight = part.find(Label.WEIGHT)
        lines = list(measure_lines(part, write))
        yield f"  {value_text(weight.value if weight else None, write)} of {lines[0]}"
        yield from (f"  {line}" for line in lines[1:])


def _scope(measure: Reason) -> str:
    scope = measure.find(Label.SCOPE)
    if scope is None:
        return ""
    return f" ({_WHOSE.get(scope.name, '{}').format(scope.value)})"


def _days(said: dict[Label, Value], write: Numbers) -> str:
    first, last = said.get(Label.FIRST), said.get(Label.LAST)
    if not isinstance(first, date) or not isinstance(last, date):
        return ""
    return f", {write.day(first)} to {write.day(last)}"


def _figure(measure: Reason, said: dict[Label, Value], write: Numbers) -> str:
    figure = value_text(said.get(Label.FIGURE), write)
    if Label.NUMERATOR in said:
        top, bottom = (value_text(said[label], write) for label in (Label.NUMERATOR, Label.DENOMINATOR))
        figure = f"{top} ÷ {bottom} = {figure}"
    if Label.SAMPLE in said:
        figure = f"{figure}, from {_sample(measure, write)}"
    return figure


def _sample(measure: Reason, write: Numbers) -> str:
    """12 customers; 1 answer."""
    sample = measure.find(Label.SAMPLE)
    assert sample is not None
    many = value_text(sample.value, write)
    return f"{many} {sample.name.removesuffix('s') if many == '1' else sample.name}"


def _compared(said: dict[Label, Value], write: Numbers) -> str:
    """Attainment, and how it follows from the target."""
    if Label.TARGET not in said or Label.ATTAINMENT not in said:
        return ""
    target, attained = (value_text(said[label], write) for label in (Label.TARGET, Label.ATTAINMENT))
    if Label.TOO_FEW in said:
        few = value_text(said[Label.TOO_FEW], write)
        return f"fewer than {few}, so it counts as on target ({target}): {attained}"
    way = "target ÷ figure" if Label.LESS_IS_BETTER in said else "figure ÷ target"
    return f"target {target}, {way} = {attained} of the target"
