"""Who announces, who decides and who takes back: each kind of person at each surface."""

import pytest

from tests.announcements.stage import Stage
from tests.front_door import said

# Whom `/announce` is not for, and what they read; everybody else is in tests/access.
TURNED_AWAY = {
    "ana": "Announcements are for managers and compensation admins, and nobody reports to you today.",
    "jon": "ask your manager, or Gus Hall",
}


@pytest.mark.parametrize("person", ["dee", "ben", "eli", "gus"])
def test_managers_and_admins_write(stage: Stage, person: str) -> None:
    assert "📣 Q3 kicks off" in said(stage.preview(person))
    assert "`/announce` opens a form" in said(stage.type(person, "help"))


def test_who_leads_only_people_who_have_left_leads_nobody(stage: Stage) -> None:
    for key in ("ana", "cho", "jon"):
        stage.change_person(key, end_date=stage.door.clock.now.date().replace(day=1))
    assert "nobody reports to you today" in said(stage.type("ben"))


@pytest.mark.parametrize(("person", "told"), TURNED_AWAY.items())
def test_who_leads_nobody_is_turned_away_kindly(stage: Stage, person: str, told: str) -> None:
    for text in ("", "list", "settings", "help", "Hello everybody"):
        assert told in said(stage.type(person, text))
    assert stage.door.views(person) == []


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
