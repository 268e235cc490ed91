"""`micdrop period`: the way to payday for an engineer without Slack; no amount is ever printed."""

import os

import pytest

from bot.people.company import company_in
from bot.people.identity import Caller
from bot.periods.reviewing import Shown, approve
from bot.periods.standing import standing_of
from bot.periods.voiding import stands
from bot.store.base import table_of
from bot.store.engine import open_engine, writing
from bot.store.people import Person
from tests.cli.conftest import Micdrop, Ran
from tests.cli.conftest import micdrop as micdrop
from tests.review.stage import Q2
from tests.store.brightwater import NOW, write_company

AT = ("--now", NOW.isoformat())


@pytest.fixture
def period(micdrop: Micdrop, monkeypatch: pytest.MonkeyPatch) -> Micdrop:
    """Brightwater's `micdrop period`."""
    monkeypatch.setenv("MICDROP_WORKSPACE", "Brightwater")
    engine = open_engine(os.environ["DATABASE_URL"])
    write_company(engine)
    engine.dispose()
    return lambda *words: micdrop("period", *words)


def approve_everybody() -> None:
    """By Gus, in one step, as in Slack."""
    people = table_of(Person)
    engine = open_engine(os.environ["DATABASE_URL"])
    with writing(engine) as connection:
        gus = connection.execute(people.select().where(people.c.key == "gus")).mappings().one()
        company = company_in(connection, gus["workspace_id"])
        standing = standing_of(connection, company.id, Q2)
        assert standing is not None
        shown = {one: Shown(0, found.digest) for one, found in stands(connection, standing.id).items()}
        approve(connection, Caller(gus["id"], "gus", "Gus Hall", True, company), Q2, shown, NOW)
    engine.dispose()


def went(ran: Ran) -> str:
    assert (ran.code, ran.err) == (0, "")
    assert "$" not in ran.out
    assert "4,340" not in ran.out
    return ran.out


def test_a_period_goes_all_the_way(period: Micdrop) -> None:
    out = went(period("review", Q2, *AT))
    assert "The review of Q2 2024 has begun: 6 people" in out
    assert "  Ana Ruiz: waits for Ben Okafor\n  Ben Okafor: waits for Dee Lind\n" in out
    assert f"Q2 2024  {Q2}  in review  0         6        0          –" in went(period("list"))
    approve_everybody()
    assert "Everybody is approved: `micdrop period publish` comes next." in went(period("review", Q2, *AT))
    assert went(period("publish", Q2, *AT)) == "Q2 2024 is published: 6 people are told.\n"
    published = went(period("publish", Q2, *AT))
    assert published.startswith("Q2 2024 was published by somebody at the command line on 14 Aug 2024, 15:00")
    assert "published  6         0        0          14 Aug 2024" in went(period())
    assert went(period("close", Q2, *AT)) == "Q2 2024 is closed.\n"
    assert "Q2 2024 is closed already, by somebody at the command line on" in went(period("close", Q2, *AT))


def test_without_any_period_it_says_what_to_do(period: Micdrop) -> None:
    assert "No period was calculated yet." in went(period("list"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("review", "2024-Q3"), "2024-Q3 has not been calculated yet"),
        (("review", "last year"), "2023 is not a period that pay is settled by; that is the quarter here."),
        (("review", "soon"), "I can't tell which period 'soon' is."),
        (("publish", Q2), "2024-Q2 has not been calculated, so there is nothing to publish."),
        (("close", Q2), "2024-Q2 has not been calculated, so there is nothing to publish."),
    ],
)
def test_what_cannot_be_is_said(period: Micdrop, words: tuple[str, ...], sentence: str) -> None:
    ran = period(*words, *AT)
    assert ran.code == 1
    assert sentence in ran.err


def test_what_is_not_approved_is_not_published(period: Micdrop) -> None:
    period("review", Q2, *AT)
    ran = period("publish", Q2, *AT)
    assert (ran.code, ran.out) == (1, "")
    assert "Q2 2024: 6 of 6 statements are not approved." in ran.err
