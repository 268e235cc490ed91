"""The ballot in the channel: that it is open, how many have voted, that it is over; never how it stands."""

from datetime import datetime, timedelta

from bot.delivery.outbox import Channel, Urgency
from bot.recognition.month_facts import who_left
from bot.recognition.month_rows import BALLOT, Month, candidates_of, turnout
from bot.recognition.shown import Values
from bot.recognition.taking_part import members_by_id
from bot.recognition.work import Work
from bot.schedule.telling import moment_values
from bot.slack.names_shown import names_shown

TITLE = "The ballot"
# Votes come in waves: so long the number on the post waits for the next one.
COUNTED_WITHIN = timedelta(seconds=30)


def open_ballot(work: Work, month: Month) -> None:
    """Says that the ballot is open, with the button to vote."""
    work.post(ballot_key(month), TITLE, "ballot", _values(work, month))


def show_turnout(work: Work, month: Month) -> None:
    """Brings the number of votes up to date."""
    _edit(work, month, f"turnout/{turnout(work.connection, month.id)}", work.now + COUNTED_WITHIN)


def show_who_is_on_it(work: Work, month: Month, cause: str) -> None:
    """Brings the names up to date."""
    _edit(work, month, cause, None)


def show_it_is_over(work: Work, month: Month) -> None:
    """Takes the button away."""
    _edit(work, month, "over", None)


def ballot_key(month: Month) -> str:
    """The post of a ballot in the outbox."""
    return f"month/{month.month}/ballot"


def _edit(work: Work, month: Month, cause: str, due_at: datetime | None) -> None:
    channel = Channel(work.settings.channel)
    work.edit(ballot_key(month), cause, TITLE, channel, "ballot", _values(work, month), Urgency.POST, due_at)


def _values(work: Work, month: Month) -> Values:
    """Candidates stand by name, so that their order says nothing; who is not to be named here is not."""
    ids = [one.member_id for one in candidates_of(work.connection, month.id)]
    left = who_left(work.connection, work.company.id, work.settings, work.today, ids)
    ids = [member for member in ids if member not in left]
    known = members_by_id(work.connection, work.company, ids, work.now)
    names = sorted(member.name for member in known.values() if not member.no_naming)
    unnamed = [None] * sum(member.no_naming for member in known.values())
    until = month.ballot_until
    return {
        "id": str(month.id),
        "month": month.label,
        "open": month.state == BALLOT,
        "candidates": len(known),
        "names": names_shown([*names, *unnamed], len(known)).words,
        "votes": turnout(work.connection, month.id),
        "until": moment_values(until, work.company.time_zone) if until else {"at": "", "words": ""},
    }
