"""What contests do by themselves, for the clock."""

from sqlalchemy import Connection, Engine

from bot.announcements.announcing import Announcing
from bot.people.company import company_in, company_of
from bot.periods.calculating import refresh_period
from bot.schedule.job import Job, Occasion
from bot.slack.numbers import count
from bot.spiffs.giving import give_what_is_owed
from bot.spiffs.instants import announce_instants
from bot.spiffs.schedules import INSTANT, STANDINGS, WINNERS
from bot.spiffs.standings_post import post_standings
from bot.spiffs.winners import announce_winners, pay_periods


def spiff_jobs(announcing: Announcing) -> list[Job]:
    """The jobs of contests; `announcing` takes what they say, to everybody or to one."""

    def prepare(engine: Engine, occasion: Occasion, days: int) -> None:
        """Brings the pay periods of the last so many days up to date, the earliest first."""
        company = company_of(engine, occasion.workspace_id)
        today = company.today(occasion.now)
        for period in reversed(list(pay_periods(company, today, days))):
            refresh_period(engine, company.id, period, today, occasion.now)

    def winners(connection: Connection, occasion: Occasion) -> str:
        told = announce_winners(connection, announcing, occasion)
        company = company_in(connection, occasion.workspace_id)
        given = give_what_is_owed(connection, announcing.outbox, company, occasion.now)
        return f"{told}; promised {count(given, 'reward', 'rewards')} that were owed" if given else told

    return [
        Job(
            name=STANDINGS,
            title="Post how contests stand",
            describe="Posts the places of each contest that runs, one message each, in its channel.",
            run=lambda connection, occasion: post_standings(connection, announcing, occasion),
        ),
        Job(
            name=WINNERS,
            title="Find the winners of contests",
            describe="Asks whoever started a contest, `working_days` after its end, to announce its winners.",
            run=winners,
            prepare=lambda engine, occasion: prepare(
                engine, occasion, int(occasion.options["look_back_days"])
            ),
            options={"working_days": 3, "look_back_days": 45},
        ),
        Job(
            name=INSTANT,
            title="Tell of prizes won on the day",
            describe="Announces prizes for single events of the last `days` days, or asks for a nod first.",
            run=lambda connection, occasion: announce_instants(connection, announcing, occasion),
            prepare=lambda engine, occasion: prepare(engine, occasion, int(occasion.options["days"])),
            options={"days": 14},
        ),
    ]
