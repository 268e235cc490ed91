"""Answering, handing on, accepting: who may, what it leads to, and what everybody reads."""

import pytest

from bot.questions.rows import questions
from tests.front_door import said
from tests.questions.desk import Desk, adjustments, answer_to, periods
from tests.store.brightwater import NOW


def test_an_answer_goes_into_the_askers_thread_with_two_buttons(desk: Desk) -> None:
    desk.ask()
    desk.answer(words="Alder's second year comes in October.")
    first, answer = desk.dm("ana", "You asked about"), desk.dm("ana", "answers*")
    assert answer.thread_ts == first.ts
    assert "*Ben Okafor answers*" in said(answer)
    assert "> Alder's second year comes in October." in said(answer)
    assert "That settles it\nAsk again…" in said(answer)
    assert "your turn: does that settle it?" in said(first)
    card = said(desk.dm("ben", "asks about a line"))
    assert "*Ben Okafor* answered" in card
    assert "Answer…" not in card
    assert desk.question()["state"] == "answered"
    assert desk.told() == [("asked", "ana"), ("answered", "ben")]


def test_that_settles_it(desk: Desk) -> None:
    desk.ask()
    desk.answer()
    assert "*Settled.*" in answer_to(desk.press("ana", "question.settle", "answers*"))
    desk.send()
    assert desk.question()["state"] == "resolved"
    assert "Settled: you said so." in said(desk.dm("ana", "answers*"))
    assert "Settled on the day it was asked" in said(desk.dm("ben", "asks about a line"))
    assert desk.audited() == [
        ("person ana", "question_asked"),
        ("person ben", "question_answered"),
        ("person ana", "question_resolved"),
    ]


def test_asked_again_it_is_back_with_who_answered_in_their_thread(desk: Desk) -> None:
    desk.ask()
    desk.answer()
    desk.again("The second year is in the contract.")
    assert desk.question()["state"] == "reopened"
    card, called = desk.dm("ben", "asks about a line"), desk.dm("ben", "asks again:")
    assert called.thread_ts == card.ts
    assert "*Ana Ruiz* asked again" in said(card)
    assert "Asked again, open since today · with Ben Okafor" in said(card)
    assert "Answer…" in said(card)
    assert "You asked again." in said(desk.dm("ana", "answers*"))
    assert desk.dms("gus") == []


def test_the_second_time_it_goes_to_the_admins(desk: Desk) -> None:
    desk.ask()
    for _ in range(2):
        desk.answer()
        desk.again()
    assert desk.question()["with_id"] is None
    assert "with the admins" in said(desk.dm("ben", "asks about a line"))
    assert "Answer…" not in said(desk.dm("ben", "asks about a line"))
    desk.answer("gus", "Ben was right.")
    assert "*Gus Hall answers*" in said(desk.dm("ana", "answers*"))


def test_asked_again_after_an_admin_answered_it_is_back_with_that_admin(desk: Desk) -> None:
    desk.ask()
    desk.fill("ben", "question.hand_on", words="I don't know the plan.")
    desk.send()
    desk.answer("gus")
    desk.again()
    assert desk.question()["with_id"] == desk.id_of("gus")
    assert "with Gus Hall" in said(desk.dm("gus", "asks about a line"))


def test_a_settled_question_can_be_asked_again(desk: Desk) -> None:
    number = desk.ask()
    desk.answer()
    desk.press("ana", "question.settle", "answers*")
    listed = desk.door.answer("ana", "questions")
    shown = desk.door.press("ana", listed, "question.open", str(number)).view
    assert shown is not None
    form = desk.door.press("ana", shown, "question.again").view
    assert form is not None
    desk.submit("ana", form, words="One more thing.")
    desk.send()
    assert desk.question()["state"] == "reopened"
    assert "One more thing." in said(desk.dm("ben", "asks again:"))
    assert "You asked again." in said(desk.dm("ana", "answers*"))


def test_handed_on_it_is_with_the_admins_and_everybody_knows(desk: Desk) -> None:
    desk.ask(expected="1,600")
    done = desk.fill("ben", "question.hand_on", words="This needs the plan's owner.")
    assert done.view is not None
    assert "*It is with the admins now.*" in said(done.view)
    desk.send()
    card = said(desk.dm("gus", "asks about a line"))
    assert "*Ben Okafor* handed it to the admins" in card
    assert "> This needs the plan's owner." in card
    assert "Hand to the admins" not in card
    assert "Ben Okafor handed it to the admins." in said(desk.dm("ana", "You asked about"))
    assert "Answer…" not in said(desk.dm("ben", "asks about a line"))


def test_accepted_with_one_press_it_is_an_adjustment_on_the_statement(desk: Desk) -> None:
    desk.ask(expected="1,600")
    assert "*Accepted.*" in answer_to(desk.press("ben", "question.accept"))
    desk.send()
    assert desk.added() == [("ana", 9_995, "ben")]
    assert "$5,740.00 so far" in desk.door.ask("ana")
    assert "Question: Renewals · Alder · 10 Jul 2024" in said(desk.door.every_line("ana"))
    accepted = said(desk.dm("ana", "agreed with your question"))
    assert "An adjustment of *$99.95* is on the Q3 2024 statement." in accepted
    assert "That settles it" in accepted
    assert desk.told()[-1] == ("accepted", "ben")
    assert ("person ben", "adjustment_made") in desk.audited("adjustment")


def test_an_amount_below_the_lines_takes_off(desk: Desk) -> None:
    desk.ask(expected="1,500")
    desk.press("ben", "question.accept")
    assert desk.added() == [("ana", -5, "ben")]


def test_without_an_expected_amount_the_form_asks_for_one(desk: Desk) -> None:
    desk.ask()
    form = desk.press("ben", "question.adjust").view
    assert form is not None
    assert "The line comes to *$1,500.05*." in said(form)
    assert "How much to add to their Q3 2024 pay, in USD" in said(form)
    wrong = desk.submit("ben", form, amount="lots")
    assert list(wrong.errors) == ["amount"]
    done = desk.submit("ben", form, amount="-$20.50")
    assert done.view is not None
    assert "*Accepted.*" in said(done.view)
    assert desk.added() == [("ana", -2_050, "ben")]


def test_an_adjustment_of_nothing_is_refused_in_the_form(desk: Desk) -> None:
    desk.ask()
    wrong = desk.fill("ben", "question.adjust", amount="0")
    assert "An adjustment of nothing changes nothing" in wrong.errors["amount"]
    assert desk.question()["state"] == "open"


def test_a_line_that_comes_to_what_was_expected_has_nothing_to_accept(desk: Desk) -> None:
    desk.ask(expected="1,500.05")
    assert "Accept and adjust…" in said(desk.dm("ben", "asks about a line"))


def test_what_changed_since_the_card_was_shown_is_not_accepted_blindly(desk: Desk) -> None:
    """100,003.00 becomes 100,000.00: the line comes to 1,500.00, and 100.00 are missing."""
    desk.ask(expected="1,600")
    with desk.door.changing() as ledger:
        ledger.connection.exec_driver_sql(
            "UPDATE events SET amount_minor = 10000000 WHERE external_id = 'R1'"
        )
    assert "something has moved on since you saw it" in answer_to(desk.press("ben", "question.accept"))
    assert desk.added() == []
    assert desk.question()["state"] == "open"
    desk.send()
    assert "by $100.00, with" in said(desk.dm("ben", "asks about a line"))
    desk.press("ben", "question.accept")
    assert desk.added() == [("ana", 10_000, "ben")]


def test_an_adjustment_lands_in_the_period_that_pays_now(desk: Desk) -> None:
    desk.door.ask("ana", "Q2")
    desk.period_becomes("published")
    desk.submit("ana", desk.form("ana", text="Q2"), words="Is that all?", expected="600")
    desk.send()
    desk.press("ben", "question.accept")
    (row,) = [row for row in desk.rows(periods) if row["key"] == "2024-Q3"]
    assert [one["period_id"] for one in desk.rows(adjustments)] == [row["id"]]


MAY = {"ben": True, "dee": True, "gus": True}
BUTTONS = ("question.answer", "question.hand_on", "question.accept", "question.adjust")


@pytest.mark.parametrize("person", MAY)
def test_whoever_may_review_the_pay_may_answer(desk: Desk, person: str) -> None:
    number = desk.ask()
    desk.forged(person, "question.answered", f"{number} 0")
    assert desk.told()[-1] == ("answered", person)


def test_once_with_the_admins_the_manager_is_told_so(desk: Desk) -> None:
    number = desk.ask()
    desk.fill("ben", "question.hand_on", words="")
    desk.door.forge("ben", "question.answer", f"{number} 1")
    (message,) = [one for one in desk.door.world.messages("UBEN") if one.ephemeral]
    assert "this question is with the admins now" in said(message)


def test_nobody_answers_or_accepts_their_own_question_admin_or_not(desk: Desk) -> None:
    desk.becomes_admin("ana")
    number = desk.ask(expected="1,600")
    desk.fill("ben", "question.hand_on", words="")
    desk.send()
    assert [said(one) for one in desk.dms("ana") if "asks about a line" in said(one)] == []
    for action in BUTTONS:
        desk.door.forge("ana", action, f"{number} 1")
    desk.forged("ana", "question.answered", f"{number} 1")
    desk.forged("ana", "question.adjusted", f"{number} 1")
    assert desk.added() == []
    assert desk.told() == [("asked", "ana"), ("handed_on", "ben")]


def test_each_look_at_the_line_is_in_the_audit_log(desk: Desk) -> None:
    number = desk.ask()
    desk.press("ben", "question.line")
    desk.press("ben", "question.adjust")
    desk.door.press("ben", desk.door.answer("ben", "questions"), "question.open", str(number))
    assert desk.audited("pay_viewed") == [("person ben", "pay_viewed")] * 3
    desk.door.press("ana", desk.door.answer("ana", "questions"), "question.open", str(number))
    assert len(desk.audited("pay_viewed")) == 3


def test_days_open_are_counted_where_the_company_is(desk: Desk) -> None:
    desk.ask()
    desk.door.clock.advance(days=3)
    assert "Open for 3 days · with Ben Okafor" in desk.door.ask("ana", "questions")
    desk.answer()
    desk.press("ana", "question.settle", "answers*")
    desk.door.clock.advance(days=9)
    assert "Settled after 3 days" in desk.door.ask("ana", "questions")
    assert desk.door.clock.now > NOW
    assert len(desk.rows(questions)) == 1
