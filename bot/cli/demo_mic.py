"""The demo company's mic: two months of it, lived through as people would, so that it is in Slack too."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from bot.cli.demo_past import Past, SetClock, in_the_past
from bot.delivery.post import Post
from bot.demo.cast import ADMIN
from bot.demo.mic import VALUES, Drop, Mic
from bot.demo.slack_users import slack_id
from bot.people.actors import COMMAND_LINE
from bot.people.profiles import Profiles
from bot.recognition import catalogue
from bot.recognition.award import Awards
from bot.recognition.award_rows import awards_of
from bot.recognition.company_values import add_value
from bot.recognition.door import Entrant
from bot.recognition.endorsing import REACTION, Endorsing
from bot.recognition.gathering import typed
from bot.recognition.giving import Given, Giving, known_settings
from bot.recognition.month_rows import CHOSEN, months_in
from bot.recognition.months import close_months
from bot.recognition.settings import change_settings
from bot.recognition.taking_part import Member, meet, venue_of
from bot.sandbox.world import World
from bot.services import Services
from bot.store.engine import reading, writing

CHANNEL = "wins"
REWARDS = (
    catalogue.Draft("Day off", "One more, whenever you like", 40_000, "USD", stock=12, yearly_limit=2),
    catalogue.Draft("Team lunch", "For you and your team", 30_000, "USD", stock=6),
    catalogue.Draft("Gift card", "$500 for a shop of your choice", 50_000, "USD", True, 4, 1),
    catalogue.Draft("Trip to the summit", "Flight, hotel and a ticket", 240_000, "USD", True, 1, 1),
)
_HOUR = timedelta(hours=1)


class Remembered:
    """Asks each question about Slack's users once."""

    def __init__(self, profiles: Profiles) -> None:
        self.user = cache(profiles.user)
        self.group = cache(profiles.group)


class Rehearsal:
    """Lives through it. The app has to be answering the world already, and both go by `clock`."""

    def __init__(self, services: Services, world: World, clock: SetClock, post: Post) -> None:
        venue = venue_of(services.engine, world.identity.team_id)
        assert venue is not None
        self._services = replace(services, profiles=Remembered(services.profiles))
        self._world, self._clock, self._post = world, clock, post
        self._venue, self._channel = venue, world.channel(CHANNEL).id
        self._members: Mapping[str, Member] = {}

    def live(self, mic: Mic) -> None:
        """Sets drop the mic up, and lets everything happen at its own time; afterwards it is now again."""
        self._set_up()
        everything = (*mic.before, *mic.now)
        if not everything:
            return
        services, posts = self._services, {self._venue.id: self._post}
        with in_the_past(services, self._clock, posts, everything[0].at - _HOUR) as past:
            self._meet(everything)
            self._drop(past, mic.before)
            if mic.before:
                self._award(past, mic.closes_at)
            self._drop(past, mic.now)
            past.later(timedelta(minutes=1))
            past.send()

    def _set_up(self) -> None:
        now, workspace_id = self._clock(), self._venue.id
        with writing(self._services.engine) as connection:
            change_settings(connection, workspace_id, {"channel": self._channel}, now, COMMAND_LINE)
            for tag, title in VALUES:
                add_value(connection, workspace_id, tag, title, now, COMMAND_LINE)
            for reward in REWARDS:
                catalogue.add(connection, workspace_id, reward, now, COMMAND_LINE)

    def _meet(self, drops: Iterable[Drop]) -> None:
        """Asks Slack about everybody at once."""
        keys = {key for drop in drops for key in (drop.giver, *drop.receivers, *drop.behind, *drop.reacting)}
        services = self._services
        users = [slack_id(key) for key in sorted({*keys, ADMIN})]
        self._members = meet(services.engine, services.profiles, self._venue, users, self._clock())

    def _drop(self, past: Past, drops: Iterable[Drop]) -> None:
        for drop in drops:
            past.at(drop.at)
            number = self._give(drop)
            if number is None:
                continue
            past.send()
            post = self._world.messages(slack_id(drop.giver), self._channel)[-1]
            for key in drop.behind:
                past.later(timedelta(minutes=1))
                self._endorse(key, number)
            for key in drop.reacting:
                past.later(timedelta(minutes=1))
                self._world.react(slack_id(key), post, REACTION)

    def _give(self, drop: Drop) -> int | None:
        """None for what would not be fair: somebody may happen to be named too often by the same one."""
        services, now = self._services, self._clock()
        names = " ".join(f"<@{slack_id(key)}>" for key in drop.receivers)
        giving = Giving(services.engine, services.profiles, services.outbox)
        wish = typed(f"{names} {drop.words}")
        given = giving.give(self._venue, self._member(drop.giver), wish, f"demo {now.isoformat()}", now)
        return given.nomination.id if isinstance(given, Given) else None

    def _endorse(self, key: str, number: int) -> None:
        services, now = self._services, self._clock()
        endorsing = Endorsing(services.engine, services.profiles, services.outbox)
        endorsing.press(self._venue, self._member(key), number, f"demo {key} {number}", now)

    def _award(self, past: Past, closes_at: datetime) -> None:
        """Last month is closed, and its award approved by the compensation manager the morning after."""
        services = self._services
        past.at(closes_at)
        past.send()
        month = f"{closes_at:%Y-%m}"
        with writing(services.engine) as connection:
            close_months(connection, services.outbox, self._venue.id, month, closes_at, closes_at)
        past.send()
        past.later(timedelta(hours=1))
        awards = Awards(services.engine, services.profiles, services.outbox)
        with reading(services.engine) as connection:
            rewards = catalogue.on_offer(connection, self._venue.id)
            settings = known_settings(connection, self._venue)
            chosen = [
                award
                for one in months_in(connection, self._venue.id, CHOSEN)
                for award in awards_of(connection, one.id)
            ]
        host = Entrant(self._venue, settings, self._member(ADMIN))
        for award in chosen:
            awards.pick_reward(host, award.id, award.edition, rewards[0].id, self._clock())
            awards.approve(host, award.id, award.edition + 1, self._clock())
        past.later(timedelta(minutes=1))
        past.send()

    def _member(self, key: str) -> Member:
        return self._members[slack_id(key)]
