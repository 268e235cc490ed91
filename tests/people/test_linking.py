"""From a Slack user to a person of the company: by email at first, by their Slack id from then on."""

from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.mycomp import reply
from bot.runtime import bind_team, build_services, local_team
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.tables import Person
from bot.store.workspaces import ensure_workspace
from tests.front_door import FrontDoor, open_door
from tests.store.brightwater import NOW, write_company
from tests.store.ledger import Ledger

people = table_of(Person)
UNKNOWN = "I don't know you yet"


def _slack_id(door: FrontDoor, key: str) -> str | None:
    with reading(door.engine) as connection:
        found: str | None = connection.execute(
            select(people.c.slack_user_id).where(people.c.key == key)
        ).scalar_one()
    return found


def _looked_up(door: FrontDoor) -> list[str]:
    return [call.args["user"] for call in door.world.calls if call.method == "users.info"]


def _person(door: FrontDoor, key: str, email: str) -> None:
    with door.changing() as ledger:
        ledger.person(key, key.title(), email=email)


def test_slack_is_asked_once_who_a_user_is(either_company: FrontDoor) -> None:
    for _ in range(3):
        assert "$5,640.05" in either_company.ask("ana")
    assert _looked_up(either_company) == ["UANA"]
    assert _slack_id(either_company, "ana") == "UANA"


@pytest.mark.parametrize("email", ["ODA@Brightwater.Example", "  oda@brightwater.example "])
def test_an_email_is_the_same_in_large_and_small_letters(either_company: FrontDoor, email: str) -> None:
    either_company.world.change_user("UODA", email=email)
    _person(either_company, "oda", "Oda@brightwater.example")
    assert "on no pay plan" in either_company.ask("oda")


def test_two_people_with_one_email_are_nobody(company: FrontDoor) -> None:
    assert UNKNOWN in company.ask("pat")
    assert (_slack_id(company, "pat"), _slack_id(company, "quin")) == (None, None)


def test_a_user_without_an_email_is_nobody_even_where_a_person_has_none(company: FrontDoor) -> None:
    company.world.change_user("UODA", email="")
    _person(company, "blank", "")
    assert UNKNOWN in company.ask("oda")


def test_a_user_whom_slack_does_not_know_is_nobody(company: FrontDoor) -> None:
    payload = _command(company) | {"user_id": "U404"}
    assert UNKNOWN in _answered(company, payload)


def test_a_guest_with_a_members_email_is_refused_and_not_linked(company: FrontDoor) -> None:
    assert "You are a guest" in company.ask("lou")
    assert _slack_id(company, "lou") is None


def test_whoever_comes_on_the_list_is_known_at_once(company: FrontDoor) -> None:
    assert UNKNOWN in company.ask("oda")
    _person(company, "oda", "oda@brightwater.example")
    assert "on no pay plan" in company.ask("oda")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"deleted": True}, "Your account here is deactivated"),
        ({"is_restricted": True}, "You are a guest"),
        ({"is_ultra_restricted": True}, "You are a guest"),
        ({"is_stranger": True}, "visiting from another company"),
    ],
)
def test_who_stops_being_a_member_is_no_longer_known(
    company: FrontDoor, change: dict[str, bool], words: str
) -> None:
    company.ask("ana")
    assert company.world.change_user("UANA", **change).problem is None
    assert _slack_id(company, "ana") is None
    assert words in company.ask("ana")


def test_who_becomes_a_member_again_is_known_again(company: FrontDoor) -> None:
    company.ask("ana")
    company.world.change_user("UANA", deleted=True)
    company.world.change_user("UANA", deleted=False)
    assert "$5,640.05" in company.ask("ana")


@pytest.mark.parametrize(
    "change", [{"email": "ana.ruiz@elsewhere.example"}, {"real_name": "Ana Vega"}, {"is_admin": True}]
)
def test_another_name_or_email_in_slack_unlinks_nobody(company: FrontDoor, change: dict[str, Any]) -> None:
    company.ask("ana")
    assert company.world.change_user("UANA", **change).problem is None
    assert _slack_id(company, "ana") == "UANA"
    assert "$5,640.05" in company.ask("ana")
    assert _looked_up(company) == ["UANA"]


def test_being_an_admin_of_slack_gives_no_sight_of_pay(company: FrontDoor) -> None:
    company.world.change_user("UCHO", is_admin=True)
    assert "not yours to see" in company.ask("cho", "@ana")


def test_a_new_slack_account_with_the_email_takes_the_place_of_the_old(company: FrontDoor) -> None:
    """As when somebody is deactivated and let in again while the app was not running."""
    company.ask("ana")
    company.world.change_user("UODA", email="ana@brightwater.example")
    assert "$5,640.05" in company.ask("oda")
    assert _slack_id(company, "ana") == "UODA"


def _command(door: FrontDoor) -> dict[str, Any]:
    door.ask("ana")
    return dict(door.world.sent[-1].payload) | {"trigger_id": "another"}


def _answered(door: FrontDoor, payload: dict[str, Any]) -> str:
    reply = door.world.deliver("command", payload)
    assert reply.answer is not None
    assert reply.answer.status == 200
    return reply.answer.body.decode()


def test_a_command_from_a_slack_team_we_do_not_know_is_not_answered(company: FrontDoor) -> None:
    answered = _answered(company, _command(company) | {"team_id": "T0STRANGE"})
    assert "This workspace is not set up yet" in answered
    assert "5,640.05" not in answered
    assert _looked_up(company) == ["UANA"]  # nobody of a strange team is looked up


def test_an_event_from_a_slack_team_we_do_not_know_unlinks_nobody(company: FrontDoor) -> None:
    company.ask("ana")
    user = {"id": "UANA", "team_id": "T0BRIGHT", "deleted": True, "profile": {}}
    company.world.event(
        {"type": "event_callback", "team_id": "T0STRANGE", "event_id": "Ev9"}
        | {"event": {"type": "user_change", "user": user}}
    )
    assert _slack_id(company, "ana") == "UANA"


def test_who_is_spoken_for_is_not_linked(company: FrontDoor) -> None:
    """The command line asks in people's place, with Slack users of its own making."""
    services = build_services(company.engine, company.client, company.clock, remember_links=False)
    assert reply(services, services.asker("T0BRIGHT", "UANA", {}), "").text
    assert _slack_id(company, "ana") is None


def test_a_company_used_on_this_machine_first_can_still_get_its_slack_team(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        workspace_id = ensure_workspace(connection, "Acme")
        Ledger(connection, workspace_id, NOW).person("ana", "Ana Ruiz")
    with ExitStack() as doors:
        local = doors.enter_context(
            open_door(sqlite_engine, workspace_id, local_team(sqlite_engine, workspace_id))
        )
        local.ask("ana")
        assert _slack_id(local, "ana") == "UANA"
        bind_team(sqlite_engine, workspace_id, "T0REAL")
        assert _slack_id(local, "ana") is None
        assert "not set up yet" in local.ask("ana")
        real = doors.enter_context(open_door(sqlite_engine, workspace_id, "T0REAL"))
        assert "No facts are imported" in real.ask("ana")


def test_binding_a_team_twice_keeps_who_is_linked(sqlite_engine: Engine) -> None:
    workspace_id = write_company(sqlite_engine)
    with open_door(sqlite_engine, workspace_id) as door:
        door.ask("ana")
        bind_team(sqlite_engine, workspace_id, "T0BRIGHT")
        assert _slack_id(door, "ana") == "UANA"
