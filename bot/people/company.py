"""A workspace's own settings: its calendar and language, what it sends where, and who its admins are."""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from sqlalchemy import Connection, Engine, RowMapping, select, update

from bot.people.identity import Company
from bot.store import audit
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.people import Person
from bot.store.workspaces import Workspace, facts_changed
from calc.periods import FiscalCalendar, PeriodKind

workspaces, people = table_of(Workspace), table_of(Person)

PAY_PERIODS = ("month", "quarter")
_NOT_OF_STATEMENTS = {"country", "fallback_channel"}
_COUNTRY = re.compile(r"[A-Z]{2}(-.{1,40})?")
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,30}")


class SettingRefused(Exception):
    """A setting that cannot be; the text says why and what it takes."""


def company_of(engine: Engine, workspace_id: int) -> Company:
    """A workspace as its use cases see it."""
    with reading(engine) as connection:
        return company_in(connection, workspace_id)


def company_in(connection: Connection, workspace_id: int) -> Company:
    """The same within a transaction."""
    query = select(workspaces).where(workspaces.c.id == workspace_id)
    return _company(connection.execute(query).mappings().one())


def every_company(engine: Engine) -> list[Company]:
    """All workspaces, in the order in which they came."""
    with reading(engine) as connection:
        query = select(workspaces).order_by(workspaces.c.id)
        return [_company(row) for row in connection.execute(query).mappings()]


def change_company(
    connection: Connection, workspace_id: int, changes: Mapping[str, object], now: datetime, actor: str
) -> None:
    """Changes settings of a workspace, and notes it in the audit log.

    These are time_zone, locale, fiscal_year_start_month, pay_period, country (a code as
    bot.schedule.working_days.country_named gives it) and fallback_channel; the last two may be None. Where
    people may read something else afterwards, every statement counts as out of date.
    """
    for name, value in changes.items():
        _check(name, value)
    connection.execute(update(workspaces).where(workspaces.c.id == workspace_id).values(**changes))
    if not changes.keys() <= _NOT_OF_STATEMENTS:
        facts_changed(connection, workspace_id)
    audit.record(connection, workspace_id, now, actor, "workspace_changed", details=changes)


def set_admin(
    connection: Connection, workspace_id: int, key: str, is_admin: bool, now: datetime, actor: str
) -> str:
    """Makes a person a compensation admin, or no longer one. Returns their name."""
    here = (people.c.workspace_id == workspace_id) & (people.c.key == key)
    row = connection.execute(select(people.c.id, people.c.name).where(here)).first()
    if row is None:
        raise SettingRefused(f"Nobody here has the key {key!r}. `micdrop import` brings people in.")
    connection.execute(update(people).where(here).values(is_admin=is_admin))
    action = "admin_made" if is_admin else "admin_removed"
    audit.record(connection, workspace_id, now, actor, action, row.id)
    return str(row.name)


def admins(connection: Connection, workspace_id: int) -> list[str]:
    """The names of the compensation admins."""
    query = select(people.c.name).where(people.c.workspace_id == workspace_id, people.c.is_admin.is_(True))
    return list(connection.execute(query.order_by(people.c.name)).scalars())


def fallback_channel(connection: Connection, workspace_id: int) -> str | None:
    """The id of the channel that takes posts which their own channel refuses; None without one."""
    query = select(workspaces.c.fallback_channel).where(workspaces.c.id == workspace_id)
    chosen: str | None = connection.execute(query).scalar()
    return chosen


def _company(row: RowMapping) -> Company:
    return Company(
        id=row["id"],
        name=row["name"],
        time_zone=ZoneInfo(row["time_zone"]),
        locale=row["locale"],
        calendar=FiscalCalendar(row["fiscal_year_start_month"]),
        pay_period=PeriodKind(row["pay_period"]),
        facts_revision=row["facts_revision"],
        facts_through=row["facts_through"],
        facts_imported_at=row["facts_imported_at"],
        country=row["country"],
    )


def _check(name: str, value: object) -> None:
    try:
        if name == "time_zone":
            ZoneInfo(str(value))
        elif name == "locale":
            Locale.parse(str(value))
    except (ZoneInfoNotFoundError, UnknownLocaleError, ValueError):
        example = "Europe/Berlin" if name == "time_zone" else "en_US"
        what = name.replace("_", " ")
        raise SettingRefused(f"{value!r} is not a {what}; write it like {example}.") from None
    if name == "pay_period" and value not in PAY_PERIODS:
        raise SettingRefused(f"Pay is settled by month or by quarter, not by {value!r}.")
    if name == "fiscal_year_start_month" and not (isinstance(value, int) and 1 <= value <= 12):
        raise SettingRefused(f"A fiscal year starts in a month from 1 to 12, not in {value!r}.")
    if name == "country" and not (value is None or _COUNTRY.fullmatch(str(value))):
        raise SettingRefused(f"{value!r} is not a country; write its two letters, like US, or DE-BY.")
    if name == "fallback_channel" and not (value is None or _CHANNEL_ID.fullmatch(str(value))):
        raise SettingRefused(
            f"{value!r} is not a channel's id; write it like C0123ABCD. Slack shows it at the end of the "
            "channel's details."
        )
