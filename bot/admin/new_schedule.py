"""Adding a schedule in Slack: the form, what is wrong with what was filled in, and when it will run."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.admin.door import Visit, admin_of, let_in, refusal_modal
from bot.admin.schedule_pages import TIMES_SHOWN, page
from bot.admin.schedule_values import times_values
from bot.doors import Refused
from bot.people.identity import Caller
from bot.schedule.board import preview
from bot.schedule.desk import NO_COUNTRY, Draft, add, checked
from bot.schedule.job import Job
from bot.schedule.option_words import options_in_words, read_options
from bot.schedule.refusals import ScheduleRefused
from bot.schedule.rule_reader import read_rule
from bot.schedule.rule_words import EXAMPLES
from bot.schedule.timing import read_time
from bot.schedule.working_days import country_named
from bot.schedule.zones import zone_named
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.render import Rendered
from bot.slack.showing import show_modal
from bot.store.engine import writing
from bot.store.received import first_time

ADD = "schedule.add"
SUBMITTED = "new_schedule"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the button that opens the form, and what happens when it is sent."""

    @app.action(ADD)
    def open_form(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            show_modal(client, body, form(services, visit.caller))

    @app.view(SUBMITTED)
    def submitted(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        asker = services.asker_of(body)
        caller = admin_of(asker)
        if isinstance(caller, Refused):
            ack(response_action="update", view=refusal_modal(services, caller).as_view())
            return
        answered = added(services, Visit(caller, asker.now, asker.request_key), view["state"]["values"])
        if isinstance(answered, Rendered):
            _refresh_below(services, client, caller, view)
            ack(response_action="update", view=answered.as_view())
        else:
            ack(response_action="errors", errors=answered)


def form(services: Services, caller: Caller) -> Rendered:
    """The empty form, with what the workspace has in common already filled in."""
    values = {
        "jobs": [_job_values(job) for job in services.jobs.all()],
        "known": _known_options(services.jobs.all()),
        "examples": list(EXAMPLES),
        "zone": caller.company.time_zone.key,
        "country": caller.company.country or "",
    }
    return services.renderer.render("admin/new_schedule", values)


def added(services: Services, visit: Visit, state: Mapping[str, Any]) -> Rendered | dict[str, str]:
    """Adds the schedule and says when it runs; or, by input, what is wrong with what was filled in."""
    draft = _read(services, state)
    if not isinstance(draft, Draft):
        return draft
    company_id = visit.caller.company.id
    try:
        with writing(services.engine) as connection:
            # The same form sent twice adds one schedule, and both times says so.
            if first_time(connection, company_id, f"{visit.request_key} schedule_added", visit.now):
                add(connection, services.jobs, company_id, draft, visit.now, visit.actor)
            kept = checked(connection, services.jobs, company_id, draft)
        slots = preview(services.engine, company_id, kept.name, TIMES_SHOWN, visit.now)
    except ScheduleRefused as refused:
        return {"name": str(refused)}  # everything else has been looked at
    values = {
        "name": kept.name,
        "rule": kept.rule,
        "time": kept.local_time,
        "zone": str(kept.time_zone),
        "times": times_values(slots, str(kept.time_zone)),
    }
    return services.renderer.render("admin/schedule_added", values)


def _read(services: Services, state: Mapping[str, Any]) -> Draft | dict[str, str]:
    """What was filled in, or what is wrong with it by the block that it stands in."""
    errors: dict[str, str] = {}
    typed = {block: _typed(state, block) for block in ("name", "rule", "zone", "country", "options")}
    chosen = {block: _chosen(state, block) for block in ("job", "catch_up")}
    local_time = str(_held(state, "time").get("selected_time") or "")
    checks: dict[str, Callable[[], object]] = {
        "job": lambda: services.jobs.named(chosen["job"]),
        "rule": lambda: read_rule(typed["rule"]),
        "time": lambda: read_time(local_time),
        "zone": lambda: zone_named(typed["zone"]),
        "country": lambda: country_named(typed["country"]),
    }
    for block, check in checks.items():
        _note_refusal(errors, block, check)
    options: list[str] = [line for line in typed["options"].splitlines() if line.strip()]
    if "job" not in errors:
        _note_refusal(errors, "options", lambda: read_options(services.jobs.named(chosen["job"]), options))
    if errors:
        return errors
    return Draft(
        name=typed["name"],
        job=chosen["job"],
        rule=typed["rule"],
        local_time=local_time,
        time_zone=typed["zone"],
        country=typed["country"] or NO_COUNTRY,
        catch_up=chosen["catch_up"],
        options=read_options(services.jobs.named(chosen["job"]), options),
    )


def _note_refusal(errors: dict[str, str], block: str, check: Callable[[], object]) -> None:
    try:
        check()
    except ScheduleRefused as refused:
        errors[block] = str(refused)


def _refresh_below(services: Services, client: WebClient, caller: Caller, view: Mapping[str, Any]) -> None:
    """The list that the form was opened from, if it was, shows the new schedule too."""
    below = view.get("previous_view_id")
    if not below:
        return
    try:
        client.views_update(view_id=below, view=page(services, caller, 1).as_view())
    except (SlackApiError, OSError):
        return  # it shows the schedules as they were until it is opened again


def _held(state: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    held: Mapping[str, Any] = state.get(block, {}).get("value", {})
    return held


def _chosen(state: Mapping[str, Any], block: str) -> str:
    option = _held(state, block).get("selected_option")
    return str(option["value"]) if option else ""


def _typed(state: Mapping[str, Any], block: str) -> str:
    return str(_held(state, block).get("value") or "").strip()


def _known_options(jobs: Sequence[Job]) -> str:
    """Each option that there is with its default, and whose it is."""
    known = [f"{', '.join(options_in_words(job.options))} ({job.title})" for job in jobs if job.options]
    return "; ".join(known) or "none"


def _job_values(job: Job) -> dict[str, object]:
    return {
        "name": job.name,
        "title": job.title,
        "describe": job.describe,
    }
