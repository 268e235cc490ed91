"""`micdrop outbox`: what has not gone out, and what becomes of it, at the command line."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.delivery import lanes
from bot.delivery.desk import drop, resume, send_again
from bot.store.engine import open_engine, writing
from bot.store.workspaces import ensure_workspace
from tests.admin.outbox_rows import SECRET, audited, keep, row_of
from tests.cli.conftest import Micdrop
from tests.store.ledger import Ledger

NOW = datetime.now(UTC)


class Outbox:
    """The outbox that the command line works on."""

    def __init__(self) -> None:
        self.engine: Engine = open_engine(os.environ["DATABASE_URL"])
        with writing(self.engine) as connection:
            self.workspace_id = ensure_workspace(connection, "default")
            Ledger(connection, self.workspace_id, NOW).person("gus", "Gus Hall", is_admin=True)

    def keep(self, title: str, state: str, **values: object) -> int:
        due_at = NOW - timedelta(hours=2)
        return keep(self.engine, self.workspace_id, title, state, due_at, **values)  # type: ignore[arg-type]

    def state_of(self, number: int) -> str:
        return str(row_of(self.engine, number)["state"])


@pytest.fixture
def outbox(micdrop: Micdrop) -> Iterator[Outbox]:
    opened = Outbox()
    yield opened
    opened.engine.dispose()


def test_an_empty_outbox_is_told_in_a_sentence(micdrop: Micdrop) -> None:
    ran = micdrop("outbox")
    assert (ran.code, ran.out) == (0, "Nothing waits: everything has gone out.\n")


def test_what_has_not_gone_out_is_counted_and_listed(micdrop: Micdrop, outbox: Outbox) -> None:
    outbox.keep("Nudge for Gus", "pending", person="gus")
    outbox.keep("Winners [of] July", "held")
    outbox.keep("Ballot", "dead")
    outbox.keep("Sent long ago", "sent")
    ran = micdrop("outbox")
    assert ran.code == 0
    lines = [line.rstrip() for line in ran.out.splitlines()]
    assert lines[:3] == [
        "     1  held     may be there or not; waits for a decision",
        "     1  dead     did not get out; waits for a decision",
        "     1  pending  waits for its turn (the first 2 h ago)",
    ]
    assert lines[4].split() == ["No.", "State", "Message", "To", "Due", "Tries", "Last", "error"]
    assert lines[5].split()[0] == "2"
    assert "Winners [of] July" in lines[5]
    assert lines[5].endswith("missing_scope")
    assert "Gus Hall" in lines[7]
    assert "Sent long ago" not in ran.out
    assert SECRET not in ran.out
    assert "Decide with `micdrop outbox again`, `drop` or `found`, and the number." in ran.out


def test_messages_are_sent_again_and_dropped_by_their_numbers(micdrop: Micdrop, outbox: Outbox) -> None:
    first, second, third = (outbox.keep(title, "dead") for title in ("Winners", "Ballot", "Round-up"))
    ran = micdrop("outbox", "again", str(first), str(second))
    assert (ran.code, ran.out) == (
        0, f"{first} (Winners) goes out again.\n{second} (Ballot) goes out again.\n",
    )  # fmt: skip
    ran = micdrop("outbox", "drop", str(third))
    assert (ran.code, ran.out) == (0, f"{third} (Round-up) is dropped.\n")
    assert [outbox.state_of(number) for number in (first, second, third)] == ["pending", "pending", "dropped"]
    assert {actor for actor, *_ in audited(outbox.engine, "message_resent", "message_dropped")} == {
        "command line"
    }


def test_of_several_those_that_can_be_are_done_and_the_others_told(micdrop: Micdrop, outbox: Outbox) -> None:
    sent, dead = outbox.keep("Gone", "sent"), outbox.keep("Ballot", "dead")
    ran = micdrop("outbox", "again", str(sent), str(dead), "404")
    assert ran.code == 1
    assert ran.out == f"{dead} (Ballot) goes out again.\n"
    assert f"Nothing was done with {sent} (Gone): sent." in ran.err
    assert "There is no message 404 here." in ran.err


def test_whoever_decided_before_is_named(micdrop: Micdrop, outbox: Outbox) -> None:
    number = outbox.keep("Winners", "held")
    with writing(outbox.engine) as connection:
        drop(connection, outbox.workspace_id, number, NOW, "person gus")
    ran = micdrop("outbox", "again", str(number))
    assert ran.code == 1
    assert f"Nothing was done with {number} (Winners): Gus Hall dropped it on " in ran.err
    assert ran.err.endswith("; dropped.\n")
    other = outbox.keep("Ballot", "dead")
    with writing(outbox.engine) as connection:
        send_again(connection, outbox.workspace_id, other, NOW, "command line")
    assert "somebody at the command line sent it again on " in micdrop("outbox", "drop", str(other)).err


def test_a_message_that_only_waits_is_dropped_only_on_purpose(micdrop: Micdrop, outbox: Outbox) -> None:
    number = outbox.keep("Nudge", "pending")
    ran = micdrop("outbox", "drop", str(number))
    assert ran.code == 1
    assert "waits for its turn" in ran.err
    assert outbox.state_of(number) == "pending"
    assert micdrop("outbox", "drop", "--waiting", str(number)).code == 0
    assert outbox.state_of(number) == "dropped"


def test_a_message_that_is_there_counts_as_sent_with_its_place(micdrop: Micdrop, outbox: Outbox) -> None:
    number = outbox.keep("Winners", "held")
    link = "https://brightwater.slack.com/archives/C0123ABCD/p1731400000000100?thread_ts=1.2"
    ran = micdrop("outbox", "found", str(number), "--link", link)
    assert (ran.code, ran.out) == (0, f"{number} (Winners) counts as sent.\n")
    row = row_of(outbox.engine, number)
    assert (row["state"], row["channel"], row["ts"]) == ("sent", "C0123ABCD", "1731400000.000100")


def test_a_link_that_is_none_is_told_and_nothing_is_done(micdrop: Micdrop, outbox: Outbox) -> None:
    number = outbox.keep("Winners", "held")
    ran = micdrop("outbox", "found", str(number), "--link", "https://example.com/x")
    assert ran.code == 1
    assert "is not a link to a message" in ran.err
    assert outbox.state_of(number) == "held"


def test_stopped_sending_is_told_and_let_go(micdrop: Micdrop, outbox: Outbox) -> None:
    assert micdrop("outbox", "resume").out == "Messages go out already: sending has not stopped.\n"
    with writing(outbox.engine) as connection:
        lanes.open_lanes(connection, outbox.workspace_id, NOW)
        lanes.stop(connection, outbox.workspace_id, "token_revoked", NOW)
    ran = micdrop("outbox")
    assert "Sending has stopped since" in ran.out
    assert "Slack said token_revoked. Nothing is lost." in ran.out
    assert micdrop("outbox", "resume").out == "Messages go out again.\n"
    with writing(outbox.engine) as connection:
        lanes.stop(connection, outbox.workspace_id, "token_revoked", NOW)
        resume(connection, outbox.workspace_id, NOW, "sender")
    assert "Micdrop itself let them go on " in micdrop("outbox", "resume").out


def test_doctor_tells_of_stopped_sending_and_of_what_waits_for_a_decision(
    micdrop: Micdrop, outbox: Outbox
) -> None:
    assert "✓ Sending is fine" in micdrop("doctor").out
    outbox.keep("Nudge", "pending")
    ran = micdrop("doctor")
    assert ran.code == 0
    assert "• 1 message waits, the first due 2 h ago\n  → Is a sender running?" in ran.out
    outbox.keep("Winners", "held")
    outbox.keep("Ballot", "dead")
    with writing(outbox.engine) as connection:
        lanes.stop(connection, outbox.workspace_id, "token_revoked", NOW - timedelta(hours=3))
    ran = micdrop("doctor")
    assert ran.code == 1
    assert "✗ Sending stopped 3 h ago: Slack said token_revoked\n  → Nothing is lost." in ran.out
    assert "✗ 2 messages wait for a decision\n  → `micdrop outbox` lists them." in ran.out
