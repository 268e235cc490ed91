"""From a plan's text to a `Plan`, or to every mistake in it with its line."""

from collections.abc import Iterator

from pydantic import ValidationError

from calc.language.amounts import is_currency
from calc.language.contradictions.plan import contradictions
from calc.language.document import Document, DocumentError, Mistake, Value, place, read_document
from calc.language.metrics import is_money
from calc.language.mistakes import empties, mistakes_of
from calc.plan import Plan


def read_plan(text: str) -> Plan:
    """Reads one plan version. Raises DocumentError with every mistake; nothing is guessed or passed over."""
    document = read_document(text)
    empty = empties(document)
    try:
        plan = Plan.model_validate(document.data, context=_context(document.data))
    except ValidationError as error:
        found = mistakes_of(error.errors(), document)
        said = {mistake.where for mistake in found}
        raise DocumentError(found + [one for one in empty if one.where not in said]) from None
    # What is missing would only be told again as a contradiction.
    if found := empty or list(_contradictions(plan, document)):
        raise DocumentError(found)
    return plan


def _contradictions(plan: Plan, document: Document) -> Iterator[Mistake]:
    for found in contradictions(plan, document):
        yield Mistake(document.line_of(found.path), place(found.path), found.message, found.hint)


def _context(data: dict[str, Value]) -> dict[str, object]:
    """What parts of a plan must know of the others to be read: its currency, and which metrics are money."""
    currency, metrics = data.get("currency"), data.get("metrics")
    written = metrics.items() if isinstance(metrics, dict) else ()
    money = [name for name, metric in written if isinstance(metric, dict) and _is_money(metric)]
    # A currency that is itself a mistake must not make one of every amount.
    known = isinstance(currency, str) and is_currency(currency)
    return {"currency": currency if known else "", "money": money}


def _is_money(metric: dict[str, Value]) -> bool:
    return is_money(metric.get("measure"), metric.get("adds"))
