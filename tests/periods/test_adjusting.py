"""Adding to somebody's pay, or taking off: an own line with its reason, which no recalculation loses."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from bot.periods.adjusting import AdjustmentRefused, Wanted, add, adjustments_of, withdraw
from bot.store.audit import audit_log
from bot.store.base import table_of
from bot.store.engine import open_engine, reading, writing
from bot.store.periods import Line, Statement
from bot.store.workspaces import facts_changed
from tests.databases import Databases
from tests.examples import tried
from tests.periods.payday import Q1, Q2, Payday

TYPO = "The renewal was booked under Eli by mistake"


@pytest.fixture
def payday(engine: Engine) -> Payday:
    """The second quarter has ended: 10,000.00 × 10 % = 1,000.00 for Ana. The first is paid."""
    return _ended(engine)


def _ended(engine: Engine) -> Payday:
    made = Payday(engine)
    made.pays(Q1)
    made.sells("D1", "2024-05-10", 1_000_000)
    made.refreshes(Q2)
    return made


def _adjusts(payday: Payday, by: str, who: str, key: str = "one", **wanted: Any) -> None:
    asked = {"currency": "USD", "reason": TYPO, **wanted}
    with writing(payday.engine) as connection:
        company = payday.company(connection)
        want = Wanted(payday.caller(connection, who).id, **asked)
        add(connection, company, payday.caller(connection, by), want, key, payday.now)


def _recalculates(payday: Payday) -> None:
    with writing(payday.engine) as connection:
        facts_changed(connection, payday.workspace_id)
    payday.refreshes(Q2)


def test_an_amount_is_a_line_of_its_own_in_both_directions(payday: Payday) -> None:
    _adjusts(payday, "bea", "ana", "one", amount_minor=25_000)
    _adjusts(payday, "bea", "ana", "two", amount_minor=-5_000, reason="Paid by voucher")
    expected = [("pay", 100_000, ""), ("adjustment", 25_000, TYPO), ("adjustment", -5_000, "Paid by voucher")]
    assert payday.lines(Q2, "ana") == expected
    assert payday.total(Q2, "ana") == 120_000
    _recalculates(payday)
    assert payday.lines(Q2, "ana") == expected


def test_a_percentage_is_of_what_the_statement_comes_to_without_adjustments(payday: Payday) -> None:
    """2.5 % of 1,000.00 is 25.00; with 2,000.00 of it, after another deal, 50.00."""
    _adjusts(payday, "bea", "ana", amount_minor=10_000)
    _adjusts(payday, "bea", "ana", "two", percent_ppm=25_000)
    assert [amount for _, amount, _ in payday.lines(Q2, "ana")] == [100_000, 10_000, 2_500]
    payday.sells("D2", "2024-05-11", 1_000_000)
    payday.refreshes(Q2)
    assert [amount for _, amount, _ in payday.lines(Q2, "ana")] == [100_000, 100_000, 10_000, 5_000]


def test_the_same_request_twice_makes_one(payday: Payday) -> None:
    for _ in range(2):
        _adjusts(payday, "bea", "ana", amount_minor=25_000)
    assert payday.total(Q2, "ana") == 125_000


def test_it_can_be_taken_off_again_once(payday: Payday) -> None:
    _adjusts(payday, "bea", "ana", amount_minor=25_000)
    with writing(payday.engine) as connection:
        company, cho = payday.company(connection), payday.caller(connection, "cho")
        standing, person_id = payday.standing(Q2), payday.id_of("ana")
        (kept,) = adjustments_of(connection, standing.id, person_id)
        assert (kept.by, kept.made.amount_minor) == ("Bea", 25_000)
        assert withdraw(connection, company, cho, kept.id, payday.now)
        assert not withdraw(connection, company, cho, kept.id, payday.now)
    assert payday.lines(Q2, "ana") == [("pay", 100_000, "")]


@pytest.mark.parametrize(
    ("by", "who", "wanted", "sentence"),
    [
        ("ana", "ana", {"amount_minor": 1}, "Nobody adjusts their own pay"),
        ("cho", "cho", {"amount_minor": 1}, "Nobody adjusts their own pay"),
        ("eli", "ana", {"amount_minor": 1}, "not yours to adjust"),
        ("ana", "bea", {"amount_minor": 1}, "not yours to adjust"),
        ("bea", "ana", {"amount_minor": 0}, "changes nothing"),
        ("bea", "ana", {"amount_minor": 10**14 + 1}, "a digit too many"),
        ("bea", "ana", {"percent_ppm": 10_000_001}, "a digit too many"),
        ("bea", "ana", {}, "either an amount or a percentage"),
        ("bea", "ana", {"amount_minor": 1, "reason": " "}, "Say why"),
        ("bea", "ana", {"amount_minor": 1, "reason": "x" * 501}, "501 characters"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    sqlite_engine: Engine, by: str, who: str, wanted: dict[str, Any], sentence: str
) -> None:
    payday = _ended(sqlite_engine)
    with pytest.raises(AdjustmentRefused, match=sentence):
        _adjusts(payday, by, who, **wanted)
    assert payday.lines(Q2, "ana") == [("pay", 100_000, "")]


def test_who_is_on_no_plan_can_be_given_something_too(payday: Payday) -> None:
    _adjusts(payday, "cho", "dan", amount_minor=7_500)
    assert payday.lines(Q2, "dan") == [("adjustment", 7_500, TYPO)]
    _recalculates(payday)
    assert payday.lines(Q2, "dan") == [("adjustment", 7_500, TYPO)]


def test_the_log_says_who_adjusted_whom_and_no_amount(payday: Payday) -> None:
    _adjusts(payday, "bea", "ana", amount_minor=25_017, reason="Add 250.17 for the deal")
    log = audit_log.c
    with reading(payday.engine) as connection:
        entry = connection.execute(select(audit_log).where(log.action == "adjustment_made")).one()
    assert (entry.actor, entry.subject_person_id) == ("person bea", payday.id_of("ana"))
    assert "250" not in entry.details


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("amount"), st.sampled_from(["USD", "EUR"]), st.integers(-(10**9), 10**9).filter(bool)
        ),
        st.tuples(st.just("percent"), st.just("USD"), st.integers(-1_000_000, 1_000_000).filter(bool)),
        st.tuples(st.just("withdraw"), st.just(""), st.integers(0, 5)),
    ),
    max_size=5,
)


@tried(8)
@given(STEPS)
def test_what_is_written_at_once_is_what_a_recalculation_writes(
    databases: Databases, steps: list[tuple[str, str, int]]
) -> None:
    engine = open_engine(databases.fresh("sqlite"))
    payday = _ended(engine)
    for number, (kind, currency, size) in enumerate(steps):
        if kind == "withdraw":
            _withdraws(payday, size)
        else:
            named = {"amount_minor" if kind == "amount" else "percent_ppm": size}
            _adjusts(payday, "bea", "ana", str(number), currency=currency, **named)
    at_once = _stored(payday)
    _recalculates(payday)
    assert _stored(payday) == at_once
    engine.dispose()


def _withdraws(payday: Payday, which: int) -> None:
    with writing(payday.engine) as connection:
        kept = adjustments_of(connection, payday.standing(Q2).id, payday.id_of("ana"))
        if which < len(kept):
            bea = payday.caller(connection, "bea")
            withdraw(connection, payday.company(connection), bea, kept[which].id, payday.now)


def _stored(payday: Payday) -> list[tuple[object, ...]]:
    """Everybody's statements of the second quarter with their lines, but for the numbers of rows."""
    line, statement = table_of(Line), table_of(Statement)
    columns = [column for column in line.c if column.name not in ("id", "statement_id")]
    own = [statement.c.person_id, statement.c.total_minor, statement.c.summary, statement.c.digest]
    query = (
        select(*own, *columns)
        .join_from(statement, line, line.c.statement_id == statement.c.id, isouter=True)
        .where(statement.c.period_id == payday.standing(Q2).id)
        .order_by(statement.c.person_id, statement.c.currency, line.c.position)
    )
    with reading(payday.engine) as connection:
        return [tuple(row) for row in connection.execute(query)]
