"""Closing a quarter with thirty people takes few presses."""

from bot.store.engine import writing
from tests.front_door import FrontDoor, said
from tests.review.stage import Stage, set_up
from tests.store.ledger import Ledger


def thirty(door: FrontDoor) -> Stage:
    """Twenty-four more, twelve each under Ben and Eli."""
    with writing(door.engine) as connection:
        ledger = Ledger(connection, door.workspace_id, door.clock())
        for number in range(24):
            key = f"p{number:02}"
            ledger.person(key, f"Person {number:02}", email="")
            ledger.place(key, under="ben" if number % 2 else "eli")
            ledger.on_plan("starter", key)
        ledger.imported(None)
    return set_up(door)


def test_a_manager_presses_twice_for_all_of_theirs_and_the_quarter_takes_five_presses(
    company: FrontDoor,
) -> None:
    """Each with one more to confirm it."""
    stage = thirty(company)
    stage.set_out()
    presses = [
        ("gus", "review.start"),
        ("ben", "review.approve_all"),
        ("eli", "review.approve_all"),
        ("dee", "review.approve_all"),
        ("gus", "review.publish"),
    ]
    for person, action in presses:
        card = stage.card(person)
        assert "*30 people*" in said(card) or person != "gus"
        stage.press(person, card, action)
    assert stage.state() == "published"
    assert len([one for one in stage.outbox() if one.key.startswith("published/")]) == 30


def test_a_card_shows_as_many_as_fit_and_says_how_many_more_there_are(company: FrontDoor) -> None:
    stage = thirty(company)
    with writing(company.engine) as connection:
        ledger = Ledger(connection, company.workspace_id, company.clock())
        for number in range(40):
            ledger.person(f"q{number:02}", f"Further {number:02}", email="")
            ledger.place(f"q{number:02}", under="ben")
            ledger.on_plan("starter", f"q{number:02}")
        ledger.imported(None)
    stage.begin()
    card = stage.card("ben")
    assert "*54 people wait for you.*" in said(card)
    assert "And 14 more: *See people* shows everybody." in said(card)
    note = stage.note("ben", card, "review.approve_all")
    assert note == ":white_check_mark: *Approved: 54 people.*"
    assert "*All done: nobody waits for you.*" in said(stage.card("ben"))


def test_the_list_turns_its_pages(company: FrontDoor) -> None:
    stage = thirty(company)
    stage.begin()
    view = stage.press("gus", stage.card("gus"), "review.people").view
    assert view is not None
    assert "Page 1 of 2" in said(view)
    later = stage.press("gus", view, "review.later").view
    assert later is not None
    assert "Page 2 of 2" in said(later)
    earlier = stage.press("gus", later, "review.earlier").view
    assert earlier is not None
    assert said(earlier) == said(view)
