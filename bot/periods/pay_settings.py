"""How a workspace reviews and announces."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.store import audit
from bot.store.base import table_of
from bot.store.reviews import PaySettings as PaySettingsRow
from bot.store.workspaces import facts_changed

rows = table_of(PaySettingsRow)

# By name: the least and the most, and what to call it.
_NUMBERS = {
    "outlier_percent": (1, 10_000, "How far pay may be from somebody's usual, in percent,"),
    "attainment_percent": (1, 10_000, "The attainment that stands out, in percent,"),
    "corrected_periods": (0, 60, "How many published periods are corrected"),
    "closes_after_days": (0, 3_660, "After how many days a published period closes"),
}


class PaySettingRefused(Exception):
    """A setting that cannot be; `name` says which, the text why."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


@dataclass(frozen=True)
class PaySettings:
    """As the table of the same name; `channel` is a Slack channel's id, or "" where none is chosen."""

    channel: str = ""
    announcements_need_checker: bool = False
    instant_nod: bool = True
    outlier_percent: int = 50
    attainment_percent: int = 200
    corrected_periods: int = 4
    closes_after_days: int = 30


def pay_settings(connection: Connection, workspace_id: int) -> PaySettings:
    """A workspace's settings; the defaults while nobody has changed any."""
    columns = [rows.c[field.name] for field in fields(PaySettings)]
    row = connection.execute(select(*columns).where(rows.c.workspace_id == workspace_id)).first()
    return PaySettings() if row is None else PaySettings(*row)


def change_pay_settings(
    connection: Connection, workspace_id: int, changes: Mapping[str, object], now: datetime, actor: str
) -> None:
    """Changes some settings, by name, and notes it in the audit log. PaySettingRefused for what cannot be."""
    known = {field.name for field in fields(PaySettings)}
    for name, value in changes.items():
        if name not in known:
            raise PaySettingRefused(
                name, f"There is no setting {name!r}; there are {', '.join(sorted(known))}."
            )
        _check(name, value)
    here = rows.c.workspace_id == workspace_id
    before = pay_settings(connection, workspace_id)
    if connection.execute(update(rows).where(here).values(**changes)).rowcount == 0:
        connection.execute(insert(rows).values(workspace_id=workspace_id, **{**asdict(before), **changes}))
    if changes.get("corrected_periods", before.corrected_periods) != before.corrected_periods:
        facts_changed(connection, workspace_id)
    audit.record(connection, workspace_id, now, actor, "pay_settings_changed", details=changes)


def _check(name: str, value: object) -> None:
    if name not in _NUMBERS:
        return
    least, most, what = _NUMBERS[name]
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise PaySettingRefused(name, f"{what} is a whole number from {least} to {most}, not {value!r}.")
