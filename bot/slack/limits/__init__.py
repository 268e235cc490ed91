"""What Slack accepts: every documented limit, checked on the rendered JSON before it leaves the house."""

from bot.slack.limits.surface import Surface, violations

__all__ = ["Surface", "violations"]
