"""The best that was said of a winner, in few words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.quotes import Said, best_quotes, cut_at_word

BEGIN = datetime(2026, 11, 2, tzinfo=UTC)


def said(number: int, giver: int, endorsements: int = 0, hour: int = 0, words: str = "Well done") -> Said:
    return Said(number, giver, words, endorsements, BEGIN + timedelta(hours=hour))


def numbers(*given: Said, most: int = 3) -> list[int]:
    return [one.nomination_id for one in best_quotes(given, most)]


def test_the_most_endorsed_come_first_and_then_the_earlier() -> None:
    assert numbers(said(1, 1, 2, 5), said(2, 2, 7, 9), said(3, 3, 2, 4), said(4, 4, 1)) == [2, 3, 1]


def test_no_giver_is_quoted_twice_while_there_is_another() -> None:
    assert numbers(said(1, 1, 9), said(2, 1, 8), said(3, 1, 7), said(4, 2, 1), said(5, 3, 0)) == [1, 4, 5]


def test_with_too_few_givers_they_are_quoted_again() -> None:
    assert numbers(said(1, 1, 9), said(2, 1, 8), said(3, 1, 7), said(4, 2, 1)) == [1, 2, 4]
    assert numbers(said(1, 1)) == [1]


def test_what_has_no_words_is_no_quote() -> None:
    assert numbers(said(1, 1, 9, words=" \n "), said(2, 2)) == [2]


def test_a_quote_is_cut_and_the_rest_of_it_stays() -> None:
    (quote,) = best_quotes([said(1, 1, 4, words="one two three")], most_characters=9)
    assert quote == replace(said(1, 1, 4), words="one two…")


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("short enough", 12, "short enough"),
        ("two\n lines\tof it", 20, "two lines of it"),
        ("closed the renewal, nobody", 20, "closed the renewal…"),
        ("closed the renewal nobody", 20, "closed the renewal…"),
        ("closed the renewal nobody", 19, "closed the renewal…"),
        ("closed the renewal nobody", 18, "closed the…"),
        ("a" * 30, 10, "aaaaaaaaa…"),
        ("oh " + "a" * 30, 10, "oh aaaaaa…"),
        ("\U0001f469\u200d\U0001f469\u200d\U0001f467" * 3, 9, "\U0001f469\u200d\U0001f469\u200d\U0001f467…"),
        ("سلام على الجميع هنا", 12, "سلام على…"),
    ],
)
def test_words_are_cut_at_the_end_of_one(text: str, most: int, cut: str) -> None:
    assert cut_at_word(text, most) == cut


@given(st.text(max_size=400) | st.lists(st.text(max_size=8)).map(" ".join), st.integers(1, 60))
@settings(deadline=None, database=None)
def test_a_cut_fits_and_is_the_texts_own_beginning(text: str, most: int) -> None:
    cut = cut_at_word(text, most)
    line = " ".join(text.split())
    assert len(cut) <= most
    assert cut == line or line.startswith(cut.removesuffix("…").rstrip())


QUOTES = st.lists(
    st.builds(said, st.integers(), st.integers(1, 4), st.integers(0, 3), st.integers(0, 3)),
    max_size=9,
    unique_by=lambda one: one.nomination_id,
)


@given(QUOTES, st.integers(0, 4))
@settings(deadline=None, database=None)
def test_as_many_givers_as_can_be_are_heard(given_words: list[Said], most: int) -> None:
    quotes = best_quotes(given_words, most)
    assert len(quotes) == min(most, len(given_words))
    assert len({one.giver_id for one in quotes}) == min(most, len({one.giver_id for one in given_words}))
    assert quotes == best_quotes(given_words[::-1], most)
    if most and given_words:
        assert quotes[0].endorsements == max(one.endorsements for one in given_words)
