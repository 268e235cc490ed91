"""Amounts are read exactly, by the marks of the place where they are written."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.amounts import example, read_amount
from bot.slack.numbers import money


@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("1,234.50", "USD", "en_US", 123_450),
        ("$1234.5", "USD", "en_US", 123_450),
        ("-$20", "USD", "en_US", -2_000),
        ("$-20", "USD", "en_US", -2_000),
        ("−20.5 usd", "USD", "en_US", -2_050),
        ("+5", "USD", "en_US", 500),
        ("1.234,50 €", "EUR", "de_DE", 123_450),
        ("1.234", "EUR", "de_DE", 123_400),
        ("1 234,5", "EUR", "fr_FR", 123_450),
        ("1,23,456.7", "INR", "en_IN", 12_345_670),
        ("1'234.5", "CHF", "de_CH", 123_450),
        ("¥12,000", "JPY", "ja_JP", 12_000),
        ("0.001", "KWD", "en_US", 1),
    ],
)
def test_an_amount_as_people_write_it(text: str, currency: str, locale: str, minor: int) -> None:
    assert read_amount(text, currency, locale) == minor


@pytest.mark.parametrize(
    ("text", "currency", "locale", "why"),
    [
        ("", "USD", "en_US", "is not an amount"),
        ("abc", "USD", "en_US", "is not an amount"),
        ("1,2,3", "USD", "en_US", "is not an amount"),
        ("1e5", "USD", "en_US", "is not an amount"),
        ("$5$", "USD", "en_US", "is not an amount"),
        ("--5", "USD", "en_US", "is not an amount"),
        ("٣", "USD", "en_US", "is not an amount"),
        ("<!channel>", "USD", "en_US", "is not an amount"),
        ("1,234.56", "EUR", "de_DE", "Write it like 1.234,56."),
        ("1.500", "USD", "en_US", "more decimals than USD has (2)"),
        ("12.5", "JPY", "ja_JP", "more decimals than JPY has (0)"),
        ("20 EUR", "USD", "en_US", "is not in USD"),
        ("£20", "USD", "en_US", "is not in USD"),
        ("9" * 16, "USD", "en_US", "too large"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: str, currency: str, locale: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        read_amount(text, currency, locale)


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(
        [("USD", "en_US"), ("EUR", "de_DE"), ("EUR", "fr_FR"), ("INR", "en_IN"), ("CHF", "de_CH")]
    ),
)
@settings(deadline=None, database=None)
def test_what_we_write_we_read(minor: int, where: tuple[str, str]) -> None:
    currency, locale = where
    assert read_amount(money(minor, currency, locale), currency, locale) == minor


@pytest.mark.parametrize(("currency", "locale"), [("USD", "en_US"), ("EUR", "de_DE"), ("JPY", "ja_JP")])
def test_the_example_in_the_form_can_be_typed(currency: str, locale: str) -> None:
    assert read_amount(example(currency, locale), currency, locale) > 0
