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
        # several have it together
        ["{kind: a}", "{product: [P, Q]}", "{kind: a, product: P}", "{kind: a, product: Q}"],
        ["{kind: a}", "{change: [up, down]}", "{kind: a, change: up}", "{kind: a, change: down}"],
        # by any column
        ["{years: 1}", "{years: 2-3}", "{years: 4+}"],
        ["{role: csm}", "{role: ae}"],
        ["{kind: a, change: up}", "{kind: a, change: [same, down]}"],
        ["{effort: users}", "{effort: module}", "{effort: users, segment: large}"],
        ["{territory: north}", "{territory: south}"],
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
        ["{years: 1-3}", "{years: 3+}"],
        ["{years: 1-3}", "{years: 2-4}", "{years: 2, kind: a}"],
        ["{region: north}", "{territory: north}"],
        ["{role: csm}", "{segment: large}"],
        ["{kind: a}", "{change: [up, down]}", "{kind: a, change: up}", "{kind: b, change: down}"],
    ],
)
def test_rates_that_cannot_be_told_apart_are_refused(rates: list[str]) -> None:
    with pytest.raises(DocumentError, match="fit the same events"):
        read_plan(with_rates(rates))


def test_each_pair_is_named_by_its_place_also_when_rates_are_equal() -> None:
    rates = ["{kind: a}", "{kind: b}", "{kind: a}", "{kind: b}"]
    with pytest.raises(DocumentError) as refused:
        read_plan(with_rates(rates))
    assert [(mistake.where, mistake.message) for mistake in refused.value.mistakes] == [
        ("components.c.rates[3]", "this rate and rates[1] fit the same events."),
        ("components.c.rates[4]", "this rate and rates[2] fit the same events."),
    ]


def test_a_great_many_kinds_of_event_are_not_looked_through_one_by_one() -> None:
    many = ", ".join(f"k{number}" for number in range(100))
    rates = [f"{{kind: [{many}]}}", f"{{product: [{many}]}}", "{kind: k1, product: k1}"]
    with pytest.raises(DocumentError, match="fit the same events"):
        read_plan(with_rates(rates))


def with_rates(conditions: list[str]) -> str:
    entries = "".join(f"      - {{rate: 1%, {condition.strip('{}')}}}\n" for condition in conditions)
    return (
        "plan: p\ntitle: P\nfrom: 2024-01-01\ncurrency: USD\ncomponents:\n  c:\n    pay: commission\n"
        f"    title: C\n    rates:\n{entries}".replace(", }", "}")
    )
