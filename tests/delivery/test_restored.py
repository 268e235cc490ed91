"""A backup that was restored knows nothing of what was sent since: it sends nothing of it again."""

import shutil
from pathlib import Path

import pytest

from bot.delivery.post import CannotLook
from bot.store.engine import open_engine
from tests.databases import Databases
from tests.delivery.fake_slack import later, refuse
from tests.delivery.house import FALLBACK, WINS, House


@pytest.fixture
def file_house(databases: Databases) -> House:
    return House(open_engine(databases.fresh("sqlite")))


def restored(house: House, backup: Path) -> None:
    """From now on the house has the store that was backed up."""
    house.engine.dispose()
    current = Path(str(house.engine.url.database))
    shutil.copyfile(backup, current)
    house.engine = open_engine(f"sqlite:///{current}")


def test_what_a_backup_believes_unsent_is_looked_for_before_it_is_sent(
    file_house: House, tmp_path: Path
) -> None:
    house = file_house
    sender = house.sender()
    house.slack.script("C2", later(600))
    for number in range(12):
        house.put(f"m{number}", f"C{number % 4}")
    house.put("dm", "ana")
    house.put("to be found", "eve")
    house.put("tomorrow", due_at=house.in_s(86_400))
    house.run(sender, for_s=1)
    backup = tmp_path / "backup.db"
    shutil.copyfile(str(house.engine.url.database), backup)
    house.run(sender, for_s=1_000)
    sent = len(house.slack.posts())
    assert sent == 14

    restored(house, backup)
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


def test_what_went_to_the_fallback_channel_is_found_there(file_house: House, tmp_path: Path) -> None:
    house = file_house
    house.set(fallback_channel=FALLBACK)
    house.slack.script(WINS, refuse("is_archived"), refuse("is_archived"))
    sender = house.sender()
    house.put("a")
    backup = tmp_path / "backup.db"
    shutil.copyfile(str(house.engine.url.database), backup)
    house.run(sender)
    assert house.slack.looked == []
    restored(house, backup)
    house.run(house.sender("after the restore"))
    assert (house.state("a"), len(house.slack.posts(FALLBACK))) == ("sent", 1)


def test_a_thread_is_found_again_from_its_first_message_on(file_house: House, tmp_path: Path) -> None:
    house = file_house
    house.put("parent")
    house.put("reply", follows="parent")
    backup = tmp_path / "backup.db"
    shutil.copyfile(str(house.engine.url.database), backup)
    house.run(house.sender())
    restored(house, backup)
    # The parent cannot be found at once, so neither can the reply.
    house.slack.unreadable[WINS].append(CannotLook("no answer in time", lasting=False))
    house.run(house.sender("after the restore"))
    assert (len(house.slack.posts(WINS)), house.slack.doubled()) == (2, [])
    assert set(house.states().values()) == {"sent"}


def test_what_tells_of_something_long_ago_is_looked_for_though_it_was_put_just_now(
    file_house: House, tmp_path: Path
) -> None:
    """The slot of nine o'clock is run once more, because the backup knows nothing of its run."""
    house = file_house
    nine = house.clock.now()
    house.put("before")
    backup = tmp_path / "backup.db"
    shutil.copyfile(str(house.engine.url.database), backup)
    sender = house.sender()
    house.put("round-up of nine", since=nine)
    house.run(sender)
    house.clock.advance(600)
    restored(house, backup)
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
