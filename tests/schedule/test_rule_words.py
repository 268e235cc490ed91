"""Rules are read from words and written back to the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.refusals import ScheduleRefused
from bot.schedule.rule_reader import read_rule
from bot.schedule.rule_words import EXAMPLES, in_words
from bot.schedule.rules import DayKind, Every, OnceA, Shift
from calc.periods import PeriodKind
from tests.schedule.any_rule import rules, unhurried


@unhurried
@given(rules())
def test_every_rule_reads_back_from_its_words(rule: Every | OnceA) -> None:
    assert read_rule(in_words(rule)) == rule


@unhurried
@given(rules(), st.randoms(use_true_random=False))
def test_case_and_spacing_do_not_matter(rule: Every | OnceA, random: object) -> None:
    words = in_words(rule)
    shouted = "".join(
        letter.upper() if random.random() < 0.5 else letter  # type: ignore[attr-defined]
        for letter in words.replace(" ", "  \t")
    )
    assert read_rule(f" {shouted} ") == rule


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_that_people_are_shown_are_written_as_they_are_kept(example: str) -> None:
    assert in_words(read_rule(example)) == example


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("daily", "every day"),
        ("each day.", "every day"),
        ("every business day", "every working day"),
        ("Every Fridays", "every friday"),
        ("every fri", "every friday"),
        ("every thursday and monday", "every monday and thursday"),
        ("every mon, wed & fri", "every monday, wednesday and friday"),
        ("every monday, tuesday, and sunday", "every monday, tuesday and sunday"),
        ("the 15th of the month", "day 15 of the month"),
        ("15th of each month", "day 15 of the month"),
        ("day 1 of the month", "first day of the month"),
        ("the 1st of every month", "first day of the month"),
        ("end of the month", "last day of the month"),
        ("the beginning of a quarter", "first day of the fiscal quarter"),
        ("every last working day of the month", "last working day of the month"),
        ("the last business day of the quarter", "last working day of the fiscal quarter"),
        ("second working day of the fiscal half-year", "working day 2 of the fiscal half"),
        ("3rd working day of the year", "working day 3 of the fiscal year"),
        ("the second friday of the month", "friday 2 of the month"),
        (
            "5 working days after the first day of the fiscal quarter",
            "first day of the fiscal quarter + 5 working days",
        ),
        ("1 day before the end of the month", "last day of the month - 1 day"),
        ("last day of the month−2 days", "last day of the month - 2 days"),
        ("last day of the month + 0 days", "last day of the month"),
    ],
)
def test_other_ways_to_say_it_are_understood(written: str, kept: str) -> None:
    assert in_words(read_rule(written)) == kept


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "A rule is missing. Rules are written like “every day”, “every working day”, “every friday”"),
        ("every", "“every” is not a rule."),
        ("every fryday", "“fryday” is not a day to go by. Did you mean “friday”?"),
        ("every other friday", "“other friday” is not a day to go by."),
        ("every day and monday", "“day” and “working day” stand alone"),
        ("every ,", "It does not say which day."),
        ("day 32 of the month", "A month has at most 31 days; there is no day 32."),
        ("day 0 of the month", "A month has at most 31 days; there is no day 0."),
        ("working day 93 of the fiscal quarter", "A fiscal quarter has at most 92 working days"),
        ("sixth friday of the month", "A month has at most 5 fridays; there is no friday 6."),
        ("last day of the month + 101 days", "A day can be moved by 1 to 100 days, not by 101."),
        ("last day of the monht", "Did you mean “last day of the month”?"),
        ("first working day of the calendar year", "is not a rule"),
        ("at noon", "“at noon” is not a rule. Rules are written like"),
        ("15", "“15” is not a rule."),
        ("day ١٥ of the month", "is not a rule"),
        ("x" * 121, "That rule is too long."),
    ],
)
def test_a_mistake_is_told_with_what_can_be_written(written: str, told: str) -> None:
    with pytest.raises(ScheduleRefused) as refused:
        read_rule(written)
    assert told in str(refused.value)


WORDS = [
    "every",
    "the",
    "first",
    "last",
    "day",
    "2",
    "working",
    "days",
    "of",
    "month",
    "+",
    "after",
    "friday",
    ",",
]


@unhurried
@given(st.text(max_size=130) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_is_a_rule_or_is_refused_with_a_sentence(text: str) -> None:
    try:
        rule = read_rule(text)
    except ScheduleRefused as refused:
        told = str(refused)
    else:
        assert read_rule(in_words(rule)) == rule
        return
    assert told.endswith(".")


@pytest.mark.parametrize(
    "kinds", [(), (DayKind.DAY, DayKind.MONDAY), (DayKind.FRIDAY, DayKind.MONDAY), (DayKind.MONDAY,) * 2]
)
def test_a_rule_has_one_shape_only(kinds: tuple[DayKind, ...]) -> None:
    with pytest.raises(ValueError, match="weekdays in their order"):
        Every(kinds)


def test_a_shift_is_by_days_or_working_days() -> None:
    with pytest.raises(ValueError, match="by days or by working days"):
        OnceA(PeriodKind.MONTH, 1, DayKind.DAY, Shift(1, DayKind.MONDAY))
