"""Every way Slack misbehaves, met by each kind of call that changes something."""

from typing import get_args

import pytest

from bot.delivery.post import Accepted, Looked, Unclear
from bot.delivery.slack_post import WITHOUT_TS
from bot.sandbox.faults import FaultKind
from tests.delivery.slack_faults import FAILURES, SOME_FAILURES, YES, Case, named
from tests.delivery.slack_side import BLOCKS, MARK, SlackSide

VIEW = {"type": "home", "blocks": BLOCKS}


def found(slack: SlackSide, place: str) -> list[str]:
    """The ts of what `look` finds of the mark."""
    looked = slack.post.look(place, [MARK], slack.since, None)
    assert isinstance(looked, Looked)
    return list(looked.found.values())


def test_every_fault_of_the_sandbox_is_met_here() -> None:
    assert {case.kind for case in FAILURES + YES} == set(get_args(FaultKind))


@pytest.mark.parametrize(**named(FAILURES))
def test_a_post_that_fails_says_whether_it_may_be_there(slack: SlackSide, case: Case) -> None:
    with slack.meeting(case.fault("chat.postMessage")):
        assert slack.post.send(slack.letter()) == case.meaning
    assert len(slack.seen()) == case.carried_out
    assert found(slack, slack.wins) == [message.ts for message in slack.seen()]
    assert len(slack.calls("chat.postMessage")) == 1


@pytest.mark.parametrize(**named(SOME_FAILURES))
def test_a_dm_that_fails_says_whether_it_may_be_there(slack: SlackSide, case: Case) -> None:
    with slack.meeting(case.fault("chat.postMessage")):
        assert slack.post.send(slack.letter(place="U2")) == case.meaning
    posted = slack.world.messages("U2")
    assert len(posted) == case.carried_out
    assert found(slack, "U2") == [message.ts for message in posted]


@pytest.mark.parametrize(**named([case for case in FAILURES if case.carried_out]))
def test_what_may_be_there_is_never_called_surely_absent(case: Case) -> None:
    assert isinstance(case.meaning, Unclear)


def test_a_yes_without_a_timestamp_is_unclear_and_the_post_is_found(slack: SlackSide) -> None:
    with slack.meeting(YES[0].fault("chat.postMessage")):
        assert slack.post.send(slack.letter()) == Unclear(WITHOUT_TS)
    assert found(slack, slack.wins) == [slack.seen()[0].ts]


def test_a_slow_yes_is_a_yes(slack: SlackSide) -> None:
    with slack.meeting(YES[1].fault("chat.postMessage")):
        outcome = slack.post.send(slack.letter())
    assert outcome == Accepted(slack.wins, slack.seen()[0].ts)


@pytest.mark.parametrize(**named(SOME_FAILURES))
def test_a_home_that_fails(slack: SlackSide, case: Case) -> None:
    with slack.meeting(case.fault("views.publish")):
        assert slack.post.send(slack.letter(kind="home", place="U1", view=VIEW)) == case.meaning
    assert (slack.world.home("U1") is not None) == case.carried_out


@pytest.mark.parametrize(**named(SOME_FAILURES))
def test_an_edit_that_fails(slack: SlackSide, case: Case) -> None:
    posted = slack.post.send(slack.letter())
    assert isinstance(posted, Accepted)
    with slack.meeting(case.fault("chat.update")):
        assert slack.post.send(slack.letter(kind="edit", ts=posted.ts, text="New")) == case.meaning
    assert (slack.seen()[0].text == "New") == case.carried_out


@pytest.mark.parametrize(**named(SOME_FAILURES))
def test_a_deletion_that_fails(slack: SlackSide, case: Case) -> None:
    posted = slack.post.send(slack.letter())
    assert isinstance(posted, Accepted)
    with slack.meeting(case.fault("chat.delete")):
        assert slack.post.send(slack.letter(kind="delete", ts=posted.ts)) == case.meaning
    assert (slack.seen() == []) == case.carried_out


@pytest.mark.parametrize("kind", ["edit", "delete", "home"])
@pytest.mark.parametrize(**named(YES))
def test_what_is_no_post_needs_no_timestamp_in_the_answer(slack: SlackSide, case: Case, kind: str) -> None:
    posted = slack.post.send(slack.letter())
    assert isinstance(posted, Accepted)
    methods = {"edit": "chat.update", "delete": "chat.delete", "home": "views.publish"}
    slack.world.faults.add(case.fault(methods[kind]))
    place, expected = ("U1", Accepted("", "")) if kind == "home" else (slack.wins, posted)
    assert slack.post.send(slack.letter(kind=kind, place=place, ts=posted.ts, view=VIEW)) == expected


@pytest.mark.parametrize(**named(SOME_FAILURES))
def test_a_dm_that_cannot_be_opened_leaves_its_message_alone(slack: SlackSide, case: Case) -> None:
    posted = slack.post.send(slack.letter(place="U2"))
    assert isinstance(posted, Accepted)
    with slack.meeting(case.fault("conversations.open")):
        outcome = slack.post.send(slack.letter(kind="edit", place="U2", ts=posted.ts, text="New"))
    assert outcome == case.unchanged
    assert slack.calls("chat.update") == []
    assert slack.world.messages("U2")[0].text != "New"
