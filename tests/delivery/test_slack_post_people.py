"""Finding the Slack user of a person by their email, and nobody that the app would turn away."""

import json

import pytest

from bot.delivery.post import Later, Stopped
from bot.delivery.slack_post import SlackPost
from bot.sandbox.faults import Fault
from tests.delivery.raw_slack import answer, saying
from tests.delivery.slack_faults import FAILURES, SOME_FAILURES, YES, Case, named
from tests.delivery.slack_side import SlackSide, client_of

LOOKUP = "users.lookupByEmail"
ANA = {"id": "U1", "team_id": "T1", "deleted": False, "is_bot": False, "profile": {"email": "ana@b.example"}}


@pytest.mark.parametrize("email", ["ana@brightwater.example", "ANA@Brightwater.example"])
def test_a_member_is_found_by_their_email(slack: SlackSide, email: str) -> None:
    assert slack.post.find_user(email) == "U1"


@pytest.mark.parametrize(
    "who", ["cleo", "dov", "eva", "nobody"], ids=["guest", "single guest", "left", "none"]
)
def test_who_the_app_turns_away_is_nobody(slack: SlackSide, who: str) -> None:
    assert slack.post.find_user(f"{who}@brightwater.example") is None


def test_somebody_of_another_organisation_is_nobody(slack: SlackSide) -> None:
    assert slack.post.find_user("fred@elsewhere.example") is None


def test_without_an_email_slack_is_not_asked(slack: SlackSide) -> None:
    assert slack.post.find_user("") is None
    assert slack.world.calls == []


@pytest.mark.parametrize(
    "flaw",
    [{"deleted": True}, {"is_bot": True}, {"is_stranger": True}, {"is_restricted": True}, {"team_id": "T2"}],
    ids=lambda flaw: next(iter(flaw)),
)
def test_a_user_that_slack_names_all_the_same_is_turned_away(flaw: dict[str, object]) -> None:
    assert found({"user": ANA}) == "U1"
    assert found({"user": ANA | flaw}) is None


@pytest.mark.parametrize("body", [{"user": None}, {"user": []}, {"user": {"id": 7}}, {}], ids=repr)
def test_an_answer_without_a_user_is_no_answer(body: dict[str, object]) -> None:
    assert found(body) == Later("not an answer of Slack's")


def found(body: dict[str, object]) -> object:
    auth = answer(b'{"ok": true, "team_id": "T1", "bot_id": "B1"}')
    named_user = answer(json.dumps({"ok": True} | body).encode())
    with saying({"auth.test": auth, LOOKUP: named_user}) as url:
        return SlackPost(client_of(url)).find_user("ana@b.example")


@pytest.mark.parametrize(
    "error", ["users_not_found", "user_not_found", "user_not_visible", "invalid_arguments"]
)
def test_an_address_that_slack_does_not_know_is_nobodys(slack: SlackSide, error: str) -> None:
    slack.world.faults.add(Fault(LOOKUP, "slack_error", error=error))
    assert slack.post.find_user("ana@brightwater.example") is None


@pytest.mark.parametrize("method", [LOOKUP, "auth.test"])
@pytest.mark.parametrize(**named(SOME_FAILURES))
def test_nobody_is_called_unknown_because_slack_did_not_say(
    slack: SlackSide, case: Case, method: str
) -> None:
    with slack.meeting(case.fault(method)):
        assert slack.post.find_user("ana@brightwater.example") == case.not_now
    assert slack.post.find_user("ana@brightwater.example") == "U1"


def test_a_permission_that_is_missing_is_told(slack: SlackSide) -> None:
    slack.world.faults.add(Fault(LOOKUP, "slack_error", error="missing_scope"))
    assert slack.post.find_user("ana@brightwater.example") == Later("missing_scope")


@pytest.mark.parametrize(**named([case for case in FAILURES if isinstance(case.meaning, Stopped)]))
def test_a_token_that_is_refused_stops_the_search(slack: SlackSide, case: Case) -> None:
    slack.world.faults.add(case.fault(LOOKUP))
    assert slack.post.find_user("ana@brightwater.example") == case.meaning


def test_a_slow_answer_is_an_answer(slack: SlackSide) -> None:
    slack.world.faults.add(YES[1].fault(LOOKUP))
    assert slack.post.find_user("ana@brightwater.example") == "U1"
