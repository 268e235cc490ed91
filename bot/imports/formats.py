"""How dates and amounts are written in a file, told by example: `DD.MM.YYYY`, `1.234,56 €`."""

import re
from dataclasses import dataclass
from functools import cached_property

ISO = "YYYY-MM-DD"
MINOR_UNITS = "minor units"

_TOKENS = re.compile(r"YYYY|YY|MMM|MM|M|DD|D|hh|h|mm|ss|\*")
# Patterns for Polars, whose \d would also take other scripts' digits.
_TOKEN_PATTERNS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "YY": "(?P<year>[0-9]{2})",
    "MMM": "(?P<month>[A-Za-z]{3})",
    "MM": "(?P<month>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "DD": "(?P<day>[0-9]{2})",
    "D": "(?P<day>[0-9]{1,2})",
    "hh": "[0-9]{2}",
    "h": "[0-9]{1,2}",
    "mm": "[0-9]{2}",
    "ss": "[0-9]{2}",
    "*": ".*",
}
_EXAMPLES = {"YYYY": "2026", "YY": "26", "MMM": "Jan", "MM": "01", "M": "1", "DD": "31", "D": "31"}
_TIMES = {"hh": "09", "h": "9", "mm": "30", "ss": "00", "*": "…"}

_AMOUNT_EXAMPLE = re.compile(
    r"(?P<open>\()?(?P<before>[^\d\s()-]*)\s?1(?P<thousands>[,.'’\s]?)234(?:(?P<point>[.,])(?P<decimals>\d+))?"
    r"\s?(?P<after>[^\d\s()-]*)(?P<close>\))?",
    re.ASCII,
)


@dataclass(frozen=True)
class DateFormat:
    """`text` as the mapping says it; a time in it is read over."""

    text: str = ISO

    @cached_property
    def pattern(self) -> str:
        """A regular expression for a whole cell, with the groups year, month and day."""
        return f"^{''.join(_TOKEN_PATTERNS.get(part, re.escape(part)) for part in self._parts)}$"

    @property
    def example(self) -> str:
        """31 January 2026 written this way."""
        return "".join({**_EXAMPLES, **_TIMES}.get(part, part) for part in self._parts)

    @property
    def named_months(self) -> bool:
        return "MMM" in self._parts

    @property
    def short_years(self) -> bool:
        return "YY" in self._parts

    @cached_property
    def _parts(self) -> list[str]:
        """Tokens and the characters between them."""
        parts, at = [], 0
        for match in _TOKENS.finditer(self.text):
            parts += [*self.text[at : match.start()], match.group()]
            at = match.end()
        return parts + list(self.text[at:])


ISO_DATES = DateFormat()


def read_date_format(text: str) -> DateFormat:
    """Raises ValueError with a sentence when year, month and day are not each there once."""
    tokens = _TOKENS.findall(text)
    for what in ("YYYY YY", "MMM MM M", "DD D"):
        if sum(token in what.split() for token in tokens) != 1:
            raise ValueError(
                f"{text!r} is not a way to write dates; combine YYYY (or YY), MM (M, or MMM for Jan) and "
                "DD (or D), like YYYY-MM-DD, D.M.YYYY or MM/DD/YYYY hh:mm; * stands for anything after"
            )
    left = _TOKENS.sub("", text)
    if re.search(r"[^\s./,:'T-]", left) or "*" in text[:-1]:
        raise ValueError(
            f"{text!r} is not a way to write dates; besides year, month and day there may be spaces "
            "and . / - : , T"
        )
    return DateFormat(text)


@dataclass(frozen=True)
class AmountStyle:
    """How one thousand two hundred thirty-four is written: `decimals` is how many may be there at most, None
    for as many as the currency has. With `minor`, cells count cents (minor units) and have no decimals."""

    text: str = "1234.56"
    thousands: str = ""
    point: str = "."
    decimals: int | None = None
    before: str = ""
    after: str = ""
    brackets: bool = False
    minor: bool = False

    @property
    def plain(self) -> bool:
        """Whether a cell can be read as it stands."""
        return not (self.thousands or self.before or self.after or self.brackets) and self.point == "."

    def pattern(self, decimals: int) -> str:
        """A regular expression for a whole cell with at most that many decimals."""
        number = "[0-9]{1,15}"
        if self.thousands:
            mark = r"[ \x{a0}\x{202f}]" if self.thousands.isspace() else re.escape(self.thousands)
            number = f"(?:[0-9]{{1,3}}(?:{mark}[0-9]{{3}}){{1,4}}|{number})"
        if decimals:
            number += f"(?:{re.escape(self.point)}[0-9]{{1,{decimals}}})?"
        sign = "-?"
        if self.before:
            mark = re.escape(self.before)
            sign = f"(?:-?(?:{mark} ?)?|{mark} ?-)"
        tail = rf"(?:[ \x{{a0}}]?{re.escape(self.after)})?" if self.after else ""
        signed = f"{sign}{number}{tail}"
        if self.brackets:
            bare = f"(?:{re.escape(self.before)} ?)?{number}{tail}"
            return rf"^(?:{signed}|\({bare}\))$"
        return f"^{signed}$"


PLAIN_AMOUNTS = AmountStyle()


def read_amount_style(text: str) -> AmountStyle:
    """`1,234.56`, `1.234,56 €`, `(1,234.56)` or `minor units`. Raises ValueError with a sentence."""
    if text == MINOR_UNITS:
        return AmountStyle(text, minor=True, decimals=0)
    match = _AMOUNT_EXAMPLE.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]) or match["thousands"] == match["point"]:
        raise ValueError(
            f"{text!r} is not a way to write amounts; write 1234.56 the way the file would, "
            f"like 1,234.56 or 1.234,56 € or $1,234, or say {MINOR_UNITS}"
        )
    thousands = match["thousands"]
    return AmountStyle(
        text,
        thousands=thousands,
        point=match["point"] or ("," if thousands == "." else "."),
        decimals=len(match["decimals"]) if match["decimals"] else None,
        before=match["before"],
        after=match["after"],
        brackets=bool(match["open"]),
    )
