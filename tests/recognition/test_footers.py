"""Who stands only in a signature or a program's footer is not picked, and nobody else is lost."""

import pytest

from bot.recognition.footers import without_footers
from bot.recognition.reading import read

FOOTERS = [
    "*Sent using* <@U9BOT|Claude>",
    "_Sent using <@U9BOT>_",
    "*Sent using*\n<@U9BOT>",
    "Sent with <@U9BOT|An Assistant> for Slack",
    "sent via <@U9BOT>",
    "— Sent from my phone with <@U9BOT>",
    "(Sent through <@U9BOT>)",
    "• _sent with a phone and <@U9BOT>_",
    "--\nMo Lind <@U9BOT>\nHead of CS",
    "-- \n<@U9BOT>",
    "Sent from my phone\n--\n<@U9BOT>",
    "Sent using <@U9BOT>\nSent from my phone",
]


@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize("text", ["<@U1ANA> closed the deal", "<@U1ANA> two\nlines", "<@U1ANA>: done."])
def test_a_footer_under_the_words_is_left_aside(text: str, footer: str) -> None:
    reading = read(f"{text}\n\n{footer}")
    assert reading.users == ("U1ANA",)
    assert reading.footer_users == ("U9BOT",)
    assert "Sent" not in reading.own_words
    assert without_footers(f"{text}\n{footer}") == (text, footer)


@pytest.mark.parametrize("footer", FOOTERS)
def test_text_that_is_only_a_footer_names_nobody_and_says_nothing(footer: str) -> None:
    reading = read(footer)
    assert (reading.users, reading.own_characters) == ((), 0)
    assert reading.footer_users == ("U9BOT",)


@pytest.mark.parametrize(
    "text",
    [
        "<@U1ANA> great work. Sent using <@U9BOT|Claude>",
        "<@U1ANA> great work – Sent with <https://x.example|Superfast>",
        "<@U1ANA> great work. _Sent from my phone_",
        "<@U1ANA> great work. Sent from Outlook for iOS",
    ],
)
def test_a_footer_may_stand_in_the_same_line(text: str) -> None:
    assert read(text).words({}) in ("great work.", "great work")


@pytest.mark.parametrize(
    "text",
    [
        "<@U1ANA> has the deck that she sent with <@U2LEE>",
        "<@U1ANA>\nSent with love to <@U2LEE>",
        "Sent with great care by <@U1ANA> and <@U2LEE>",
        "Sent from Berlin to all our customers by <@U1ANA> and <@U2LEE>",
        "Great: a deck sent using <@U1ANA> and <@U2LEE>",
        "Sent using Word.\nThanks <@U1ANA> and <@U2LEE>",
        "The deck is done - sent with <@U1ANA> and <@U2LEE>",
        "well -- as ever -- done <@U1ANA> -- <@U2LEE>",
    ],
)
def test_what_only_sounds_like_a_footer_keeps_its_names(text: str) -> None:
    reading = read(text)
    assert reading.users == ("U1ANA", "U2LEE")
    assert reading.footer == ""


def test_somebody_named_above_the_footer_too_is_picked() -> None:
    reading = read("<@U1ANA> did it\n_Sent with <@U1ANA>_")
    assert (reading.users, reading.footer_users) == (("U1ANA",), ())
