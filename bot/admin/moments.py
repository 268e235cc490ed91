"""Moments for templates: Slack shows them in each reader's own time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.schedule import telling

Values = dict[str, object]


def moment_values(at: datetime | None, zone: ZoneInfo) -> Values:
    """`at` as ISO text, and `words` as the clocks of `zone` show it, for where Slack can't; "" for none."""
    if at is None:
        return {"at": "", "words": ""}
    return telling.moment_values(at, zone)
