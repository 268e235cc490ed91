"""The very message of an announcement: the same in a preview, on a card, and in the channel."""

from datetime import datetime

from bot.announcements.rows import Announcement
from bot.announcements.wording import filled, variables
from bot.delivery.outbox import Channel, Outgoing, Urgency
from bot.people.identity import Company

Values = dict[str, object]


def surface_of(kind: str) -> str:
    """The template that a kind is written with."""
    return f"announcements/{kind}"


def message_values(company: Company, announcement: Announcement) -> Values:
    """What its template takes. `by` is who says it, "" where the app does; `by_user` their Slack user. Charts
    are for messages: a modal shows none."""
    known = variables(company, announcement.values_at, speaker(company, announcement))
    return {
        # Podiums that were kept before they said what was ranked say nothing of it.
        "measured": "",
        **announcement.content,
        "title": filled(announcement.title, known),
        "words": filled(announcement.words, known),
        "by": announcement.maker,
        "by_user": announcement.maker_user,
        "charts": True,
    }


def speaker(company: Company, announcement: Announcement) -> str:
    """Whose name {me} stands for: who wrote it, else whoever is asked about it, else the company."""
    return announcement.maker or announcement.asked or company.name


def titled(company: Company, announcement: Announcement) -> str:
    """The title as it is read."""
    return str(message_values(company, announcement)["title"])


def outgoing(company: Company, announcement: Announcement, now: datetime) -> Outgoing:
    """The message for the outbox. It goes at its time, or at once when that has passed; whoever wrote it, or
    let it go, hears when Slack refuses it."""
    send_at = announcement.send_at
    return Outgoing(
        key=announcement.message_key,
        title=titled(company, announcement),
        to=Channel(announcement.channel),
        surface=surface_of(announcement.kind),
        values=message_values(company, announcement),
        urgency=Urgency.POST,
        mender_id=announcement.made_by or announcement.decided_by or announcement.asked_id,
        due_at=send_at if send_at is not None and send_at > now else now,
    )
