"""A quarter as it is lived in Slack: people press what they find in their DMs, and type what they have to."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from bot.people.company import company_in
from bot.periods.pay_settings import change_pay_settings
from bot.review.catching_up import catch_up
from bot.sandbox.acts.stage import Outcome
from bot.sandbox.messages import Message
from bot.schedule.by_hand import run_now
from bot.spiffs.schedules import ensure_schedules
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.events import Event
from bot.store.people import Person
from bot.store.plans import Assignment
from tests.front_door import FrontDoor
from tests.review.stage import Stage
from tests.review.stage import set_up as on_the_way_to_payday

people, assignments, events = table_of(Person), table_of(Assignment), table_of(Event)

# A year's variable pay of each, so that nobody's amounts are like another's.
VARIABLE_MINOR = {"ana": 3_211_700, "cho": 2_823_100, "ben": 3_634_300, "fay": 2_445_700, "zoe": 2_056_100}
# And what their deals were worth.
AMOUNTS_MINOR = {"U0": 1_014_680, "U1": 1_123_470, "R3": 4_123_400}
# Two contests on the third quarter: one for money, and one in sums of money, which are everybody's own.
CONTESTS = """
plan: renewals
title: Contests
from: 2024-01-01
currency: USD
metrics:
  renewed: {title: Renewals, measure: count, of: {kind: renewal}, scope: person}
  sold: {title: Expansion, measure: sum, of: {kind: upsell}, scope: person}
components:
  cup:
    pay: contest
    title: Renewal cup
    metric: renewed
    prizes: ["$555", "$222"]
    ties: split
    eligible: {at_least: 1}
  most: {pay: contest, title: Most sold, metric: sold, prizes: [Day off], ties: share}
"""
# What it pays is announced to all by design: both prizes, and what two or three who are level get.
PRIZES_MINOR = frozenset({55_500, 22_200, 11_100, 25_900})
# The upsell of Birch, by its shares: 60 % and 40 % of 11,234.70.
SUMS_MINOR = {"ana": {674_082}, "cho": {449_388}}


@dataclass
class Life:
    """People are called by their keys."""

    door: FrontDoor
    stage: Stage

    def found(self, person: str, action: str) -> Message:
        """The newest message in their DM with that control."""
        there = [one for one in self.stage.dms(person) if f'"{action}"' in json.dumps(one.blocks)]
        assert there, f"{person} has nothing with {action}"
        return there[-1]

    def press(self, person: str, action: str, value: str | None = None) -> Outcome:
        """A control of their newest message that has it; what follows arrives."""
        return self.stage.press(person, self.found(person, action), action, value)

    def press_in_view(self, person: str, action: str, value: str | None = None) -> Outcome:
        """A control of the modal on top of their screen."""
        return self.stage.press(person, self.door.views(person)[-1], action, value)

    def fill(self, person: str, **values: Any) -> Outcome:
        """Sends the modal on top, filled in like this."""
        return self._took(self.stage.submit(person, self.door.views(person)[-1], **values))

    def type(self, person: str, command: str, text: str = "") -> Outcome:
        outcome = self.door.world.run(f"U{person.upper()}", command, text)
        self.stage.send()
        return outcome

    def run(self, job: str) -> str:
        """The clock's job, now; what came of it."""
        door, now = self.door, self.door.clock()
        note = run_now(
            door.engine, door.services.jobs, door.workspace_id, job, now, "test", str(now.timestamp())
        ).note
        self.stage.send()
        return note

    def minute(self) -> None:
        catch_up(self.door.engine, self.door.services.outbox, self.door.clock())
        self.stage.send()

    def happens(self, **event: Any) -> None:
        """Something comes in late, as `Ledger.event` takes it."""
        with self.door.changing() as ledger:
            ledger.event(**event)

    def at(self, text: str) -> None:
        """It becomes this time, in UTC."""
        self.door.clock.now = datetime.fromisoformat(f"{text}+00:00")

    @staticmethod
    def _took(outcome: Outcome) -> Outcome:
        assert not outcome.errors, outcome.errors
        return outcome


def begun(door: FrontDoor) -> Life:
    """Brightwater with the schedules of payday, a channel, the contests, and distinctive pay."""
    stage = on_the_way_to_payday(door)
    with door.changing() as ledger:
        for key, minor in VARIABLE_MINOR.items():
            own = assignments.c.person_id == ledger.id_of(Person, key)
            ledger.connection.execute(update(assignments).where(own).values(variable_year_minor=minor))
        for key, minor in AMOUNTS_MINOR.items():
            deal = update(events).where(events.c.external_id == key)
            ledger.connection.execute(deal.values(amount_minor=minor))
        ledger.plan(CONTESTS)
        ledger.on_plan("renewals", *VARIABLE_MINOR, since="2024-07-01")
    with writing(door.engine) as connection:
        channel = {"channel": door.world.channel("wins").id}
        change_pay_settings(connection, door.workspace_id, channel, door.clock(), "test")
        ensure_schedules(connection, company_in(connection, door.workspace_id), door.clock())
    return Life(door, stage)
