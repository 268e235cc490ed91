"""Everybody's pay is looked at by somebody else, and each approval is of what was seen."""

import json
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from bot.periods.adjusting import Wanted, add
from bot.periods.publishing import PublishRefused
from bot.periods.reviewing import (
    Outcome,
    ReviewRefused,
    Shown,
    approve,
    begin,
    look_once_more,
    send_back,
    set_out,
)
from bot.store.audit import audit_log
from bot.store.engine import reading, writing
from tests.periods.payday import Q1, Q2, Q3, Payday, reviews


@pytest.fixture
def payday(engine: Engine) -> Payday:
    """The second quarter is in review: 1,000.00 for Ana, nothing yet for Eli and Bea."""
    made = Payday(engine)
    made.sells("D1", "2024-05-10", 1_000_000)
    made.refreshes(Q2)
    assert made.begins(Q2) == 3
    return made


def _outcomes(payday: Payday, by: str, *keys: str) -> list[Outcome]:
    return [decision.outcome for decision in payday.approves(by, Q2, *keys).values()]


@pytest.mark.parametrize(
    ("by", "who", "outcome"),
    [
        ("bea", "ana", Outcome.DONE),  # the manager
        ("dan", "ana", Outcome.DONE),  # the manager's manager
        ("cho", "ana", Outcome.DONE),  # the admin
        ("dan", "bea", Outcome.DONE),
        ("ana", "ana", Outcome.OWN),
        ("bea", "bea", Outcome.OWN),
        ("eli", "ana", Outcome.NOT_YOURS),  # a peer
        ("ana", "bea", Outcome.NOT_YOURS),  # from below
    ],
)
def test_who_may_approve_whom(payday: Payday, by: str, who: str, outcome: Outcome) -> None:
    assert _outcomes(payday, by, who) == [outcome]


def test_with_the_last_approval_the_period_is_approved(payday: Payday) -> None:
    assert _outcomes(payday, "bea", "ana", "eli") == [Outcome.DONE, Outcome.DONE]
    assert payday.standing(Q2).state == "in_review"
    payday.approves("cho", Q2, "bea")
    assert payday.standing(Q2).state == "approved"


def test_who_comes_second_is_told_who_was_first(payday: Payday) -> None:
    seen = {payday.id_of("ana"): payday.shown(Q2, "ana")}
    payday.approves("bea", Q2, "ana")
    with writing(payday.engine) as connection:
        (second,) = approve(connection, payday.caller(connection, "cho"), Q2.key, seen, payday.now).values()
    assert (second.outcome, second.by, second.at) == (Outcome.ALREADY, "Bea", payday.now)


def test_of_eight_who_press_at_once_one_wins(payday: Payday) -> None:
    seen = {payday.id_of("ana"): payday.shown(Q2, "ana")}
    found: list[Outcome] = []

    def press() -> None:
        with writing(payday.engine) as connection:
            (decision,) = approve(
                connection, payday.caller(connection, "cho"), Q2.key, seen, payday.now
            ).values()
        found.append(decision.outcome)

    _together(press, 8)
    assert sorted(one.value for one in found) == ["already"] * 7 + ["done"]


def _together(what: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=what) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def test_an_approval_is_of_what_was_seen(payday: Payday) -> None:
    seen = {payday.id_of("ana"): payday.shown(Q2, "ana")}
    payday.sells("D2", "2024-05-11", 500_000)
    payday.refreshes(Q2)
    with writing(payday.engine) as connection:
        (decision,) = approve(connection, payday.caller(connection, "bea"), Q2.key, seen, payday.now).values()
    assert decision.outcome is Outcome.CHANGED
    assert _outcomes(payday, "bea", "ana") == [Outcome.DONE]


def test_facts_that_change_later_void_it_and_say_what_changed(payday: Payday) -> None:
    """5,000.00 × 10 % = 500.00 more, on one line more."""
    payday.approves("bea", Q2, "ana", "eli")
    payday.approves("cho", Q2, "bea")
    payday.sells("D2", "2024-05-11", 500_000)
    payday.refreshes(Q2)
    assert payday.standing(Q2).state == "in_review"
    states = {key: _review(payday, key).state for key in ("ana", "eli", "bea")}
    assert states == {"ana": "waiting", "eli": "approved", "bea": "approved"}
    assert json.loads(_review(payday, "ana").changed) == [
        {"currency": "USD", "title": "Deals", "lines_before": 1, "lines_after": 2}
        | {"before_minor": 100_000, "after_minor": 150_000}
    ]


def test_facts_that_change_nothing_of_it_leave_it(payday: Payday) -> None:
    payday.approves("bea", Q2, "ana")
    payday.sells("D2", "2024-05-11", 500_000, account="birch")
    payday.refreshes(Q2)
    assert _review(payday, "ana").state == "approved"


def _review(payday: Payday, key: str):  # type: ignore[no-untyped-def]
    with reading(payday.engine) as connection:
        return connection.execute(select(reviews).where(reviews.c.person_id == payday.id_of(key))).one()


def test_nobody_approves_what_they_adjusted(payday: Payday) -> None:
    """The next level does, or the admin."""
    with writing(payday.engine) as connection:
        wanted = Wanted(payday.id_of("ana"), "USD", "A late deal", amount_minor=5_000)
        add(connection, payday.company(connection), payday.caller(connection, "bea"), wanted, "k", payday.now)
    assert _outcomes(payday, "bea", "ana") == [Outcome.OWN_ADJUSTMENT]
    assert _outcomes(payday, "dan", "ana") == [Outcome.DONE]


def test_what_is_sent_back_waits_for_the_admins_and_comes_before_the_reviewer_again(payday: Payday) -> None:
    with writing(payday.engine) as connection:
        bea, cho = payday.caller(connection, "bea"), payday.caller(connection, "cho")
        ana = payday.id_of("ana")
        with pytest.raises(ReviewRefused, match="Say what is wrong"):
            send_back(connection, bea, Q2.key, ana, payday.shown(Q2, "ana"), " ", payday.now)
        sent = send_back(connection, bea, Q2.key, ana, payday.shown(Q2, "ana"), "No bonus?", payday.now)
        assert sent.outcome is Outcome.DONE
    assert _review(payday, "ana").reason == "No bonus?"
    with writing(payday.engine) as connection:
        back = look_once_more(connection, cho, Q2.key, ana, payday.shown(Q2, "ana"), payday.now)
        assert back.outcome is Outcome.DONE
    assert _review(payday, "ana").state == "waiting"


def test_what_was_sent_back_and_has_changed_is_looked_at_again(payday: Payday) -> None:
    with writing(payday.engine) as connection:
        bea, ana = payday.caller(connection, "bea"), payday.id_of("ana")
        send_back(connection, bea, Q2.key, ana, payday.shown(Q2, "ana"), "Too little", payday.now)
    payday.sells("D2", "2024-05-11", 500_000)
    payday.refreshes(Q2)
    assert _review(payday, "ana").state == "waiting"


def test_periods_are_reviewed_one_after_the_other(payday: Payday) -> None:
    payday.refreshes(Q1)
    with writing(payday.engine) as connection, pytest.raises(ReviewRefused, match="Q2 2024 is under review"):
        begin(connection, payday.company(connection), Q1.key, "command line", payday.now)
    payday.approves("bea", Q2, "ana", "eli")
    payday.approves("cho", Q2, "bea")
    payday.publishes(Q2)
    with (
        writing(payday.engine) as connection,
        pytest.raises(ReviewRefused, match="Q2 2024 is published already"),
    ):
        begin(connection, payday.company(connection), Q1.key, "command line", payday.now)
    payday.refreshes(Q3)
    with writing(payday.engine) as connection, pytest.raises(ReviewRefused, match="Q3 2024 is not over yet"):
        begin(connection, payday.company(connection), Q3.key, "command line", payday.now)


def test_an_ended_period_is_set_out_once(engine: Engine) -> None:
    made = Payday(engine)
    made.refreshes(Q2)
    with writing(engine) as connection:
        assert set_out(connection, made.company(connection), Q2.key, made.now)
        assert not set_out(connection, made.company(connection), Q2.key, made.now)
    assert made.standing(Q2).state == "calculated"


def test_nothing_is_published_while_somebody_waits(payday: Payday) -> None:
    payday.approves("bea", Q2, "ana")
    with pytest.raises(PublishRefused, match="2 of 3 statements are not approved"):
        payday.publishes(Q2)


def test_nothing_is_published_that_changed_after_the_approval(payday: Payday) -> None:
    payday.approves("bea", Q2, "ana", "eli")
    payday.approves("cho", Q2, "bea")
    payday.sells("D2", "2024-05-11", 500_000)
    with pytest.raises(PublishRefused, match="1 of 3 statements are not approved"):
        payday.publishes(Q2)
    assert payday.standing(Q2).state == "approved"  # the refusal leaves everything as it was


def test_the_log_names_who_was_approved_by_whom(payday: Payday) -> None:
    payday.approves("bea", Q2, "ana", "eli")
    with reading(payday.engine) as connection:
        log = audit_log.c
        entry = connection.execute(select(audit_log).where(log.action == "pay_approved")).one()
    assert (entry.actor, json.loads(entry.details)) == (
        "person bea",
        {"people": ["ana", "eli"], "period": "2024-Q2"},
    )


def test_a_button_of_an_earlier_edition_does_nothing(payday: Payday) -> None:
    seen = {payday.id_of("ana"): Shown(7, payday.shown(Q2, "ana").digest)}
    with writing(payday.engine) as connection:
        (decision,) = approve(connection, payday.caller(connection, "bea"), Q2.key, seen, payday.now).values()
    assert decision.outcome is Outcome.CHANGED
