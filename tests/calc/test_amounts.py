"""Rates and money as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.language.amounts import minor_digits, ratio_text, read_money, read_ratio


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.5%", Fraction(3, 200)),
        ("0.015", Fraction(3, 200)),
        ("3/200", Fraction(3, 200)),
        (" 1.5 % ", Fraction(3, 200)),
        ("2x", Fraction(2)),
        ("1.25 x", Fraction(5, 4)),
        ("1,000%", Fraction(10)),
        ("0", Fraction(0)),
        ("0.1", Fraction(1, 10)),  # not 0.1000000000000000055…
        ("33.333333333333%", Fraction(33_333_333_333_333, 10**14)),
        ("-20", Fraction(-20)),
        ("−5%", Fraction(-1, 20)),
        ("1/3", Fraction(1, 3)),
    ],
)
def test_rates_are_read_exactly(text: str, expected: Fraction) -> None:
    assert read_ratio(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "%", "1.5%%", ".5", "5.", "1e3", "1_000", "nan", "inf", "Infinity", "٣%", "1,00%", "1,0000",
        "1.5.2", "3/0", "1/-2", "$5", "ten", "1 000", "--1", "+1", "0x10", "½",
    ],
)  # fmt: skip
def test_what_is_not_a_rate_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a rate; write it like 1\.5%, 2x, 0\.015 or 3/200"):
        read_ratio(text)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("$2,500", "USD", 250_000),
        ("2500.00 USD", "USD", 250_000),
        ("USD 2,500.5", "USD", 250_050),
        ("2500", "USD", 250_000),
        ("-$5.01", "USD", -501),
        ("−5.01", "USD", -501),
        ("€300", "EUR", 30_000),
        ("$12", "CAD", 1_200),
        ("¥1,500", "JPY", 1_500),  # yen have no hundredths
        ("1500 KRW", "KRW", 1_500),
        ("1.234 KWD", "KWD", 1_234),  # dinars have thousandths
        ("£0.01", "GBP", 1),
    ],
)
def test_money_is_read_in_minor_units(text: str, currency: str, minor: int) -> None:
    assert read_money(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "sentence"),
    [
        ("1.005", "USD", "'1.005' has more digits than USD has (2)"),
        ("¥1.5", "JPY", "'¥1.5' has more digits than JPY has (0)"),
        ("€5", "USD", "'€5' is not in USD, the currency of this plan"),
        ("5 EUR", "USD", "'5 EUR' is not in USD, the currency of this plan"),
        ("$5", "EUR", "'$5' is not in EUR, the currency of this plan"),
        ("5%", "USD", "'5%' is not an amount of money; write it like $2,500 or 2500.00 USD"),
        ("$٥", "USD", "'$٥' is not an amount of money; write it like $2,500 or 2500.00 USD"),
        ("5,00", "USD", "'5,00' is not an amount of money; write it like $2,500 or 2500.00 USD"),
        ("", "USD", "'' is not an amount of money; write it like $2,500 or 2500.00 USD"),
        ("9" * 16, "USD", "'9999999999999999' has more than 15 digits"),
        ("1" * 900, "USD", f"'{'1' * 39}…' has more than 15 digits"),
    ],
)
def test_money_that_cannot_be_meant_is_refused_with_a_sentence(
    text: str, currency: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match=r"\w") as refused:
        read_money(text, currency)
    assert str(refused.value) == sentence


def test_a_rate_has_at_most_fifteen_digits_above_and_below_the_line() -> None:
    assert read_ratio(f"{'1' * 15}/{'3' * 15}") == Fraction(1, 3)
    with pytest.raises(ValueError, match="has more than 15 digits"):
        read_ratio(f"1/{'3' * 16}")


@given(st.text(max_size=30), st.sampled_from(("USD", "JPY", "KWD")))
def test_any_other_text_is_refused_and_nothing_else(text: str, currency: str) -> None:
    for read in (read_ratio, lambda words: read_money(words, currency)):
        try:
            read(text)
        except ValueError:
            continue


@given(st.integers(-(10**12), 10**12), st.sampled_from(("USD", "JPY", "KWD")))
def test_an_amount_that_is_written_out_is_read_back(minor: int, currency: str) -> None:
    digits = minor_digits(currency)
    size = f"{abs(minor):0{digits + 1}}"
    text = f"{size[:-digits]}.{size[-digits:]}" if digits else size
    assert read_money(f"{'-' if minor < 0 else ''}{text} {currency}", currency) == minor


@given(st.fractions(max_denominator=10**6))
def test_a_ratio_is_kept_as_text_in_lowest_terms(value: Fraction) -> None:
    top, bottom = ratio_text(value).split("/")
    assert Fraction(int(top), int(bottom)) == value
    assert int(bottom) == value.denominator
