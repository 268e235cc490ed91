"""A job whose every message can be counted."""

from dataclasses import replace

from sqlalchemy import Connection

from bot.delivery.outbox import Channel, Outbox, Outgoing, Urgency
from bot.schedule.job import Job, Occasion

PROOF = "proof"
MESSAGES_A_SLOT = 2
SURFACE = "errors/apology"


def slot_key(schedule: str, slot: str, number: int) -> str:
    """The key of one of the messages of a schedule's slot."""
    return f"proof/{schedule}/{slot}/{number}"


def note(key: str, channel: str) -> Outgoing:
    """A message to a channel that says its own key."""
    return Outgoing(
        key=key,
        title="Proof",
        to=Channel(channel),
        surface=SURFACE,
        values={"reference": key},
        urgency=Urgency.POST,
    )


def proof_job(outbox: Outbox) -> Job:
    """Posts MESSAGES_A_SLOT messages into the channel of its options."""

    def run(connection: Connection, occasion: Occasion) -> str:
        for number in range(MESSAGES_A_SLOT):
            key = slot_key(occasion.schedule_name, occasion.slot, number)
            outgoing = replace(note(key, str(occasion.options["channel"])), since=occasion.slot_at)
            outbox.put(connection, occasion.workspace_id, outgoing, occasion.now)
        return "posted"

    return Job(
        name=PROOF,
        title="Proof",
        describe="Posts messages that can be counted.",
        run=run,
        options={"channel": ""},
    )
