"""Several people press at the same moment: one wins, and the others see who did. On both stores."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.review import steps
from tests.front_door import said
from tests.review.stage import Q2, Stage


@pytest.fixture
def stage(either_stage: Stage) -> Stage:
    either_stage.begin()
    return either_stage


def together(acts: list[Callable[[], Any]]) -> list[Any]:
    """What each of them sees; none may fail."""
    found: list[Any] = []

    def take(act: Callable[[], Any]) -> None:
        found.append(act())

    threads = [threading.Thread(target=take, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == len(acts)
    return found


def notes(stage: Stage, person: str) -> list[str]:
    """What only that person saw beside the messages they pressed on."""
    seen = stage.door.world.messages(f"U{person.upper()}")
    return [said(message) for message in seen if message.is_app and message.ephemeral]


def press(stage: Stage, person: str, action: str) -> Callable[[], str | None]:
    card = stage.card(person)
    return lambda: stage.door.press(person, card, action).problem


def test_of_eight_who_approve_the_same_people_one_wins(stage: Stage) -> None:
    assert set(together([press(stage, "eli", "review.approve_all")] * 8)) == {None}
    told = notes(stage, "eli")
    assert len(told) == 8
    assert sum("*Approved: 3 people.*" in one for one in told) == 1
    assert sum(one.count("Eli Stone approved it") for one in told) == 7 * 3
    assert stage.audited("pay_approved") == ["person eli"]
    stage.send()
    assert "*All done: nobody waits for you.*" in said(stage.card("eli"))


def test_a_manager_and_the_admin_who_approve_somebody_at_once_do_it_once(stage: Stage) -> None:
    def submit(person: str) -> Callable[[], Any]:
        view = stage.look(person, "ana")
        return lambda: stage.door.world.submit(f"U{person.upper()}", view, {})

    shown = together([submit(person) for person in ("ben", "dee", "gus")])
    told = [said(one.view) for one in shown]
    assert sum("*Ana Ruiz's pay is approved.*" in one for one in told) == 1
    (winner,) = stage.audited("pay_approved")
    name = {"person ben": "Ben Okafor", "person dee": "Dee Lind", "person gus": "Gus Hall"}[winner]
    assert sum(f"*Ana Ruiz*: {name} approved it" in one for one in told) == 2


def test_of_eight_who_publish_one_does(stage: Stage) -> None:
    stage.approve_everybody()
    before = len(notes(stage, "gus"))
    assert set(together([press(stage, "gus", "review.publish")] * 8)) == {None}
    told = notes(stage, "gus")[before:]
    assert sum("*Q2 2024 is published:* 6 people are told." in one for one in told) == 1
    assert sum("Gus Hall published Q2 2024" in one for one in told) == 7
    stage.send()
    assert len([one for one in stage.dms("ana") if "Your statement" in said(one)]) == 1


def test_who_publishes_while_facts_come_in_publishes_what_was_approved_or_nothing(stage: Stage) -> None:
    stage.approve_everybody()

    def facts() -> None:
        with stage.door.changing() as ledger:
            ledger.event("U9", "upsell", "2024-06-20", "alder", amount=100_000)

    assert set(together([press(stage, "gus", "review.publish"), facts])) == {None}
    stage.minute()
    published = stage.state() == "published"
    assert any("is published:" in one for one in notes(stage, "gus")) is published
    amount = "$4,340.00" if published else "$4,390.00"
    assert f"{amount} earned in Q2 2024" in stage.door.ask("ana", "Q2")


def test_an_edit_of_a_card_waits_for_the_next_so_that_only_the_last_goes(stage: Stage) -> None:
    for person in ("fay", "kim", "zoe"):
        view = stage.door.press("gus", stage.card("gus"), "review.people").view
        assert view is not None
        opened = stage.door.press("gus", view, "review.look", f"{Q2} 1 {person}").view
        assert opened is not None
        stage.door.world.submit("UGUS", opened, {})
        stage.door.world.close("UGUS", stage.door.views("gus")[0])
    waiting = [one for one in stage.outbox() if one.kind == "edit" and one.state == "pending"]
    assert sorted(one.key.split("/")[2] for one in waiting) == ["admin", "manager"]
    stage.send()
    assert "*3 approved*" in said(stage.card("gus"))
    assert "*All done: nobody waits for you.*" in said(stage.card("eli"))


def test_a_step_that_breaks_is_told_and_nothing_is_changed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.approve_everybody()

    def breaks(*_: object) -> None:
        raise ValueError("4,340.00")

    monkeypatch.setattr(steps, "publish", breaks)
    assert "Sorry, that went wrong on my side" in stage.note("gus", stage.card("gus"), "review.publish")
    assert stage.state() == "approved"
    assert "4,340" not in stage.door.logs.getvalue()
