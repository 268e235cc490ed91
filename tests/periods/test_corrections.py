"""What later facts change in a published period is paid by the next one, each difference with its reason."""

import pytest
from sqlalchemy import Engine

from bot.periods.calculating import PeriodIsFinal, calculate_period
from bot.periods.pay_settings import change_pay_settings
from bot.store.engine import writing
from tests.periods.acorn import GROWTH, SALES
from tests.periods.payday import Q1, Q2, Q3, Payday

PLAN_OF_20 = SALES.replace("rate: 10%", "rate: 20%")
LATE = "crm:D2 came in after Q1 2024 was published."


@pytest.fixture
def payday(engine: Engine) -> Payday:
    """The first quarter is paid: 10,000.00 × 10 % = 1,000.00 for Ana."""
    made = Payday(engine)
    made.sells("D1", "2024-02-10", 1_000_000)
    made.pays(Q1)
    return made


def test_a_published_period_stays_as_it_is_whatever_comes_later(payday: Payday) -> None:
    payday.sells("D2", "2024-03-01", 500_000)
    payday.refreshes(Q1)
    assert payday.lines(Q1, "ana") == [("pay", 100_000, "")]
    with pytest.raises(PeriodIsFinal, match="Q1 2024 is published, and what was published never changes"):
        calculate_period(payday.engine, payday.workspace_id, Q1, payday.now.date(), payday.now)


def test_a_late_event_is_paid_in_the_next_period(payday: Payday) -> None:
    """5,000.00 × 10 % = 500.00 more for the first quarter."""
    payday.sells("D2", "2024-03-01", 500_000)
    payday.refreshes(Q2)
    assert payday.lines(Q2, "ana") == [("adjustment", 50_000, LATE)]
    assert payday.total(Q2, "ana") == 50_000


def test_a_changed_event_is_made_up_for_in_both_directions(payday: Payday) -> None:
    """8,000.00 × 10 % = 800.00 instead of 1,000.00 is 200.00 less; 12,000.00 would be 200.00 more."""
    payday.changes_event("D1", amount_minor=800_000)
    payday.refreshes(Q2)
    changed = "crm:D1 was changed after Q1 2024 was published."
    assert payday.lines(Q2, "ana") == [("adjustment", -20_000, changed)]
    payday.changes_event("D1", amount_minor=1_200_000)
    payday.refreshes(Q2)
    assert payday.lines(Q2, "ana") == [("adjustment", 20_000, changed)]
    payday.changes_event("D1", amount_minor=1_000_000)
    payday.refreshes(Q2)
    assert payday.lines(Q2, "ana") == []


def test_an_event_that_is_no_more_is_taken_back(payday: Payday) -> None:
    payday.changes_event("D1", kind="nothing")
    payday.refreshes(Q2)
    gone = "crm:D1 does not count in Q1 2024 any more."
    assert payday.lines(Q2, "ana") == [("adjustment", -100_000, gone)]


def test_what_was_made_up_for_once_is_not_made_up_for_again(payday: Payday) -> None:
    """500.00 in the second quarter; when it is published, the third owes nothing for the first.

    When the deal turns out to be 6,000.00, the third owes the 100.00 that are still missing.
    """
    payday.sells("D2", "2024-03-01", 500_000)
    payday.pays(Q2)
    payday.refreshes(Q3)
    assert payday.lines(Q3, "ana") == []
    payday.changes_event("D2", amount_minor=600_000)
    payday.refreshes(Q3)
    assert payday.lines(Q3, "ana") == [
        ("adjustment", 10_000, "crm:D2 was changed after Q1 2024 was published.")
    ]


def test_only_the_first_period_after_the_last_published_pays_corrections(payday: Payday) -> None:
    payday.sells("D2", "2024-03-01", 500_000)
    payday.refreshes(Q3)
    payday.refreshes(Q2)
    assert payday.lines(Q3, "ana") == []
    assert payday.lines(Q2, "ana") == [("adjustment", 50_000, LATE)]


def test_somebody_who_is_on_no_plan_any_more_gets_what_is_owed(payday: Payday) -> None:
    payday.leaves_plan("eli", "2024-03-31")
    payday.sells("D3", "2024-03-02", 300_000, account="birch")
    payday.refreshes(Q2)
    assert payday.lines(Q2, "eli") == [("adjustment", 30_000, "crm:D3 came in after Q1 2024 was published.")]


def test_a_workspace_may_correct_fewer_periods_or_none(payday: Payday) -> None:
    with writing(payday.engine) as connection:
        change_pay_settings(
            connection, payday.workspace_id, {"corrected_periods": 0}, payday.now, "command line"
        )
    payday.sells("D2", "2024-03-01", 500_000)
    payday.refreshes(Q2)
    assert payday.lines(Q2, "ana") == []


def test_a_period_is_corrected_under_the_plan_that_it_was_published_with(payday: Payday) -> None:
    """The plan pays 20 % now, also for the first quarter; what was published at 10 % stays at 10 %."""
    payday.loads(PLAN_OF_20)
    payday.sells("D2", "2024-03-01", 500_000)
    payday.sells("D4", "2024-05-01", 100_000)
    payday.refreshes(Q2)
    # 1,000.00 × 20 % = 200.00 in the second quarter, 5,000.00 × 10 % = 500.00 for the first.
    assert payday.lines(Q2, "ana") == [("pay", 20_000, ""), ("adjustment", 50_000, LATE)]


def test_a_loss_that_turns_out_to_be_none_is_not_taken_off_the_next_period_either(engine: Engine) -> None:
    """The loss of 1,000.00 × 10 % = 100.00 was carried out of the first quarter, and taken off the second
    one's 5,000.00 × 10 % = 500.00: 400.00 were paid. Without the loss 500.00 are due, so 100.00 are missing.
    """
    payday = Payday(engine, GROWTH)
    payday.sells("D1", "2024-02-10", 0, kind="loss", change=-100_000)
    payday.pays(Q1)
    payday.sells("D2", "2024-05-10", 500_000, change=500_000)
    payday.pays(Q2)
    assert payday.total(Q1, "ana") == 0
    assert payday.total(Q2, "ana") == 40_000
    payday.changes_event("D1", kind="nothing", recurring_change_minor=0)
    payday.refreshes(Q3)
    assert [(entry, amount) for entry, amount, _ in payday.lines(Q3, "ana")] == [
        ("adjustment", -10_000),  # what was carried out of the first quarter
        ("adjustment", 10_000),  # the loss of it
        ("adjustment", 10_000),  # what was taken off the second
    ]
    assert payday.total(Q3, "ana") == 10_000
