"""The demo company's last quarter: set out just now, its review begun, and all in Slack that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.cli.demo_past import Past, SetClock, in_the_past
from bot.cli.demo_questions import Curiosity
from bot.delivery.post import Post
from bot.demo.cast import ADMIN
from bot.demo.payday import ADJUSTED, QUESTIONS, SENT_BACK, Adjusted, SentBack
from bot.people.actors import COMMAND_LINE, actor_of
from bot.people.company import company_of
from bot.people.identity import Caller, Company
from bot.periods.adjusting import Wanted
from bot.periods.reviewing import Shown
from bot.periods.standing import standing_of
from bot.periods.voiding import stands
from bot.review.carried import Look, Subject
from bot.review.catching_up import catch_up
from bot.review.changing import Changing
from bot.review.deciding import Deciding
from bot.review.schedules import REVIEW, ensure_schedules
from bot.review.starting import start
from bot.schedule.by_hand import run_now
from bot.services import Services
from bot.store.engine import reading, writing
from calc.periods import Period

# So long ago it was set out, or at midnight where that is later: the day before, the quarter may have run.
_AGO = timedelta(minutes=10)
_STEPS = 20


@dataclass(frozen=True)
class Payday:
    """Lives through it. `people` speak for themselves, by the company's keys: all whom bot.demo.payday names,
    their managers, and the admin."""

    services: Services
    workspace_id: int
    people: Mapping[str, Caller]
    clock: SetClock
    post: Post

    def live(self, quarter: Period) -> None:
        """Afterwards it is now, and the quarter stands in review."""
        now = self.clock()
        begins = max(now - _AGO, datetime.combine(now.date(), time(), UTC))
        step = (now - begins) / _STEPS
        with in_the_past(self.services, self.clock, {self.workspace_id: self.post}, begins) as past:
            self._set_out(past, quarter, step)
            self._adjust(quarter, ADJUSTED)
            past.later(step)
            self._send_back(quarter, SENT_BACK)
            curiosity = Curiosity(self.services, self.people, past, step)
            for asked in QUESTIONS:
                past.later(step)
                curiosity.live(quarter, asked)
            # As every minute; here, so that nobody finds a message that is still on its way.
            catch_up(self.services.engine, self.services.outbox, self.clock())

    def _set_out(self, past: Past, quarter: Period, step: timedelta) -> None:
        """The admin has the card, and presses *Start the review*."""
        services, now = self.services, self.clock()
        with writing(services.engine) as connection:
            ensure_schedules(connection, self._company(), now)
        run_now(services.engine, services.jobs, self.workspace_id, REVIEW, now, COMMAND_LINE)
        past.later(step)
        past.send()
        admin = actor_of(self.people[ADMIN])
        start(services.engine, services.outbox, self._company(), quarter, admin, self.clock())
        past.later(step)
        past.send()

    def _adjust(self, quarter: Period, adjusted: Adjusted) -> None:
        person = self.people[adjusted.person]
        wanted = Wanted(person.id, adjusted.currency, adjusted.reason, adjusted.amount_minor)
        changing = Changing(self.services.engine, self.services.outbox)
        maker = self.people[adjusted.maker]
        changing.add(maker, quarter.key, wanted, f"demo {adjusted.person}", self.clock())

    def _send_back(self, quarter: Period, sent: SentBack) -> None:
        person = self.people[sent.person]
        with reading(self.services.engine) as connection:
            standing = standing_of(connection, self.workspace_id, quarter.key)
            assert standing is not None
            digest = stands(connection, standing.id, [person.id])[person.id].digest
        look = Look(Subject(quarter.key, 0, person.key), Shown(0, digest))
        deciding = Deciding(self.services.engine, self.services.outbox)
        deciding.send_back(self.people[sent.sender], look, sent.reason, self.clock())

    def _company(self) -> Company:
        return company_of(self.services.engine, self.workspace_id)
