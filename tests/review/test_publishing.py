"""Once everybody is approved an admin publishes, and each person has their statement."""

import re

import pytest
from sqlalchemy import update

from bot.review.jobs import review_jobs
from bot.schedule.by_hand import run_now
from bot.store.engine import writing
from tests.front_door import said
from tests.review.stage import Q2, Stage, people
from tests.store.rows import rows_of


def test_each_person_is_told_with_their_own_pay_and_a_way_to_every_line(stage: Stage) -> None:
    stage.publish()
    told = stage.told("ana", "Your statement for Q2 2024")
    assert "*$4,340.00*\nnothing in Q1 2024 to compare with" in said(told)
    assert "*Ask about this* at the line, until 13 Sep 2024" in said(told)
    assert told.text == "Your statement for Q2 2024 is published. Only you can see it."
    lines = stage.press("ana", told, "mycomp.lines").view
    assert lines is not None
    assert "Your 2 lines." in said(lines)
    for person, amount in (("cho", "$3,360.00"), ("ben", "$4,320.00"), ("kim", "$0.00")):
        assert f"*{amount}*" in said(stage.told(person, "Your statement for Q2 2024"))
    assert stage.dms("jon") == []


def test_every_card_says_so(stage: Stage) -> None:
    stage.publish()
    assert "Q2 2024 pay: published" in said(stage.card("gus"))
    assert "Published by Gus Hall, <!date^" in said(stage.card("gus"))
    assert ":white_check_mark: Q2 2024 is published" in said(stage.card("ben"))
    assert "review.look" not in str(stage.card("ben").blocks)


def test_app_home_and_the_statement_say_when(stage: Stage) -> None:
    stage.publish()
    home = stage.door.home("ana")
    assert "*Your statement for Q2 2024* was published on 14 Aug 2024." in said(home)
    stage.door.world.click("UANA", home, "home.period", block_id=f"published {Q2}")
    now = stage.door.world.home("UANA")
    assert now is not None
    assert "$4,340.00 earned in Q2 2024" in said(now)
    assert ":lock: Published on 14 Aug 2024: it does not change any more." in said(now)
    assert ":lock: Published on 14 Aug 2024" in stage.door.ask("ana", "Q2")
    assert ":lock:" not in stage.door.ask("ana")


def test_what_was_published_never_changes(stage: Stage) -> None:
    stage.publish()
    with stage.door.changing() as ledger:
        ledger.event("U9", "upsell", "2024-06-20", "alder", amount=100_000)
    stage.minute()
    assert "$4,340.00 earned in Q2 2024" in stage.door.ask("ana", "Q2")
    assert "$5,690.05 so far in Q3 2024" in stage.door.ask("ana")  # 5,640.05 and 50.00 of the second quarter


def test_nothing_is_published_before_everybody_is_approved(in_review: Stage) -> None:
    reply = in_review.door.forge("gus", "review.publish", Q2)
    assert reply.problem is None
    assert in_review.state() == "in_review"
    assert in_review.dms("ana") == []


def test_who_has_left_gets_no_message_and_the_admin_reads_so(in_review: Stage) -> None:
    in_review.approve_everybody()
    with writing(in_review.door.engine) as connection:
        left = update(people).where(people.c.key == "zoe")
        connection.execute(left.values(end_date=in_review.now.date().replace(day=1)))
    note = in_review.note("gus", in_review.card("gus"), "review.publish")
    assert "*Q2 2024 is published:* 5 people are told." in note
    assert "1 person has left and got no message" in note
    assert in_review.dms("zoe") == []


def test_whoever_publishes_second_reads_who_was_first(stage: Stage) -> None:
    stage.begin()
    stage.approve_everybody()
    card = stage.card("gus")
    stage.press("gus", card, "review.publish")
    note = stage.note("gus", card, "review.publish")
    assert note.startswith("*Nothing was changed:* Gus Hall published Q2 2024 already (<!date^")
    assert stage.audited("period_published") == ["person gus"]


def test_it_closes_by_itself_when_its_time_for_questions_is_over(stage: Stage) -> None:
    stage.publish()

    def close() -> str:
        request = str(stage.now.timestamp())
        jobs, engine = stage.door.services.jobs, stage.door.engine
        return run_now(engine, jobs, stage.door.workspace_id, "period_close", stage.now, "test", request).note

    stage.door.clock.advance(days=29)
    assert close() == "nothing is due"
    stage.door.clock.advance(days=1)
    assert close() == "closed Q2 2024"
    stage.send()
    assert stage.state() == "closed"
    assert "Q2 2024 pay: closed" in said(stage.card("gus"))
    assert stage.audited("period_closed") == ["micdrop"]


def test_an_admin_closes_it_before(stage: Stage) -> None:
    stage.publish()
    card = stage.card("gus")
    assert "*Q2 2024 is closed:* it takes no more questions." in stage.note("gus", card, "review.close")
    assert stage.note("gus", card, "review.close").startswith(
        "*Nothing was changed:* Gus Hall closed Q2 2024"
    )


def test_no_amount_is_in_a_notification_a_title_the_log_or_the_audit(stage: Stage) -> None:
    stage.begin()
    form = stage.press("ben", stage.look("ben", "ana"), "review.adjust").view
    assert form is not None
    stage.submit("ben", form, change="250", currency="USD", reason="Late")
    stage.approve_everybody()
    stage.approve("dee", "ana")
    stage.press("gus", stage.card("gus"), "review.publish")
    assert stage.state() == "published"
    digits = re.compile(r"\$|\d,\d{3}|\d\.\d\d\b|4340|434000|459000")
    for message in stage.outbox():
        assert not digits.search(message.text), message.text
        assert not digits.search(message.title), message.title
    assert not re.search(r"4,?340|434000|4,?590|459000", stage.door.logs.getvalue())
    audited = str(rows_of(stage.door.engine)["audit_log"])
    assert not re.search(r"4,?340|434000|4,?590|459000|25000", audited)


@pytest.mark.parametrize("job", ["period_review", "period_close"])
def test_the_jobs_are_among_those_that_can_be_scheduled(stage: Stage, job: str) -> None:
    assert {one.name for one in review_jobs(stage.door.services.outbox)} >= {job}
    assert stage.door.services.jobs.named(job).describe.endswith(".")
