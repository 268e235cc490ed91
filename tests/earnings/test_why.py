"""Behind each line a tree of reasons: a pocket calculator reaches the same cent."""

import re
from typing import Any

from tests.front_door import FrontDoor, said


def why(door: FrontDoor, person: str, line: int, text: str = "") -> dict[str, Any]:
    """The view that the line's button opens on top of the list."""
    view = door.every_line(person, text)
    pressed = door.press(person, view, "lines.why", str(line)).view
    assert pressed is not None
    return pressed


def steps(view: dict[str, Any]) -> list[str]:
    """Every step, set in as deep as it stands."""
    (tree,) = (block for block in view["blocks"] if block["type"] == "rich_text")
    return [
        "  " * step["indent"] + "".join(run["text"] for run in step["elements"][0]["elements"])
        for step in tree["elements"]
    ]


def test_a_renewal_tells_its_event_its_clause_and_its_rate(shared_company: FrontDoor) -> None:
    """100,003.00 × 1.5% = 1,500.045, rounded to 1,500.05."""
    view = why(shared_company, "ana", 1)
    told = "\n".join(steps(view))
    assert view["blocks"][0]["text"]["text"] == "$1,500.05 · Renewals"
    assert "1.5% of each renewal. [components.renewals.rates[1]]" in told
    assert "crm:R1: renewal, Alder on 10 Jul 2024" in told
    assert "$100,003.00" in told
    assert "× 1.5% rate" in told
    assert re.search(r"= 1,500\.045|= \$1,500\.045", told), "the product before rounding"
    assert told.endswith("$1,500.05")


def test_a_bonus_tells_the_measure_with_numerator_denominator_and_target(shared_company: FrontDoor) -> None:
    told = "\n".join(steps(why(shared_company, "ana", 3)))
    assert "$199,500.00 ÷ $200,000.00" in told
    assert "95%" in told
    assert "120% payout" in told
    assert "1/4 of the year" in told


def test_what_follows_from_something_stands_under_it(shared_company: FrontDoor) -> None:
    depths = [len(step) - len(step.lstrip()) for step in steps(why(shared_company, "ana", 3))]
    assert min(depths) == 0
    assert max(depths) >= 4


def test_a_manager_sees_whose_pay_it_is(shared_company: FrontDoor) -> None:
    shown = said(why(shared_company, "ben", 1, "@ana"))
    assert "Ana Ruiz: pay in Q3 2024." in shown
    assert "Your" not in shown


def test_a_line_that_is_gone_is_told_kindly(company: FrontDoor) -> None:
    view = company.every_line("ana")
    company.forge("ana", "lines.why", "99", view)
    (shown,) = [view for view in company.views("ana") if view["callback_id"] == "line_gone"]
    assert "no longer there" in said(shown)


def test_nobody_sees_the_reasons_behind_anothers_pay(company: FrontDoor) -> None:
    view = company.modal("cho", "2024-Q3 ana")
    company.forge("cho", "lines.why", "1", view)
    shown = "\n".join(said(view) for view in company.views("cho"))
    assert "$1,500.05" not in shown
    assert "Renewals" not in shown
