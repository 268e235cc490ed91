"""Real senders before a Slack that answers badly: what stays unclear is held and counted, nothing is lost."""

from bot.sandbox.faults import Fault
from tests.delivery.processes.ground import Ground
from tests.delivery.processes.proof_job import note
from tests.delivery.processes.which_store import SQLITE_FIRST
from tests.figures import Tell

POST, READ = "chat.postMessage", "conversations.history"
BAD_ANSWERS = (
    Fault(POST, "reset_after_accept"),
    Fault(POST, "hang", seconds=1.5),
    Fault(POST, "hang", seconds=1.5, carried_out=False),
    Fault(POST, "truncated"),
    Fault(POST, "html_200"),
    Fault(POST, "ok_without_ts"),
    Fault(POST, "server_error", status=503),
    Fault(POST, "server_error", carried_out=True),
    Fault(POST, "rate_limited", retry_after="1"),
    Fault(READ, "rate_limited", retry_after="1"),
    Fault(READ, "broken_json"),
)


@SQLITE_FIRST
def test_every_bad_answer_is_settled_by_looking(ground: Ground, tell: Tell) -> None:
    for fault in BAD_ANSWERS:
        ground.world.faults.add(fault)
    ground.put_notes("note", 8)
    ground.schedule("proof", 4)
    ground.start_all()
    count = ground.count_at_end()
    met = {call.fault for call in ground.world.calls if call.fault}
    tell(f"{len(met)} kinds of bad answers: {count}")
    assert met == {fault.kind for fault in BAD_ANSWERS}
    assert count.is_clean


def test_what_cannot_be_looked_for_is_held(sqlite_ground: Ground, tell: Tell) -> None:
    ground = sqlite_ground
    in_the_way = ground.start("sender", "outbox.answered:kill")
    ground.until(lambda: "sender started" in in_the_way.log.read_text())
    ground.world.faults.add(Fault(READ, "slack_error", error="missing_scope", times=1000))
    ground.put(*(note(f"note/{number}", ground.channel()) for number in range(3)))
    ground.until(lambda: in_the_way.code is not None)
    ground.start_all()
    count = ground.count_at_end()
    tell(f"Slack cannot be read after a kill: {count}")
    assert (count.lost, count.doubled) == (0, 0)
    assert count.held >= 1
    (told,) = ground.world.messages("UGUS")
    assert told.text.endswith(": Proof")
