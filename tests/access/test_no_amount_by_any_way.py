"""A whole quarter is lived in Slack, and all that went out is read: whose amounts reached whom, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from sqlalchemy import select

from bot.delivery.states import messages
from bot.store.audit import audit_log
from bot.store.engine import open_engine, reading
from tests.access import story
from tests.access.ear import Ear
from tests.access.life import PRIZES_MINOR, SUMS_MINOR, Life, begun
from tests.access.secrets_kept import Secrets
from tests.access.witness import minors_in
from tests.conftest import STORES
from tests.databases import Databases
from tests.front_door import open_door
from tests.store.brightwater import write_company

OWNERS = ("ana", "cho", "ben", "fay", "zoe")


@dataclass
class Lived:
    """The quarter afterwards, with all that was heard of it and whose amounts there are. Zoe has left before
    what was heard from `left` on."""

    life: Life
    ear: Ear
    secrets: Secrets
    left: int

    def secret_in(self, *texts: object) -> set[int]:
        """Anybody's amounts in some texts."""
        found = set[int]().union(*(minors_in(str(text)) for text in texts))
        return found & self.secrets.owners().keys()


@pytest.fixture(scope="module", params=STORES)
def lived(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Lived]:
    engine = open_engine(databases.fresh(request.param))
    with open_door(engine, write_company(engine)) as door, pytest.MonkeyPatch.context() as patch:
        life, ear, secrets, left = (
            begun(door),
            Ear(door.world.workspace),
            Secrets(PRIZES_MINOR, SUMS_MINOR),
            0,
        )
        door.world.workspace.feed = ear
        for chapter in (
            story.everybody_looks,
            story.the_second_quarter_is_reviewed,
            story.it_is_published,
            story.ana_asks_about_a_line,
            story.late_facts_are_made_up_for_in_the_next,
            partial(story.something_goes_wrong, monkeypatch=patch),
            story.payroll_is_exported,
            story.somebody_leaves,
            story.contests_are_run_and_won,
            story.something_is_announced,
        ):
            left = len(ear.heard) if chapter is story.somebody_leaves else left
            chapter(life)
            secrets.learn(engine)
        yield Lived(life, ear, secrets, left)
    engine.dispose()


def test_an_amount_is_read_by_its_owner_by_those_above_and_by_admins_alone(lived: Lived) -> None:
    told = [
        f"{heard.place}: {one} in {heard.notice!r}"
        for heard in lived.ear.heard
        for one in lived.secrets.told_to_others(heard, minors_in(f"{heard.notice} {heard.shown}"))
    ]
    assert told == []


@pytest.mark.parametrize("person", OWNERS)
def test_everybody_has_read_their_own_so_that_the_search_finds_what_there_is(
    lived: Lived, person: str
) -> None:
    own = [one for one in lived.ear.heard if one.readers == {f"U{person.upper()}"}]
    assert {"home", "modals"} < {one.place for one in own if lived.secret_in(one.shown)}
    read = set[int]().union(*(minors_in(one.shown) for one in own))
    assert len(lived.secrets.of[person] & read) >= 2


def test_what_several_people_read_names_no_amount(lived: Lived) -> None:
    together = [one for one in lived.ear.heard if len(one.readers) > 1]
    for title in ("Renewal cup", "Most sold", "A new quarter"):
        assert [one for one in together if title in one.notice], title
    assert [one.notice for one in together if lived.secret_in(one.notice, one.shown, one.unseen)] == []


def test_no_notification_and_nothing_unseen_names_an_amount(lived: Lived) -> None:
    assert [one for one in lived.ear.heard if lived.secret_in(one.notice, one.unseen)] == []
    for call in lived.life.door.world.calls:
        said = [call.args.get(name) for name in ("text", "metadata", "filename", "title", "initial_comment")]
        assert lived.secret_in(*said) == set(), (call.method, said)


def test_the_log_names_errors_and_no_amount(lived: Lived) -> None:
    logged = lived.life.door.logs.getvalue()
    assert logged.count("listener failed") == 3
    assert "ValueError" in logged
    assert lived.secret_in(logged) == set()


def test_an_apology_names_no_amount(lived: Lived) -> None:
    sorry = [one for one in lived.ear.heard if "went wrong on my side" in one.shown]
    assert {one.place for one in sorry} >= {"home"}
    assert [one for one in sorry if lived.secret_in(one.notice, one.shown, one.unseen)] == []


def test_the_audit_log_tells_what_was_done_and_no_amount(lived: Lived) -> None:
    with reading(lived.life.door.engine) as connection:
        rows = connection.execute(select(audit_log.c.action, audit_log.c.actor, audit_log.c.details)).all()
    done = {"pay_viewed", "adjustment_made", "pay_sent_back", "period_published", "payroll_exported"}
    assert done <= {row.action for row in rows}
    assert [tuple(row) for row in rows if lived.secret_in(row.actor, row.details)] == []


def test_the_outbox_names_amounts_in_the_bodies_of_direct_messages_alone(lived: Lived) -> None:
    with reading(lived.life.door.engine) as connection:
        rows = connection.execute(select(messages)).mappings().all()
    assert len(rows) > 20
    for row in rows:
        apart = [value for name, value in row.items() if name not in ("body", "digest", "ts")]
        assert lived.secret_in(*apart) == set(), row["title"]
        if row["person_id"] is None:
            assert lived.secret_in(row["body"]) == set(), row["title"]


def test_an_export_is_in_the_admins_direct_message_and_nowhere_else(lived: Lived) -> None:
    (sent,) = [one for one in lived.ear.heard if one.files]
    assert sent.readers == {"UGUS"}
    uploads = lived.life.door.world.workspace.uploads
    csv = uploads.find(sent.files[0])
    assert csv is not None
    assert csv.content is not None
    assert lived.secrets.of["ana"] & minors_in(csv.content.decode())
    uploaded = [call for call in lived.life.door.world.calls if call.method == "upload"]
    assert len(uploaded) == len(sent.files)


def test_who_has_left_reads_nobodys_pay_any_more(lived: Lived) -> None:
    since = [one for one in lived.ear.heard[lived.left :] if "UZOE" in one.readers]
    assert len(since) >= 3
    assert [one for one in since if lived.secret_in(one.notice, one.shown, one.unseen)] == []
