"""The bars of a contest's chart are told apart, whoever is called the same at the same place."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.runtime import TEMPLATES
from bot.slack.render import Renderer
from bot.spiffs.bars import repeats

RENDERER = Renderer(TEMPLATES)
EXAMPLE = json.loads(Path(TEMPLATES / "announcements/standings/example.json").read_text("utf-8"))
MOST_BARS = 12

names = st.sampled_from(
    ["Ana", "ana", "Ana (2)", "Ana (3)", "Al", "Anastasia Papadopoulou", "Anastasia Papandreou", "Bob"]
)
places = st.lists(st.tuples(st.integers(1, 3), names), min_size=1, max_size=MOST_BARS)


def labels(placed: list[tuple[int, str]]) -> list[str]:
    """Of the chart in the post of standings."""
    rows = [
        {"place": place, "name": name, "user": "", "value": "3 renewals", "bar": 3, "again": again}
        for (place, name), again in zip(placed, repeats(placed), strict=True)
    ]
    shown = RENDERER.render("announcements/standings", {**EXAMPLE, "rows": rows})
    (chart,) = [block["chart"] for block in shown.blocks or [] if block["type"] == "data_visualization"]
    assert [point["label"] for point in chart["series"][0]["data"]] == chart["axis_config"]["categories"]
    return list(chart["axis_config"]["categories"])


def test_names_that_differ_are_not_numbered() -> None:
    assert labels([(1, "Ana"), (2, "Ana"), (2, "Bob")]) == ["1. Ana", "2. Ana", "2. Bob"]


def test_those_who_are_called_the_same_at_one_place_are_numbered_from_the_second_on() -> None:
    assert labels([(1, "Ana"), (1, "Ana"), (1, "ANA")]) == ["1. Ana", "1. Ana (2)", "1. ANA (3)"]


def test_long_names_that_begin_alike_are_numbered_for_their_ends_are_cut() -> None:
    first, second = labels([(1, "Anastasia Papadopoulou"), (1, "Anastasia Papandreou")])
    assert (first[:12], second[-4:]) == ("1. Anastasia", " (2)")


def test_a_number_that_is_somebodys_name_is_passed_over() -> None:
    assert labels([(1, "Ana (2)"), (1, "Ana"), (1, "Ana")]) == ["1. Ana (2)", "1. Ana", "1. Ana (3)"]
    assert labels([(1, "Ana"), (1, "Ana"), (1, "Ana (2)")]) == ["1. Ana", "1. Ana (2)", "1. Ana (2) (2)"]


@given(places)
def test_no_label_of_a_chart_stands_twice(placed: list[tuple[int, str]]) -> None:
    shown = [label.casefold() for label in labels(placed)]
    assert len(set(shown)) == len(shown)
    assert max(map(len, shown)) <= 20
