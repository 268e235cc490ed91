"""The forms in which a contest is started: what it is about and for whom, its terms, how it would look."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from bot.people.contest_access import approvers_of, names_of
from bot.people.identity import Caller
from bot.periods.pay_settings import pay_settings
from bot.services import Services
from bot.slack.controls import StaleControl
from bot.slack.form_state import channel_in, choice_in, state_of, text_in
from bot.slack.names_shown import names_shown
from bot.slack.render import Rendered
from bot.spiffs.filling import Filled, Offer, checked, spans_offered
from bot.spiffs.patterns import BY_KEY, PATTERNS, Pattern
from bot.spiffs.payable import payable_from
from bot.spiffs.preview import preview
from bot.spiffs.spec import Spec
from bot.spiffs.whom import ALL, CHOSEN, MINE, TEAM, choices, currency_for, people_for
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.events import Event

events = table_of(Event)

MOST_OPTIONS = 100
MOST_NAMES = 12


@dataclass(frozen=True)
class Begun:
    """What the first form said: the pattern, and for whom; `people` are keys of those who were chosen."""

    pattern: Pattern
    who: str
    people: tuple[str, ...]

    def carried(self, filled: Filled | None = None) -> str:
        """As the next form carries it."""
        more = {} if filled is None else {"filled": asdict(filled)}
        own = {"pattern": self.pattern.key, "who": self.who, "people": list(self.people)}
        return json.dumps({**own, **more}, ensure_ascii=False)


def begun_in(view: Mapping[str, Any]) -> Begun:
    """What a form carries of the first one. StaleControl for what none of ours carries."""
    kept = _carried(view)
    try:
        return Begun(BY_KEY[kept["pattern"]], str(kept["who"]), tuple(map(str, kept["people"])))
    except (KeyError, TypeError):
        raise StaleControl from None


def filled_carried(view: Mapping[str, Any]) -> Filled:
    """What the last form carries of the second one. StaleControl as above."""
    try:
        return Filled(**_carried(view)["filled"])
    except (KeyError, TypeError):
        raise StaleControl from None


def first_form(services: Services, caller: Caller, now: datetime) -> Rendered:
    """What it is about, and for whom."""
    with reading(services.engine) as connection:
        known = choices(connection, caller, caller.company.today(now))
    who = [{"value": MINE, "title": f"My people ({known.mine})"}] if known.mine else []
    who += [{"value": ALL, "title": f"Everybody ({known.all})"}] if known.all else []
    who += [{"value": CHOSEN, "title": "Those whom I choose below"}]
    who += [{"value": f"{TEAM}{key}", "title": name} for key, name in known.teams]
    values = {
        "patterns": [{"key": one.key, "title": one.title, "about": one.about} for one in PATTERNS],
        "who": who[:MOST_OPTIONS],
    }
    return services.renderer.render("spiffs/new", values)


def terms_form(
    services: Services, caller: Caller, begun: Begun, filled: Filled | None, now: datetime
) -> Rendered:
    """Its terms: empty but for what is usual, or as they were filled in. WhomRefused as whom.people_for."""
    pattern, company, today = begun.pattern, caller.company, caller.company.today(now)
    offer = offer_for(services, caller, pattern, now)
    with reading(services.engine) as connection:
        people = people_for(connection, caller, begun.who, begun.people, today)
        currency = currency_for(connection, company.id, [one.id for one in people], today)
        channel = pay_settings(connection, company.id).channel
    usual = Filled(
        title=pattern.title,
        prizes="",
        channel=channel,
        span=next(iter(offer.spans)),
        first=today.isoformat(),
        last="",
        kind=pattern.kind,
        start=pattern.start,
        least=str(pattern.least or ""),
    )
    values = {
        "metadata": begun.carried(),
        "about": pattern.about,
        "instant": pattern.is_instant,
        "asks_kind": bool(pattern.kind),
        "asks_start": bool(pattern.start),
        "asks_least": pattern.least is not None,
        "currency": currency,
        "people": len(people),
        "spans": [{"value": key, "title": _span(caller, key, offer)} for key in offer.spans],
        "kinds": [{"value": kind, "title": kind.replace("-", " ")} for kind in offer.kinds],
        **asdict(filled or usual),
    }
    return services.renderer.render("spiffs/terms", values)


def terms_filled(view: Mapping[str, Any]) -> Filled:
    """What was filled into the second form."""
    state = state_of(view)
    texts = {name: text_in(state, name) for name in ("title", "prizes", "least", "winners", "budget")}
    chosen = {name: choice_in(state, name) for name in ("span", "kind", "start")}
    days = {name: _day_in(state, name) for name in ("first", "last")}
    return Filled(channel=channel_in(state, "channel"), **texts, **chosen, **days)


def spec_for(services: Services, caller: Caller, begun: Begun, filled: Filled, now: datetime) -> Spec:
    """All of it, checked. FormRefused and WhomRefused say what is wrong."""
    company, today = caller.company, caller.company.today(now)
    offer = offer_for(services, caller, begun.pattern, now)
    with reading(services.engine) as connection:
        people = people_for(connection, caller, begun.who, begun.people, today)
        currency = currency_for(connection, company.id, [one.id for one in people], today)
    return checked(begun.pattern, filled, offer, currency, begun.who, [one.key for one in people])


def preview_form(
    services: Services, caller: Caller, begun: Begun, filled: Filled, spec: Spec, now: datetime
) -> Rendered:
    """How it would look now, and who has to approve its money."""
    company, today = caller.company, caller.company.today(now)
    seen = preview(services.engine, caller, spec, now)
    with reading(services.engine) as connection:
        people = people_for(connection, caller, begun.who, begun.people, today)
        asked = approvers_of(connection, company, caller.id, [one.id for one in people], today)
        approvers = names_of(connection, asked) if spec.is_money else []
    values = {
        "metadata": begun.carried(filled),
        "locale": company.locale,
        "title": spec.title,
        "days": [spec.first.isoformat(), spec.last.isoformat()],
        "looked_at": [seen.first.isoformat(), min(seen.last, today).isoformat()],
        "as_if": seen.as_if,
        "instant": begun.pattern.is_instant,
        "rules": seen.rules,
        "rows": seen.rows,
        "won": seen.won,
        "without": seen.without,
        "people": len(people),
        "names": names_shown([one.name for one in people], MOST_NAMES).words,
        "cost_minor": spec.cost_minor,
        "currency": spec.currency,
        "is_money": spec.is_money,
        "approvers": " or ".join(approvers),
        "channel": spec.channel,
    }
    return services.renderer.render("spiffs/preview", values)


def offer_for(services: Services, caller: Caller, pattern: Pattern, now: datetime) -> Offer:
    """What can be chosen now. The usual kinds of event count also before any has been imported."""
    workspace_id, today = caller.company.id, caller.company.today(now)
    query = select(events.c.kind).where(events.c.workspace_id == workspace_id).distinct()
    usual = [kind for kind in (pattern.kind, pattern.start) if kind]
    with reading(services.engine) as connection:
        known = [*usual, *connection.execute(query.order_by(events.c.kind)).scalars()]
        first = payable_from(connection, caller.company)
    kinds = list(dict.fromkeys(known))[:MOST_OPTIONS]
    return Offer(spans_offered(caller.company, today), kinds, first, today)


def _span(caller: Caller, key: str, offer: Offer) -> str:
    """Q4 2026, 1 October to 31 December."""
    period = offer.spans[key]
    label = caller.company.calendar.label(period)
    return f"{label}, {_said(period.start)} to {_said(period.end)}"


def _said(day: date) -> str:
    return f"{day.day} {day:%B}"


def _day_in(state: Mapping[str, Mapping[str, Mapping[str, Any]]], block: str) -> str:
    held = state.get(block, {}).get("value", {})
    return str(held.get("selected_date") or "")


def _carried(view: Mapping[str, Any]) -> Any:
    try:
        return json.loads(str(view.get("private_metadata") or ""))
    except ValueError:
        raise StaleControl from None
