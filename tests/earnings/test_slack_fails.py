"""When Slack itself does not answer, or answers badly: people get words, and nothing is half done."""

from typing import Any

import pytest

from bot.runtime import SLACK_TIMEOUT_S
from bot.sandbox.courier import ANSWER_WITHIN_S
from bot.sandbox.faults import Fault, FaultKind
from tests.front_door import FrontDoor, said
from tests.store.rows import rows_of

SORRY = "Sorry, that went wrong on my side"
SOON_S = 0.3


def test_a_question_to_slack_ends_before_slack_stops_waiting_for_the_answer() -> None:
    assert SLACK_TIMEOUT_S < ANSWER_WITHIN_S


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("rate_limited", {"retry_after": "30"}),
        ("rate_limited", {}),
        ("server_error", {"status": 503}),
        ("hang", {"seconds": 2.0}),
        ("reset_after_accept", {}),
        ("truncated", {}),
        ("html_200", {}),
        ("slack_error", {"error": "internal_error"}),
        ("slack_error", {"error": "token_revoked"}),
    ],
)
def test_who_somebody_is_cannot_be_asked_just_now(
    company: FrontDoor, kind: FaultKind, more: dict[str, Any]
) -> None:
    company.client.timeout = SOON_S  # type: ignore[assignment]
    before = rows_of(company.engine)
    company.world.faults.add(Fault("users.info", kind, **more))
    assert SORRY in company.ask("ana")
    assert rows_of(company.engine) == before
    company.client.timeout = SLACK_TIMEOUT_S
    assert "$5,640.05" in company.ask("ana")


def test_somebody_elses_account_cannot_be_asked_just_now(company: FrontDoor) -> None:
    company.ask("ben")
    company.world.faults.add(Fault("users.info", "rate_limited"))
    assert SORRY in company.ask("ben", "@ana")
    assert "$5,640.05" in company.ask("ben", "@ana")


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible"])
def test_somebody_whom_slack_does_not_show_is_nobody(company: FrontDoor, error: str) -> None:
    company.world.faults.add(Fault("users.info", "slack_error", error=error))
    assert "I don't know you yet" in company.ask("ana")


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id", "internal_error"])
def test_a_modal_that_cannot_open_is_apologised_for(company: FrontDoor, error: str) -> None:
    answer = company.answer("ana")
    company.world.faults.add(Fault("views.open", "slack_error", error=error))
    outcome = company.press("ana", answer, "mycomp.lines")
    assert (outcome.problem, outcome.view) == (None, None)
    assert [SORRY in said(message) for message in outcome.messages] == [True]
    assert company.press("ana", answer, "mycomp.lines").view is not None


def test_a_page_that_cannot_be_turned_is_apologised_for(company: FrontDoor) -> None:
    with company.changing() as ledger:
        for number in range(30):
            ledger.event(f"N{number}", "renewal", "2024-08-07", "alder", amount=10_000)
    modal = company.every_line("ana")
    company.world.faults.add(Fault("views.update", "server_error"))
    outcome = company.press("ana", modal, "lines.later")
    assert [SORRY in said(message) for message in outcome.messages] == [True]
    assert company.world.modals("UANA") == [modal]


def test_a_home_that_cannot_be_published_is_tried_with_an_apology_and_again_later(company: FrontDoor) -> None:
    company.world.faults.add(Fault("views.publish", "server_error"))
    home, reply = company.world.visit_home("UANA")
    assert home is not None
    assert SORRY in said(home)
    assert reply.answer is not None
    assert reply.answer.status == 500
    company.clock.advance(minutes=1)
    assert company.world.event(company.world.sent[-1].payload).status == 200
    shown = company.world.home("UANA")
    assert shown is not None
    assert said(shown).startswith("$5,640.05")


@pytest.mark.parametrize("kind", ["server_error", "reset_after_accept"])
def test_an_answer_that_cannot_be_replaced_is_apologised_for(company: FrontDoor, kind: FaultKind) -> None:
    """A broken connection may hide that the answer did arrive; the words then come on top of it."""
    answer = company.answer("ana")
    company.world.faults.add(Fault("response_url", kind, times=2))
    outcome = company.press("ana", answer, "mycomp.period")
    assert outcome.problem is None
    assert SORRY in said(outcome.messages[-1])
    assert "$4,340.00" not in said(outcome.messages[-1])


def test_an_apology_finds_another_way_when_the_first_is_closed(company: FrontDoor) -> None:
    """The address that came with the press does not work any more: a direct message does."""
    general = company.world.channel("general").id
    answer = company.answer("ana", channel=general)
    company.world.faults.add(Fault("response_url", "server_error", times=2))
    company.press("ana", answer, "mycomp.period")
    assert SORRY in said(company.world.messages("UANA")[-1])
    assert company.world.messages("UANA", general) == [answer]
