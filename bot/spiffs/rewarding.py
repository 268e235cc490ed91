"""Prizes that are not pay, into the reward list: promised to the winner, for the hosts to approve."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from bot.delivery.outbox import Outbox
from bot.people.identity import Company
from bot.recognition import catalogue
from bot.recognition.fair_play import MEMBER
from bot.recognition.gift_rows import DECLINED, OPEN, Gift, gifts, gifts_where
from bot.recognition.gifts import promise, step, tell_receiver
from bot.recognition.settings import RecognitionRefused, settings_of
from bot.recognition.taking_part import members
from bot.recognition.work import Work
from bot.spiffs.called import Somebody

ABOUT = "A prize of a contest"
APP = "micdrop"
# Slack is asked about them again as soon as they take part themselves.
_LONG_AGO = timedelta(days=365)

NOT_SET_UP = "Drop the mic is not set up here, and with it the list of rewards."
NOT_IN_SLACK = "They are not known in Slack yet."


def reward_desk(connection: Connection, outbox: Outbox, company: Company, now: datetime) -> Work | None:
    """What rewards are given with; None where drop the mic, whose list it is, is not set up."""
    settings = settings_of(connection, company.id)
    return None if settings is None else Work(connection, outbox, company, settings, now)


def promise_reward(work: Work | None, person: Somebody, reward: str, key: str, currency: str) -> str:
    """Promises it once for each `key`; one that the catalogue does not have is added. "" when that is done,
    else why it is not: a sentence for whoever has to give it by hand."""
    if work is None:
        return NOT_SET_UP
    member_id = _member_of(work, person)
    if member_id is None:
        return NOT_IN_SLACK
    try:
        with work.connection.begin_nested():
            promise(work, _reward_id(work, reward, currency), member_id, key, APP, note=ABOUT)
    except RecognitionRefused as refused:
        return str(refused)
    return ""


def take_back_reward(work: Work | None, key: str, told: bool, note: str) -> None:
    """Takes back what was promised under a key and not given yet; the receiver is told if they knew of it."""
    if work is None:
        return
    here = (gifts.c.workspace_id == work.company.id) & (gifts.c.key == key)
    for gift in gifts_where(work.connection, here, gifts.c.state.in_(OPEN)):
        after = step(work, gift.id, gift.revision, DECLINED, APP, note)
        if told and isinstance(after, Gift):
            tell_receiver(work, after, note)


def is_promised(connection: Connection, company: Company, key: str) -> bool:
    """Whether anything was ever promised under a key."""
    query = select(gifts.c.id).where(gifts.c.workspace_id == company.id, gifts.c.key == key)
    return connection.execute(query).first() is not None


def _member_of(work: Work, person: Somebody) -> int | None:
    """The number by which somebody takes part in drop the mic; None while Slack's user is not known."""
    here, connection = members.c.workspace_id == work.company.id, work.connection
    own = select(members.c.id).where(here, members.c.person_id == person.id).order_by(members.c.id)
    found: int | None = connection.execute(own).scalar()
    if found is not None or not person.user_id:
        return found
    row = {
        "workspace_id": work.company.id,
        "slack_user_id": person.user_id,
        "person_id": person.id,
        "name": person.name,
        "time_zone": work.company.time_zone.key,
        "standing": MEMBER,
        "seen_at": work.now - _LONG_AGO,
        **dict.fromkeys(("no_reminders", "no_naming", "no_anniversary"), False),
    }
    try:
        with connection.begin_nested():
            return int(connection.execute(insert(members).values(**row).returning(members.c.id)).scalar_one())
    except IntegrityError:  # the same user takes part already, as nobody's person
        same = select(members.c.id).where(here, members.c.slack_user_id == person.user_id)
        return int(connection.execute(same).scalar_one())


def _reward_id(work: Work, name: str, currency: str) -> int:
    """The reward of that name, whatever its case; a new one has no price and no end."""
    for one in catalogue.catalogue(work.connection, work.company.id):
        if one.name.casefold() == name.casefold():
            return one.id
    draft = catalogue.Draft(name[: catalogue.MOST_NAME_CHARACTERS], ABOUT, 0, currency)
    return catalogue.add(work.connection, work.company.id, draft, work.now, APP)
