"""docs/recognition.md tells what the code does."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.recognition.anniversary_dates import anniversary_in
from bot.recognition.fair_play import GivenSoFar, Limits, Proposed, Taker, refusals
from bot.recognition.ranking import Standing, rank
from bot.recognition.reading import read
from bot.recognition.settling import settled, support_text
from bot.store.recognition import RecognitionSettings
from tests.recognition.months import month_of
from tests.recognition.ranking_oracle import Month

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "recognition.md").read_text("utf-8")
# Ana, Lee, Mo, Kim and Sam by their first letters.
PAIR = month_of(("A", "L"), ("L", "A"), ("K", "A"), endorsed="M1 K1 S2")
CIRCLE = (("M", "K"), ("K", "S"), ("S", "M"), ("M", "A"))


def standings(month: Month) -> list[Standing]:
    return rank(month.namings, month.endorsings, month.teams, "in_turn")


def support(month: Month) -> dict[str, str]:
    return {chr(one.member_id): support_text(one.support_halves) for one in standings(month)}


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("least_characters", "At least **{}** characters"),
        ("edit_minutes", "change a nomination for **{}** minutes"),
        ("monthly_allowance", "You can name **{}** people a month"),
        ("pair_cap", "the same person **{}** times a month"),
        ("shortlist_size", "vote once among the **{}** who stand first"),
        ("ballot_working_days", "for **{}** working days"),
        ("most_reminders", "at most **{}** a month"),
        ("quiet_from", "never between **{}** and"),
        ("quiet_until", "and **{}** on your own clock"),
        ("unrecognised_after_days", "not recognised for **{}** days"),
    ],
)
def test_what_a_workspace_starts_with_is_what_the_page_says(setting: str, sentence: str) -> None:
    assert sentence.format(RecognitionSettings.model_fields[setting].default) in TEXT


def test_every_number_in_bold_is_checked_here() -> None:
    bold = re.findall(r"\*\*([0-9:]+)\*\*", TEXT)
    assert len(bold) == 10


def test_most_endorsed_and_in_turn_is_how_a_workspace_starts() -> None:
    fields = RecognitionSettings.model_fields
    assert (fields["choosing"].default, fields["ties"].default) == ("most_endorsed", "in_turn")
    assert "**Most endorsed** (how a workspace starts)" in TEXT


def test_the_example_of_a_pair_is_right() -> None:
    assert support(PAIR) == {"A": "2½", "L": "2½"}
    told = settled(standings(PAIR), "in_turn")
    assert (chr(told.first.member_id), told.by, told.first.nominators) == ("A", "nominators", 2)
    assert "Lee: Ana ½ + Mo 1 + Kim 1 = **2½**" in TEXT
    assert "Ana: Lee ½ + Sam 1 + Kim 1 = **2½**" in TEXT


def test_the_example_of_a_circle_is_right() -> None:
    assert support(month_of(*CIRCLE)) == {"K": "½", "S": "½", "M": "½", "A": "1"}
    assert support(month_of(*CIRCLE, ("M", "L"))) == {"K": "1", "S": "1", "M": "1", "A": "1", "L": "1"}
    assert "Mo names Kim, Kim names Sam, Sam names Mo, and Mo names Ana too" in TEXT


def test_five_in_a_circle_are_not_looked_for() -> None:
    assert set(support(month_of(*zip("ABCDE", "BCDEA", strict=True))).values()) == {"1"}


def test_the_example_of_giving_is_read_as_the_page_means_it() -> None:
    typed = re.search(r"`/dropthemic (@ana @lee [^`]+)`", TEXT)
    assert typed is not None
    reading = read(typed[1].replace("@ana", "<@U1|ana>").replace("@lee", "<@U2|lee>"))
    assert (len(reading.users), reading.tags) == (2, ("grit",))
    limits = Limits(monthly_allowance=10, pair_cap=3, least_characters=20)
    proposed = Proposed(Taker(1, "Mo"), [Taker(2, "Ana"), Taker(3, "Lee")], reading.own_characters)
    assert refusals(proposed, limits, GivenSoFar({})) == []


def test_the_29th_of_february_is_celebrated_as_the_page_says() -> None:
    assert "began on 29 February celebrates on 28 February in other years" in TEXT
    assert anniversary_in(date(2024, 2, 29), 2026) == date(2026, 2, 28)
