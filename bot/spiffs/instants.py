"""Prizes for single events, announced on the day: at once, or after the nod of whoever leads the winner."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.announcements.announcing import Announcing, Draft
from bot.announcements.rows import announcement_by_key
from bot.people.access import reviewer_of
from bot.people.company import company_in
from bot.people.identity import Company
from bot.periods.pay_settings import pay_settings
from bot.schedule.job import Occasion
from bot.slack.dates import day
from bot.slack.numbers import count
from bot.spiffs.called import Names, names_in, user_in_channel
from bot.spiffs.instant_shown import won_prize
from bot.spiffs.placing import NO_CHANNEL, place_of
from bot.spiffs.shown import Values
from bot.spiffs.tables_of import paid_tables_in
from bot.spiffs.winners import pay_periods
from calc.periods import Period
from calc.prize_tables import InstantPrize, InstantTable
from calc.words.events import one_event


def announce_instants(connection: Connection, announcing: Announcing, occasion: Occasion) -> str:
    """Every prize of the last days that was not told of yet; of those who share an event in one message."""
    company = company_in(connection, occasion.workspace_id)
    today, since = company.today(occasion.now), int(occasion.options["days"])
    told, without = 0, set[str]()
    for period in pay_periods(company, today, since):
        tables = paid_tables_in(connection, company, period, occasion.now)
        for table in tables.instants:
            names = names_in(connection, company.id, {won.person for won in table.won})
            for event, won in by_event(table, today - timedelta(days=since)):
                if announcement_by_key(connection, company.id, key_of(table, event)) is not None:
                    continue
                place = place_of(connection, company, table.plan.plan)
                if not place.channel:
                    without.add(NO_CHANNEL.format(title=f"“{table.component.title}”"))
                    continue
                made = content(company, table, period, event, won, names, today)
                _say(connection, announcing, company, table, made, event, place.channel, names, occasion)
                told += 1
    return "; ".join([f"told of {count(told, 'prize', 'prizes')}", *sorted(without)])


def key_of(table: InstantTable, event: str) -> str:
    """The key of the announcement of a prize."""
    return f"instant/{table.plan.plan}/{table.name}/{event}"


def by_event(table: InstantTable, since: date) -> Iterator[tuple[str, list[InstantPrize]]]:
    """The prizes from a day on, by their event; somebody credited in two roles is there twice."""
    events = dict.fromkeys(won.event for won in table.won if won.day >= since)
    for event in events:
        yield event, [won for won in table.won if won.event == event]


def content(
    company: Company,
    table: InstantTable,
    period: Period,
    event: str,
    won: Sequence[InstantPrize],
    names: Names,
    today: date,
) -> Values:
    """What the template announcements/instant takes; and `about` and `won`, as in bot.spiffs.podium."""
    return {
        "winners": [_winner(company, table, one, names, today) for one in won],
        "about": {
            "plan": table.plan.plan,
            "component": table.name,
            "span": table.span.key,
            "paid_from": period.start.isoformat(),
            "event": event,
        },
        "won": [
            {
                "person": one.person,
                "place": 0,
                "prize": won_prize(table, one, company.locale),
                "reward": one.reward,
            }
            for one in won
        ],
    }


def same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two say the same of the same event."""
    return bool(list(before["won"]) == list(after["won"]))


def _winner(company: Company, table: InstantTable, won: InstantPrize, names: Names, today: date) -> Values:
    person = names.people.get(won.person)
    what = one_event(table.component.of)
    first = table.component.counts == "first"
    return {
        "name": person.in_channel if person is not None else won.person,
        "user": user_in_channel(person, today) if person is not None else "",
        "what": f"{'with their first ' if first else 'with '}{what}, {day(won.day, company.locale)}",
        "prize": won_prize(table, won, company.locale),
    }


def _say(
    connection: Connection,
    announcing: Announcing,
    company: Company,
    table: InstantTable,
    made: Values,
    event: str,
    channel: str,
    names: Names,
    occasion: Occasion,
) -> None:
    """Posts it, or asks whoever leads the winner; never a winner."""
    nod = pay_settings(connection, company.id).instant_nod
    today = company.today(occasion.now)
    winners = [
        names.people[won.person].id for won in table.won if won.event == event and won.person in names.people
    ]
    asked = reviewer_of(connection, company, winners[0], today) if nod and winners else None
    draft = Draft(
        key=key_of(table, event),
        kind="instant",
        title=table.component.title,
        channel=channel,
        content=made,
        asked_id=None if asked in winners else asked,
    )
    if nod:
        announcing.propose(connection, company, draft, occasion.now)
    else:
        announcing.post(connection, company, draft, occasion.now)
