"""A contest that ends before its end, and days whose pay is published: what is paid stays as it is."""

from typing import Any

from tests.front_door import said
from tests.spiffs.stage import Stage
from tests.spiffs.starting import EACH, RANKED, errors, start


def started(stage: Stage) -> Any:
    (found,) = stage.started()
    return found


def test_whoever_started_it_calls_it_off_and_nobody_is_on_its_plan_any_more(stage: Stage) -> None:
    start(stage, "ben", "most-renewals", prizes="Day off")
    stage.deliver()
    stage.press("ben", stage.card("ben"), "spiff.call_off")
    stage.deliver()
    assert "Called off: Most renewals\nThis contest ends before its end. Nobody wins it." in said(
        stage.posts()[-1]
    )
    assert stage.ask("ana").startswith("You are in no contest just now")
    assert "contest_called_off" in stage.logged()
    stage.door.forge("ben", "spiff.call_off", f"{started(stage).id} 1")
    assert "You decided about *Most renewals* already: it is off." in stage.answers("ben")[-1]


def test_what_was_won_for_single_events_stays_won_when_it_is_called_off(stage: Stage) -> None:
    terms_of_it: dict[str, Any] = {
        "prizes": "Day off",
        "kind": "renewal",
        "first": "2024-08-01",
        "last": "2024-08-31",
    }
    start(stage, "eli", "each-reference", **terms_of_it)
    stage.happens({"key": "T1", "kind": "renewal", "on": "2024-08-14", "person": "kim"})
    plan = started(stage).plan
    assert stage.prizes(plan) == [("fay", 0, "Day off"), ("kim", 0, "Day off"), ("zoe", 0, "Day off")]
    stage.press("eli", stage.type("eli", "a prize"), "spiff.call_off")
    # What was won today, on the 14th, is not kept: it ended yesterday.
    assert stage.prizes(plan) == [("fay", 0, "Day off"), ("zoe", 0, "Day off")]


def test_a_contest_that_is_called_off_pays_nobody(stage: Stage) -> None:
    start(stage, "eli", "most-renewals", prizes="Day off")
    plan = started(stage).plan
    assert stage.prizes(plan) == [("fay", 0, "Day off"), ("zoe", 0, "Day off")]
    stage.press("eli", stage.type("eli", "most renewals"), "spiff.call_off")
    assert stage.prizes(plan) == []


def test_others_do_not_call_it_off(stage: Stage) -> None:
    start(stage, "ben", "most-renewals", prizes="Day off")
    for person in ("ana", "eli", "dee"):
        stage.door.forge(person, "spiff.call_off", f"{started(stage).id} 0")
        assert "That is not yours to decide." in stage.answers(person)[-1]
    assert "spiff.call_off" not in str(stage.type("ana", "most renewals").blocks)
    assert "spiff.call_off" in str(stage.type("gus", "most renewals").blocks)
    assert started(stage).state == "running"


def test_days_whose_pay_is_published_cannot_be_chosen(stage: Stage) -> None:
    stage.publishes("2024-Q2")
    told = errors(stage, "ben", "each-reference", **{**EACH, "first": "2024-06-30"})
    assert told == {"first": "Pay of the days before 1 July 2024 is published already. Choose a later day."}


def test_when_pay_of_its_days_was_published_meanwhile_it_is_too_late_to_approve_it(stage: Stage) -> None:
    start(stage, "ben", "most-renewals", span="quarter 2024-Q3", **RANKED)
    stage.deliver()
    stage.at("2024-10-05T09:00")
    stage.publishes("2024-Q3")
    stage.press("gus", stage.card("gus"), "spiff.approve")
    assert "It is too late for *Most renewals*" in stage.answers("gus")[-1]
    assert started(stage).state == "proposed"
    assert stage.prizes(started(stage).plan) == []
