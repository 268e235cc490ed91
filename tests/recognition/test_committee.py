"""The committee's pick: the hosts choose from the shortlist, and their reasons stay with them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.recognition.announcing import Outcome
from bot.recognition.award import Awards
from bot.recognition.award_rows import awards
from tests.front_door import said
from tests.recognition.award_desk import CLOSE, busy, entrant, host, press
from tests.recognition.calendar_stage import Months, august
from tests.recognition.stage import Stage

REASONS = "Cho helped three teams at once, and never said a word about it."


def asked(stage: Stage, **settings: object) -> Months:
    year = august(stage, choosing="committee", **settings)
    busy(year)
    year.at(CLOSE)
    return year


def form(year: Months, person: str = "gus") -> dict[str, Any]:
    view = press(year, "award.pick", person, "it is for you to choose").view
    assert view is not None
    return view


def picked(year: Months, who: str, person: str = "gus", reasons: str = REASONS) -> str:
    values = {"candidate": str(year.member(who)), "reasons": reasons}
    outcome = year.stage.door.world.submit(f"U{person.upper()}", form(year, person), values)
    assert outcome.view is not None
    year.stage.send()
    return said(outcome.view)


def test_the_hosts_pick_from_the_shortlist_and_then_look_at_it_once_more(either_stage: Stage) -> None:
    year = asked(either_stage)
    assert year.month()["state"] == "committee"
    words = said(year.dm("gus", "it is for you to choose"))
    assert words.index("1. *Ana Ruiz*") < words.index("2. *Ben Okafor*") < words.index("3. *Cho Park*")
    assert "*Ana Ruiz*  ·  2 nominations, support 4" in said(form(year))
    assert "Done." in picked(year, "cho")
    assert year.awards() == [("cho", "preview")]
    assert f"> {REASONS}" in said(year.dm("gus", "*Cho Park* was picked"))


def test_the_reasons_stay_with_those_who_decide(stage: Stage) -> None:
    year = asked(stage)
    picked(year, "cho")
    press(year, "award.approve", words="*Cho Park* was picked")
    stage.send()
    (post,) = year.said_in_channel()
    assert "Chosen by the hosts of the award from the month's shortlist." in post
    for words in (post, said(year.dm("cho", "is yours"))):
        assert "three teams" not in words
    with stage.door.engine.connect() as connection:
        log = connection.exec_driver_sql("SELECT details FROM audit_log").scalars().all()
    assert not any("three teams" in entry for entry in log)


def test_the_second_of_two_who_pick_learns_that_it_is_done(either_stage: Stage) -> None:
    host(either_stage, "gus", "dee")
    year = asked(either_stage)
    door, month_id = either_stage.door, year.month()["id"]

    def pick(what: tuple[str, str]) -> Outcome:
        who = entrant(either_stage, what[0])
        return Awards(door.engine, door.services.profiles, door.services.outbox).pick(
            who, month_id, year.known[what[1]], REASONS, door.clock()
        )

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(pick, [("gus", "ana"), ("dee", "cho")]))
    assert outcomes == [Outcome.DONE, Outcome.MOVED_ON]
    assert len(year.rows(awards)) == 1


def test_nobody_on_the_shortlist_picks(stage: Stage) -> None:
    host(stage, "ana", "gus")
    year = asked(stage)
    assert year.dms("ana") == []
    stage.door.forge("ana", "award.pick", str(year.month()["id"]))
    assert "This is for the hosts of the award" in said(stage.door.world.messages("UANA")[-1])


def test_after_passing_over_the_committee_picks_again(stage: Stage) -> None:
    year = asked(stage)
    picked(year, "cho")
    press(year, "award.pass_over", words="*Cho Park* was picked")
    stage.send()
    assert year.month()["state"] == "committee"
    again = said(year.dm("gus", "The one who was picked is out"))
    assert "Cho Park" not in again
    view = press(year, "award.pick", words="The one who was picked is out").view
    assert view is not None
    values = {"candidate": str(year.member("ben")), "reasons": ""}
    stage.door.world.submit("UGUS", view, values)
    assert year.awards() == [("cho", "passed_over"), ("ben", "preview")]


def test_who_left_meanwhile_cannot_be_picked(stage: Stage) -> None:
    year = asked(stage)
    view = form(year)
    with stage.door.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE members SET standing = 'deactivated' WHERE slack_user_id = 'UCHO'")
    values = {"candidate": str(year.member("cho")), "reasons": ""}
    outcome = stage.door.world.submit("UGUS", view, values)
    assert outcome.view is not None
    assert "somebody else was faster" in said(outcome.view)
    assert year.rows(awards) == []
