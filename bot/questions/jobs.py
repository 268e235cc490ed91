"""What happens to questions by itself, for the clock."""

from bot.delivery.outbox import Outbox
from bot.questions.reminders import remind
from bot.schedule.job import Job

REMINDERS = "question_reminders"


def question_jobs(outbox: Outbox) -> list[Job]:
    """The jobs of questions; `outbox` takes what they say."""
    return [
        Job(
            name=REMINDERS,
            title="Remind of questions about pay",
            describe="Reminds whoever has had a question for more than three working days, in private.",
            run=lambda connection, occasion: remind(connection, outbox, occasion),
        )
    ]
