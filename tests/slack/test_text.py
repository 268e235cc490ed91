"""What people write reaches Slack inert; what we write may be live."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.text import (
    Safe,
    bar,
    channel_link,
    clean,
    date_token,
    escape,
    escape_within,
    mention,
    truncate,
)

FAMILY = "👩‍👩‍👧"


def test_the_three_signs_slack_reads_are_escaped_and_no_others() -> None:
    assert escape("<!channel> & <https://x|y>") == "&lt;!channel&gt; &amp; &lt;https://x|y&gt;"
    assert escape('"Ana\'s" *bold* _it_ `x` {name}') == '"Ana\'s" *bold* _it_ `x` {name}'


def test_text_of_our_own_is_not_escaped() -> None:
    assert escape(Safe("<@U012AB3CD>")) == "<@U012AB3CD>"
    assert escape(Safe("<@U012AB3CD>") + " & co") == "&lt;@U012AB3CD&gt; &amp; co"


def test_direction_overrides_and_control_characters_are_taken_out() -> None:
    assert clean("pay \u202e00.1$\u202c now\x00\x1b[31m") == "pay 00.1$ now[31m"
    assert (
        clean("two\nlines\tand a tab, a\u00a0no-break space")
        == "two\nlines\tand a tab, a\u00a0no-break space"
    )
    assert clean("half a pair \ud83d") == "half a pair "


def test_a_name_of_nothing_but_control_characters_still_shows_something() -> None:
    assert clean("\u202e\u202e") == "\ufffd"
    assert clean("") == ""


def test_languages_written_from_right_to_left_and_emoji_stay_as_they_are() -> None:
    for text in ("שלום", "مرحبا", FAMILY, "नमस्ते"):
        assert clean(text) == text


@given(st.text())
@settings(deadline=None)
def test_escaped_text_reads_back_as_what_was_written(text: str) -> None:
    escaped = escape(text)
    assert not re.search(r"[<>]|&(?!(amp|lt|gt);)", escaped)
    back = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert back == clean(text)


def test_a_mention_and_a_channel_link_are_live_and_take_only_ids() -> None:
    assert mention("U012AB3CD") == "<@U012AB3CD>"
    assert channel_link("C012AB3CD") == "<#C012AB3CD>"
    for wrong in ("channel", "U1> <!channel", "u012ab3cd", ""):
        with pytest.raises(ValueError, match="A mention needs a Slack user id"):
            mention(wrong)
        with pytest.raises(ValueError, match="A channel link needs a Slack channel id"):
            channel_link(wrong)


def test_a_date_token_carries_a_moment_and_an_inert_fallback() -> None:
    moment = datetime(2024, 9, 30, 14, 5, tzinfo=UTC)
    # 2024-09-30T14:05:00Z is 1,727,705,100 seconds after the epoch
    assert date_token(moment, "{date_short} at {time}", "30 Sep <x|y>") == (
        "<!date^1727705100^{date_short} at {time}|30 Sep &lt;x¦y&gt;>"
    )
    with pytest.raises(ValueError, match="time zone"):
        date_token(datetime(2024, 9, 30), "{date}", "30 Sep")  # noqa: DTZ001
    with pytest.raises(ValueError, match="format"):
        date_token(moment, "{date}^https://x", "30 Sep")


@pytest.mark.parametrize(
    ("numerator", "denominator", "drawn"),
    [
        (85, 100, "▰▰▰▰▰▰▰▰▱▱"),
        (999, 1_000, "▰▰▰▰▰▰▰▰▰▱"),
        (1, 1, "▰▰▰▰▰▰▰▰▰▰"),
        (13, 10, "▰▰▰▰▰▰▰▰▰▰"),
        (0, 5, "▱▱▱▱▱▱▱▱▱▱"),
        (-3, 5, "▱▱▱▱▱▱▱▱▱▱"),
    ],
)
def test_a_bar_fills_a_cell_only_when_it_is_wholly_reached(
    numerator: int, denominator: int, drawn: str
) -> None:
    assert bar(numerator, denominator) == drawn


def test_a_bar_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="denominator over 0"):
        bar(1, 0)


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Acme Corporation", 16, "Acme Corporation"),
        ("Acme Corporation", 8, "Acme Co…"),
        ("Acme Corporation", 6, "Acme…"),  # the space before the ellipsis goes too
        ("cafe\u0301s", 5, "caf…"),  # the accent would be left without its letter
        (f"ab{FAMILY}", 5, "ab…"),  # no lone mother
        ("🇩🇪🇫🇷🇮🇹", 4, "🇩🇪…"),  # no half flag
        ("👍🏽👍🏽", 2, "…"),  # no thumb that lost its colour
        ("abc", 1, "…"),
    ],
)
def test_a_cut_falls_between_what_is_read_as_characters(text: str, limit: int, cut: str) -> None:
    assert truncate(text, limit) == cut


def test_escapes_count_towards_the_limit_and_are_never_cut_in_two() -> None:
    # "aaaa&" is 9 characters escaped: 4 + len("&amp;")
    assert escape_within("aaaa&", 9) == "aaaa&amp;"
    assert escape_within("aaaa&", 8) == "aaaa…"
    assert escape_within("<<<<", 9) == "&lt;&lt;…"


@given(st.text(alphabet=st.characters() | st.sampled_from("&<>" + FAMILY), max_size=60), st.integers(1, 40))
@settings(deadline=None)
def test_cut_text_keeps_its_limit_and_is_a_beginning_of_the_whole(text: str, limit: int) -> None:
    for within, whole in ((truncate(text, limit), text), (escape_within(text, limit), escape(text))):
        assert len(within) <= limit
        assert within == whole or whole.startswith(within.removesuffix("…"))
    assert not re.search(r"[<>]|&(?!(amp|lt|gt);)", escape_within(text, limit))
