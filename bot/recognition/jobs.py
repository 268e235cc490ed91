"""What drop the mic does by itself, for the clock."""

from sqlalchemy import Connection

from bot.delivery.outbox import Outbox
from bot.recognition.anniversaries import celebrate
from bot.recognition.ballot import count_ballots
from bot.recognition.calendar import month_on
from bot.recognition.months import close_months
from bot.recognition.reminders import remind
from bot.recognition.round_up import post_round_up
from bot.recognition.schedules import ANNIVERSARIES, BALLOT_END, CLOSE, REMINDERS, ROUND_UP, SUMMARIES
from bot.recognition.summaries import tell_managers
from bot.schedule.job import Job, Occasion

# A run that a person asked for is told from those of the calendar by its slot (bot.schedule.by_hand).
_BY_HAND = "by hand"


def recognition_jobs(outbox: Outbox) -> list[Job]:
    """The jobs of recognition; `outbox` takes what they say. Where it is not set up, they do nothing."""

    def close(connection: Connection, occasion: Occasion) -> str:
        return close_months(
            connection,
            outbox,
            occasion.workspace_id,
            month_on(occasion.day),
            occasion.slot_at,
            occasion.now,
            only_first=occasion.slot.startswith(_BY_HAND),
        )

    def count(connection: Connection, occasion: Occasion) -> str:
        return count_ballots(connection, outbox, occasion.workspace_id, occasion.slot_at, occasion.now)

    return [
        Job(
            name=CLOSE,
            title="Close the month of drop the mic",
            describe="Closes the month: shortlist, then ballot, committee or award. By hand: at once.",
            run=close,
        ),
        Job(
            name=BALLOT_END,
            title="Count the ballots",
            describe="Counts the ballots whose time is over, and shows the hosts the award.",
            run=count,
        ),
        Job(
            name=ROUND_UP,
            title="Round up the week",
            describe="Posts what was given in the last seven days, in one message.",
            run=lambda connection, occasion: post_round_up(connection, outbox, occasion),
        ),
        Job(
            name=SUMMARIES,
            title="Tell managers of the month",
            describe="Tells every manager in private who of their people gave and received last month.",
            run=lambda connection, occasion: tell_managers(connection, outbox, occasion),
        ),
        Job(
            name=REMINDERS,
            title="Remind to drop the mic",
            describe="Reminds those who gave nothing this month, outside of their quiet hours.",
            run=lambda connection, occasion: remind(connection, outbox, occasion),
        ),
        Job(
            name=ANNIVERSARIES,
            title="Celebrate work anniversaries",
            describe="Celebrates tomorrow's anniversaries, at nine on the clocks of each.",
            run=lambda connection, occasion: celebrate(connection, outbox, occasion),
        ),
    ]
