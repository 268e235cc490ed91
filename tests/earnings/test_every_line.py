"""The modal with every line: what is shown of a line multiplies out to its amount, to the cent."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from bot.periods.calculating import calculate_period
from bot.sandbox.faults import Fault
from calc.exact import rounded
from calc.periods import FiscalCalendar, PeriodKind
from tests.front_door import FrontDoor, said
from tests.store.brightwater import CARE

MONEY = re.compile(r"(−?)\$([\d,]+\.\d\d)")
FACTOR = re.compile(r"× (?:([\d,.]+)%|(\d+)/(\d+))")


def _cents(text: str) -> int:
    found = MONEY.search(text)
    assert found, text
    return int(found[2].replace(",", "").replace(".", "")) * (-1 if found[1] else 1)


def _ratio(text: str) -> Fraction:
    found = FACTOR.match(text)
    assert found, text
    if found[1]:
        return Fraction(found[1].replace(",", "")) / 100
    return Fraction(int(found[2]), int(found[3]))


def _lines(view: dict[str, Any]) -> Iterator[list[str]]:
    """The elements under each line: what it is worked out from, its factors, its amount, its place."""
    for block in view["blocks"]:
        if block["type"] == "context" and any("= *" in each["text"] for each in block["elements"]):
            yield [each["text"] for each in block["elements"]]


def _multiplied_out(elements: list[str]) -> tuple[int, int]:
    """A line's amount as recomputed from what is shown, and as shown; in cents."""
    basis = _cents(elements[0].rpartition("= ")[2])
    shown = next(text for text in elements if text.startswith("= *"))
    product = Fraction(basis)
    for text in elements[1 : elements.index(shown)]:
        product *= _ratio(text)
    return rounded(product), _cents(shown)


def _numbers(elements: list[str]) -> list[str]:
    return [" ".join(text.split()[:2]) for text in elements[:-1]]


def _pages(door: FrontDoor, person: str, text: str = "") -> list[dict[str, Any]]:
    pages = [door.every_line(person, text)]
    while "lines.later" in str(pages[-1]["blocks"]):
        view = door.press(person, pages[-1], "lines.later").view
        assert view is not None
        pages.append(view)
    return pages


def _renewals(door: FrontDoor, count: int) -> None:
    """Renewals of 101.00, 101.33, 101.66 … with halves and thirds of cents in their products."""
    with door.changing() as ledger:
        for number in range(count):
            ledger.event(f"N{number:03}", "renewal", "2024-08-07", "alder", amount=10_100 + 33 * number)


@pytest.mark.parametrize(
    ("person", "text", "total", "lines"),
    [
        ("ana", "", 564_005, 3),
        ("ana", "Q2", 434_000, 2),
        ("ana", "2024", 998_005, 5),
        ("ana", "July", 150_005, 1),
        ("cho", "", 356_000, 2),
        ("fay", "", 282_450, 2),
        ("zoe", "", 210_000, 2),
        ("ben", "@ana", 564_005, 3),
    ],
)
def test_each_line_multiplies_out_and_together_they_are_the_total(
    shared_company: FrontDoor, person: str, text: str, total: int, lines: int
) -> None:
    worked_out = [
        _multiplied_out(line) for view in _pages(shared_company, person, text) for line in _lines(view)
    ]
    assert len(worked_out) == lines
    assert all(recomputed == shown for recomputed, shown in worked_out)
    assert sum(shown for _, shown in worked_out) == total
    assert _cents(shared_company.ask(person, text).splitlines()[0]) == total


def test_a_line_says_what_it_is_from(shared_company: FrontDoor) -> None:
    """100,003.00 × 1.5 % = 1,500.045, which is half a cent and goes up."""
    view = shared_company.every_line("ana")
    renewal, upsell, bonus = _lines(view)
    assert _numbers(renewal) == ["$100,003.00", "× 1.5%", "= *$1,500.05*"]
    assert upsell[0] == "your 60% of $10,000.01 = $6,000.01"
    assert _numbers(bonus) == ["$32,000.00", "× 40%", "× 120%", "× 1/4", "= *$3,840.00*"]
    # And where the rate stands in the plan, with the event it was paid on.
    assert all(words in renewal[-1] for words in ("rate 1", "Renewals", "crm:R1"))
    assert all(words in bonus[-1] for words in ("step 3", "Team retention bonus"))
    assert "*Alder* · 10 Jul 2024\nrenewal" in said(view)
    assert "Your 3 lines." in said(view)
    assert view["title"]["text"] == "Q3 2024"


def test_a_managers_view_names_whose_lines_they_are(shared_company: FrontDoor) -> None:
    shown = said(shared_company.every_line("ben", "@ana"))
    assert "Ana Ruiz: 3 lines." in shown
    assert "\n60% of $10,000.01 = $6,000.01" in shown
    assert "your" not in shown


def test_days_on_the_plan_stay_as_counted(company: FrontDoor) -> None:
    """From 16 August it is 46 of 92 days, one half: 10,000 × 40 % × 120 % × 1/4 × 46/92 = 600.00."""
    with company.changing() as ledger:
        ledger.on_plan("care", "jon", since="2024-08-16", variable=1_000_000)
    (bonus,) = _lines(company.every_line("jon"))
    assert "× 46/92 days on the plan" in bonus
    assert _multiplied_out(bonus) == (60_000, 60_000)


def test_what_is_taken_back_is_shown_below_zero(company: FrontDoor) -> None:
    """−333.00 × 1.5 % = −4.995, away from zero: −5.00."""
    with company.changing() as ledger:
        ledger.event("R9", "renewal", "2024-08-07", "cedar", amount=-33_300)
    negative = next(line for line in _lines(company.every_line("cho")) if "−" in line[0])
    assert negative[0] == "−$333.00"
    assert _multiplied_out(negative) == (-500, -500)


def test_sixty_lines_come_on_pages_of_twenty_four(company: FrontDoor) -> None:
    _renewals(company, 57)
    pages = _pages(company, "ana")
    assert [len(list(_lines(view))) for view in pages] == [24, 24, 12]
    assert ["Page 2 of 3" in said(view) for view in pages] == [False, True, False]
    assert ["Your 60 lines." in said(view) for view in pages] == [True, False, False]
    assert {view["id"] for view in pages} == {pages[0]["id"]}
    worked_out = [_multiplied_out(line) for view in pages for line in _lines(view)]
    assert all(recomputed == shown for recomputed, shown in worked_out)
    assert sum(shown for _, shown in worked_out) == _cents(company.ask("ana").splitlines()[0])
    events = [line[-1] for view in pages for line in _lines(view)]
    assert len(set(events)) == 60
    # And back again, to the first page as it was.
    view = company.press("ana", pages[2], "lines.earlier").view
    assert view is not None
    assert said(view) == said(pages[1])
    view = company.press("ana", view, "lines.earlier").view
    assert view is not None
    assert said(view) == said(pages[0])


def test_the_pages_of_a_month_hold_only_its_lines(company: FrontDoor) -> None:
    """58 lines of events in August: 57 renewals and the upsell; the bonus is the quarter's."""
    _renewals(company, 57)
    pages = _pages(company, "ana", "August")
    assert [len(list(_lines(view))) for view in pages] == [24, 24, 10]
    assert "bonus" not in said(pages[2])
    assert "1,500.05" not in "".join(map(said, pages))


def test_the_lines_of_a_year_come_quarter_by_quarter(company: FrontDoor) -> None:
    """However often, and in whatever order, the quarters were calculated."""
    company.ask("ana", "2024")
    second = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 2)
    calculate_period(company.engine, company.workspace_id, second, company.clock().date(), company.clock())
    days = re.findall(r"\* · (\d+ \w{3}) 2024", said(company.every_line("ana", "2024")))
    assert days == ["15 May", "10 Jul", "1 Aug"]


def test_a_page_that_is_gone_shows_the_last_there_is(company: FrontDoor) -> None:
    """Between two presses the facts changed, and one page is left."""
    _renewals(company, 30)
    first = company.every_line("ana")
    with company.changing() as ledger:
        ledger.connection.exec_driver_sql("DELETE FROM events WHERE external_id LIKE 'N%'")
    view = company.press("ana", first, "lines.later").view
    assert view is not None
    assert len(list(_lines(view))) == 3


@pytest.mark.parametrize("error", ["hash_conflict", "not_found"])
def test_a_page_that_nobody_waits_for_any_more_is_no_failure(company: FrontDoor, error: str) -> None:
    _renewals(company, 30)
    first = company.every_line("ana")
    company.world.faults.add(Fault("views.update", "slack_error", error=error))
    outcome = company.press("ana", first, "lines.later")
    assert (outcome.problem, outcome.messages) == (None, [])
    assert "failed" not in company.logs.getvalue()


def test_pressing_twice_turns_one_page(company: FrontDoor) -> None:
    _renewals(company, 57)
    first = company.every_line("ana")
    for _ in range(2):  # the second press is on the screen as it was before the first
        outcome = company.press("ana", first, "lines.later")
        assert (outcome.problem, outcome.messages) == (None, [])
    (view,) = company.world.modals("UANA")
    assert "Page 2 of 3" in said(view)


@pytest.mark.parametrize(
    ("target", "payout", "amount"),
    [
        # 99.75 ÷ 96 = 103.90625 %, which pays 100 % + 3.90625 ÷ 5 × 20 % = 115.625 %
        # 3,200.00 × 115.625 % = 3,700.00
        ("96%", r"× 115\.625% payout", "$3,700.00"),
        # 99.75 ÷ 98 = 101.7857… %, which pays 107.142857… % = 15/14: no percentage can write it
        # 3,200.00 × 15/14 = 3,428.57
        ("98%", r"× 107\.142\d+…% payout", "$3,428.57"),
    ],
)
def test_a_payout_that_never_ends_is_shown_with_an_ellipsis(
    company: FrontDoor, target: str, payout: str, amount: str
) -> None:
    with company.changing() as ledger:
        ledger.plan(CARE.replace("target: 95%", f"target: {target}"))
    *_, bonus = _lines(company.every_line("ana"))
    assert any(re.fullmatch(payout, text) for text in bonus)
    assert f"= *{amount}*" in bonus
