"""From the outbox to the values that its templates take; never what a message says."""

import re

from bot.admin.moments import Values, moment_values
from bot.delivery.desk import NOT_SENT, Decision, Entry, Outlook
from bot.people.actors import Actor
from bot.people.identity import Company

_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")


def sending_values(outlook: Outlook, company: Company) -> Values:
    """How sending stands: stopped or not, and how many messages are in each state, without the zeros."""
    return {
        "stopped": outlook.stopped or "",
        "stopped_at": moment_values(outlook.stopped_at, company.time_zone),
        "counts": [
            {"state": state, "number": outlook.counts[state]} for state in NOT_SENT if outlook.counts[state]
        ],
        "oldest": moment_values(outlook.oldest_due_at, company.time_zone),
    }


def entry_values(entry: Entry, company: Company) -> Values:
    """A row of the list. `channel` is set where Slack can link to it; `to` says whom or what in any case."""
    return {
        "id": str(entry.id),
        "title": entry.title,
        "state": entry.state,
        "channel": entry.place if _CHANNEL.fullmatch(entry.place) and not entry.person else "",
        "person": entry.person,
        "to": entry.person or entry.place,
        "attempts": entry.attempts,
        "due": moment_values(entry.due_at, company.time_zone),
        "error": entry.last_error or "",
    }


def doer(by: Actor | None, *, own: bool) -> str:
    """Who did it, for a template: "you", "person", "command line" or "app"; "" for nobody."""
    if by is None:
        return ""
    return "you" if own else by.kind


def decision_values(decision: Decision, actor: str, company: Company) -> Values:
    """What came of a press, for whoever `actor` is in the audit log."""
    return {
        "id": str(decision.message_id),
        "title": decision.title,
        "state": decision.state,
        "done": decision.done,
        "action": decision.action,
        "who": doer(decision.by, own=decision.actor == actor),
        "by": decision.by.name if decision.by else "",
        "when": moment_values(decision.at, company.time_zone),
    }
