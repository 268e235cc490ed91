"""What somebody typed is read as they meant it."""

import pytest

from bot.recognition.reading import read, visible_characters
from bot.slack.text import escape

NAMES = {"U1ANA": "Ana Ruiz", "U2LEE": "Lee Park", "S1CS": "the CS team"}


def test_names_value_and_words_are_told_apart() -> None:
    reading = read("<@U1ANA|ana> <@U2LEE|lee> closed the renewal nobody thought would close #grit")
    assert reading.users == ("U1ANA", "U2LEE")
    assert reading.tags == ("grit",)
    assert reading.words(NAMES) == "closed the renewal nobody thought would close #grit"
    assert reading.own_words == "closed the renewal nobody thought would close"
    assert reading.own_characters == 45


@pytest.mark.parametrize(
    "opening",
    [
        "<@U1ANA>, <@U2LEE>: ",
        "<@U1ANA|ana> and <@U2LEE|lee> ",
        "<@U1ANA> & <@U2LEE> – ",
        "<@U1ANA><@U2LEE>\n",
    ],
)
def test_names_at_the_beginning_are_not_repeated_in_the_words(opening: str) -> None:
    assert read(opening + "saved the day").words(NAMES) == "saved the day"


def test_names_in_the_middle_of_a_sentence_stay_there() -> None:
    reading = read("Huge thanks to <@U1ANA> and <@U2LEE|lee> for the <#C0001|launch>")
    assert reading.words({"U1ANA": "Ana Ruiz"}) == "Huge thanks to Ana Ruiz and @lee for the #launch"
    assert reading.own_words == "Huge thanks to and for the"


def test_a_name_that_the_sentence_needs_stays_at_the_beginning() -> None:
    assert read("<@U1ANA>'s idea saved us").words(NAMES) == "Ana Ruiz's idea saved us"


def test_whoever_has_no_name_here_is_somebody() -> None:
    assert read("thanks to <@U9> in <#C9>").words({}) == "thanks to somebody in a channel"


def test_each_is_named_once_in_the_order_of_the_text() -> None:
    reading = read("<@U2LEE> <@U1ANA> <@U2LEE|lee> <!subteam^S1CS|@cs> <!subteam^S1CS> well done")
    assert reading.users == ("U2LEE", "U1ANA")
    assert reading.groups == ("S1CS",)


def test_a_reference_that_was_only_typed_is_not_one() -> None:
    reading = read("thanks &lt;@U1ANA&gt; and &lt;!channel&gt; for &lt;https://x.example|this&gt;")
    assert reading.users == ()
    assert reading.words({}) == "thanks <@U1ANA> and <!channel> for <https://x.example|this>"


def test_calling_everyone_names_nobody() -> None:
    reading = read("<!channel> <!here|here> <!everyone> look")
    assert (reading.users, reading.groups) == ((), ())
    assert reading.words({}) == "@channel @here @everyone look"


def test_a_name_slack_did_not_know_is_told() -> None:
    reading = read("@bob.lee and <@U1ANA> helped, write to me@example.com")
    assert reading.unknown_names == ("bob.lee",)


def test_hashtags_have_one_form_and_need_a_letter() -> None:
    assert read("#Grit #GRIT #team-work. #42 #été, a#b, x/#y").tags == ("grit", "team-work", "été")
    assert read("#" + "x" * 81).tags == ()


def test_accents_may_be_written_either_way() -> None:
    assert read("#e\u0301te\u0301").tags == read("#été").tags


def test_a_channel_of_a_values_name_is_kept_apart_from_the_hashtags() -> None:
    reading = read("great <#C0001|Grit> <#C0002>")
    assert (reading.tags, reading.channel_names) == ((), ("grit",))


def test_addresses_are_no_words_of_ones_own() -> None:
    reading = read(
        "see <https://a.example/x?a=1&amp;b=2|the deck> or https://b.example/y. <mailto:a@b.c|a@b.c>"
    )
    assert reading.links == ("https://a.example/x?a=1&b=2", "https://b.example/y")
    assert reading.words({}) == "see the deck or https://b.example/y. a@b.c"
    assert reading.own_words == "see or ."


def test_what_was_typed_into_a_form_reads_as_it_was_typed() -> None:
    reading = read(escape("<@U1ANA> R&D &amp; &lt; <b>ops</b> #grit"))
    assert reading.users == ()
    assert reading.words({}) == "<@U1ANA> R&D &amp; &lt; <b>ops</b> #grit"
    assert reading.tags == ("grit",)


def test_lines_stay_lines() -> None:
    assert read("<@U1ANA>\r\none\u2028two \t three\r\r\nfour").words({}) == "one\ntwo three\n\nfour"


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("", 0),
        ("  a \n b  ", 3),
        (":tada: :+1::skin-tone-2: done", 4),
        ("\U0001f389\U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f1e9\U0001f1ea ok", 2),
        ("at 12:30:45", 11),
        ("z\u0335\u0321\u0489a\u0301lgo", 5),
        ("\u3164\u200b\u2060\u2800\u115f", 0),
        ("$40k + 2%", 9),
        ("شكرا جزيلا", 10),
    ],
)
def test_only_what_a_reader_sees_counts(text: str, characters: int) -> None:
    assert visible_characters(text) == characters
