"""From what a person writes to a rule, or to a sentence that says how rules are written."""

import re
from collections.abc import Iterable

from bot.schedule.refusals import ScheduleRefused, did_you_mean
from bot.schedule.rule_words import EXAMPLES
from bot.schedule.rules import LAST, WEEKDAYS, DayKind, Every, OnceA, Rule, Shift
from calc.periods import PeriodKind

_MOST_CHARACTERS = 120

_KINDS = {kind.value: kind for kind in DayKind} | {"business day": DayKind.WORKING_DAY}
# "mon", "mondays", "tues", "working days" …
_KINDS |= {f"{name}s": kind for name, kind in list(_KINDS.items())}
_KINDS |= {kind.value[:3]: kind for kind in WEEKDAYS} | {
    "tues": DayKind.TUESDAY,
    "thur": DayKind.THURSDAY,
    "thurs": DayKind.THURSDAY,
}
_PERIODS = {
    "month": PeriodKind.MONTH,
    "quarter": PeriodKind.QUARTER,
    "half": PeriodKind.HALF,
    "half year": PeriodKind.HALF,
    "half-year": PeriodKind.HALF,
    "year": PeriodKind.YEAR,
}
_PERIODS |= {f"fiscal {name}": kind for name, kind in _PERIODS.items() if kind is not PeriodKind.MONTH}
_NUMBERS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "last": LAST,
}  # fmt: skip
_EDGES = {"start": "first day", "beginning": "first day", "end": "last day"}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_KIND, _PERIOD = _either(_KINDS), _either(_PERIODS)
_ORDINAL = rf"{_either(_NUMBERS)}|[0-9]+(?:st|nd|rd|th)?"
_ANCHOR = re.compile(
    rf"(?:(?P<ordinal>{_ORDINAL})(?: (?P<kind>{_KIND}))?|(?P<kind_before>{_KIND}) (?P<number>[0-9]+))"
    rf" of (?P<period>{_PERIOD})"
)
_UNIT = r"(?P<unit>working |business |)days?"
_SHIFTED = re.compile(rf"(?P<anchor>.+?) ?(?P<sign>[+−–-]) ?(?P<days>[0-9]+) {_UNIT}")
_FROM = re.compile(rf"(?P<days>[0-9]+) {_UNIT} (?P<side>after|before) (?P<anchor>.+)")


def read_rule(text: str) -> Rule:
    """The rule that `text` writes, as in EXAMPLES; case, spacing and "the" don't matter.

    ScheduleRefused, saying what can be written, for anything else.
    """
    said = " ".join(text.split())
    if not said or len(said) > _MOST_CHARACTERS:
        raise ScheduleRefused(f"{'A rule is missing' if not said else 'That rule is too long'}. {_how()}")
    plain = _plain(said)
    rest = plain.removeprefix("every ")
    if rest != plain and not _ANCHOR.fullmatch(rest):
        return _every(said, rest)
    if shifted := _SHIFTED.fullmatch(rest) or _FROM.fullmatch(rest):
        return _anchor(said, shifted["anchor"], _shift(shifted))
    return _anchor(said, rest, None)


def _plain(said: str) -> str:
    """In small letters, without words that change nothing, short forms written out."""
    plain = f" {said.casefold().rstrip('.')} ".replace(",", " , ")
    plain = re.sub(r" of (?:each|every|a) ", " of ", plain)
    plain = plain.replace(" the ", " ").replace(" each ", " every ")
    words = " ".join(plain.split())
    words = re.sub(r"\b(start|beginning|end) of\b", lambda found: f"{_EDGES[found[1]]} of", words)
    return "every day" if words == "daily" else words


def _every(said: str, listed: str) -> Every:
    names = [name.strip() for name in re.split(r",| and | & ", listed) if name.strip()]
    kinds = set()
    for name in names:
        name = name.removeprefix("and ").removeprefix("every ")
        if name not in _KINDS:
            raise _unknown(said, f"“{name}” is not a day to go by.", did_you_mean(name, _KINDS))
        kinds.add(_KINDS[name])
    if len(kinds) > 1 and not kinds <= set(WEEKDAYS):
        raise _unknown(said, "Weekdays can be listed, but “day” and “working day” stand alone.")
    if not kinds:
        raise _unknown(said, "It does not say which day.")
    return Every(tuple(kind for kind in DayKind if kind in kinds))


def _anchor(said: str, plain: str, shift: Shift | None) -> OnceA:
    found = _ANCHOR.fullmatch(plain)
    if found is None:
        raise _unknown(said, "", did_you_mean(said, EXAMPLES))
    kind = _KINDS[found["kind"] or found["kind_before"] or DayKind.DAY.value]
    number = found["ordinal"] or found["number"]
    nth = _NUMBERS[number] if number in _NUMBERS else int(re.sub(r"[a-z]+$", "", number))
    return OnceA(_PERIODS[found["period"]], nth, kind, shift)


def _shift(found: re.Match[str]) -> Shift | None:
    days = int(found["days"])
    if days == 0:
        return None
    groups = found.groupdict()
    earlier = groups.get("side") == "before" or groups.get("sign") in ("-", "−", "–")
    return Shift(-days if earlier else days, DayKind.WORKING_DAY if found["unit"] else DayKind.DAY)


def _unknown(said: str, why: str, near: str = "") -> ScheduleRefused:
    return ScheduleRefused(
        " ".join(part for part in (f"“{said}” is not a rule.", why, near.strip(), _how()) if part)
    )


def _how() -> str:
    return f"Rules are written like {', '.join(f'“{example}”' for example in EXAMPLES)}."
