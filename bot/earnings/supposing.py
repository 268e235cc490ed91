"""What if: the modal in which somebody supposes a deal or an attainment, and the difference it would make."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.earnings.buttons import read_value
from bot.earnings.view import Values, period_value
from bot.earnings.what_if import Choices, Supposed, Supposition, choices, suppose
from bot.people.identity import Stranger
from bot.people.viewing import Asker, Viewing
from bot.services import Services
from bot.slack.controls import value_of
from bot.slack.declared import Declared
from bot.slack.render import Rendered
from calc.language.amounts import read_money, read_ratio
from calc.periods import Period

OPEN = "mycomp.what_if"
OPEN_HOME = "home.what_if"
SUBMITTED = "what_if"

DECLARED = Declared()

_MOST_CHOICES = 100  # of a select in Slack


@dataclass(frozen=True)
class Wish:
    """What somebody supposes: an event, or attainments by metric, or both."""

    events: list[Supposed]
    assumed: dict[str, Fraction]


def register(app: App, services: Services) -> None:
    """Adds the buttons that open the modal, and what happens when it is sent."""

    def open_modal(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        shown = form(services, services.asker_of(body), value_of(action))
        client.views_open(trigger_id=body["trigger_id"], view=shown.as_view())

    app.action(OPEN)(open_modal)
    app.action(OPEN_HOME)(open_modal)

    @app.view(SUBMITTED)
    def submitted(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        answered = result(services, services.asker_of(body), view)
        if isinstance(answered, Rendered):
            ack(response_action="update", view=answered.as_view())
        else:
            ack(response_action="errors", errors=answered)


def form(services: Services, asker: Asker, value: str) -> Rendered:
    """The modal, with what the person's plans look at; or why there is nothing to suppose."""
    read = read_value(asker, value)
    if isinstance(read, Stranger):
        return services.renderer.render("people/refusal_modal", {"reason": read.reason})
    viewing, period = _settled(*read)
    known = choices(services.engine, viewing.subject, period, asker.now)
    if known is None:
        return services.renderer.render("earnings/what_if_none", {})
    return services.renderer.render("earnings/what_if", _form_values(viewing, period, known))


def result(services: Services, asker: Asker, view: Mapping[str, Any]) -> Rendered | dict[str, str]:
    """What it would make of the period; or by input what is wrong with what was typed."""
    read = read_value(asker, view["private_metadata"])
    if isinstance(read, Stranger):
        return services.renderer.render("people/refusal_modal", {"reason": read.reason})
    viewing, period = _settled(*read)
    known = choices(services.engine, viewing.subject, period, asker.now)
    if known is None:
        return services.renderer.render("earnings/what_if_none", {})
    wish = _wish(view["state"]["values"], known)
    if not isinstance(wish, Wish):
        return wish
    made = suppose(services.engine, viewing.subject, period, wish.events, wish.assumed, asker.now)
    return services.renderer.render("earnings/what_if_result", _result_values(viewing, period, made))


def _settled(viewing: Viewing, period: Period) -> tuple[Viewing, Period]:
    """Pay is worked out for whole pay periods: the one in which the period ends."""
    company = viewing.subject.company
    return viewing, company.calendar.containing(period.end, company.pay_period)


def _wish(state: Mapping[str, Any], known: Choices) -> Wish | dict[str, str]:
    """What was chosen and typed, or what is wrong, by the block that it stands in."""
    kind, amount = _chosen(state, "kind"), _typed(state, "amount")
    metric, attained = _chosen(state, "metric"), _typed(state, "attained")
    errors: dict[str, str] = {}
    events: list[Supposed] = []
    assumed: dict[str, Fraction] = {}
    if kind and not amount:
        errors["amount"] = "How much would it be worth? Write it like 20,000."
    elif amount and not kind:
        errors["kind"] = "Choose what would have happened."
    elif kind and amount:
        try:
            events.append(Supposed(kind, read_money(amount, known.currency), _typed(state, "product")))
        except ValueError as error:
            errors["amount"] = f"{error}."
    if bool(metric) != bool(attained):
        errors["attained" if metric else "metric"] = (
            "Choose a metric, and write how much of its target it reaches."
        )
    elif metric:
        try:
            assumed[metric] = read_ratio(attained)
        except ValueError as error:
            errors["attained"] = f"{error}."
    if not (errors or events or assumed):
        errors["amount"] = "Suppose something: a deal and its amount, or a metric."
    return errors or Wish(events, assumed)


def _chosen(state: Mapping[str, Any], block: str) -> str:
    option = state.get(block, {}).get("value", {}).get("selected_option")
    return str(option["value"]) if option else ""


def _typed(state: Mapping[str, Any], block: str) -> str:
    return str(state.get(block, {}).get("value", {}).get("value") or "").strip()


def _form_values(viewing: Viewing, period: Period, known: Choices) -> Values:
    subject = viewing.subject
    return {
        "name": subject.name,
        "own": viewing.own,
        "period": subject.company.calendar.label(period),
        "metadata": period_value(period.key, subject, viewing.own),
        "currency": known.currency,
        "kinds": known.kinds[:_MOST_CHOICES],
        "metrics": [
            {"key": key, "title": title} for key, title in list(known.metrics.items())[:_MOST_CHOICES]
        ],
    }


def _result_values(viewing: Viewing, period: Period, made: Supposition) -> Values:
    company = viewing.subject.company
    changed = [part for part in made.components if part.difference_minor]
    totals: dict[str, int] = {}
    for part in changed:
        totals[part.currency] = totals.get(part.currency, 0) + part.difference_minor
    return {
        "locale": company.locale,
        "name": viewing.subject.name,
        "own": viewing.own,
        "period": company.calendar.label(period),
        "totals": [{"currency": currency, "difference_minor": amount} for currency, amount in totals.items()],
        "parts": [
            {
                "title": made.titles.get((part.plan, part.component), part.component),
                "currency": part.currency,
                "before_minor": part.before_minor,
                "after_minor": part.after_minor,
                "difference_minor": part.difference_minor,
            }
            for part in changed
        ],
        "problems": made.problems,
    }
