"""Cards follow what becomes of an announcement, though nobody presses anything: each minute, and once."""

from bot.announcements.catching_up import catch_up
from bot.sandbox.faults import Fault
from tests.announcements.stage import Stage, later
from tests.front_door import said


def minute(stage: Stage) -> list[str]:
    """What the clock does at the end of each minute, and then the sender. What was behind."""
    door = stage.door
    behind = catch_up(door.engine, door.services.outbox, door.clock())
    stage.deliver()
    return behind


def test_the_makers_card_says_that_it_is_out_and_that_once(either_stage: Stage) -> None:
    stage = either_stage
    number = stage.write("ben", send_at=later(stage))
    stage.deliver()
    assert minute(stage) == []
    assert "*Goes out <!date^" in said(stage.card("ben"))
    stage.door.clock.advance(hours=3)
    stage.deliver()
    assert minute(stage) == [stage.announcement(number).key]
    assert "*Posted in <#" in said(stage.card("ben"))
    assert minute(stage) == []
    assert len(stage.cards("ben")) == 1
    assert len(stage.posts()) == 1


def test_whoever_approved_it_sees_it_too_and_may_take_it_down(stage: Stage) -> None:
    stage.settings(announcements_need_checker=True)
    stage.write("ben")
    stage.deliver()
    stage.press("dee", "approve")
    stage.deliver()
    assert len(minute(stage)) == 1
    assert "*Posted in <#" in said(stage.card("ben"))
    assert "is being taken down" in stage.noted("dee", "take_down")
    stage.deliver()
    assert minute(stage) == []
    assert "*Taken down:*" in said(stage.card("ben"))


def test_what_slack_refused_is_said_on_the_card_until_it_went_after_all(stage: Stage) -> None:
    world = stage.door.world
    place = world.add_channel("team-blue", ["UBEN"], with_app=False)
    stage.write("ben", channel=place.id)
    stage.deliver()
    assert len(minute(stage)) == 1
    card, mending = stage.cards("ben")
    assert "Slack refused it" in said(card)
    place.members.append(world.workspace.identity.app_user_id)
    stage.door.press("ben", mending, "outbox.again")
    stage.deliver()
    assert len(minute(stage)) == 1
    assert "*Posted in <#" in said(stage.cards("ben")[0])


def test_while_nobody_can_tell_the_card_says_so_and_then_what_was_found(stage: Stage) -> None:
    stage.write("ben")
    stage.door.world.faults.add(Fault("chat.postMessage", "broken_json", channel=stage.wins))
    stage.door.clock.advance(seconds=2)
    while stage.sender.step():
        pass
    assert len(minute(stage)) == 1
    stage.door.clock.advance(minutes=2)
    stage.deliver()
    assert len(minute(stage)) == 1
    assert "*Posted in <#" in said(stage.card("ben"))


def test_what_was_long_ago_is_left_alone(stage: Stage) -> None:
    stage.write("ben")
    stage.deliver()
    stage.door.clock.advance(days=3)
    assert minute(stage) == []
