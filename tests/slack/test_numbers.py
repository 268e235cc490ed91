"""Amounts and shares: exact, and as the workspace's locale writes them."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_currency
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.dates import ago, day
from bot.slack.numbers import count, money, percent, ratio_text
from calc.language.amounts import minor_digits

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("amount_minor", "currency", "locale", "written"),
    [
        (123450, "USD", "en_US", "$1,234.50"),
        (-1200, "USD", "en_US", "−$12.00"),
        (-5, "USD", "en_US", "−$0.05"),
        (0, "USD", "en_US", "$0.00"),
        (1235, "JPY", "en_US", "¥1,235"),
        (1234567, "KWD", "en_US", f"KWD{NBSP}1,234.567"),
        (123450, "EUR", "de_DE", f"1.234,50{NBSP}€"),
        (-123450, "EUR", "de_DE", f"−1.234,50{NBSP}€"),
        (-123450, "EUR", "nl_NL", f"−€{NBSP}1.234,50"),
        (123450, "EUR", "fr_FR", f"1\u202f234,50{NBSP}€"),
        (1234567890, "INR", "en_IN", "₹1,23,45,678.90"),
        (1200, "CHF", "hi_IN", f"CHF{NBSP}12.00"),
        (1200, "KWD", "bn_BD", f"1.200{NBSP}KWD"),
        (2**63 - 1, "USD", "en_US", "$92,233,720,368,547,758.07"),
        (
            123450,
            "RSD",
            "en_US",
            f"RSD{NBSP}1,234.50",
        ),  # Babel has no digits for dinars, ISO 4217 and calc have 2
    ],
)
def test_an_amount_is_written_with_its_currency(
    amount_minor: int, currency: str, locale: str, written: str
) -> None:
    assert money(amount_minor, currency, locale) == written


@given(
    st.integers(0, 10**15),
    st.sampled_from(["USD", "EUR", "GBP", "JPY", "KWD", "INR", "BRL"]),
    st.sampled_from(
        ["en_US", "en_GB", "de_DE", "fr_FR", "en_IN", "ja_JP", "pt_BR", "he_IL", "sv_SE", "de_CH"]
    ),
)
@settings(deadline=None)
def test_an_amount_reads_as_babel_writes_the_same_decimal(
    amount_minor: int, currency: str, locale: str
) -> None:
    exact = Decimal(amount_minor).scaleb(-minor_digits(currency))
    written = format_currency(exact, currency, locale=locale, currency_digits=True)
    assert money(amount_minor, currency, locale).replace(NBSP, "") == written.replace(NBSP, "")
    if amount_minor:
        negative = money(-amount_minor, currency, locale)
        assert negative.replace("−", "") == money(amount_minor, currency, locale)
        assert negative.count("−") == 1


@given(st.integers(), st.sampled_from(["USD", "JPY", "KWD"]))
@settings(deadline=None)
def test_an_amount_reads_back_as_the_very_same_number(amount_minor: int, currency: str) -> None:
    written = money(amount_minor, currency, "en_US").replace("−", "-")
    exact = Fraction(amount_minor, 10 ** minor_digits(currency))
    assert Fraction(re.sub(r"[^0-9.-]", "", written)) == exact


def test_an_amount_that_is_not_whole_minor_units_is_refused() -> None:
    for wrong in (12.5, True, "12", Decimal(12)):
        with pytest.raises(TypeError, match="whole number of minor units"):
            money(wrong, "USD", "en_US")  # type: ignore[arg-type]


def test_an_unknown_currency_or_locale_is_refused_without_repeating_it() -> None:
    for currency, locale in (("ZZZ", "en_US"), ("usd", "en_US"), ("USD", "xx_XX"), ("USD", "")):
        with pytest.raises(ValueError, match="is not a known") as refusal:
            money(1, currency, locale)
        assert "ZZZ" not in str(refusal.value)


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "written"),
    [
        (92, 100, 1, "92%"),
        (1, 3, 1, "33.3%"),
        (2, 3, 1, "66.7%"),
        (1, 8, 2, "12.5%"),
        (125, 1000, 0, "13%"),  # 12.5 is halfway, and goes away from zero
        (-125, 1000, 0, "−13%"),
        (-1, 10_000, 1, "0%"),  # −0.01 % is no minus nothing
        (1234, 100, 1, "1,234%"),
        (5, -4, 1, "−125%"),
        (0, 7, 1, "0%"),
    ],
)
def test_a_share_is_rounded_half_away_from_zero(
    numerator: int, denominator: int, places: int, written: str
) -> None:
    assert percent(numerator, denominator, places) == written


def test_percent_follows_the_locale() -> None:
    assert percent(1, 3, locale="de_DE") == f"33,3{NBSP}%"
    assert percent(-1, 2, locale="tr_TR") == "−%50"


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**9), st.integers(0, 4))
@settings(deadline=None)
def test_a_share_is_the_exact_fraction_rounded_once(numerator: int, denominator: int, places: int) -> None:
    exact = Fraction(numerator, denominator) * 100 * 10**places
    rounded = int(abs(exact) + Fraction(1, 2)) * (-1 if exact < 0 else 1)
    written = percent(numerator, denominator, places).replace("−", "-").replace(",", "").removesuffix("%")
    assert Fraction(written) == Fraction(rounded, 10**places)
    assert not written.endswith(".")


@pytest.mark.parametrize(
    ("numerator", "denominator", "written"),
    [
        (15, 1000, "1.5%"),
        (3, 100, "3%"),
        (1, 3, "33.333333…%"),
        (2, 3, "66.666666…%"),  # cut, not rounded to 66.666667
        (-1, 7, "−14.285714…%"),
        (1, 30_000_000, "0.0000033…%"),
        (1, 8, "12.5%"),
        (0, 3, "0%"),
        (5, 2, "250%"),
    ],
)
def test_a_rate_is_written_in_full_or_says_that_it_goes_on(
    numerator: int, denominator: int, written: str
) -> None:
    assert ratio_text(numerator, denominator) == written


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
@settings(deadline=None)
def test_a_rate_without_an_ellipsis_is_exact_and_with_one_is_just_short(
    numerator: int, denominator: int
) -> None:
    exact = abs(Fraction(numerator, denominator) * 100)
    written = ratio_text(numerator, denominator).lstrip("−").replace(",", "").removesuffix("%")
    shown = Fraction(written.removesuffix("…"))
    if written.endswith("…"):
        places = len(written.removesuffix("…").partition(".")[2])
        assert shown < exact < shown + Fraction(1, 10**places)
    else:
        assert shown == exact


def test_a_share_of_nothing_has_no_percent() -> None:
    for write in (percent, ratio_text):
        with pytest.raises(ValueError, match="share of nothing"):
            write(1, 0)


def test_counts_and_shares_are_whole_numbers() -> None:
    with pytest.raises(TypeError, match="A count is a whole number"):
        count(1.0, "line", "lines")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="A share is a whole number over a whole number"):
        percent(0.5, 1)  # type: ignore[arg-type]


def test_a_count_takes_the_right_noun() -> None:
    assert count(1, "line", "lines") == "1 line"
    assert count(0, "line", "lines") == "0 lines"
    assert count(1204, "line", "lines") == "1,204 lines"
    assert count(1204, "line", "lines", "de_DE") == "1.204 lines"


@pytest.mark.parametrize(
    ("when", "locale", "written"),
    [
        (date(2024, 9, 30), "en_US", "30 Sep 2024"),
        ("2024-09-03", "en_GB", "3 Sep 2024"),
        ("2024-09-30T23:30:00+02:00", "en_US", "30 Sep 2024"),
        ("2024-09-30", "de_DE", "30.09.2024"),
    ],
)
def test_a_day_cannot_be_taken_for_another(when: date | str, locale: str, written: str) -> None:
    assert day(when, locale) == written


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("2024-09-30T12:00:00+00:00", "just now"),
        ("2024-09-30T11:59:01+00:00", "just now"),
        ("2024-09-30T11:59:00+00:00", "1 min ago"),
        ("2024-09-30T11:00:01+00:00", "59 min ago"),
        ("2024-09-30T11:30:00+02:00", "2 h ago"),
        ("2024-09-29T12:00:01+00:00", "23 h ago"),
        ("2024-09-29T12:00:00+00:00", "1 day ago"),
        ("2024-09-27T12:00:00+00:00", "3 days ago"),
        ("2024-08-31T12:00:00+00:00", "on 31 Aug 2024"),
        ("2024-09-30T14:00:00+00:00", "in 2 h"),
        ("2024-10-03T12:00:00+00:00", "in 3 days"),
    ],
)
def test_a_distance_in_time_is_told_in_its_largest_unit(then: str, words: str) -> None:
    assert ago(then, "2024-09-30T12:00:00+00:00") == words
    assert ago(datetime.fromisoformat(then), datetime(2024, 9, 30, 12, tzinfo=UTC)) == words


def test_a_day_or_moment_that_is_none_is_refused_without_repeating_it() -> None:
    with pytest.raises(ValueError, match=r"^A moment is an ISO text"):
        day("$4,000.00", "en_US")
    with pytest.raises(ValueError, match=r"^The locale is not a known one"):
        day("2024-09-30", "xx_XX")
    with pytest.raises(ValueError, match="time zone"):
        ago("2024-09-30T12:00:00", "2024-09-30T12:00:00+00:00")
