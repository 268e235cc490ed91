"""All that was given, as a file for an admin: the button at the end of the settings."""

import csv
import io
import time
from collections.abc import Callable
from urllib.request import urlopen

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from tests.front_door import said
from tests.recognition.stage import WORDS, Stage

BUTTON = "recognition.export"


def dm(stage: Stage, person: str) -> list[Message]:
    return [one for one in stage.door.world.messages(f"U{person.upper()}") if one.is_app and one.files]


def awaited(there: Callable[[], bool]) -> None:
    """The file is made after the answer; it has to be there soon."""
    until = time.monotonic() + 20
    while not there():
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.02)


def test_an_admin_gets_the_table_as_a_file_in_their_direct_messages(stage: Stage) -> None:
    stage.give("ana", f"@ben =1+1 {WORDS}")
    outcome = stage.door.press("gus", stage.open("gus", "settings"), BUTTON)
    assert outcome.problem is None
    awaited(lambda: bool(dm(stage, "gus")))
    assert "*It is on its way.*" in said(stage.door.views("gus")[-1])
    (message,) = dm(stage, "gus")
    (file,) = message.files
    assert file["name"] == "recognition-2024-08-14.csv"
    with urlopen(f"{stage.door.sandbox.url}/slack/files/{file['id']}") as opened:  # the sandbox's own address
        (row,) = csv.DictReader(io.StringIO(opened.read().decode()))
    assert (row["giver"], row["receiver"], row["words"]) == ("Ana Ruiz", "Ben Okafor", f"'=1+1 {WORDS}")


@pytest.mark.parametrize("person", ["ana", "ben"])
def test_nobody_else_gets_it(stage: Stage, person: str) -> None:
    reply = stage.door.forge(person, BUTTON, "all", stage.door.modal(person, ""))
    assert reply.problem is None
    awaited(lambda: len(stage.door.views(person)) == 2)
    assert "Only compensation admins can have the table" in said(stage.door.views(person)[-1])
    assert dm(stage, person) == []


def test_when_slack_takes_no_file_the_message_says_so(stage: Stage) -> None:
    form = stage.open("gus", "settings")
    stage.door.world.faults.add(Fault("upload", "server_error"))
    stage.door.press("gus", form, BUTTON)
    awaited(lambda: any("did not get through" in said(one) for one in stage.door.world.messages("UGUS")))
