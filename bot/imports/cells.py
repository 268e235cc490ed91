"""From a column of text to typed values: by pattern first, then converted, exactly and without guessing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import polars as pl
from babel.core import get_global

from bot.imports.formats import ISO_DATES, PLAIN_AMOUNTS, AmountStyle, DateFormat
from bot.imports.kinds import Value
from calc.language.amounts import minor_digits

RATIO_TYPE = pl.Struct({"num": pl.Int64, "den": pl.Int64})
FIRST_YEAR, LAST_YEAR = 1970, 2199
# So that sums over thousands of rows stay far inside 64 bits.
LARGEST_MINOR = 10**15
MOST_MONTHS = 1200
LARGEST_RATE_PART = 10**18

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BLANKS = r"[\s\x{85}\x{a0}\x{2028}\x{2029}]+"
# Control characters, and those that turn the direction of what follows: neither belongs in a name or id.
UNWANTED = r"[\x00-\x1f\x7f-\x9f\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_SCOPES = ("person", "team", "region", "line", "company")


@dataclass(frozen=True)
class How:
    """How a column's cells are written. `digits` are the minor digits of each row's currency."""

    dates: DateFormat = ISO_DATES
    amounts: AmountStyle = PLAIN_AMOUNTS
    digits: pl.Series | None = None
    percent: bool = False


@dataclass(frozen=True)
class Converted:
    """`values` are null for empty and bad cells; `bad` says which are bad, `expected` what they should be."""

    values: pl.Series
    bad: pl.Series
    expected: str


def convert(text: pl.Series, value: Value, how: How) -> Converted:
    """Types a column of trimmed text; "" is an empty cell and no mistake here."""
    filled = text != ""
    values, expected = _CONVERSIONS[value](text, how)
    return Converted(values, filled & values.is_null(), expected or value.value)


def constant_mistake(text: str, value: Value) -> str | None:
    """What a constant in a mapping should have been; None when it is right."""
    four = How(digits=pl.Series([4]))
    result = convert(pl.Series([text.strip()]), value, four)
    if value is Value.AMOUNT and result.bad[0]:
        return "an amount like 1234.56"
    return result.expected if result.bad[0] or not text.strip() else None


def currency_digits(currencies: pl.Series) -> pl.Series:
    """The minor digits of each currency; null for one that does not exist."""
    known = get_global("all_currencies")
    digits = {name: minor_digits(name) for name in currencies.unique().drop_nulls() if name in known}
    return currencies.replace_strict(digits, default=None, return_dtype=pl.Int64)


def _where(text: pl.Series, pattern: str) -> pl.Series:
    """The cells that fit the whole pattern; the others become null."""
    return text.to_frame("cell").select(pl.when(pl.col("cell").str.contains(pattern)).then("cell"))["cell"]


def _line_of_text(most: int) -> Callable[[pl.Series, How], tuple[pl.Series, str]]:
    def read(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
        one_line = text.str.replace_all(_BLANKS, " ")
        cell = pl.col("cell")
        wanted = (cell != "") & (cell.str.len_chars() <= most) & ~cell.str.contains(UNWANTED)
        return one_line.to_frame("cell").select(pl.when(wanted).then(cell))["cell"], ""

    return read


def _key(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
    return _where(text, "^[a-z][a-z0-9_-]{0,59}$"), ""


def _email(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
    return _where(text, r"^[!-?A-~]{1,64}@[!-?A-~]{1,190}$").str.to_lowercase(), ""


def _currency(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
    frame = pl.DataFrame({"cell": text, "digits": currency_digits(text)})
    return frame.select(pl.when(pl.col("digits").is_not_null()).then("cell"))["cell"], ""


def _scope(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
    return text.to_frame("cell").select(pl.when(pl.col("cell").is_in(_SCOPES)).then("cell"))["cell"], ""


def _flag(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
    meanings = {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}
    return text.str.to_lowercase().replace_strict(meanings, default=None, return_dtype=pl.Boolean), ""


def _date(text: pl.Series, how: How) -> tuple[pl.Series, str]:
    form = how.dates
    expected = f"a date like {form.example} ({form.text}), from {FIRST_YEAR} to {LAST_YEAR}"
    if form.text == "YYYY-MM-DD":
        iso = _where(text, form.pattern)
    else:
        parts = text.str.extract_groups(form.pattern).struct.unnest()
        year, month = pl.col("year"), pl.col("month")
        if form.short_years:
            year = pl.lit("20") + year
        if form.named_months:
            numbers = {name: str(number) for number, name in enumerate(_MONTHS, 1)}
            month = month.str.to_lowercase().replace_strict(numbers, default=None, return_dtype=pl.String)
        day = [year, month.str.zfill(2), pl.col("day").str.zfill(2)]
        iso = parts.select(pl.concat_str(day, separator="-").alias("cell"))["cell"]
    days = iso.str.to_date("%Y-%m-%d", strict=False).to_frame("day")
    within = pl.col("day").dt.year().is_between(FIRST_YEAR, LAST_YEAR)
    return days.select(pl.when(within).then("day"))["day"], expected


def _amount(text: pl.Series, how: How) -> tuple[pl.Series, str]:
    digits = how.digits if how.digits is not None else pl.Series([2])
    if len(digits) == 1 and len(text) != 1:
        digits = digits.new_from_index(0, len(text))
    result = pl.Series([None], dtype=pl.Int64).new_from_index(0, len(text))
    most = 0
    # A file has one currency, or a few: each number of minor digits is read in one go.
    for count in sorted(digits.unique().drop_nulls()):
        result = result.zip_with(digits.ne_missing(count), _amount_of(text, how.amounts, count))
        most = max(most, count)
    if how.amounts.minor:
        return result, "a whole number of minor units (cents)"
    decimals = max(most, how.amounts.decimals or 0)
    ending = f"with at most {decimals} decimals" if decimals else "without decimals"
    return result, f"an amount written like {how.amounts.text}, {ending}"


def _amount_of(text: pl.Series, style: AmountStyle, digits: int) -> pl.Series:
    scale = 0 if style.minor else max(digits, style.decimals or 0)
    cells = _where(text, style.pattern(scale))
    if not style.plain:
        negative = cells.str.contains(r"^[^0-9]*[-(]")
        cells = cells.str.replace_all(f"[^0-9{style.point}]", "").str.replace(style.point, ".", literal=True)
        cells = pl.select(pl.when(negative).then(pl.lit("-") + cells).otherwise(cells).alias("cell"))["cell"]
    exact = cells.cast(pl.Decimal(38, scale)).to_physical().to_frame("cell")
    if style.minor:
        minor, whole = pl.col("cell"), pl.lit(value=True)
    else:
        extra = pl.lit(10 ** (scale - digits), dtype=pl.Int128)
        # Only zeros may stand past the currency's own digits, so the division leaves nothing.
        minor, whole = pl.col("cell") // extra, pl.col("cell") % extra == 0
    fits = whole & (minor.abs() <= LARGEST_MINOR)
    return exact.select(pl.when(fits).then(minor).cast(pl.Int64))["cell"]


def _quantity(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
    cells = _where(text, r"^-?[0-9]{1,12}(?:\.[0-9]{1,3})?$")
    return cells.cast(pl.Decimal(38, 3)).to_physical().cast(pl.Int64), ""


def _count(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
    return _where(text, "^[0-9]{1,12}$").cast(pl.Int64), ""


def _months(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
    months = _where(text, "^[0-9]{1,4}$").cast(pl.Int64).to_frame("cell")
    return months.select(pl.when(pl.col("cell") <= MOST_MONTHS).then("cell"))["cell"], ""


def _ratio(text: pl.Series, how: How) -> tuple[pl.Series, str]:
    cells = _where(text, r"^(?:-?[0-9]{1,12}(?:\.[0-9]{1,6})? ?%?|[0-9]{1,9}/[0-9]{1,9})$")
    # Ratios are few and come again and again, so each different one is worked out once, exactly.
    known = {cell: _fraction(cell, how.percent) for cell in cells.unique().drop_nulls()}
    return _ratios(cells, known), "a number of percent, like 92 or 92%" if how.percent else ""


def _rate(text: pl.Series, _how: How) -> tuple[pl.Series, str]:
    cells = _where(text, r"^(?:[0-9]{1,9}(?:\.[0-9]{1,15})?|[0-9]{1,9}/[0-9]{1,9})$")
    read = {cell: _fraction(cell, percent=False) for cell in cells.unique().drop_nulls()}
    return _ratios(cells, {cell: rate if _is_rate(rate) else None for cell, rate in read.items()}), ""


def _is_rate(rate: Fraction | None) -> bool:
    return rate is not None and rate > 0 and max(rate.as_integer_ratio()) <= LARGEST_RATE_PART


def _ratios(cells: pl.Series, known: Mapping[str, Fraction | None]) -> pl.Series:
    """Each cell's exact ratio; null where there is none."""
    parts = {
        name: cells.replace_strict(
            {cell: getattr(value, attribute) if value is not None else None for cell, value in known.items()},
            default=None,
            return_dtype=pl.Int64,
        )
        for name, attribute in (("num", "numerator"), ("den", "denominator"))
    }
    ratio = pl.when(pl.col("den").is_not_null()).then(pl.struct("num", "den")).alias("ratio")
    return pl.DataFrame(parts).select(ratio)["ratio"]


def _fraction(cell: str, percent: bool) -> Fraction | None:
    signed = cell.endswith("%")
    top, _, bottom = cell.rstrip("% ").partition("/")
    if bottom and not int(bottom):
        return None
    return Fraction(top) / int(bottom or 1) / (100 if signed or percent else 1)


def _share(text: pl.Series, how: How) -> tuple[pl.Series, str]:
    ratios = _ratio(text, how)[0].to_frame("ratio")
    num, den = pl.col("ratio").struct.field("num"), pl.col("ratio").struct.field("den")
    parts = num.cast(pl.Int128) * 1_000_000
    fits = (parts % den == 0) & (num > 0) & (num <= den)
    return ratios.select(share=pl.when(fits).then(parts // den).cast(pl.Int64))["share"], ""


_CONVERSIONS: dict[Value, Callable[[pl.Series, How], tuple[pl.Series, str]]] = {
    Value.ID: _line_of_text(200),
    Value.KEY: _key,
    Value.TEXT: _line_of_text(500),
    Value.EMAIL: _email,
    Value.DATE: _date,
    Value.AMOUNT: _amount,
    Value.RATIO: _ratio,
    Value.SHARE: _share,
    Value.QUANTITY: _quantity,
    Value.COUNT: _count,
    Value.MONTHS: _months,
    Value.RATE: _rate,
    Value.FLAG: _flag,
    Value.CURRENCY: _currency,
    Value.SCOPE: _scope,
}
