"""A request that arrives more than once: again, at another process, or as Slack's retry."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select

from bot.runtime import build_endpoint
from bot.sandbox.delivery import InProcessDelivery, Outbound
from bot.sandbox.messages import Message
from bot.slack.request_key import request_key
from bot.store import audit
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.received import first_time
from bot.store.tables import AuditEntry, Person
from tests.front_door import SIGNING_SECRET, FrontDoor

audit_log, people = table_of(AuditEntry), table_of(Person)


def _noted(door: FrontDoor, action: str) -> int:
    query = select(func.count()).select_from(audit_log).where(audit_log.c.action == action)
    with reading(door.engine) as connection:
        return int(connection.execute(query).scalar_one())


@contextmanager
def another_process(door: FrontDoor) -> Iterator[None]:
    """Meanwhile requests go to a second web process, which remembers nothing of the first."""
    _, endpoint = build_endpoint(door.services, door.client, SIGNING_SECRET, door.clock.epoch_s)
    before = door.world.courier.delivery
    assert before is not None
    door.world.deliver_with(InProcessDelivery(endpoint.handle))
    try:
        yield
    finally:
        door.world.deliver_with(before)


def _again(door: FrontDoor, sent: Outbound) -> int:
    answer = door.world.replay(sent).answer
    assert answer is not None
    return answer.status


def test_a_replayed_command_is_refused_by_the_process_that_had_it(company: FrontDoor) -> None:
    company.ask("ben", "@ana")
    assert _again(company, company.world.sent[-1]) == 401
    assert _noted(company, "pay_viewed") == 1


def test_a_command_replayed_at_other_processes_is_one_look(either_company: FrontDoor) -> None:
    door = either_company
    door.ask("ben", "@ana")
    sent = door.world.sent[-1]
    for _ in range(3):
        with another_process(door):
            assert _again(door, sent) == 200
    assert _noted(door, "pay_viewed") == 1
    door.ask("ben", "@ana")
    assert _noted(door, "pay_viewed") == 2


def test_a_press_replayed_at_another_process_is_one_look(company: FrontDoor) -> None:
    answer: Message = company.answer("ben", "@ana")
    company.press("ben", answer, "mycomp.lines")
    assert _noted(company, "pay_viewed") == 2  # the command, and the press
    sent = company.world.sent[-1]
    with another_process(company):
        _again(company, sent)
    assert _noted(company, "pay_viewed") == 2


def test_a_double_click_leaves_one_modal_on_the_screen(company: FrontDoor) -> None:
    answer = company.answer("ana")
    for _ in range(2):
        company.press("ana", answer, "mycomp.lines")
    assert len(company.views("ana")) == 1


def _listen_for_joiners(door: FrontDoor, tries_that_fail: int = 0) -> None:
    """Makes the app note each `team_join` in the audit log, once an event."""
    left = [tries_that_fail]

    @door.app.event("team_join")
    def joined(body: dict[str, Any]) -> None:
        with writing(door.engine) as connection:
            if first_time(connection, door.workspace_id, request_key(body), door.clock()):
                audit.record(connection, door.workspace_id, door.clock(), "slack", "joined")
            if left[0]:
                left[0] -= 1
                raise RuntimeError("the database went away")


def _joining(door: FrontDoor, event_id: str) -> dict[str, Any]:
    team_id = door.world.identity.team_id
    event = {"type": "team_join", "user": {"id": "UNEW"}}
    return {"type": "event_callback", "team_id": team_id, "event_id": event_id, "event": event}


def test_the_same_event_four_times_has_one_effect(either_company: FrontDoor) -> None:
    door = either_company
    _listen_for_joiners(door)
    for event_id in ("Ev1", "Ev2", "Ev1", "Ev1", "Ev2", "Ev1"):
        door.clock.advance(seconds=1)  # so that each is signed anew, as Slack's are
        assert door.world.event(_joining(door, event_id)).status == 200
    assert _noted(door, "joined") == 2


def test_an_event_that_failed_is_taken_up_from_slacks_retry(company: FrontDoor) -> None:
    _listen_for_joiners(company, tries_that_fail=2)
    assert company.world.event(_joining(company, "Ev1"), retries=3).status == 200
    retried = [outbound.headers.get("X-Slack-Retry-Num") for outbound in company.world.sent[-3:]]
    assert retried == [None, "1", "2"]
    assert _noted(company, "joined") == 1


def test_who_left_four_times_is_forgotten_once_and_may_come_back(company: FrontDoor) -> None:
    company.ask("ana")
    user = {"id": "UANA", "team_id": company.world.identity.team_id, "is_restricted": True, "profile": {}}
    for _ in range(4):
        company.clock.advance(seconds=1)
        company.world.event({"type": "user_change", "user": user})
    linked = select(people.c.slack_user_id).where(people.c.key == "ana")
    with reading(company.engine) as connection:
        assert connection.execute(linked).scalar_one() is None
    assert "$5,640.05" in company.ask("ana")
