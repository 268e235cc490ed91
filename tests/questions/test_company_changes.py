"""The company goes on while questions are open: people leave, and lead others than before."""

from tests.front_door import said
from tests.questions.desk import Desk, answer_to


def test_a_question_moves_to_the_new_manager_when_somebody_presses(desk: Desk) -> None:
    desk.ask(expected="1,600")
    desk.reports_to("ana", "eli")
    told = answer_to(desk.press("ben", "question.accept"))
    assert "this question is with Eli Stone now" in told
    desk.send()
    assert "with Eli Stone" in said(desk.dm("eli", "asks about a line"))
    stub = desk.dm("ben", "was here")
    assert "it went to Eli Stone" in said(stub)
    assert "Alder" not in said(stub)
    assert "$" not in said(stub)
    assert "with Eli Stone" in said(desk.dm("ana", "You asked about"))
    desk.press("eli", "question.accept")
    assert desk.added() == [("ana", 9_995, "eli")]


def test_the_new_manager_finds_it_in_their_list_and_can_answer_there(desk: Desk) -> None:
    number = desk.ask()
    desk.reports_to("ana", "eli")
    listed = desk.door.answer("eli", "questions")
    assert "*Ana Ruiz* · Renewals · Alder · 10 Jul 2024 · Q3 2024" in said(listed)
    assert "with Eli Stone" in said(listed)
    assert "Ana Ruiz" not in desk.door.ask("ben", "questions")
    shown = desk.door.press("eli", listed, "question.open", str(number)).view
    assert shown is not None
    form = desk.door.press("eli", shown, "question.answer").view
    assert form is not None
    done = desk.submit("eli", form, words="I looked into it.")
    assert done.view is not None
    assert "*Answered.*" in said(done.view)
    assert desk.told()[-1] == ("answered", "eli")


def test_when_the_manager_left_it_goes_to_the_next_one_up(desk: Desk) -> None:
    desk.ask()
    desk.leaves("ben")
    desk.scheduled()
    desk.at("2024-08-16 09:30")
    assert desk.question()["with_id"] == desk.id_of("dee")
    assert "with Dee Lind" in said(desk.dm("dee", "asks about a line"))
    assert [said(one) for one in desk.dms("ben") if "was here" in said(one)] == []


def test_when_nobody_above_is_left_it_goes_to_the_admins(desk: Desk) -> None:
    desk.ask()
    desk.reports_to("ana", None)
    desk.scheduled()
    desk.at("2024-08-16 09:30")
    assert "with the admins" in said(desk.dm("gus", "asks about a line"))


def test_who_asked_and_left_is_not_written_to_and_the_card_says_so(desk: Desk) -> None:
    desk.ask(expected="1,600")
    before = len(desk.dms("ana"))
    desk.leaves("ana")
    number = desk.question()["id"]
    shown = desk.door.press("ben", desk.door.answer("ben", "questions"), "question.open", str(number)).view
    assert shown is not None
    assert "Ana Ruiz has left, so an answer in words reaches nobody." in said(shown)
    desk.press("ben", "question.accept")
    desk.send()
    assert desk.added() == [("ana", 9_995, "ben")]
    assert len(desk.dms("ana")) == before
    desk.door.forge("ana", "question.settle", f"{number} 1")
    assert desk.question()["state"] == "answered"


def test_asked_again_after_the_answerer_left_it_goes_to_who_leads_now(desk: Desk) -> None:
    desk.ask()
    desk.answer()
    desk.leaves("ben")
    desk.again()
    assert desk.question()["with_id"] == desk.id_of("dee")


def test_a_former_manager_sees_no_amount_once_the_question_goes_on(desk: Desk) -> None:
    """Also where a step is taken without them."""
    number = desk.ask(expected="1,600")
    desk.reports_to("ana", "eli")
    desk.forged("gus", "question.answered", f"{number} 0")
    desk.send()
    assert "$" not in said(desk.dm("ben", "was here"))


def test_an_admin_who_is_no_longer_one_cannot_answer(desk: Desk) -> None:
    desk.becomes_admin("kim")
    number = desk.ask()
    desk.fill("ben", "question.hand_on", words="")
    desk.send()
    desk.becomes_admin("kim", False)
    desk.forged("kim", "question.answered", f"{number} 1")
    assert desk.question()["state"] == "open"
