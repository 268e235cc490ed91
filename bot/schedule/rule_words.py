"""A rule in the words in which it is kept and shown; reading them gives the same rule again."""

from bot.schedule.rules import LAST, PERIOD_WORDS, DayKind, Every, OnceA, Rule, Shift

EXAMPLES = (
    "every day",
    "every working day",
    "every friday",
    "every monday and thursday",
    "day 15 of the month",
    "last day of the month",
    "first friday of the month",
    "last working day of the month",
    "working day 3 of the fiscal quarter",
    "first day of the fiscal quarter + 3 working days",
)


def in_words(rule: Rule) -> str:
    """Like "every monday and thursday" or "last day of the month - 2 working days"."""
    if isinstance(rule, Every):
        return f"every {_listed([kind.value for kind in rule.kinds])}"
    return f"{_which(rule)} of the {PERIOD_WORDS[rule.period]}{_moved(rule.shift)}"


def _which(rule: OnceA) -> str:
    if rule.nth in (1, LAST):
        return f"{'first' if rule.nth == 1 else 'last'} {rule.kind}"
    return f"{rule.kind} {rule.nth}"


def _moved(shift: Shift | None) -> str:
    if shift is None:
        return ""
    unit = "working day" if shift.kind is DayKind.WORKING_DAY else "day"
    plural = "" if abs(shift.days) == 1 else "s"
    return f" {'+' if shift.days > 0 else '-'} {abs(shift.days)} {unit}{plural}"


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
