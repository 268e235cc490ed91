"""Changing one that waits: nobody approves the words that they wrote or changed themselves."""

from typing import Any

from tests.announcements.stage import Stage, later
from tests.front_door import said


def change(stage: Stage, person: str, **filled: Any) -> str:
    form = stage.press(person, "change").view
    assert form is not None
    outcome = stage.submit(person, form, **filled)
    assert (outcome.problem, dict(outcome.errors)) == (None, {})
    assert outcome.view is not None
    stage.deliver()
    return said(outcome.view)


def test_what_the_checker_changed_goes_back_to_the_maker(checked: Stage) -> None:
    number = checked.write("ben")
    checked.deliver()
    assert "*Changed.*" in change(checked, "dee", words="Dee's words")
    mine = checked.card("dee")
    assert "Approve" not in said(mine).split("\n")
    edition = checked.announcement(number).edition
    assert "Nobody approves their own words." in checked.forged("dee", "approve", number, edition)
    assert "Dee Lind changed it, so somebody else approves it." in said(checked.card("ben"))
    assert "is on its way" in checked.noted("ben", "approve")
    checked.deliver()
    (post,) = checked.posts()
    assert "Dee's words" in said(post)
    assert "From <@UBEN>" in said(post)


def test_what_the_maker_changes_meanwhile_has_to_be_looked_at_again(checked: Stage) -> None:
    number = checked.write("ben")
    checked.deliver()
    stale = checked.card("dee")
    change(checked, "ben", words="Other words")
    assert "somebody has changed it since you saw it" in checked.noted("dee", "approve", stale)
    assert checked.state(number) == "waiting"
    fresh = checked.card("dee")
    assert "Other words" in said(fresh)
    checked.press("dee", "approve", fresh)
    assert checked.state(number) == "approved"


def test_a_form_that_is_saved_as_it_was_changes_nothing(checked: Stage) -> None:
    number = checked.write("ben")
    checked.deliver()
    before = checked.announcement(number)
    change(checked, "dee")
    assert checked.announcement(number) == before


def test_a_change_is_held_to_the_same_rules(checked: Stage) -> None:
    checked.write("ben")
    checked.deliver()
    form = checked.press("dee", "change").view
    assert form is not None
    outcome = checked.submit("dee", form, words="{nobody}", title="x", send_at=later(checked, hours=-1))
    assert sorted(outcome.errors) == ["send_at", "words"]


def test_what_the_app_wrote_waits_for_the_host_who_may_add_words(stage: Stage) -> None:
    number = stage.proposed(aside="Ida Voss has left; Cho Park moved up.")
    stage.deliver()
    assert ":bulb: Ida Voss has left; Cho Park moved up." in said(stage.card("dee"))
    change(stage, "dee", words="What a quarter, says {me}!", title="The best of {month}")
    stage.press("dee", "approve")
    stage.deliver()
    (post,) = stage.posts()
    assert "🏆 The best of August 2024\nWhat a quarter, says Dee Lind!" in said(post)
    assert "Ida" not in said(post)
    assert stage.announcement(number).decider == "Dee Lind"


def test_where_somebody_else_approves_the_hosts_own_words_need_another_nod(checked: Stage) -> None:
    number = checked.proposed(asked_id=checked.person("ben"))
    checked.deliver()
    change(checked, "ben", words="My own words")
    edition = checked.announcement(number).edition
    assert "Nobody approves their own words." in checked.forged("ben", "approve", number, edition)
    assert "My own words" in said(checked.card("dee"))
    checked.press("dee", "approve")
    assert checked.state(number) == "approved"
