"""Whatever is typed can be read, in no time, and names nobody whom Slack did not name."""

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.reading import read
from bot.slack.text import escape

LENGTH = 40_000
MOST_SECONDS = 1.5  # of the processor: ten times what it takes

FAMILY, FLAG = "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea"
PARTS = st.sampled_from(
    [
        "<", ">", "|", "<@", "<@U1", "<@U1>", "<@U2|ana>", "<!subteam^S1>", "<!subteam^S2|@x>", "<!channel>",
        "<!date^1^{date}|day>", "<#C1|grit>", "<https://x.example|y>", "<mailto:a@b>", "https://a.example/",
        "&amp;", "&lt;", "&gt;", "&amp;lt;", "&", ";", "#", "#grit", "@", "@bob", "--", "_", "*", ".", ",",
        "\n", "\r\n", "\u2028", " ", "\u00a0", "Sent using ", "Sent from my ", "and", "word", ":tada:",
        "\u202e", "\u0301", "\u0316", "\x00", "\ud800", FAMILY, FLAG, "سلام",
    ]
)  # fmt: skip
HOSTILE = st.lists(PARTS | st.text(max_size=5), max_size=60).map("".join)
LIVE_USER = re.compile(r"<@([UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>")


@given(HOSTILE)
@settings(deadline=None, database=None, max_examples=150)
def test_any_text_is_read_and_names_only_whom_slack_named(text: str) -> None:
    reading = read(text)
    # Control characters are taken out before, so they may hide a mention, but not make one of nothing.
    live = set(LIVE_USER.findall(re.sub("[\x00-\x1f\u202e\u2028\ud800]", "", text)))
    assert set(reading.users) <= live
    assert set(reading.footer_users) <= live - set(reading.users)
    shown = reading.words({})
    shown.encode()  # no halves of surrogate pairs
    assert "\x00" not in shown
    assert "\u202e" not in shown
    assert reading.own_characters <= len(reading.own_words)


@given(HOSTILE)
@settings(deadline=None, database=None)
def test_typed_into_a_form_the_same_text_names_nobody(text: str) -> None:
    reading = read(escape(text))
    assert (reading.users, reading.groups, reading.channel_names) == ((), (), ())


@given(HOSTILE)
@settings(deadline=None, database=None)
def test_words_that_were_read_read_the_same_again(text: str) -> None:
    words = read(text).words({})
    again = read(escape(words))
    assert (again.users, again.groups) == ((), ())
    assert len(again.words({})) <= len(words)


@pytest.mark.parametrize(
    "unit",
    [
        "<", ">", "<@", "<@U1>", "<@U1|", "<<@U1>>", "<!x|", "<@U1>\u00a0", "<@U1> and ", "&amp;",
        "&lt;@U1&gt;", "#", "#grit ", "#a\u0301\u0316", "\u0301\u0316", "@", "@a.", ":", ":a", "https://a",
        "-", "--\n", "_*~", "x\u202e", FAMILY, FLAG, "\n", " ", "\u3164", "sent\n", "Sent using X. ",
        "_Sent using <@U1>_\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["{}", "<@U1>{}x", "#{}", "@a{}", "<@{}>", "https://a{}"])
def test_forty_thousand_of_anything_are_read_in_no_time(unit: str, frame: str) -> None:
    text = frame.format(unit * (LENGTH // len(unit)))
    began = process_time()
    reading = read(text)
    reading.words({})
    assert reading.own_characters >= 0
    assert process_time() - began < MOST_SECONDS
