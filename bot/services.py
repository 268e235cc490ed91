"""What a surface needs to do its work; made once, in one place, and handed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from bot.announcements.announcing import Announcing
from bot.delivery.outbox import Outbox
from bot.people.identity import LookUp
from bot.people.profiles import Profiles
from bot.people.viewing import Asker
from bot.schedule.job import Jobs
from bot.slack.render import Renderer
from bot.slack.request_key import request_key
from bot.spiffs.running import RunningTables


@dataclass(frozen=True)
class Services:
    """`clock` gives the present as an aware datetime; `look_up` asks Slack who a user is; `new_reference`
    makes the reference that an apology and the log share. `outbox` takes what the app says by itself,
    `announcing` what is said in a channel after a nod, with all that goes with it; `jobs` are what can be
    scheduled, `profiles` says who is who in Slack, whether of the company or not, `running`
    which contests run and how they stand.

    `remember_links` is false when somebody else speaks for a person, as the command line does: a Slack user
    seen then must not become theirs.
    """

    engine: Engine
    renderer: Renderer
    clock: Callable[[], datetime]
    look_up: LookUp
    new_reference: Callable[[], str]
    outbox: Outbox
    announcing: Announcing
    jobs: Jobs
    profiles: Profiles
    running: RunningTables
    remember_links: bool = True

    def asker(self, team_id: str, user_id: str, body: Mapping[str, Any]) -> Asker:
        """Somebody who speaks to us now; `body` is all that Slack says of it."""
        key = request_key(body)
        return Asker(self.engine, team_id, user_id, self.look_up, self.clock(), self.remember_links, key)

    def asker_of(self, body: Mapping[str, Any]) -> Asker:
        """Whoever pressed or submitted, from the body of the interaction."""
        return self.asker(body["team"]["id"], body["user"]["id"], body)
