"""`/mycomp questions`, App Home and the modal: what is open, for whom; never an amount."""

import json

import pytest

from bot.slack.limits import violations
from tests.front_door import said
from tests.questions.desk import Desk


@pytest.mark.parametrize("words", ["questions", "question", "My Questions"])
def test_whoever_asked_sees_where_their_question_stands(desk: Desk, words: str) -> None:
    desk.ask(expected="1,600")
    shown = desk.door.ask("ana", words)
    assert "Your questions\nRenewals · Alder · 10 Jul 2024 · Q3 2024" in shown
    assert "Open since today · with Ben Okafor" in shown
    assert "$" not in shown


def test_a_manager_sees_what_waits_for_them_and_an_admin_what_was_handed_on(desk: Desk) -> None:
    desk.ask()
    assert "Waiting for your answer\n*Ana Ruiz*" in desk.door.ask("ben", "questions")
    for other in ("dee", "gus", "cho", "hal", "fay"):
        assert "No questions are open." in desk.door.ask(other, "questions")
    desk.fill("ben", "question.hand_on", words="")
    assert "Waiting for your answer\n*Ana Ruiz*" in desk.door.ask("gus", "questions")
    assert "No questions are open." in desk.door.ask("ben", "questions")


@pytest.mark.parametrize("person", ["lou", "mia", "ned", "oda", "ida"])
def test_who_is_no_member_gets_a_kind_word(desk: Desk, person: str) -> None:
    desk.ask()
    shown = json.dumps(desk.door.world.run(f"U{person.upper()}", "/mycomp", "questions").answer, default=str)
    assert "Ana Ruiz" not in shown
    assert "Alder" not in shown


def test_one_question_opens_with_all_that_was_said(desk: Desk) -> None:
    number = desk.ask(expected="1,600")
    desk.answer(words="It comes in October.")
    desk.again("It should come in July.")
    shown = desk.door.press("ana", desk.door.answer("ana", "questions"), "question.open", str(number)).view
    assert shown is not None
    words = said(shown)
    assert "The line comes to *$1,500.05*. It should be *$1,600.00*, you said." in words
    assert "*Ben Okafor* answered" in words
    assert "> It comes in October." in words
    assert "*Ana Ruiz* asked again" in words
    assert "I don't need an answer any more" in words
    assert "Answer …" not in words


def test_a_question_that_settled_itself_waits_for_nobody(desk: Desk) -> None:
    number = desk.ask()
    shown = desk.door.press("ana", desk.door.answer("ana", "questions"), "question.open", str(number)).view
    assert shown is not None
    desk.door.press("ana", shown, "question.settle")
    assert desk.question()["state"] == "resolved"
    assert "No questions are open." in desk.door.ask("ben", "questions")


def test_app_home_counts_what_is_open_and_opens_the_list(desk: Desk) -> None:
    assert "Questions about pay" not in said(desk.door.home("ana"))
    desk.ask(expected="1,600")
    assert "1 of your own is open." in said(desk.door.home("ana"))
    home = desk.door.home("ben")
    assert "1 question waits for your answer." in said(home)
    shown = desk.door.press("ben", home, "question.list").view
    assert shown is not None
    assert "*Ana Ruiz* · Renewals" in said(shown)
    assert "$1,500.05" not in said(home) + said(shown)
    assert "Questions about pay" not in said(desk.door.home("cho"))


def test_many_questions_stay_within_slacks_limits_and_say_how_many_more(desk: Desk) -> None:
    with desk.door.changing() as ledger:
        for number in range(14):
            ledger.account(f"long-{number}", f"{number:02} Bartholomew & Sons " * 60, ana=100)
            ledger.event(f"L{number}", "renewal", "2024-08-02", f"long-{number}", amount=300_000)
    for line in range(1, 16):
        form = desk.form("ana", line)
        desk.submit("ana", form, words="Why?")
    desk.send()
    assert "And 5 more, which move up" in desk.door.ask("ana", "questions")
    message = desk.door.answer("ben", "questions")
    assert violations("message", {"text": message.text, "blocks": message.blocks}) == []
    assert message.text == "15 questions wait for your answer."


def test_own_lines_keep_within_a_modals_blocks_when_each_has_its_heading(desk: Desk) -> None:
    """40 components of 30.00 each, for Jon's only account."""
    parts = [
        f"  c{number}: {{pay: commission, title: C{number}, rates: [{{kind: renewal, rate: 1%}}]}}"
        for number in range(40)
    ]
    plan = ["plan: wide", "title: Wide", "from: 2024-01-01", "currency: USD", "components:", *parts]
    with desk.door.changing() as ledger:
        ledger.plan("\n".join(plan))
        ledger.on_plan("wide", "jon")
        ledger.account("larch", jon=100)
        ledger.event("L1", "renewal", "2024-08-02", "larch", amount=300_000)
    first = desk.door.every_line("jon")
    second = desk.door.press("jon", first, "lines.later").view
    assert second is not None
    for view, shown in ((first, 24), (second, 16)):
        assert violations("modal", view) == []
        assert json.dumps(view).count('"lines.ask"') == shown
