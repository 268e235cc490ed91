"""Everybody with people under review has a card of them, on which each is one press away."""

from tests.front_door import said
from tests.review.stage import Q2, Stage


def test_the_review_begins_with_a_press_and_everybody_who_looks_at_pay_has_a_card(stage: Stage) -> None:
    stage.set_out()
    note = stage.note("gus", stage.card("gus"), "review.start")
    assert note.startswith(
        ":white_check_mark: *The review of Q2 2024 has begun:* 6 people to approve, by 3 managers"
    )
    assert "Q2 2024 pay: in review" in said(stage.card("gus"))
    assert "*0 approved*  ·  :hourglass_flowing_sand: 6 waiting" in said(stage.card("gus"))
    assert "3 with *Eli Stone*\n2 with *Ben Okafor*\n1 with *Dee Lind*" in said(stage.card("gus"))
    assert "*2 people wait for you.* *Review* shows" in said(stage.card("ben"))
    assert "*Ana Ruiz*\n:hourglass_flowing_sand: waits for you\n*$4,340.00*" in said(stage.card("ben"))
    assert stage.dms("ana") == []


def test_somebody_is_approved_in_their_own_modal(in_review: Stage) -> None:
    view = in_review.look("ben", "ana")
    assert "Ana Ruiz: $4,340.00 earned in Q2 2024" in said(view)
    assert view["submit"]["text"] == "Approve"
    answer = in_review.submit("ben", view)
    assert answer.view is not None
    assert ":white_check_mark: *Ana Ruiz's pay is approved.*\nNext: Cho Park" in said(answer.view)
    assert in_review.reviews()["ana"] == "approved"
    assert "*Ana Ruiz*\n:white_check_mark: approved by Ben Okafor" in said(in_review.card("ben"))
    assert "*1 approved*  ·  :hourglass_flowing_sand: 5 waiting" in said(in_review.card("gus"))
    following = in_review.press("ben", answer.view, "review.look").view
    assert following is not None
    assert "Cho Park: $3,360.00 earned in Q2 2024" in said(following)


def test_all_of_somebodys_people_are_approved_with_one_press(in_review: Stage) -> None:
    note = in_review.note("eli", in_review.card("eli"), "review.approve_all")
    assert note == ":white_check_mark: *Approved: 3 people.*"
    assert "*All done: nobody waits for you.*" in said(in_review.card("eli"))
    assert in_review.reviews() == {
        "ana": "waiting",
        "ben": "waiting",
        "cho": "waiting",
        "fay": "approved",
        "kim": "approved",
        "zoe": "approved",
    }


def test_with_the_last_one_the_admins_can_publish(in_review: Stage) -> None:
    in_review.approve_everybody()
    assert in_review.state() == "approved"
    assert "Q2 2024 pay: all approved" in said(in_review.card("gus"))
    assert "That was the last one" not in said(in_review.card("gus"))


def test_whoever_comes_second_reads_who_was_first(in_review: Stage) -> None:
    card = in_review.card("ben")
    assert "Ana Ruiz's pay is approved" in in_review.approve("gus", "ana")
    note = in_review.note("ben", card, "review.approve_all")
    assert ":white_check_mark: *Cho Park's pay is approved.*" in note
    assert "*Ana Ruiz*: Gus Hall approved it <!date^" in note


def test_the_list_shows_everybody_below_and_leads_to_each(in_review: Stage) -> None:
    opened = in_review.press("dee", in_review.card("dee"), "review.people").view
    assert opened is not None
    assert "6 people. Those waiting for you come first." in said(opened)
    one = in_review.press("dee", opened, "review.look", f"{Q2} 1 kim").view
    assert one is not None
    assert len(in_review.door.views("dee")) == 1  # in the place of the list, so that there is room above
    assert "Kim Yun: $0.00 earned in Q2 2024" in said(one)
    back = in_review.press("dee", one, "review.people").view
    assert back is not None
    assert "6 people. Those waiting for you come first." in said(back)


def test_every_line_is_shown_above_the_pay(in_review: Stage) -> None:
    lines = in_review.press("ben", in_review.look("ben", "ana"), "review.lines").view
    assert lines is not None
    assert lines["callback_id"] == "lines"
    assert "Ana Ruiz:" in said(lines)
