"""Many press at once, twice, or late: one step counts, and the others read who took it. On both stores."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.delivery.states import messages
from bot.questions.rows import people, questions
from tests.front_door import said
from tests.questions.desk import WORDS, Desk, answer_to

MANY = ("ben", "dee", "gus", "eli", "fay", "hal", "jon", "kim")


def test_of_eight_who_answer_at_once_one_does_and_the_others_read_who(either_desk: Desk) -> None:
    desk = either_desk
    for one in MANY[3:]:
        desk.becomes_admin(one)
    number = desk.ask()
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda one: desk.forged(one, "question.answered", f"{number} 0", one), MANY))
    told = [said(each.view) for each in done if each.view is not None]
    assert sum("*Answered.*" in words for words in told) == 1
    ((_, _), (kind, by)) = desk.told()
    name = next(row["name"] for row in desk.rows(people) if row["key"] == by)
    assert kind == "answered"
    assert sum(f"Nothing was changed: {name} answered it" in words for words in told) == 7
    desk.send()
    assert sum("answers*" in said(one) for one in desk.dms("ana")) == 1


def test_of_accepting_answering_and_handing_on_at_once_one_happens(either_desk: Desk) -> None:
    desk = either_desk
    number = desk.ask(expected="1,600")
    (accept,) = _buttons(desk, "ben", "question.accept")
    acts: list[Any] = [
        lambda: desk.door.forge("ben", "question.accept", accept),
        lambda: desk.door.forge("gus", "question.accept", accept),
        lambda: desk.forged("dee", "question.answered", f"{number} 0"),
        lambda: desk.forged("ben", "question.handed_on", f"{number} 0"),
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda act: act(), acts))
    assert len(desk.told()) == 2
    assert desk.question()["edition"] == 1
    assert len(desk.added()) == (desk.told()[1][0] == "accepted")


def test_accepted_twice_it_is_adjusted_once(either_desk: Desk) -> None:
    desk = either_desk
    desk.ask(expected="1,600")
    card = desk.dm("ben", "asks about a line")
    desk.door.press("ben", card, "question.accept")
    again = answer_to(desk.door.press("ben", card, "question.accept"))
    assert "Nothing was changed: you accepted it and adjusted the pay" in again
    assert desk.added() == [("ana", 9_995, "ben")]


def test_eight_forms_about_one_line_are_one_question(either_desk: Desk) -> None:
    desk = either_desk
    metadata = desk.form("ana")["private_metadata"]
    with ThreadPoolExecutor(8) as pool:
        words = [f"{WORDS} {number}" for number in range(8)]
        list(pool.map(lambda each: desk.forged("ana", "question.ask", metadata, each), words))
    assert len(desk.rows(questions)) == 1
    assert sum(row["key"].endswith("/asker") for row in desk.rows(messages)) == 1


def test_settling_and_asking_again_at_once_is_one_of_them(either_desk: Desk) -> None:
    desk = either_desk
    number = desk.ask()
    desk.answer()
    acts: list[Any] = [
        lambda: desk.door.forge("ana", "question.settle", f"{number} 1"),
        lambda: desk.forged("ana", "question.asked_again", f"{number} 1"),
    ]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda act: act(), acts))
    assert len(desk.told()) == 3
    assert desk.question()["edition"] == 2


def test_a_request_that_slack_repeats_has_one_effect(either_desk: Desk) -> None:
    desk = either_desk
    number = desk.ask()
    desk.forged("ben", "question.answered", f"{number} 0")
    sent = desk.door.world.sent[-1]
    desk.door.clock.advance(seconds=3)
    again = desk.door.world.deliver(sent.kind, json.loads(json.dumps(sent.payload)))
    assert again.answer is not None
    assert b"you answered it" in again.answer.body
    assert len(desk.told()) == 2


def test_a_press_on_what_was_settled_since_changes_nothing(either_desk: Desk) -> None:
    desk = either_desk
    desk.ask()
    desk.answer()
    answer = desk.dm("ana", "answers*")
    desk.door.press("ana", answer, "question.settle")
    again = answer_to(desk.door.press("ana", answer, "question.again"))
    assert "Nothing was changed: you settled it" in again
    assert desk.question()["state"] == "resolved"


def _buttons(desk: Desk, person: str, action: str) -> list[str]:
    """What the buttons of that kind carry on the card in somebody's DM."""
    blocks = desk.dm(person, "asks about a line").blocks or []
    elements = [element for block in blocks for element in block.get("elements", [])]
    return [element["value"] for element in elements if element.get("action_id") == action]
