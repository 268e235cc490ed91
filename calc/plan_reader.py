"""From a plan's text to a `Plan`, or to every mistake in it with its line."""

from collections.abc import Iterator
from itertools import combinations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from calc.document import Document, DocumentError, Mistake, Path, Value, place, read_document
from calc.plan import Bonus, Commission, Plan, Rate


def read_plan(text: str) -> Plan:
    """Reads one plan version. Raises DocumentError with every mistake; nothing is guessed or passed over."""
    document = read_document(text)
    currency = document.data.get("currency")
    try:
        plan = Plan.model_validate(
            document.data, context={"currency": currency if isinstance(currency, str) else "USD"}
        )
    except ValidationError as error:
        raise DocumentError([_mistake(detail, document) for detail in error.errors()]) from None
    mistakes = [
        Mistake(document.line_of(path), place(path), message, hint)
        for path, message, hint in _contradictions(plan)
    ]
    if mistakes:
        raise DocumentError(mistakes)
    return plan


def _mistake(detail: ErrorDetails, document: Document) -> Mistake:
    path = _written_path(detail["loc"], document.data)
    return Mistake(document.line_of(path), place(path), _sentence(detail))


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
        return f"{str(context['error']).rstrip('.')}."
    if kind == "missing":
        return "this is missing."
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return "say how it pays: `pay: commission` or `pay: bonus`."
    if kind in ("enum", "literal_error"):
        return f"{detail['input']!r} is not one of {context['expected']}."
    if kind == "string_pattern_mismatch":
        return f"{detail['input']!r} is not a good key: small letters, digits, - and _, a letter first."
    if kind == "too_short":
        return "there must be at least one."
    if detail["input"] is None:
        return "it is empty."
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}."


def _contradictions(plan: Plan) -> Iterator[tuple[Path, str, str]]:
    """What is well-formed but cannot be meant: (place, sentence, hint)."""
    for name, metric in plan.metrics.items():
        if metric.of is not None and metric.measure != "sum":
            yield ("metrics", name, "of"), "only a sum chooses events.", "Remove `of`."
        if metric.measure == "sum" and metric.of is None:
            yield (
                ("metrics", name),
                "a sum needs `of`: which events it adds up.",
                "Like `of: {kind: upsell}`.",
            )
    for name, component in plan.components.items():
        path: Path = ("components", name)
        if isinstance(component, Commission):
            yield from _rate_contradictions(component, path)
        else:
            yield from _bonus_contradictions(component, path, plan)


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
