"""What the company stands for: values, each with its hashtag."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.recognition.pieces import MOST_TAG_CHARACTERS, normal_tag
from bot.recognition.round_up_shape import Value
from bot.recognition.settings import RecognitionRefused
from bot.store import audit
from bot.store.base import table_of
from bot.store.recognition import CompanyValue

values = table_of(CompanyValue)

# Of a select in Slack.
MOST_VALUES = 100
MOST_TITLE_CHARACTERS = 60


def values_of(connection: Connection, workspace_id: int) -> list[Value]:
    """What the company stands for, in its own order; without what is retired."""
    here = (values.c.workspace_id == workspace_id) & values.c.retired.is_(False)
    query = select(values.c.id, values.c.tag, values.c.title).where(here)
    found = connection.execute(query.order_by(values.c.position, values.c.id))
    return [Value(row.id, row.tag, row.title) for row in found]


def add_value(
    connection: Connection, workspace_id: int, tag: str, title: str, now: datetime, actor: str
) -> Value:
    """Adds a value, or brings a retired one back, or changes the title of one. RecognitionRefused for a
    hashtag that cannot be one."""
    normal = normal_tag(tag)
    if not normal or any(sign.isspace() for sign in normal):
        raise RecognitionRefused(
            f"{tag!r} cannot be a hashtag: it needs a letter, no spaces, and at most "
            f"{MOST_TAG_CHARACTERS} characters, like #grit."
        )
    title = " ".join(title.split()) or normal.capitalize()
    if len(title) > MOST_TITLE_CHARACTERS:
        raise RecognitionRefused(f"A value's title has at most {MOST_TITLE_CHARACTERS} characters.")
    here = (values.c.workspace_id == workspace_id) & (values.c.tag == normal)
    change = update(values).where(here).values(title=title, retired=False)
    found = connection.execute(change.returning(values.c.id)).scalar()
    if found is None:
        found = _new_value(connection, workspace_id, normal, title)
    audit.record(connection, workspace_id, now, actor, "value_added", details={"tag": normal, "title": title})
    return Value(found, normal, title)


def retire_value(connection: Connection, workspace_id: int, tag: str, now: datetime, actor: str) -> None:
    """Takes a value out of the choice; what was given for it stays. RecognitionRefused when there is none."""
    here = (values.c.workspace_id == workspace_id) & (values.c.tag == normal_tag(tag))
    change = update(values).where(here, values.c.retired.is_(False)).values(retired=True)
    if not connection.execute(change).rowcount:
        known = ", ".join(f"#{value.tag}" for value in values_of(connection, workspace_id)) or "none"
        raise RecognitionRefused(f"There is no value {tag!r}. The values are: {known}.")
    audit.record(connection, workspace_id, now, actor, "value_retired", details={"tag": normal_tag(tag)})


def _new_value(connection: Connection, workspace_id: int, tag: str, title: str) -> int:
    here = values.c.workspace_id == workspace_id
    in_use = select(func.count()).where(here, values.c.retired.is_(False))
    if connection.execute(in_use).scalar_one() >= MOST_VALUES:
        raise RecognitionRefused(f"There can be {MOST_VALUES} values at the most; retire one first.")
    last = connection.execute(select(func.max(values.c.position)).where(here)).scalar()
    row = {"workspace_id": workspace_id, "tag": tag, "title": title, "position": (last or 0) + 1}
    return int(connection.execute(insert(values).values(row).returning(values.c.id)).scalar_one())
