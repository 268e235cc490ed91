"""The secret ballot: one vote each, counted apart from who voted; turnout live, the result not."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.recognition.ballot import Ballots, Vote
from bot.recognition.month_rows import candidates, months, voters
from bot.store.base import metadata
from bot.store.engine import reading
from tests.front_door import said
from tests.recognition.award_desk import CLOSE, busy, entrant, press
from tests.recognition.calendar_stage import Months, august
from tests.recognition.stage import Stage

ENDS = "2024-09-03 17:00"  # two working days after Friday, 30 August


def opened(stage: Stage, **settings: object) -> Months:
    """The ballot of August is open: Ana, Ben and Cho are on it."""
    year = august(stage, choosing="ballot", **settings)
    busy(year)
    year.at(CLOSE)
    return year


def form(year: Months, person: str) -> dict[str, Any]:
    view = year.stage.door.press(person, ballot(year), "ballot.open").view
    assert view is not None
    return view


def ballot(year: Months) -> Any:
    (post,) = [post for post in year.stage.posts() if "the mic of August 2024?" in said(post)]
    return post


def vote(year: Months, person: str, candidate: str) -> str:
    """What somebody reads who votes."""
    chosen = {"candidate": str(year.member(candidate))}
    outcome = year.stage.door.world.submit(f"U{person.upper()}", form(year, person), chosen)
    assert outcome.view is not None
    return said(outcome.view)


def test_whoever_has_most_votes_stands_first(either_stage: Stage) -> None:
    year = opened(either_stage)
    assert "Vote for one of 3 people until" in said(ballot(year))
    assert "Ana Ruiz, Ben Okafor and Cho Park" in said(ballot(year))
    for person, candidate in (("dee", "cho"), ("eli", "cho"), ("fay", "ana")):
        assert "Your vote counts." in vote(year, person, candidate)
    year.at("2024-09-03 16:59")
    assert year.month()["state"] == "ballot"
    year.at(ENDS)
    assert year.awards() == [("cho", "preview")]
    shown = said(year.dm("gus", "*Cho Park* stands first"))
    assert "By secret ballot: 2 of 3 votes, the most of all." in shown
    assert year.note("recognition_ballot_end") == "August 2024: 3 votes; the award waits for approval"
    over = said(ballot(year))
    assert "The ballot is over. On it were: *Ana Ruiz, Ben Okafor and Cho Park*." in over
    assert "3 people voted, in secret." in over


def test_turnout_is_live_and_the_result_is_not(stage: Stage) -> None:
    year = opened(stage)
    assert "Nobody has voted yet." in said(ballot(year))
    for person in ("dee", "eli"):
        assert f"{1 if person == 'dee' else 2} " in vote(year, person, "cho")
    year.at("2024-08-30 17:05")
    assert "2 people have voted so far." in said(ballot(year))
    assert "2 people have voted so far." in said(form(year, "fay"))
    edits = year.keys("month/2024-08/ballot/%")
    assert edits == ["month/2024-08/ballot/turnout/1", "month/2024-08/ballot/turnout/2"]
    assert "support" not in json.dumps(form(year, "jon"))


def test_one_person_has_one_vote(either_stage: Stage) -> None:
    year = opened(either_stage)
    assert "Your vote counts." in vote(year, "dee", "cho")
    door = either_stage.door
    # A form that was open on another device.
    again = Ballots(door.engine, door.services.outbox).vote(
        entrant(either_stage, "dee"), year.month()["id"], year.member("ana"), door.clock()
    )
    assert again is Vote.VOTED_BEFORE
    assert year.votes() == {"ana": 0, "ben": 0, "cho": 1}
    outcome = year.stage.door.press("dee", ballot(year), "ballot.open")
    assert "You have voted already." in said(outcome.messages[0])


def test_a_vote_that_arrives_twice_counts_once(stage: Stage) -> None:
    year = opened(stage)
    vote(year, "dee", "cho")
    stage.door.clock.advance(seconds=61)
    stage.door.world.deliver("interactive", stage.door.world.sent[-1].payload)
    assert year.votes() == {"ana": 0, "ben": 0, "cho": 1}


def test_of_many_votes_of_one_person_at_once_one_counts(either_stage: Stage) -> None:
    year = opened(either_stage)
    door = either_stage.door
    who, month_id = entrant(either_stage, "dee"), year.month()["id"]

    def once(number: int) -> Vote:
        chosen = year.known["cho" if number % 2 else "ana"]
        return Ballots(door.engine, door.services.outbox).vote(who, month_id, chosen, door.clock())

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(once, range(6)))
    assert outcomes == [Vote.COUNTED] + [Vote.VOTED_BEFORE] * 5
    assert sum(year.votes().values()) == 1


def test_votes_of_many_at_once_all_count(either_stage: Stage) -> None:
    year = opened(either_stage)
    door, month_id = either_stage.door, year.month()["id"]
    people = [entrant(either_stage, key) for key in ("dee", "eli", "fay", "gus", "hal", "jon", "kim")]

    def once(who: Any) -> Vote:
        return Ballots(door.engine, door.services.outbox).vote(who, month_id, year.known["cho"], door.clock())

    with ThreadPoolExecutor(7) as pool:
        assert set(pool.map(once, people)) == {Vote.COUNTED}
    assert year.votes()["cho"] == 7
    assert len(year.voters()) == 7


def test_nothing_in_the_store_tells_whose_vote_was_whose(either_stage: Stage) -> None:
    """Between before and after a vote, nothing changes that names the voter and the one voted for, and no
    row that names the voter has a date."""
    year = opened(either_stage)
    for key in ("dee", "eli", "cho"):
        year.member(key)
    view = form(year, "dee")
    before = everything(either_stage)
    either_stage.door.world.submit("UDEE", view, {"candidate": str(year.member("cho"))})
    after = everything(either_stage)
    new = {table: rows - before[table] for table, rows in after.items() if rows - before[table]}
    assert set(new) == {"voters", "candidates", "messages", "paces"} or set(new) == {
        "voters", "candidates", "messages",
    }  # fmt: skip
    (voter,) = [json.loads(row) for row in new["voters"]]
    assert set(voter) == {"id", "workspace_id", "month_id", "member_id"}
    assert all("UDEE" not in row for table in new for row in new[table])
    assert "received" not in new
    assert "audit_log" not in new


def test_the_databases_own_marks_do_not_tell_either(either_stage: Stage) -> None:
    if either_stage.door.engine.dialect.name == "sqlite":
        pytest.skip("SQLite keeps no such marks")
    year = opened(either_stage)
    for person, candidate in (("dee", "cho"), ("eli", "ana"), ("fay", "cho")):
        vote(year, person, candidate)
    with reading(either_stage.door.engine) as connection:
        marks = connection.exec_driver_sql("SELECT DISTINCT xmin::text FROM candidates").scalars().all()
    assert len(marks) == 1


def everything(stage: Stage) -> dict[str, set[str]]:
    """Every row of every table as text."""
    with reading(stage.door.engine) as connection:
        return {
            name: {
                json.dumps(dict(row), default=str, sort_keys=True)
                for row in connection.execute(select(table)).mappings()
            }
            for name, table in metadata().tables.items()
        }


def test_nobody_votes_for_themselves(stage: Stage) -> None:
    year = opened(stage)
    assert "Ana Ruiz" not in json.dumps(form(year, "ana"))
    done = Ballots(stage.door.engine, stage.door.services.outbox).vote(
        entrant(stage, "ana"), year.month()["id"], year.member("ana"), stage.door.clock()
    )
    assert done is Vote.ONESELF
    assert year.voters() == set()


def test_who_left_meanwhile_cannot_be_voted_for(stage: Stage) -> None:
    year = opened(stage)
    view = form(year, "dee")
    with stage.door.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE members SET standing = 'deactivated' WHERE slack_user_id = 'UCHO'")
    outcome = stage.door.world.submit("UDEE", view, {"candidate": str(year.member("cho"))})
    assert outcome.view is not None
    assert "Whom you chose is not on the ballot any more." in said(outcome.view)
    assert year.voters() == set()
    assert "Cho Park" not in said(form(year, "eli"))


def test_after_the_end_no_vote_is_taken_even_before_it_is_counted(stage: Stage) -> None:
    year = opened(stage)
    view = form(year, "dee")
    stage.door.clock.now = stage.door.clock.now.replace(month=9, day=3, hour=17, minute=0)
    outcome = stage.door.world.submit("UDEE", view, {"candidate": str(year.member("cho"))})
    assert outcome.view is not None
    assert "This ballot is over." in said(outcome.view)
    assert year.voters() == set()


def test_a_ballot_in_which_nobody_voted_goes_by_endorsements(stage: Stage) -> None:
    year = opened(stage)
    year.at(ENDS)
    assert year.awards() == [("ana", "preview")]
    shown = said(year.dm("gus", "*Ana Ruiz* stands first"))
    assert "Nobody voted, so nominations and endorsements decide: 4 points of support, the most" in shown


def test_a_tie_of_votes_is_settled_by_support_and_says_so(stage: Stage) -> None:
    year = opened(stage)
    vote(year, "dee", "cho")
    vote(year, "eli", "ana")
    year.at(ENDS)
    shown = said(year.dm("gus", "*Ana Ruiz* stands first"))
    assert "A tie: level with 1 other on 1 of 2 votes. It was settled by their 4 points of support." in shown


def test_a_ballot_goes_on_over_downtime_and_gives_its_days(stage: Stage) -> None:
    year = august(stage, choosing="ballot")
    busy(year)
    year.at("2024-09-04 08:00")  # nothing ran since Wednesday
    until = year.month()["ballot_until"]
    assert until.isoformat() == "2024-09-06T17:00:00+00:00"
    year.at("2024-09-09 08:00")  # nor over the end
    assert year.awards() == [("ana", "preview")]


def test_the_winner_who_left_before_the_count_is_passed_over(stage: Stage) -> None:
    year = opened(stage)
    vote(year, "dee", "cho")
    with stage.door.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE people SET end_date = '2024-08-31' WHERE key = 'cho'")
    year.at(ENDS)
    assert year.awards() == [("ana", "preview")]
    assert ":wave: Cho Park stood first, but left" in said(year.dm("gus", "*Ana Ruiz* stands first"))


def test_who_is_not_to_be_named_in_a_channel_is_on_the_ballot_without_a_name_there(stage: Stage) -> None:
    year = august(stage, choosing="ballot")
    busy(year)
    stage.wish("cho", no_naming=True)
    year.at(CLOSE)
    assert "*Ana Ruiz, Ben Okafor and 1 other*" in said(ballot(year))
    assert "Cho" not in said(ballot(year))
    assert "Cho Park" in said(form(year, "dee"))


def test_one_candidate_needs_no_ballot(stage: Stage) -> None:
    year = august(stage, choosing="ballot")
    year.given("ben", "ana")
    year.at(CLOSE)
    assert year.awards() == [("ana", "preview")]
    assert year.said_in_channel() == []
    assert "By nominations and endorsements: 1 point of support." in said(year.dm("gus", "stands first"))


def test_the_shortlist_is_as_long_as_the_workspace_wants(stage: Stage) -> None:
    year = august(stage, choosing="ballot", shortlist_size=2)
    busy(year)
    year.at(CLOSE)
    assert len(year.rows(candidates)) == 2


def test_the_award_of_a_ballot_is_announced(stage: Stage) -> None:
    year = opened(stage)
    vote(year, "dee", "cho")
    year.at(ENDS)
    press(year, "award.approve", words="*Cho Park* stands first")
    stage.send()
    assert "By secret ballot: 1 of 1 vote, the most of all." in year.said_in_channel()[-1]
    with reading(stage.door.engine) as connection:
        assert connection.execute(select(func.count()).select_from(voters)).scalar_one() == 1
        assert connection.execute(select(months.c.state)).scalar_one() == "announced"
