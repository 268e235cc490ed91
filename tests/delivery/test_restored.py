"""A backup that was restored knows nothing of what was sent since: it sends nothing of it again."""

from bot.delivery.post import CannotLook, Later
from tests.delivery.fake_slack import LETTER_LOST, later, refuse
from tests.delivery.house import FALLBACK, WINS, House


def test_what_a_backup_believes_unsent_is_looked_for_before_it_is_sent(house: House) -> None:
    sender = house.sender()
    house.slack.script("C2", later(600))
    for number in range(12):
        house.put(f"m{number}", f"C{number % 4}")
    house.put("dm", "ana")
    house.put("to be found", "eve")
    house.put("tomorrow", due_at=house.in_s(86_400))
    house.run(sender, for_s=1)
    backup = house.backup()
    house.run(sender, for_s=1_000)
    sent = len(house.slack.posts())
    assert sent == 14

    house.restore(backup)
    # What is unsent is unsent, in whatever state the backup caught it.
    assert {"pending", "sent"} <= set(house.states().values())
    house.put("since the restore", "C9")
    house.run(house.sender("after the restore"))
    assert house.slack.doubled() == []
    assert len(house.slack.posts()) == sent + 1
    assert {key for key, state in house.states().items() if state != "sent"} == {"tomorrow"}
    house.run(house.sender("tomorrow's"), for_s=2 * 86_400)
    assert house.slack.doubled() == []
    assert house.state("tomorrow") == "sent"


def test_what_went_to_the_fallback_channel_is_found_there(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    house.slack.script(WINS, refuse("is_archived"), refuse("is_archived"))
    sender = house.sender()
    house.put("a")
    backup = house.backup()
    house.run(sender)
    assert house.slack.looked == []
    house.restore(backup)
    house.run(house.sender("after the restore"))
    assert (house.state("a"), len(house.slack.posts(FALLBACK))) == ("sent", 1)


def restored_after_it_went_elsewhere(house: House) -> None:
    """The channel takes posts again by the time that a sender starts with the backup."""
    house.set(fallback_channel=FALLBACK)
    house.slack.script(WINS, refuse("is_archived"))
    sender = house.sender()
    house.put("a")
    backup = house.backup()
    house.run(sender)
    house.restore(backup)


def test_what_went_to_the_fallback_channel_is_not_sent_to_its_own_again(house: House) -> None:
    restored_after_it_went_elsewhere(house)
    house.run(house.sender("after the restore"))
    [post] = house.slack.posts(FALLBACK)
    row = house.row("a")
    assert (row["state"], row["channel"], row["ts"]) == ("sent", FALLBACK, post.ts)
    assert house.slack.posts(WINS) == []


def test_what_was_about_to_be_sent_when_the_backup_was_made_may_have_gone_elsewhere_too(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    house.slack.script(WINS, LETTER_LOST, refuse("is_archived"))
    sender = house.sender()
    house.put("a")
    sender.step()
    backup = house.backup()
    house.run(sender)
    house.restore(backup)
    house.run(house.sender("after the restore"))
    assert (house.state("a"), len(house.slack.posts(FALLBACK)), house.slack.posts(WINS)) == ("sent", 1, [])


def test_a_fallback_channel_that_cannot_be_read_now_is_read_later(house: House) -> None:
    restored_after_it_went_elsewhere(house)
    house.slack.unreadable[FALLBACK].extend([CannotLook("no answer in time", lasting=False), Later("x", 5)])
    house.run(house.sender("after the restore"))
    assert (house.state("a"), house.slack.posts(WINS)) == ("sent", [])


def test_what_is_found_counts_while_the_fallback_channel_is_read_again_and_again(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    sender = house.sender()
    house.put("a")
    house.put("b", due_at=house.in_s(10))
    backup = house.backup()
    house.run(sender, for_s=5)
    house.restore(backup)
    house.clock.advance(60)
    house.slack.unreadable[FALLBACK].extend([CannotLook("no answer in time", lasting=False)] * 50)
    house.run(house.sender("after the restore"), for_s=2 * 86_400)
    assert house.states()["a"] == "sent"
    assert (house.states()["b"], house.slack.posts(FALLBACK)) == ("held", [])


def test_a_fallback_channel_that_does_not_let_us_in_holds_nothing_up(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    house.put("a")
    house.slack.unreadable[FALLBACK].append(CannotLook("not_in_channel", lasting=True))
    house.run(house.sender())
    assert (house.state("a"), len(house.slack.posts(WINS))) == ("sent", 1)


def test_trouble_that_comes_again_is_told_of_again(house: House) -> None:
    house.slack.script(WINS, refuse("is_archived"), refuse("is_archived"))
    sender = house.sender()
    house.put("a", due_at=house.in_s(60))
    backup = house.backup()
    house.run(sender)
    house.restore(backup)
    house.run(house.sender("after the restore"))
    assert (len(house.slack.posts("UGUS")), house.slack.doubled()) == (2, [])


def test_a_thread_is_found_again_from_its_first_message_on(house: House) -> None:
    house.put("parent")
    house.put("reply", follows="parent")
    backup = house.backup()
    house.run(house.sender())
    house.restore(backup)
    # The parent cannot be found at once, so neither can the reply.
    house.slack.unreadable[WINS].append(CannotLook("no answer in time", lasting=False))
    house.run(house.sender("after the restore"))
    assert (len(house.slack.posts(WINS)), house.slack.doubled()) == (2, [])
    assert set(house.states().values()) == {"sent"}


def test_what_tells_of_something_long_ago_is_looked_for_though_it_was_put_just_now(house: House) -> None:
    """The slot of nine o'clock is run once more, because the backup knows nothing of its run."""
    nine = house.clock.now()
    house.put("before")
    backup = house.backup()
    sender = house.sender()
    house.put("round-up of nine", since=nine)
    house.run(sender)
    house.clock.advance(600)
    house.restore(backup)
    sender = house.sender("after the restore")
    house.put("round-up of nine", since=nine)
    house.run(sender)
    assert house.slack.doubled() == []
    assert len(house.slack.posts(WINS)) == 2


def test_what_is_put_while_a_sender_runs_is_not_doubted(house: House) -> None:
    sender = house.sender()
    house.put("a")
    house.run(sender)
    house.clock.advance(60)
    house.put("b")
    house.run(sender)
    assert house.slack.looked == []


def test_only_posts_that_should_be_out_are_doubted(house: House) -> None:
    """What is done twice without harm is simply done, and nobody looks for what cannot be there yet."""
    house.put("home", "ana", kind="home")
    house.put("tomorrow", due_at=house.in_s(86_400))
    house.put("now")
    sender = house.sender()
    house.run(sender, for_s=60)
    assert house.states() == {"home": "sent", "tomorrow": "pending", "now": "sent"}
    assert len(house.slack.looked) == 1


def test_a_backlog_is_not_held_up_by_being_looked_for(house: House) -> None:
    for number in range(60):
        house.put(f"m{number}", f"C{number % 20}")
    begun = house.clock.now()
    house.run(house.sender())
    assert set(house.states().values()) == {"sent"}
    # Twenty conversations are read, one every 1.2 seconds, while what is known to be absent goes out.
    assert (house.slack.posts()[-1].at - begun).total_seconds() <= 20 * 1.2 + 4
    assert len(house.slack.looked) == 20
