"""Every surface people see: as its golden says, within Slack's limits, and unmoved by hostile values.

`UPDATE_GOLDENS=1 pytest tests/templates` writes the goldens anew; read the difference before keeping it.
"""

import os
from pathlib import Path

import pytest

from bot.slack.render import Renderer
from tests.templates.goldens import (
    GOLDEN_FILE,
    golden_text,
    hostile_values_that_get_through,
    limits_broken,
    missing_or_stray_files,
)

TEMPLATES = Path(__file__).parents[2] / "templates"
RENDERER = Renderer(TEMPLATES)
SURFACES = RENDERER.surfaces()

each_surface = pytest.mark.parametrize("surface", SURFACES)


def test_the_templates_folder_has_surfaces() -> None:
    assert SURFACES


@each_surface
def test_a_surface_shows_its_example_as_its_golden_says(surface: str) -> None:
    shown = golden_text(RENDERER.render(surface, RENDERER.example(surface)))
    golden = TEMPLATES / surface / GOLDEN_FILE
    if os.environ.get("UPDATE_GOLDENS") == "1":
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


@each_surface
def test_a_surface_is_within_slacks_limits_and_has_a_fallback_text(surface: str) -> None:
    rendered = RENDERER.render(surface, RENDERER.example(surface))
    assert limits_broken(rendered) == []
    assert rendered.text.strip()


@each_surface
def test_a_surface_is_a_folder_of_exactly_four_files(surface: str) -> None:
    assert missing_or_stray_files(TEMPLATES, surface) == []


@each_surface
def test_a_surface_withstands_hostile_values(surface: str) -> None:
    assert hostile_values_that_get_through(RENDERER, surface) == []
