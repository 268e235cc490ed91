"""Everything in a plan that is well written but cannot be meant."""

from calc.language.contradictions.cases import case_contradictions
from calc.language.contradictions.components import component_contradictions
from calc.language.contradictions.found import Finds, Found, Source
from calc.language.contradictions.metrics import metric_contradictions
from calc.language.contradictions.terms import plan_terms
from calc.language.document import Document
from calc.plan import Plan


def contradictions(plan: Plan, document: Document) -> list[Found]:
    """Each of them once; `document` is the text that the plan was read from."""
    return list(dict.fromkeys(_all(Source(plan, document))))


def _all(source: Source) -> Finds:
    yield from plan_terms(source)
    for name in source.plan.metrics:
        yield from metric_contradictions(source, name)
    for name in source.plan.components:
        yield from component_contradictions(source, name)
    for number in range(len(source.plan.cases)):
        yield from case_contradictions(source, number)
