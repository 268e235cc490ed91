"""What plans say in words: conditions, ages, amounts, rates, prizes, curves."""

import re
from fractions import Fraction
from typing import Any

from tests.calc.oracle.days import Row
from tests.calc.oracle.numbers import money, ratio, threshold

ASKED = ("kind", "product", "effort", "region", "territory", "role", "segment", "years", "change")
BASES = ("amount", "tcv", "acv", "arr", "mrr", "growth", "kept", "recurring_change")
MOST_YEARS = 30


def condition(raw: Row | None) -> dict[str, list[str]]:
    """The words allowed for each name that is asked for."""
    found = {name: words_of(raw[name]) for name in ASKED if raw and name in raw}
    if "years" in found:
        found["years"] = [year for words in found["years"] for year in _years(words)]
    return found


def fits(asks: dict[str, list[str]], row: Row) -> bool:
    """Whether a share (or an account) is one that is asked for; a name that is left out means any."""
    return all(row[name] in words for name, words in asks.items())


def words_of(raw: str | list[str]) -> list[str]:
    return [raw] if isinstance(raw, str) else list(raw)


def _years(words: str) -> list[str]:
    """`2`, `2-3` or `3+` as single years."""
    first, _, last = words.strip().rstrip("+").partition("-")
    end = MOST_YEARS if words.strip().endswith("+") else int(last or first)
    return [str(year) for year in range(int(first), end + 1)]


def whole_years(months: int | None) -> str:
    """The whole years of a contract, at least 1 and at most 30."""
    return str(max(1, min(MOST_YEARS, (months or 12) // 12)))


def age(text: str) -> Row:
    """`90 days`, `3 months` or `1 year`."""
    number, unit = text.split()
    if unit.startswith("day"):
        return {"months": 0, "days": int(number)}
    return {"months": int(number) * (12 if unit.startswith("year") else 1), "days": 0}


def amount(text: str | None, currency: str) -> Row | None:
    """`$2,500` is `fixed`; `40% of variable` is a `share` `of` yearly pay."""
    if text is None:
        return None
    share, _, of = text.rpartition(" of ")
    if not of or not share:
        return {"fixed": money(text, currency), "share": None, "of": ""}
    return {"fixed": None, "share": ratio(share), "of": of.strip().lower()}


def limits(raw: Row | None, currency: str) -> Row:
    return {name: amount((raw or {}).get(name), currency) for name in ("line", "period", "year")}


def rate(text: str | None, currency: str) -> Row:
    """`1.5%`, `60% of MRR` (a `basis` of its own), `$500` (`fixed`), or nothing where tiers say it."""
    nothing: Row = {"ratio": None, "basis": None, "fixed": None}
    if text is None:
        return nothing
    share, _, of = text.rpartition(" of ")
    basis = of.strip().lower().replace(" ", "_")
    if share and basis in BASES:
        return nothing | {"ratio": ratio(share), "basis": basis}
    try:
        return nothing | {"ratio": ratio(text)}
    except ValueError:
        return nothing | {"fixed": money(text, currency)}


def prize(text: str, currency: str) -> Row:
    """Money when it is written like money, else the name of a reward."""
    plain = text.strip()
    if re.fullmatch(r"[$€£¥₹].*|[A-Z]{3}\s*\d.*|[\d.,\s]+([A-Z]{3})?", plain):
        return {"amount": money(plain, currency), "reward": ""}
    return {"amount": 0, "reward": plain}


def points(raw: list[Row], currency: str) -> list[tuple[Fraction, Fraction]]:
    return [(threshold(point["at"], currency), ratio(point["pays"])) for point in raw]


def multiplier(raw: Row, currency: str) -> Row:
    return {
        "metric": raw["metric"],
        "reads": raw.get("reads", "attainment"),
        "between": raw.get("between", "step"),
        "below": ratio(raw.get("below", "100%")),
        "points": points(raw["points"], currency),
    }


def gate(raw: Row, currency: str) -> Row:
    """`otherwise` is a part of what would be paid, or "no_accelerator"."""
    otherwise: Any = raw.get("otherwise", "nothing")
    if otherwise != "no_accelerator":
        otherwise = Fraction(0) if otherwise == "nothing" else ratio(otherwise)
    return {
        "metric": raw["metric"],
        "reads": raw.get("reads", "attainment"),
        "at_least": optional(raw, "at_least", currency),
        "at_most": optional(raw, "at_most", currency),
        "otherwise": otherwise,
    }


def beyond(raw: Row | None, currency: str) -> Row | None:
    if raw is None:
        return None
    most = raw.get("at_most")
    return {
        "each": threshold(raw["each"], currency),
        "adds": ratio(raw["adds"]),
        "at_most": None if most is None else ratio(most),
    }


def optional(raw: Row, name: str, currency: str) -> Fraction | None:
    """A threshold that may be left out."""
    return threshold(raw[name], currency) if name in raw else None


def whole(raw: Row, name: str) -> int | None:
    """A whole number that may be left out."""
    return int(raw[name]) if name in raw else None
