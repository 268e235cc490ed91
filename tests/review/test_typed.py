"""What people type into the form of an adjustment, and what the buttons of the review carry."""

import pytest

from bot.periods.reviewing import Shown
from bot.review.carried import subject_in, together, together_of
from bot.review.typed import Typed, examples, read_change
from bot.slack.controls import StaleControl


@pytest.mark.parametrize(
    ("text", "locale", "typed"),
    [
        ("250", "en_US", Typed(amount_minor=25_000)),
        ("+250.5", "en_US", Typed(amount_minor=25_050)),
        ("−1,250.50", "en_US", Typed(amount_minor=-125_050)),
        ("-1.250,50", "de_DE", Typed(amount_minor=-125_050)),
        ("5%", "en_US", Typed(percent_ppm=50_000)),
        (" -2.5 % ", "en_US", Typed(percent_ppm=-25_000)),
        ("2,25%", "de_DE", Typed(percent_ppm=22_500)),
        ("0.0001%", "en_US", Typed(percent_ppm=1)),
    ],
)
def test_amounts_and_percentages_are_read_exactly(text: str, locale: str, typed: Typed) -> None:
    assert read_change(text, "USD", locale) == typed


@pytest.mark.parametrize("text", ["", "%", "five %", "5.00001%", "1e3%", "٥%", "5%%", "12,34", "1.234.567"])
def test_what_is_neither_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"Write it like|has more decimals"):
        read_change(text, "USD", "en_US")


def test_the_examples_can_be_read() -> None:
    for one in examples("USD", "en_US").replace(" or ", ", ").split(", "):
        assert read_change(one, "USD", "en_US") != Typed()


@pytest.mark.parametrize("text", ["", "2024-Q2", "2024-Q2 x ana", "2024-Q2 0 ", "2024-Q2 -1 ana"])
def test_a_button_that_names_nobody_is_an_old_one(text: str) -> None:
    with pytest.raises(StaleControl):
        subject_in(text)


@pytest.mark.parametrize(
    "text", ["", "2024-Q2", "2024-Q2 1.2", "2024-Q2 1.0.short", "2024-Q2 a.0.0123456789ab"]
)
def test_a_button_that_approves_nobody_is_an_old_one(text: str) -> None:
    with pytest.raises(StaleControl):
        together_of({"value": text})


@pytest.mark.parametrize("first", [1, 10**6, 10**17])
def test_a_button_carries_as_many_people_as_slack_takes(first: int) -> None:
    people = [(first + number, Shown(7, f"{number:064x}")) for number in range(200)]
    carried = together("2024-Q2", people)
    assert len(carried.value()) <= 2_000
    assert len(carried.shown) >= 50
    assert together_of({"value": carried.value()}) == carried
