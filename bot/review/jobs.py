"""What happens by itself on the way to payday, for the clock."""

from sqlalchemy import Connection, Engine

from bot.delivery.outbox import Outbox
from bot.people.company import company_in, company_of
from bot.periods.calculating import refresh_period
from bot.review.finishing import close_what_is_due
from bot.review.schedules import CLOSE, REVIEW
from bot.review.starting import ended, set_out
from bot.review.work import Work
from bot.schedule.job import Job, Occasion


def review_jobs(outbox: Outbox) -> list[Job]:
    """The jobs of the review; `outbox` takes what they say."""

    def prepare(engine: Engine, occasion: Occasion) -> None:
        company = company_of(engine, occasion.workspace_id)
        today = company.today(occasion.now)
        refresh_period(engine, company.id, ended(company, occasion.day), today, occasion.now)

    def review(connection: Connection, occasion: Occasion) -> str:
        company = company_in(connection, occasion.workspace_id)
        work = Work(connection, outbox, company, occasion.now, since=occasion.slot_at)
        return set_out(work, ended(company, occasion.day))

    def close(connection: Connection, occasion: Occasion) -> str:
        company = company_in(connection, occasion.workspace_id)
        closed = close_what_is_due(Work(connection, outbox, company, occasion.now, since=occasion.slot_at))
        return f"closed {', '.join(closed)}" if closed else "nothing is due"

    return [
        Job(
            name=REVIEW,
            title="Set out the pay of the period that ended",
            describe="Shows the admins what it comes to and what stands out, for them to begin its review.",
            run=review,
            prepare=prepare,
        ),
        Job(
            name=CLOSE,
            title="Close published periods",
            describe="Closes those that have taken questions for as long as the workspace's settings say.",
            run=close,
        ),
    ]
