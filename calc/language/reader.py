"""From a plan's text to a `Plan`, or to every mistake in it with its line."""

from collections.abc import Iterator
from itertools import combinations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from calc.language.amounts import is_currency, quoted
from calc.language.case_parts import Case
from calc.language.document import Document, DocumentError, Mistake, Path, Value, place, read_document
from calc.plan import Bonus, Commission, Metric, Plan, Rate


def read_plan(text: str) -> Plan:
    """Reads one plan version. Raises DocumentError with every mistake; nothing is guessed or passed over."""
    document = read_document(text)
    try:
        plan = Plan.model_validate(document.data, context=_context(document.data))
    except ValidationError as error:
        details = [detail for detail in error.errors() if not _follows_from_others(detail)]
        raise DocumentError([_mistake(detail, document) for detail in details]) from None
    mistakes = [
        Mistake(document.line_of(path), place(path), message, hint)
        for path, message, hint in _contradictions(plan)
    ]
    if mistakes:
        raise DocumentError(mistakes)
    return plan


def _context(data: dict[str, Value]) -> dict[str, object]:
    """What parts of a plan must know of the others to be read: its currency, and which metrics are money."""
    currency, metrics = data.get("currency"), data.get("metrics")
    sums = [
        name
        for name, metric in (metrics.items() if isinstance(metrics, dict) else ())
        if isinstance(metric, dict) and metric.get("measure") == "sum"
    ]
    # A currency that is itself a mistake must not make one of every amount.
    known = isinstance(currency, str) and is_currency(currency)
    return {"currency": currency if known else "", "sums": sums}


def _mistake(detail: ErrorDetails, document: Document) -> Mistake:
    path = _written_path(detail["loc"], document.data)
    hint = str(detail.get("ctx", {}).get("hint", ""))
    return Mistake(document.line_of(path), place(path), _sentence(detail), hint)


def _follows_from_others(detail: ErrorDetails) -> bool:
    """Pydantic says of a list in which no entry is right that it is too short; the entries say why."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _written_path(location: tuple[str | int, ...], data: Value) -> Path:
    """Pydantic's location without the steps that are its own (the tag of a union, "[key]")."""
    path: list[str | int] = []
    at: Value = data
    for number, step in enumerate(location):
        if isinstance(at, dict) and step in at:
            at = at[str(step)]
        elif isinstance(at, list) and isinstance(step, int) and step < len(at):
            at = at[step]
        elif number < len(location) - 1 or step in ("[key]", "commission", "bonus"):
            continue
        path.append(step)
    return tuple(path)


def _sentence(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return f"{context['error']}."
    if kind == "unknown_name":
        return "this name is not known here."
    if kind == "missing":
        return "this is missing."
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return "say how it pays: `pay: commission` or `pay: bonus`."
    if kind in ("enum", "literal_error"):
        return f"{quoted(str(detail['input']))} is not one of {context['expected']}."
    if kind == "string_pattern_mismatch":
        key = quoted(str(detail["input"]))
        return f"{key} is not a good key: small letters, digits, - and _, a letter first."
    if kind == "too_short":
        return "there must be at least one."
    if detail["input"] is None:
        return "it is empty."
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return "this must hold `name: value` lines."
    if kind == "tuple_type":
        return "this must be a list: put each entry on a line of its own that begins with `- `."
    if kind == "string_type":
        return "this must be plain text."
    if kind == "string_too_long":
        return f"this is longer than {context['max_length']} characters."
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}."


def _contradictions(plan: Plan) -> Iterator[tuple[Path, str, str]]:
    """What is well-formed but cannot be meant: (place, sentence, hint)."""
    for name, metric in plan.metrics.items():
        yield from _metric_contradictions(metric, ("metrics", name))
    for name, component in plan.components.items():
        path: Path = ("components", name)
        if isinstance(component, Commission):
            yield from _rate_contradictions(component, path)
        else:
            yield from _bonus_contradictions(component, path, plan)
    for number, case in enumerate(plan.cases):
        yield from _case_contradictions(case, ("cases", number), plan)


def _metric_contradictions(metric: Metric, path: Path) -> Iterator[tuple[Path, str, str]]:
    if metric.of is not None and metric.measure != "sum":
        yield (*path, "of"), "only a sum chooses events.", "Remove `of`."
    if metric.of is None and metric.measure == "sum":
        yield path, "a sum needs `of`: which events it adds up.", "Like `of: {kind: upsell}`."
    if metric.reading is not None and metric.measure != "reading":
        yield (*path, "reading"), "only a reading is imported under a name.", "Remove `reading`."


def _case_contradictions(case: Case, path: Path, plan: Plan) -> Iterator[tuple[Path, str, str]]:
    """Figures that no metric would ever look at."""
    readings = {metric.reading or key for key, metric in plan.metrics.items() if metric.measure == "reading"}
    for table, figures, known in (
        ("targets", case.targets, set(plan.metrics)),
        ("readings", case.readings, readings),
    ):
        for index, figure in enumerate(figures):
            if figure.metric not in known:
                have = ", ".join(sorted(known)) or "none yet"
                where: Path = (*path, table, index, "metric")
                yield where, f"no metric of this plan looks at `{figure.metric}`.", f"There are: {have}."


def _bonus_contradictions(bonus: Bonus, path: Path, plan: Plan) -> Iterator[tuple[Path, str, str]]:
    if bonus.metric not in plan.metrics:
        have = ", ".join(plan.metrics) or "none yet"
        yield (*path, "metric"), f"there is no metric `{bonus.metric}` in this plan.", f"There are: {have}."
    for index, (lower, upper) in enumerate(zip(bonus.payout, bonus.payout[1:], strict=False)):
        if lower.at >= upper.at:
            where: Path = (*path, "payout", index + 1, "at")
            yield where, "each `at` must be higher than the one before.", "Put the points in rising order."


def _rate_contradictions(commission: Commission, path: Path) -> Iterator[tuple[Path, str, str]]:
    """Two rates that could both be meant for one event, with none that asks for more to decide."""
    for (_, first), (index, second) in combinations(enumerate(commission.rates), 2):
        if _undecided(first, second, commission.rates):
            where: Path = (*path, "rates", index)
            message = f"this rate and rates[{commission.rates.index(first) + 1}] fit the same events."
            yield where, message, "Say in one of them what sets it apart, or add a rate for what they share."


def _undecided(first: Rate, second: Rate, rates: tuple[Rate, ...]) -> bool:
    if len(first.names()) != len(second.names()):
        return False
    shared = _shared(first, second)
    if shared is None:
        return False
    return not any(len(rate.names()) > len(first.names()) and _covers(rate, shared) for rate in rates)


def _shared(first: Rate, second: Rate) -> dict[str, set[str]] | None:
    """The events that fit both, by column; None when there are none."""
    asked = [{column: set(words) for column, words in rate.names().items()} for rate in (first, second)]
    both = {
        column: asked[0].get(column, words) & words if column in asked[0] else words
        for column, words in {**asked[0], **asked[1]}.items()
    }
    return None if any(not words for words in both.values()) else both


def _covers(rate: Rate, shared: dict[str, set[str]]) -> bool:
    return all(column in shared and shared[column] <= set(words) for column, words in rate.names().items())
