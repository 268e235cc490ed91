"""Amounts as other programs read them: decimal text with all digits of the currency."""

from decimal import Decimal

from calc.language.amounts import minor_digits


def decimal_text(amount_minor: int, currency: str) -> str:
    """`decimal_text(-5, "USD")` is -0.05, `decimal_text(1200, "JPY")` is 1200: a plain minus, no grouping."""
    digits = minor_digits(currency)
    sign = "-" if amount_minor < 0 else ""
    if not digits:
        return f"{sign}{abs(amount_minor)}"
    whole, part = divmod(abs(amount_minor), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}"


def minor_of(text: str, currency: str) -> int:
    """What `decimal_text` wrote, read back. ValueError for more digits than the currency has."""
    scaled = Decimal(text).scaleb(minor_digits(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError("An amount has more digits than its currency.")
    return int(scaled)
