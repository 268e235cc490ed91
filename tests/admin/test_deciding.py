"""Send again, drop, it is there: one decision about a message, on both stores, whoever else decides."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from bot.delivery import lanes
from bot.delivery.desk import Decision, drop, drop_waiting, entry_of, found, resume, send_again, waiting
from bot.people.actors import Actor
from bot.store.engine import writing
from bot.store.workspaces import ensure_workspace
from tests.admin.outbox_rows import audited, keep, row_of
from tests.store.brightwater import NOW, write_company

GUS, DEE = "person gus", "person dee"
LATER = NOW + timedelta(minutes=5)
STATES = ("pending", "sending", "sent", "unclear", "held", "dead", "dropped")
MAY = {
    send_again: {"held", "dead"},
    drop: {"unclear", "held", "dead"},
    drop_waiting: {"pending"},
    found: {"unclear", "held"},
}
BECOMES = {send_again: "pending", drop: "dropped", drop_waiting: "dropped", found: "sent"}
AUDITED = {
    send_again: "message_resent",
    drop: "message_dropped",
    drop_waiting: "message_dropped",
    found: "message_found",
}

Decide = Callable[..., Decision]


@pytest.fixture
def workspace(engine: Engine) -> int:
    return write_company(engine)


def decided(engine: Engine, decide: Decide, workspace_id: int, number: int, actor: str = GUS) -> Decision:
    with writing(engine) as connection:
        return decide(connection, workspace_id, number, LATER, actor)


@pytest.mark.parametrize("decide", MAY, ids=lambda decide: decide.__name__)
def test_each_decision_is_for_some_states_and_leaves_the_others_alone(
    engine: Engine, workspace: int, decide: Decide
) -> None:
    for state in STATES:
        number = keep(engine, workspace, f"A {state} one", state, NOW)
        before = row_of(engine, number)
        made = decided(engine, decide, workspace, number)
        assert (made.message_id, made.title) == (number, f"A {state} one")
        if state in MAY[decide]:
            assert (made.done, made.state, made.by, made.at) == (
                True,
                BECOMES[decide],
                Actor("person", "Gus Hall"),
                LATER,
            )
            assert row_of(engine, number)["state"] == BECOMES[decide]
        else:
            assert (made.done, made.state, made.action, made.by) == (False, state, "", None)
            assert row_of(engine, number) == before
    assert len(audited(engine, AUDITED[decide])) == len(MAY[decide])


def test_a_message_sent_again_starts_from_the_beginning(engine: Engine, workspace: int) -> None:
    number = keep(
        engine, workspace, "Winners", "dead", NOW, attempts=15, looks=3, look_since=NOW, place="C0009",
        fell_back_from="C0001",
    )  # fmt: skip
    decided(engine, send_again, workspace, number)
    row = row_of(engine, number)
    assert (row["attempts"], row["looks"], row["look_since"], row["last_error"]) == (0, 0, None, None)
    assert (row["due_at"], row["leased_by"], row["leased_until"]) == (LATER, None, None)
    assert (row["place"], row["fell_back_from"]) == ("C0001", None)


def test_what_died_with_a_message_is_sent_again_with_it(engine: Engine, workspace: int) -> None:
    parent = keep(engine, workspace, "Winners", "dead", NOW)
    because: dict[str, Any] = {"follows_id": parent, "last_error": "follows_a_dead_message"}
    reply = keep(engine, workspace, "A reply", "dead", NOW, **because)
    another = keep(engine, workspace, "Refused by itself", "dead", NOW, follows_id=parent)
    dropped = keep(engine, workspace, "Dropped", "dropped", NOW, **because)
    decided(engine, send_again, workspace, parent)
    states = [row_of(engine, number)["state"] for number in (parent, reply, another, dropped)]
    assert states == ["pending", "pending", "dead", "dropped"]


def test_a_message_that_is_there_keeps_where_if_that_is_known(engine: Engine, workspace: int) -> None:
    numbers = [keep(engine, workspace, title, "held", NOW) for title in ("one", "other")]
    decided(engine, found, workspace, numbers[0])
    with writing(engine) as connection:
        found(connection, workspace, numbers[1], LATER, GUS, ("C0001", "1723647600.000100"))
    rows = [row_of(engine, number) for number in numbers]
    assert [(row["sent_at"], row["channel"], row["ts"]) for row in rows] == [
        (LATER, None, None),
        (LATER, "C0001", "1723647600.000100"),
    ]


def test_the_second_of_two_learns_who_decided_what_and_when(engine: Engine, workspace: int) -> None:
    number = keep(engine, workspace, "Winners", "held", NOW)
    decided(engine, drop, workspace, number, DEE)
    second = decided(engine, send_again, workspace, number)
    assert (second.done, second.state) == (False, "dropped")
    assert (second.action, second.actor, second.by, second.at) == (
        "message_dropped",
        DEE,
        Actor("person", "Dee Lind"),
        LATER,
    )
    assert audited(engine, "message_resent", "message_dropped") == [
        (DEE, "message_dropped", f'{{"message": {number}}}')
    ]


def test_of_eight_who_decide_at_once_one_does_it(engine: Engine, workspace: int) -> None:
    number = keep(engine, workspace, "Winners", "held", NOW)
    choices = [send_again, drop, found, send_again] * 2

    def press(decide: Decide) -> Decision:
        return decided(engine, decide, workspace, number, f"person {'gus' if decide is drop else 'dee'}")

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(press, choices))
    (winner,) = [one for one in made if one.done]
    for loser in made:
        assert (loser.action, loser.by, loser.state) == (winner.action, winner.by, winner.state)
    assert len(audited(engine, *AUDITED.values())) == 1


def test_a_decision_that_is_rolled_back_has_not_been_made(engine: Engine, workspace: int) -> None:
    number = keep(engine, workspace, "Winners", "held", NOW)

    def fails(connection: Connection) -> None:
        drop(connection, workspace, number, NOW, GUS)
        raise RuntimeError("something else failed")

    with pytest.raises(RuntimeError), writing(engine) as connection:
        fails(connection)
    assert row_of(engine, number)["state"] == "held"
    assert audited(engine, "message_dropped") == []


def test_nobody_decides_about_another_workspaces_messages(engine: Engine, workspace: int) -> None:
    with writing(engine) as connection:
        other = ensure_workspace(connection, "Elsewhere")
    number = keep(engine, other, "Theirs", "held", NOW)
    for decide in MAY:
        made = decided(engine, decide, workspace, number)
        assert (made.done, made.title, made.state) == (False, "", "")
    assert row_of(engine, number)["state"] == "held"
    assert entry_of(engine, workspace, number) is None
    assert waiting(engine, workspace).entries == []


def test_sending_goes_on_once_and_the_second_learns_who_said_so(engine: Engine, workspace: int) -> None:
    with writing(engine) as connection:
        assert not resume(connection, workspace, NOW, GUS).done
        lanes.open_lanes(connection, workspace, NOW)
        lanes.stop(connection, workspace, "token_revoked", NOW)
    stopped = waiting(engine, workspace)
    assert (stopped.stopped, stopped.stopped_at) == ("token_revoked", NOW)
    with writing(engine) as connection:
        first = resume(connection, workspace, LATER, GUS)
        second = resume(connection, workspace, LATER, DEE)
    assert (first.done, first.by) == (True, Actor("person", "Gus Hall"))
    assert (second.done, second.action, second.by, second.at) == (False, "sending_resumed", first.by, LATER)
    assert waiting(engine, workspace).stopped is None
    assert audited(engine, "sending_resumed") == [(GUS, "sending_resumed", "{}")]


def test_what_waits_is_counted_by_state_and_listed_for_people_first(engine: Engine, workspace: int) -> None:
    for number, state in enumerate((*STATES, "pending", "dead")):
        keep(engine, workspace, f"{number} {state}", state, NOW + timedelta(minutes=number), person="ana")
    outlook = waiting(engine, workspace)
    assert outlook.counts == {"held": 1, "dead": 2, "unclear": 1, "sending": 1, "pending": 2}
    assert (outlook.for_a_person, outlook.oldest_due_at, outlook.stopped) == (3, NOW, None)
    listed = [entry.title for entry in outlook.entries]
    assert listed == ["4 held", "5 dead", "8 dead", "3 unclear", "1 sending", "0 pending", "7 pending"]
    assert {entry.person for entry in outlook.entries} == {"Ana Ruiz"}
    page = waiting(engine, workspace, ("held", "dead"), limit=2, offset=1)
    assert [entry.title for entry in page.entries] == ["5 dead", "8 dead"]
    assert page.counts == outlook.counts


def test_an_empty_outbox_says_so(engine: Engine, workspace: int) -> None:
    outlook = waiting(engine, workspace)
    assert set(outlook.counts.values()) == {0}
    assert (outlook.oldest_due_at, outlook.stopped, outlook.entries) == (None, None, [])
