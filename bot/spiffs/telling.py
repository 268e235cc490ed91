"""What is said in a channel of a contest that somebody started: that it begins, or that it is off."""

from datetime import datetime

from sqlalchemy import Connection

from bot.announcements.announcing import Announcing, Draft
from bot.announcements.rows import APPROVED, RECALLED, WAITING, announcement_by_key, change
from bot.people.identity import Company
from bot.periods.pay_settings import pay_settings
from bot.slack.dates import day
from bot.slack.text import escape, truncate
from bot.spiffs.details import rules
from bot.spiffs.patterns import COMPONENT
from bot.spiffs.rows import Started
from calc.language.reader import read_plan

# As many as the words of an announcement may have, with room for what Slack writes longer.
MOST_CHARACTERS = 1_500


def say_it_begins(
    connection: Connection, announcing: Announcing, company: Company, started: Started, now: datetime
) -> None:
    """Its rules in plain words. Somebody else nods to it first, where the workspace wants that for what is
    announced and nobody has looked at this one yet."""
    looked_at = started.decided_by is not None and started.decided_by != started.host_id
    days = f"{day(started.first_day, company.locale)} to {day(started.last_day, company.locale)}"
    words = " ".join(rules(read_plan(started.document), COMPONENT, company.locale))
    ends = f"From {days}. `/spiff {started.title}` shows how it stands."
    draft = Draft(
        key=_start_key(started),
        kind="plain",
        title=f"A contest begins: {started.title}",
        channel=started.channel,
        words=f"{_within(words)}\n\n{ends}",
        made_by=started.host_id,
    )
    if pay_settings(connection, company.id).announcements_need_checker and not looked_at:
        announcing.propose(connection, company, draft, now)
    else:
        announcing.post(connection, company, draft, now)


def say_it_is_off(
    connection: Connection,
    announcing: Announcing,
    company: Company,
    started: Started,
    keeps_won: bool,
    now: datetime,
) -> None:
    """That it ends; where nobody has read that it begins, neither is said."""
    begins = announcement_by_key(connection, company.id, _start_key(started))
    assert begins is not None  # it was put with its beginning
    recalled = {"state": RECALLED, "decided_at": now}
    if change(connection, begins.id, (WAITING,), None, **recalled):
        again = announcement_by_key(connection, company.id, begins.key)
        assert again is not None
        announcing.cards.show(connection, company, again, now)
    if begins.state != APPROVED:
        return
    words = "What was won until yesterday stays won." if keeps_won else "Nobody wins it."
    draft = Draft(
        key=f"contest/{started.plan}/off",
        kind="plain",
        title=f"Called off: {started.title}",
        channel=started.channel,
        words=f"This contest ends before its end. {words}",
        made_by=started.host_id,
    )
    announcing.post(connection, company, draft, now)


def _start_key(started: Started) -> str:
    return f"contest/{started.plan}/start"


def _within(words: str) -> str:
    """The words in as many characters as fit, as Slack counts them."""
    shorter = words
    while len(escape(shorter)) > MOST_CHARACTERS:
        shorter = truncate(shorter, len(shorter) - 100)
    return shorter
