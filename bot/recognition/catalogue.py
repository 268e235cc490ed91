"""The rewards that a workspace gives: things that are not pay, with their stock and yearly limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.recognition.settings import RecognitionRefused
from bot.slack.text import clean
from bot.store import audit
from bot.store.awards import Reward as RewardRow
from bot.store.base import table_of
from calc.language.amounts import is_currency

rewards = table_of(RewardRow)

# Of a select in Slack, in which "no reward" is one.
MOST_ON_OFFER = 99
MOST_NAME_CHARACTERS = 60
MOST_ABOUT_CHARACTERS = 200
MOST_VALUE_MINOR = 10**12
MOST_NUMBER = 1_000_000

ADDED, CHANGED, RETIRED = "reward_added", "reward_changed", "reward_retired"


@dataclass(frozen=True)
class Reward:
    """See bot.store.awards.Reward."""

    id: int
    name: str
    about: str
    value_minor: int
    currency: str
    taxable: bool
    stock: int | None
    yearly_limit: int | None
    retired: bool


@dataclass(frozen=True)
class Draft:
    """A reward as somebody wants it: `value_minor` is what it costs, in the smallest unit of `currency`."""

    name: str
    about: str
    value_minor: int
    currency: str
    taxable: bool = False
    stock: int | None = None
    yearly_limit: int | None = None


def catalogue(connection: Connection, workspace_id: int) -> list[Reward]:
    """Every reward that is not retired, by name; also those of which none is left."""
    return _rewards(connection, rewards.c.workspace_id == workspace_id, rewards.c.retired.is_(False))


def on_offer(connection: Connection, workspace_id: int) -> list[Reward]:
    """The rewards of which one can be given, by name."""
    there = or_(rewards.c.stock.is_(None), rewards.c.stock > 0)
    here = (rewards.c.workspace_id == workspace_id) & rewards.c.retired.is_(False)
    return _rewards(connection, here, there)[:MOST_ON_OFFER]


def reward_by_id(connection: Connection, workspace_id: int, reward_id: int) -> Reward | None:
    """A reward, retired or not; None when there is none of that number."""
    found = _rewards(connection, rewards.c.workspace_id == workspace_id, rewards.c.id == reward_id)
    return found[0] if found else None


def add(connection: Connection, workspace_id: int, draft: Draft, now: datetime, actor: str) -> int:
    """Adds a reward, or brings a retired one of that name back as `draft` says. Returns its number."""
    columns = _checked(draft)
    named = (rewards.c.workspace_id == workspace_id) & (rewards.c.name == columns["name"])
    change = update(rewards).where(named, rewards.c.retired.is_(True)).values(**columns, retired=False)
    found: int | None = connection.execute(change.returning(rewards.c.id)).scalar()
    if found is None:
        if len(catalogue(connection, workspace_id)) >= MOST_ON_OFFER:
            raise RecognitionRefused(f"There can be {MOST_ON_OFFER} rewards at the most; retire one first.")
        found = _insert(connection, {**columns, "workspace_id": workspace_id, "retired": False})
    audit.record(connection, workspace_id, now, actor, ADDED, details={"reward": columns["name"]})
    return found


def change(
    connection: Connection, workspace_id: int, reward_id: int, draft: Draft, now: datetime, actor: str
) -> None:
    """Makes a reward what `draft` says; what was given before stays given."""
    columns = _checked(draft)
    own = (rewards.c.workspace_id == workspace_id) & (rewards.c.id == reward_id)
    same_name = (rewards.c.workspace_id == workspace_id) & (rewards.c.name == columns["name"])
    taken = select(rewards.c.id).where(same_name, rewards.c.id != reward_id)
    if connection.execute(taken).first() is not None:
        raise _taken(str(columns["name"]))
    if not connection.execute(update(rewards).where(own).values(**columns)).rowcount:
        raise RecognitionRefused("There is no such reward any more.")
    audit.record(connection, workspace_id, now, actor, CHANGED, details={"reward": columns["name"]})


def retire(connection: Connection, workspace_id: int, reward_id: int, now: datetime, actor: str) -> bool:
    """Takes a reward out of the catalogue; what was promised stays so. False when it was out already."""
    own = (rewards.c.workspace_id == workspace_id) & (rewards.c.id == reward_id)
    there = own & rewards.c.retired.is_(False)
    change = update(rewards).where(there).values(retired=True).returning(rewards.c.name)
    name = connection.execute(change).scalar()
    if name is not None:
        audit.record(connection, workspace_id, now, actor, RETIRED, details={"reward": name})
    return name is not None


def _rewards(connection: Connection, *where: ColumnElement[bool]) -> list[Reward]:
    query = select(*(rewards.c[name] for name in Reward.__dataclass_fields__)).where(*where)
    rows = connection.execute(query.order_by(rewards.c.name, rewards.c.id)).mappings()
    return [Reward(**row) for row in rows]


def _insert(connection: Connection, row: Mapping[str, object]) -> int:
    try:
        with connection.begin_nested():
            return int(connection.execute(insert(rewards).values(**row).returning(rewards.c.id)).scalar_one())
    except IntegrityError:
        raise _taken(str(row["name"])) from None


def _taken(name: str) -> RecognitionRefused:
    return RecognitionRefused(f"There is a reward “{name}” already; choose another name.")


def _checked(draft: Draft) -> dict[str, object]:
    """The columns of a reward. RecognitionRefused for what cannot be."""
    name, about = " ".join(clean(draft.name).split()), " ".join(clean(draft.about).split())
    if not 1 <= len(name) <= MOST_NAME_CHARACTERS:
        raise RecognitionRefused(f"A reward's name has 1 to {MOST_NAME_CHARACTERS} characters.")
    if len(about) > MOST_ABOUT_CHARACTERS:
        raise RecognitionRefused(f"What it is about has at most {MOST_ABOUT_CHARACTERS} characters.")
    if not is_currency(draft.currency):
        raise RecognitionRefused("The currency is three letters like USD.")
    if not 0 <= draft.value_minor <= MOST_VALUE_MINOR:
        raise RecognitionRefused("What it costs is an amount from 0 on.")
    if draft.stock is not None and not 0 <= draft.stock <= MOST_NUMBER:
        raise RecognitionRefused("How many there are is a whole number from 0 on; leave it empty for no end.")
    if draft.yearly_limit is not None and not 1 <= draft.yearly_limit <= MOST_NUMBER:
        raise RecognitionRefused(
            "How many one person may get a year is 1 or more; leave it empty for no limit."
        )
    return {
        "name": name,
        "about": about,
        "value_minor": draft.value_minor,
        "currency": draft.currency,
        "taxable": draft.taxable,
        "stock": draft.stock,
        "yearly_limit": draft.yearly_limit,
    }
