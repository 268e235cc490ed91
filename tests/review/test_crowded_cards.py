"""Pay in many currencies, of which a lot stands out: the card can be drawn, and hides no problem."""

import pytest

from bot.review.figures import ATTAINED, CHANGED, OVER, PROBLEMS, Flag, Sum
from bot.review.values import MOST_FLAGS, Values, flags_values, sums_values
from bot.runtime import TEMPLATES
from bot.slack.render import Renderer
from tests.front_door import said

CURRENCIES = ("AUD", "CAD", "CHF", "EUR", "GBP", "JPY", "NOK", "SEK", "USD", "ZAR")


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(TEMPLATES)


def crowded(currencies: int, flags: list[Flag]) -> Values:
    row: Values = {"value": "2026-Q3 0 ana", "name": "Ana Ruiz", "state": "waiting", "place": "you"}
    row |= {"looker": "", "adjusted": False, "by": "", "own": False}
    sums = [Sum(one, 100_000, 50_000) for one in CURRENCIES[:currencies]]
    return row | {"sums": sums_values(sums), "flags": flags_values(flags)}


@pytest.mark.parametrize("surface", ["review/manager_card", "review/people"])
@pytest.mark.parametrize("currencies", [1, 6, 10])
@pytest.mark.parametrize("unusual", [0, 4, 12])
def test_it_is_drawn_with_its_problems(
    renderer: Renderer, surface: str, currencies: int, unusual: int
) -> None:
    """As bot.review.figures gives them: what is unusual first, the problems last."""
    flags = [*([Flag(OVER, 60)] * unusual), Flag(ATTAINED, 250, title="Expansion"), Flag(PROBLEMS, number=2)]
    values = renderer.example(surface) | {"rows": [crowded(currencies, flags)]}
    rendered = renderer.render(surface, values)
    assert "2 problems" in said(rendered.view or {"blocks": rendered.blocks})


def test_what_was_changed_since_its_approval_and_problems_are_never_left_out() -> None:
    flags = [Flag(CHANGED), *([Flag(OVER, 60)] * 20), Flag(PROBLEMS, number=1)]
    shown = flags_values(flags)
    assert [flag["kind"] for flag in shown] == [CHANGED, PROBLEMS, *[OVER] * (MOST_FLAGS - 2)]
