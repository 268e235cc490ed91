"""The sections of the plan language's reference, in the order in which they are read."""

from dataclasses import dataclass

from calc.language import case_parts, conditions, curves, metrics, pay, terms
from calc.language.parts import Part
from calc.plan import Plan

TITLE = """\
# Every word of a pay plan

This page is made from the plan language itself, so it has every word that a plan may use, and no other.
[Writing a pay plan](plans.md) explains by example; [the rules](plan-rules.md) say exactly how a number comes
about.

A plan is a text file of `name: value` lines. What belongs to something stands under it, moved in by two
spaces; the entries of a list begin with `- `. Small things fit on one line: `{kind: renewal, rate: 1%}` and
`[renewal, upsell]`. A name that is not on this page is a mistake, and `micdrop plan check` says so with its
line. How rates, amounts, days and so on are written stands [at the end](#how-values-are-written)."""


@dataclass(frozen=True)
class Section:
    """A heading, a few words, the fields of a part, and other tables by name (calc.language.reference)."""

    title: str
    words: str = ""
    part: type[Part] | None = None
    level: int = 2
    told_elsewhere: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


_PAID = tuple(pay.Paid.model_fields)
_EARNED = tuple(pay.Earned.model_fields)
_PAYOUT = tuple(curves.Payout.model_fields)
_CONDITION = tuple(conditions.Condition.model_fields)


def _component(word: str, words: str, told_elsewhere: tuple[str, ...] = _PAID) -> Section:
    return Section(f"pay: {word}", words, pay.COMPONENTS[word], 3, (*told_elsewhere, "pay"))


def _small(title: str, words: str, part: type[Part], told_elsewhere: tuple[str, ...] = ()) -> Section:
    return Section(title, words, part, 3, told_elsewhere)


SECTIONS = (
    Section("The plan", "", Plan),
    _small("On target", "What is earned a year when everything is on target.", terms.OnTarget),
    _small(
        "Ramp", "Entries hold one after the other, from a person's first day at work; then 100%.", terms.Ramp
    ),
    Section(
        "Metrics",
        "Under `metrics:` each metric stands under a key of its own, by which components name it.",
        metrics.Metric,
    ),
    Section("What is measured", "", level=3, tables=("measures",)),
    Section("Whose results", "", level=3, tables=("scopes",)),
    Section("Over which days", "", level=3, tables=("windows",)),
    _small("Customers", "Which customers a metric looks at.", conditions.Customers),
    Section(
        "Conditions",
        "Which events something is about. Where several names are given, an event must fit all of them.",
        conditions.Condition,
    ),
    Section(
        "Components",
        "Under `components:` each component stands under a key of its own. `pay:` says how it pays, and so "
        "what else it may have. Every component has these:",
        pay.Paid,
    ),
    _small("What rests on results", "Commissions and bonuses may also have these:", pay.Earned, _PAID),
    _component("commission", "A share of what each event is worth.", _EARNED),
    _small(
        "Rate",
        "A rate, and the events it is paid on by a [condition](#conditions). Of several rates that fit an "
        "event, the one that asks for more wins; two that ask for equally much and fit the same event are a "
        "mistake.",
        pay.Rate,
        _CONDITION,
    ),
    Section("What of an event", "What a rate is a share of.", level=3, tables=("bases",)),
    _component(
        "bonus", "An amount for each period, by how well a metric, or several, did.", (*_EARNED, *_PAYOUT)
    ),
    _small("Part of a bonus", "Also a [payout](#payout), where it differs.", pay.BonusPart, _PAYOUT),
    _component("spiff", "A set prize for each event of a kind, or for a person's first."),
    _component("contest", "Prizes for the best by a metric."),
    _component("override", "A leader's share of what the people below are paid."),
    _component("draw", "At least this much each period: what is missing is advanced."),
    _component("guarantee", "At least this much each period: what is missing is paid, and kept."),
    _component("base", "Nothing is variable; the statement says so. It has nothing of its own."),
    Section("Curves and limits", "What components share."),
    _small("Payout", "What a bonus (or one part of it) pays by what its metric reached.", curves.Payout),
    _small("Point", "", curves.Point),
    _small("Beyond", "", curves.Beyond),
    _small("Multiplier", "", curves.Multiplier),
    _small("Gate", "It takes `at_least`, `at_most` or both.", curves.Gate),
    _small("Tiers", "", curves.Tiers),
    _small("Tier", "Either a `rate` or `times`, and the same in all tiers.", curves.TierStep),
    _small("Limits", "A cap or a floor.", terms.Limits),
    _small("Days", "", terms.Days),
    _small("Hold", "", terms.Hold),
    _small("Clawback", "", terms.Clawback),
    _small("Band", "", terms.Band),
    _small("Who can win", "", terms.Eligible),
    Section(
        "Cases",
        "Under `cases:` a plan carries examples that have to come out. Each is a small company: facts in, "
        "pay out. What `pays` does not name must pay nothing.",
        case_parts.Case,
    ),
    _small("Person", "", case_parts.CasePerson),
    _small("Move", "", case_parts.CaseMove),
    _small("Assignment", "", case_parts.CaseAssignment),
    _small("Account", "", case_parts.CaseAccount),
    _small("Event", "", case_parts.CaseEvent),
    _small("Exchange rate", "", case_parts.CaseRate),
    _small("Target or reading", "", case_parts.CaseFigure),
    _small("Earlier line", "", case_parts.CasePaid),
    _small("Expected figure", "", case_parts.CaseMeasured),
    _small("Expected pay", "", case_parts.CasePay),
    Section(
        "How values are written",
        "Everything is read as written, and never as a rounded decimal. A number has at most 15 digits.",
        tables=("kinds",),
    ),
)


def link(part: type[Part]) -> str:
    """A link to the section about a part."""
    title = next(section.title for section in SECTIONS if section.part is part)
    name = title.lower()
    return f"[{name}](#{name.replace(' ', '-').replace(':', '')})"
