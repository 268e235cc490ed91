"""Which rates can be told apart: `plan check` refuses two that could both be meant for one event."""

import pytest

from calc.language.document import DocumentError
from calc.language.reader import read_plan


@pytest.mark.parametrize(
    "rates",
    [
        # never the same event
        ["{kind: a}", "{kind: b}"],
        ["{kind: [a, b]}", "{kind: [c, d]}"],
        ["{kind: a, product: P}", "{kind: a, product: Q}"],
        # one asks for more
        ["{}", "{kind: a}", "{kind: a, product: P}", "{kind: a, product: P, region: R}"],
        # a third has all that the two share
        ["{kind: a}", "{product: P}", "{kind: a, product: P}"],
        ["{kind: [a, b]}", "{product: P}", "{kind: [a, b, c], product: [P, Q]}"],
    ],
)
def test_rates_that_can_be_told_apart_are_read(rates: list[str]) -> None:
    assert read_plan(with_rates(rates)).plan == "p"


@pytest.mark.parametrize(
    "rates",
    [
        ["{}", "{}"],
        ["{kind: a}", "{kind: [b, a]}"],
        ["{kind: a}", "{product: P}"],
        ["{kind: a}", "{product: [P, Q]}", "{kind: a, product: P}"],  # a and Q is open
        ["{kind: a, product: P}", "{kind: a, region: R}"],
        ["{kind: a}", "{product: P}", "{kind: a, region: R}"],
    ],
)
def test_rates_that_cannot_be_told_apart_are_refused(rates: list[str]) -> None:
    with pytest.raises(DocumentError, match="fit the same events"):
        read_plan(with_rates(rates))


def with_rates(conditions: list[str]) -> str:
    entries = "".join(f"      - {{rate: 1%, {condition.strip('{}')}}}\n" for condition in conditions)
    return (
        "plan: p\ntitle: P\nfrom: 2024-01-01\ncurrency: USD\ncomponents:\n  c:\n    pay: commission\n"
        f"    title: C\n    rates:\n{entries}".replace(", }", "}")
    )
