"""`/announce settings`: for admins to change, for managers to read."""

from typing import Any

import pytest

from bot.periods.pay_settings import PaySettings, pay_settings
from bot.store.audit import audit_log
from bot.store.engine import reading
from tests.announcements.stage import Stage
from tests.front_door import said


def kept(stage: Stage) -> PaySettings:
    with reading(stage.door.engine) as connection:
        return pay_settings(connection, stage.door.workspace_id)


def changes(stage: Stage) -> int:
    with reading(stage.door.engine) as connection:
        query = audit_log.select().where(audit_log.c.action == "pay_settings_changed")
        return len(connection.execute(query).all())


def test_an_admin_changes_them_and_sees_them_again(either_stage: Stage) -> None:
    stage = either_stage
    before = changes(stage)
    form = stage.open("gus", "settings")
    filled: dict[str, Any] = {
        "channel": "",
        "announcements_need_checker": ["yes"],
        "instant_nod": [],
        "outlier_percent": "30",
        "corrected_periods": "0",
    }
    outcome = stage.submit("gus", form, **filled)
    assert outcome.view is not None
    assert "Saved." in said(outcome.view)
    assert kept(stage) == PaySettings("", True, False, 30, 200, 0, 30)
    assert changes(stage) == before + 1
    again = stage.submit("gus", stage.open("gus", "settings"))
    assert again.view is not None
    assert "Nothing was changed." in said(again.view)
    assert kept(stage) == PaySettings("", True, False, 30, 200, 0, 30)
    assert changes(stage) == before + 1


def test_a_number_that_cannot_be_is_told_by_its_input(stage: Stage) -> None:
    form = stage.open("gus", "settings")
    values = {
        block["block_id"]: {"value": {"value": block["element"].get("initial_value")}}
        for block in form["blocks"]
    }
    values["closes_after_days"] = {"value": {"value": "99999"}}
    answer = stage.forged_submission("gus", {**form, "state": {"values": values}})
    assert list(answer["errors"]) == ["closes_after_days"]
    assert "is a whole number from 0 to 3660" in answer["errors"]["closes_after_days"]
    assert kept(stage).closes_after_days == 30


def test_a_manager_reads_how_it_goes_and_who_can_change_it(stage: Stage) -> None:
    stage.settings(announcements_need_checker=True)
    shown = said(stage.type("ben", "settings"))
    assert "somebody else approves what you write" in shown
    assert "To change this, ask Gus Hall." in shown


@pytest.mark.parametrize("person", ["ben", "ana", "lou", "mia", "ned", "ida"])
def test_nobody_but_an_admin_changes_them_by_a_forged_form(stage: Stage, person: str) -> None:
    before = kept(stage)
    form = stage.open("gus", "settings")
    values = {block["block_id"]: {"value": {"value": "5"}} for block in form["blocks"]}
    answer = stage.forged_submission(person, {**form, "state": {"values": values}})
    told = answer.get("errors", {}).get("channel", "") or said(answer["view"])
    assert "Only compensation admins can change this." in told or "announc" in told
    assert kept(stage) == before
