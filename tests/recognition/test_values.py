"""A nomination is for the value that its hashtag names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.pieces import MOST_TAG_CHARACTERS, normal_tag
from bot.recognition.reading import read
from bot.recognition.values import UnknownValue, chosen_value

KNOWN = ["grit", "customer-first", "été"]


def chosen(text: str, known: list[str] = KNOWN) -> str | UnknownValue | None:
    reading = read(text)
    return chosen_value(reading.tags, reading.channel_names, known)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no hashtag at all, ticket #42", None),
        ("all #Grit!", "grit"),
        ("#renewals and #customer-first, #grit", "customer-first"),
        ("a channel of that name: <#C1|grit>", "grit"),
        ("a channel of another name: <#C1|general>", None),
        ("#e\u0301te\u0301", "été"),
    ],
)
def test_the_first_known_hashtag_is_the_value(text: str, value: str | None) -> None:
    assert chosen(text) == value


def test_a_hashtag_that_is_no_value_is_told_with_what_may_be_meant() -> None:
    assert chosen("#girt #customerfirst") == UnknownValue("girt", "grit")
    assert chosen("#customerfirst") == UnknownValue("customerfirst", "customer-first")
    assert chosen("#xyzzy") == UnknownValue("xyzzy", "")


def test_without_values_hashtags_are_words() -> None:
    assert chosen("#anything", []) is None


def test_a_value_kept_with_capitals_is_found_and_given_as_it_is_kept() -> None:
    assert chosen("#grit", ["Grit"]) == "Grit"


@given(st.text(max_size=100))
@settings(deadline=None, database=None)
def test_a_tags_normal_form_is_its_own(tag: str) -> None:
    normal = normal_tag(tag)
    assert len(tag) > MOST_TAG_CHARACTERS or not normal or normal_tag(normal) in (normal, "")


@given(st.text(st.characters(categories=["Ll", "Lo", "Nd"]), min_size=1, max_size=30))
@settings(deadline=None, database=None)
def test_a_value_typed_as_a_hashtag_is_that_value(tag: str) -> None:
    known = normal_tag(tag)
    if known:
        assert chosen(f"<@U1> did it, #{known}.", [known]) == known
