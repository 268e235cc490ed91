"""Adding a schedule in Slack: the form, what is wrong with it, and when it will run."""

import json
from typing import Any

import pytest

from bot.sandbox.acts.stage import Outcome
from tests.admin.outbox_rows import audited
from tests.admin.schedule_rows import kept, made, usual
from tests.front_door import FrontDoor, said

FILLED = {"job": "old_facts", "name": "Facts on Friday", "rule": "Every FRIDAY", "time": "16:30"}


def form(door: FrontDoor) -> dict[str, Any]:
    """Opened from the answer to the command."""
    (message,) = door.world.command("UGUS", "/micdrop", "schedule")
    view = door.press("gus", message, "schedule.add").view
    assert view is not None
    return view


def sent(door: FrontDoor, view: dict[str, Any], **values: Any) -> Outcome:
    outcome = door.world.submit("UGUS", view, {**FILLED, **values})
    assert outcome.problem is None
    return outcome


def test_a_schedule_is_added_in_the_words_in_which_it_is_kept(company: FrontDoor) -> None:
    outcome = sent(company, form(company))
    assert outcome.errors == {}
    assert outcome.view is not None
    words = said(outcome.view)
    assert words.startswith(
        ":white_check_mark: *Facts on Friday* is added. It runs every friday at 16:30, UTC:"
    )
    assert "*Friday, 16 August 2024, 16:30*" in words
    added = kept(company)["Facts on Friday"]
    assert (added.job, added.rule, added.local_time, added.time_zone) == (
        "old_facts", "every friday", "16:30", "UTC",
    )  # fmt: skip
    assert (added.country, added.catch_up, added.given_options()) == (None, "latest", {})
    ((actor, _, details),) = audited(company.engine, "schedule_added")
    assert actor == "person gus"
    assert json.loads(details)["name"] == "Facts on Friday"


def test_everything_can_be_chosen(company: FrontDoor) -> None:
    more = {"zone": "europe/berlin", "country": "de-by", "catch_up": "skip", "options": "days = 14\n\n"}
    sent(company, form(company), rule="Last working day of the month", **more)
    added = kept(company)["Facts on Friday"]
    assert (added.rule, added.time_zone, added.country) == (
        "last working day of the month", "Europe/Berlin", "DE-BY",
    )  # fmt: skip
    assert (added.catch_up, added.given_options()) == ("skip", {"days": 14})


def test_the_form_starts_with_what_the_workspace_has_in_common(company: FrontDoor) -> None:
    with company.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE workspaces SET time_zone = 'Asia/Tokyo', country = 'JP'")
    view = form(company)
    starts = {
        block["block_id"]: block["element"].get("initial_value")
        for block in view["blocks"]
        if block["type"] == "input"
    }
    assert (starts["zone"], starts["country"]) == ("Asia/Tokyo", "JP")
    sent(company, view)
    added = kept(company)["Facts on Friday"]
    assert (added.time_zone, added.country) == ("Asia/Tokyo", "JP")


@pytest.mark.parametrize(
    ("block", "value", "words"),
    [
        ("rule", "evry friday", "“evry friday” is not a rule. Did you mean “every friday”?"),
        ("rule", "day 32 of the month", "A month has at most 31 days"),
        ("zone", "Mars/Olympus", "“Mars/Olympus” is not a time zone; write one like Europe/Berlin."),
        ("country", "Narnia", "No holidays are known for a country “Narnia”"),
        ("options", "weeks=2", "old_facts has no option “weeks”"),
        ("options", "days=soon", "The option days of old_facts is a whole number"),
        ("options", "days", "“days” is not an option; write it like name=value."),
        ("options", "days=1\ndays=2", "The option days is given twice."),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_added(
    company: FrontDoor, block: str, value: str, words: str
) -> None:
    outcome = sent(company, form(company), **{block: value})
    assert set(outcome.errors) == {block}
    assert words in outcome.errors[block]
    assert kept(company) == {}


def test_all_mistakes_are_told_at_once(company: FrontDoor) -> None:
    outcome = sent(company, form(company), rule="now and then", zone="nowhere", country="nobody's")
    assert set(outcome.errors) == {"rule", "zone", "country"}


def test_a_name_that_is_taken_is_told_at_the_name(company: FrontDoor) -> None:
    made(company, "facts on friday")
    outcome = sent(company, form(company))
    assert set(outcome.errors) == {"name"}
    assert "There is a schedule “facts on friday” already" in outcome.errors["name"]


def test_after_a_mistake_the_same_form_can_be_mended(company: FrontDoor) -> None:
    view = form(company)
    assert sent(company, view, rule="now and then").errors
    assert not sent(company, view).errors
    assert list(kept(company)) == ["Facts on Friday"]


def test_a_form_that_is_sent_twice_adds_one_schedule_and_says_so_twice(company: FrontDoor) -> None:
    sent(company, form(company))
    company.clock.advance(minutes=1)
    again = company.world.deliver("interactive", company.world.sent[-1].payload)
    assert again.answer is not None
    assert json.loads(again.answer.body)["response_action"] == "update"
    assert list(kept(company)) == ["Facts on Friday"]
    assert len(audited(company.engine, "schedule_added")) == 1


def test_the_list_below_the_form_shows_the_new_schedule(company: FrontDoor) -> None:
    usual(company)
    (message,) = company.world.command("UGUS", "/micdrop", "schedule")
    below = company.press("gus", message, "schedule.open").view
    assert below is not None
    view = company.press("gus", below, "schedule.add").view
    assert view is not None
    sent(company, view)
    lower, upper = company.views("gus")
    assert "*Facts on Friday*  ·  Tell when facts are old" in said(lower)
    assert "*Facts on Friday* is added." in said(upper)


def test_whoever_is_no_admin_any_more_adds_nothing(company: FrontDoor) -> None:
    view = form(company)
    with company.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE people SET is_admin = 0 WHERE key = 'gus'")
    outcome = sent(company, view)
    assert outcome.view is not None
    assert "`/micdrop` is for the compensation admins" in said(outcome.view)
    assert kept(company) == {}


def test_it_is_the_same_on_postgresql(either_company: FrontDoor) -> None:
    assert not sent(either_company, form(either_company)).errors
    assert list(kept(either_company)) == ["Facts on Friday"]
