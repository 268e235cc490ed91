"""A plan in words: sections of sentences that a person on it understands."""

from dataclasses import dataclass

from calc.language.case_parts import Case
from calc.plan import Plan
from calc.words.components import component
from calc.words.examples import example
from calc.words.metrics import measured
from calc.words.numbers import Numbers
from calc.words.teller import Teller, listed
from calc.words.whole import closing, opening, origin


@dataclass(frozen=True)
class Section:
    """`kind` is plan, component, metrics, terms, source or cases; `key` the component's."""

    kind: str
    title: str
    sentences: tuple[str, ...]
    key: str = ""


def plan_words(plan: Plan, numbers: Numbers | None = None) -> list[Section]:
    """The whole plan, what is paid first; components for another goal of the company are told to be so."""
    teller = Teller(plan, numbers or Numbers())
    sections = [Section("plan", f"{plan.title} ({plan.plan})", tuple(opening(teller)))]
    for name, part in plan.components.items():
        told = (*component(teller, part), *example(teller, part))
        sections.append(Section("component", part.title, told, name))
    metrics = tuple(" ".join(measured(teller, name)) for name in plan.metrics)
    sections.append(Section("metrics", "What is measured", metrics))
    sections.append(Section("terms", "Good to know", tuple(closing(teller))))
    sections.append(Section("source", "Where it comes from", tuple(origin(teller))))
    sections.append(Section("cases", "Worked examples", tuple(_case(teller, one) for one in plan.cases)))
    return [section for section in sections if section.sentences]


def _case(teller: Teller, case: Case) -> str:
    """What the example is, and what it pays."""
    paid: dict[str, list[str]] = {}
    for pay in case.pays:
        paid.setdefault(pay.person, []).append(
            f"{teller.money(pay.amount)} ({_title(teller, pay.component)})"
        )
    told = [f"{person} gets {listed(parts)}" for person, parts in paid.items()]
    problems = f". What is told as a problem: {listed(case.problems)}" if case.problems else ""
    return f"{case.case}: {'; '.join(told) or 'nothing is paid'}{problems}."


def _title(teller: Teller, key: str) -> str:
    part = teller.plan.components.get(key)
    return key if part is None else part.title
