"""Putting messages into the outbox: once each, with the change they tell of, as they will be read."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.delivery.lanes import paces
from bot.delivery.outbox import KeyReused, Outgoing, Person, Urgency, mark_of
from bot.slack.render import RenderError
from bot.store.engine import reading, writing
from tests.delivery.house import NOTE, RENDERER, WINS, House


@pytest.fixture
def house(either_house: House) -> House:
    """Both stores: they tell conflicts in ways of their own."""
    return either_house


def test_a_message_waits_as_it_will_be_read(house: House) -> None:
    house.put("winners", says="K7M-2QD", urgency=Urgency.ROUND_UP, mender_id=house.person("ben"))
    row, shown = house.row("winners"), RENDERER.render(NOTE, {"reference": "K7M-2QD"})
    assert (row["state"], row["kind"], row["place"], row["urgency"]) == ("pending", "post", WINS, 3)
    assert (row["text"], row["body"]) == (shown.text, shown.blocks_json)
    assert row["due_at"] == row["created_at"] == house.clock.now()
    assert (row["mender_id"], row["attempts"], row["fence"]) == (house.person("ben"), 0, 0)


def test_the_same_message_owed_twice_is_one(house: House) -> None:
    first = house.put("winners")
    before = house.row("winners")
    house.clock.advance(60)
    # When it is due, what it is called and who mends it is not what it is.
    again = house.put("winners", title="Another title", urgency=Urgency.ANSWER, due_at=house.in_s(60))
    assert again == first
    assert house.row("winners") == before


@pytest.mark.parametrize(
    "other",
    [
        {"says": "something else"},
        {"to": "C0OTHER"},
        {"to": "ana"},
        {"to": "UANA"},
        {"kind": "home", "to": "ana"},
        {"follows": "a"},
    ],
    ids=str,
)
def test_another_message_under_the_same_key_is_told_and_changes_nothing(
    house: House, other: dict[str, Any]
) -> None:
    house.put("a")
    house.put("winners", says="secret words")
    before = house.row("winners")
    with pytest.raises(KeyReused) as told:
        house.put("winners", **{"says": "secret words", **other})
    assert "'winners'" in str(told.value)
    assert f"workspace {house.id}" in str(told.value)
    assert "secret" not in str(told.value)
    assert house.row("winners") == before


def test_a_key_counts_in_its_own_workspace_only(house: House, engine: Engine) -> None:
    other = House(engine, "Otherland", house.clock)
    house.put("winners", says="one")
    other.put("winners", says="another")
    assert house.row("winners")["text"] != other.row("winners")["text"]
    assert mark_of(house.id, "winners") != mark_of(other.id, "winners")


def test_the_change_and_its_message_are_there_together_or_not_at_all(house: House) -> None:
    def change_and_tell() -> None:
        with writing(house.engine) as connection:
            house.outbox.put(connection, house.id, house.outgoing("a"), house.clock.now())
            raise RuntimeError("the change went wrong")

    with pytest.raises(RuntimeError):
        change_and_tell()
    assert house.states() == {}


def test_a_mistaken_template_stops_the_change(house: House) -> None:
    with pytest.raises(RenderError, match="reference is not among the values"):
        house.put("a", values={})
    assert house.states() == {}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"follows": "nobody"}, "'a' follows 'nobody', which is not there"),
        ({"kind": "edit"}, "edit 'a' has to say which message it follows"),
        ({"kind": "delete"}, "delete 'a' has to say which message it follows"),
        ({"kind": "home", "surface": NOTE, "to": "ana"}, f"{NOTE} is not an App Home"),
        ({"surface": "errors/apology_home"}, "errors/apology_home is not a message"),
    ],
    ids=str,
)
def test_what_cannot_be_sent_is_said_when_it_is_put(house: House, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        house.put("a", **wrong)
    assert house.states() == {}


def test_a_person_of_another_workspace_cannot_be_written_to(house: House, engine: Engine) -> None:
    theirs = House(engine, "Otherland", house.clock).person("ana")
    stray = Outgoing("a", "A", Person(theirs), NOTE, {"reference": "x"}, Urgency.NOTICE)
    with writing(engine) as connection, pytest.raises(ValueError, match="has no person number"):
        house.outbox.put(connection, house.id, stray, house.clock.now())
    assert house.states() == {}


def test_a_message_for_a_person_goes_to_their_slack_user_or_waits_until_one_is_found(house: House) -> None:
    house.put("known", to="ana")
    house.put("unknown", to="eve")
    assert house.row("known")["place"] == "UANA"
    assert house.row("unknown")["place"] == f"person:{house.person('eve')}"


def test_a_deletion_says_nothing(house: House) -> None:
    first = house.put("a")
    house.put("b", kind="delete", follows="a")
    row = house.row("b")
    assert (row["text"], row["body"], row["follows_id"]) == ("", "null", first)


@pytest.mark.parametrize(
    ("since_s", "state"), [(None, "pending"), (-119, "pending"), (-121, "unclear"), (60, "pending")]
)
def test_what_happened_long_ago_is_first_looked_for(house: House, since_s: int | None, state: str) -> None:
    since = None if since_s is None else house.in_s(since_s)
    house.put("a", since=since)
    row = house.row("a")
    assert (row["state"], row["look_since"]) == (state, since if state == "unclear" else None)


def test_several_messages_are_put_in_their_order(house: House) -> None:
    several = [house.outgoing("a"), house.outgoing("b", follows="a"), house.outgoing("a")]
    with writing(house.engine) as connection:
        first, second, again = house.outbox.put_many(connection, house.id, several, house.clock.now())
    assert again == first < second


def test_a_key_that_is_taken_is_left_alone_when_only_something_new_is_wanted(house: House) -> None:
    house.put("a")
    with writing(house.engine) as connection:
        other = house.outgoing("a", says="something else")
        assert house.outbox.put_if_new(connection, house.id, other, house.clock.now()) is None
        new = house.outgoing("b")
        assert house.outbox.put_if_new(connection, house.id, new, house.clock.now()) is not None
    assert "something else" not in house.row("a")["text"]


def test_a_workspace_gets_its_lanes_with_its_first_message(house: House) -> None:
    for key in "ab":
        house.put(key)
    with reading(house.engine) as connection:
        lanes = connection.execute(select(paces.c.place, paces.c.free_at).order_by(paces.c.place)).all()
    assert lanes == [("", house.clock.now()), ("reading", house.clock.now())]


def test_a_mark_tells_nothing_and_is_the_same_each_time() -> None:
    mark = mark_of(7, "payslip of Ana")
    assert len(mark) == 32
    assert mark == mark_of(7, "payslip of Ana") != mark_of(8, "payslip of Ana")
    assert int(mark, 16)
