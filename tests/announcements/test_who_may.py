"""Who announces, who decides and who takes back: each kind of person at each surface."""

import pytest

from tests.announcements.stage import Stage
from tests.front_door import said

# Whom `/announce` is not for, and what they read.
TURNED_AWAY = {
    "ana": "Announcements are for managers and compensation admins, and nobody reports to you today.",
    "hal": "Announcements are for managers and compensation admins, and nobody reports to you today.",
    "jon": "ask whoever leads you, or Gus Hall",
    "lou": "You are a guest in this workspace",
    "mia": "Your account here is deactivated",
    "ned": "You are visiting from another company",
    "ida": "Your last day here has passed",
    "oda": "I don't know you yet.",
    "pat": "I don't know you yet.",
}

BUTTONS = ("approve", "change", "decline", "recall", "take_down", "look", "go_on", "again", "back")
FORMS = ("announce.composed", "announce.send", "announce.changed", "announce.declined")


@pytest.mark.parametrize("person", ["dee", "ben", "eli", "gus"])
def test_managers_and_admins_write(stage: Stage, person: str) -> None:
    assert "📣 Q3 kicks off" in said(stage.preview(person))
    assert "`/announce` opens a form" in said(stage.type(person, "help"))


def test_who_leads_only_people_who_have_left_leads_nobody(stage: Stage) -> None:
    for key in ("ana", "cho", "jon"):
        stage.change_person(key, end_date=stage.door.clock.now.date().replace(day=1))
    assert "nobody reports to you today" in said(stage.type("ben"))


@pytest.mark.parametrize(("person", "told"), TURNED_AWAY.items())
def test_everybody_else_is_turned_away_kindly(stage: Stage, person: str, told: str) -> None:
    for text in ("", "list", "settings", "help", "Hello everybody"):
        assert told in said(stage.type(person, text))
    assert stage.door.views(person) == []


@pytest.mark.parametrize("person", [*TURNED_AWAY, "ben", "eli"])
def test_a_forged_button_does_nothing_and_tells_nothing(stage: Stage, person: str) -> None:
    number = stage.proposed(title="Nobody knows yet")
    before = stage.announcement(number)
    for action in BUTTONS:
        told = stage.forged(person, action, number)
        assert "Nobody knows yet" not in told
        assert "14 renewals" not in told
    assert stage.announcement(number) == before
    stage.deliver()
    assert stage.posts() == []


@pytest.mark.parametrize("person", ["ana", "lou", "mia", "ned", "ida", "oda", "ben"])
def test_a_forged_form_changes_nothing_of_anothers(stage: Stage, person: str) -> None:
    number = stage.proposed(title="Nobody knows yet")
    before = stage.announcement(number)
    state = {
        "title": {"value": {"value": "Mine"}},
        "words": {"value": {"value": "Mine"}},
        "reason": {"value": {"value": "Mine"}},
        "channel": {"value": {"selected_conversation": stage.wins}},
        "kind": {"value": {"selected_option": {"value": "plain"}}},
    }
    for form in FORMS:
        metadata = f"{number}" if form == "announce.composed" else f"{number} 0"
        view = {"id": "V1", "type": "modal", "callback_id": form, "private_metadata": metadata}
        answer = stage.forged_submission(person, {**view, "state": {"values": state}})
        assert "Nobody knows yet" not in said(answer["view"])
    assert stage.announcement(number) == before
    assert stage.numbers() == {number}


def test_a_form_opened_by_another_cannot_be_sent_by_oneself(stage: Stage) -> None:
    preview = stage.preview("dee")
    answer = stage.forged_submission("ben", {**preview, "state": {"values": {}}})
    assert "There is no such announcement." in said(answer["view"])
    assert [stage.state(number) for number in stage.numbers()] == ["draft"]


def test_nobody_but_its_hands_and_admins_sees_what_is_not_out(stage: Stage) -> None:
    number = stage.write("ben", send_at=int(stage.door.clock.now.timestamp()) + 3_600)
    assert "Q3 kicks off" in stage.forged("ben", "look", number)
    assert "Q3 kicks off" in stage.forged("gus", "look", number)
    for person in ("ana", "cho", "eli", "dee"):
        assert "Q3 kicks off" not in stage.forged(person, "look", number)
        shown = stage.door.world.command(f"U{person.upper()}", "/announce", "list")
        assert "Q3 kicks off" not in said(shown[0])


def test_who_became_a_guest_in_slack_decides_nothing_any_more(stage: Stage) -> None:
    number = stage.proposed()
    stage.deliver()
    stage.door.world.change_user("UDEE", is_restricted=True)
    assert "You are a guest" in stage.noted("dee", "approve")
    assert stage.state(number) == "waiting"
