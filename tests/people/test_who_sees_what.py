"""Everybody who could ask for Ana's pay, on every surface that shows pay, honest and forged."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.sandbox.courier import Reply
from bot.store.base import table_of
from bot.store.engine import open_engine, reading
from bot.store.tables import AuditEntry, Person
from tests.conftest import STORES
from tests.databases import Databases
from tests.front_door import FrontDoor, open_door
from tests.store.brightwater import write_company

audit, people = table_of(AuditEntry), table_of(Person)

# Ana's amounts of both quarters, as people and as machines write them; nobody else has any of them.
ANAS = ("5,640.05", "564005", "1,500.05", "150005", "3,840.00", "384000", "6,000.01", "600001", "4,340.00")
SEES = {
    "ana": "",
    "ben": "her manager",
    "dee": "her manager's manager",
    "gus": "the compensation admin",
}
REFUSED = {
    "cho": "not yours to see",  # a peer with the same manager
    "fay": "not yours to see",  # somebody of another team
    "eli": "not yours to see",  # another team's manager
    "hal": "not yours to see",  # her manager until June
    "ida": "Your last day here has passed",
    "lou": "You are a guest in this workspace",
    "mia": "Your account here is deactivated",
    "ned": "visiting from another company",
    "oda": "I don't know you yet",
    "pat": "I don't know you yet",  # one of two with that email
    "robot": "to people, not to apps",
}
OWN = {
    "ana": "$5,640.05",
    "cho": "$3,560.00",
    "ben": "$4,320.00",
    "fay": "$2,824.50",
    **dict.fromkeys(("dee", "eli", "hal", "gus"), "on no pay plan"),
    **{person: words for person, words in REFUSED.items() if "not yours" not in words},
}


def _ask(door: FrontDoor, person: str, text: str) -> Reply:
    outcome = door.world.run(f"U{person.upper()}", "/mycomp", text)
    return Reply(outcome.answer, outcome.problem)


def _every_line(door: FrontDoor, person: str) -> Reply:
    return door.forge(person, "mycomp.lines", "2024-Q3 ana")


def _page(door: FrontDoor, person: str) -> Reply:
    return door.forge(person, "lines.later", "1", door.modal(person, "2024-Q3 ana"))


def _why(door: FrontDoor, person: str) -> Reply:
    return door.forge(person, "lines.why", "1", door.modal(person, "2024-Q3 ana"))


def _home(action: str) -> Callable[[FrontDoor, str], Reply]:
    view = {"id": "V0", "type": "home", "blocks": [], "private_metadata": "2024-Q3 ana"}
    return lambda door, person: door.forge(person, action, "2024-Q3 ana", view)


ONE_LINE = "why a line is what it is"
SURFACES: dict[str, Callable[[FrontDoor, str], Reply]] = {
    "the command": lambda door, person: _ask(door, person, "@ana"),
    "the command for another period": lambda door, person: _ask(door, person, "Q3 2024 @ana"),
    "the button of a period": lambda door, person: door.forge(person, "mycomp.period", "2024-Q3 ana"),
    "the button of every line": _every_line,
    "a page of every line": _page,
    ONE_LINE: _why,
    "a period in App Home": _home("home.period"),
    "now in App Home": _home("home.now"),
    "every line in App Home": _home("home.lines"),
}


@pytest.fixture(scope="module", params=STORES)
def door(request: pytest.FixtureRequest, databases: Databases) -> Iterator[FrontDoor]:
    """One company for all, on either database: looking changes nothing but the audit log."""
    engine = open_engine(databases.fresh(request.param))
    with open_door(engine, write_company(engine)) as opened:
        opened.ask("ana")
        yield opened
    engine.dispose()


def _audited(door: FrontDoor) -> list[dict[str, Any]]:
    with reading(door.engine) as connection:
        return [dict(row) for row in connection.execute(select(audit).order_by(audit.c.id)).mappings()]


class Witness:
    """What became known by an act: its answer, every call to Slack, the log and the audit log."""

    def __init__(self, door: FrontDoor, act: Callable[[], Reply]) -> None:
        calls, logged, audited = len(door.world.calls), len(door.logs.getvalue()), len(_audited(door))
        self.reply = act()
        self.entries = _audited(door)[audited:]
        self.shown = (self.reply.answer.body.decode() if self.reply.answer else "") + "".join(
            json.dumps([call.args, call.answer]) for call in door.world.calls[calls:]
        )
        self.kept = door.logs.getvalue()[logged:] + repr(self.entries)

    def amounts(self) -> list[str]:
        return [amount for amount in ANAS if amount in self.shown]


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("person", [*SEES, *REFUSED])
def test_only_she_and_those_above_her_see_her_pay(door: FrontDoor, person: str, surface: str) -> None:
    witness = Witness(door, lambda: SURFACES[surface](door, person))
    assert witness.reply.problem is None
    assert not [amount for amount in ANAS if amount in witness.kept]
    if person in REFUSED:
        assert witness.amounts() == []
        assert REFUSED[person] in witness.shown
        assert witness.entries == []
    else:
        shown = {"1,500.05"} if surface == ONE_LINE else {"1,500.05", "3,840.00"}
        assert shown <= set(witness.amounts())


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("person", SEES)
def test_each_look_at_anothers_pay_is_in_the_audit_log(door: FrontDoor, person: str, surface: str) -> None:
    witness = Witness(door, lambda: SURFACES[surface](door, person))
    with reading(door.engine) as connection:
        ana = connection.execute(select(people.c.id).where(people.c.key == "ana")).scalar_one()
    seen = [
        (entry["actor"], entry["action"], entry["subject_person_id"], entry["at"], entry["details"])
        for entry in witness.entries
    ]
    own = person == "ana"
    assert seen == ([] if own else [(f"person {person}", "pay_viewed", ana, door.clock(), "{}")])


@pytest.mark.parametrize("person", OWN)
def test_everybody_gets_their_own_pay_or_a_kind_word(door: FrontDoor, person: str) -> None:
    witness = Witness(door, lambda: _ask(door, person, ""))
    assert OWN[person] in witness.shown
    assert person == "ana" or witness.amounts() == []
    assert witness.entries == []


@pytest.mark.parametrize("person", OWN)
def test_everybody_finds_their_own_pay_or_a_kind_word_at_home(door: FrontDoor, person: str) -> None:
    witness = Witness(door, lambda: door.world.visit_home(f"U{person.upper()}")[1])
    assert OWN[person] in witness.shown
    assert person == "ana" or witness.amounts() == []


@pytest.mark.parametrize("value", ["2024-Q3 nobody", "2024-Q3 ANA", "2024-Q3  ana", "2024-Q3 ' OR '1'='1"])
def test_a_forged_name_of_nobody_is_refused_even_to_the_admin(door: FrontDoor, value: str) -> None:
    witness = Witness(door, lambda: door.forge("gus", "mycomp.period", value))
    assert witness.amounts() == []
    assert "not yours to see" in witness.shown


@pytest.mark.parametrize("value", ["", "garbage", "9999-Q9", "<!channel>", "garbage ana"])
def test_a_forged_period_shows_no_pay_and_says_that_it_is_old(door: FrontDoor, value: str) -> None:
    witness = Witness(door, lambda: door.forge("ben", "mycomp.period", value))
    assert "This button is from an earlier version of Micdrop." in witness.shown
    assert "$" not in witness.shown


def test_a_forged_period_of_anothers_is_refused_before_it_is_read(door: FrontDoor) -> None:
    witness = Witness(door, lambda: door.forge("cho", "mycomp.period", "garbage ana"))
    assert "not yours to see" in witness.shown
    assert witness.amounts() == []
