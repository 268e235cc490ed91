"""The checks that hold the templates find what they are there to find."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.slack.render import Renderer
from tests.templates.goldens import golden_text, hostile_values_that_get_through, missing_or_stray_files

EXAMPLE = {
    "who": "Ana",
    "currency": "USD",
    "day": "2024-09-30",
    "kind": "renewal",
    "lines": [{"id": "l1", "what": "Renewal of Acme", "amount_minor": 123450}],
}
GOOD = """
{"type": "header", "text": {{ plain("Pay of {who}", who=who) }}}
{% for line in lines %}
{"type": "section", "text": {{ mrkdwn("*{what}* {paid}, {on}", what=line.what,
  paid=line.amount_minor | money(currency, "en_US"), on=day | day("en_US")) }},
 "accessory": {"type": "button", "value": {{ line.id }}, "text": {{ plain("Why?") }}}}
{% endfor %}
{% if kind == "renewal" %}{"type": "divider"}{% endif %}
{"type": "data_table", "caption": "Lines", "rows": [[{"type": "raw_text", "text": "What"}]
{% for line in lines %}, [{"type": "raw_text", "text": {{ line.what | fit(60) }}}]{% endfor %}]}
"""


def surface(folder: Path, view: str, text: str = "Pay of {{ who }}", example: Any = None) -> Renderer:
    (folder / "pay").mkdir()
    (folder / "pay" / "view.json.j2").write_text(view, "utf-8")
    (folder / "pay" / "text.txt.j2").write_text(text, "utf-8")
    (folder / "pay" / "example.json").write_text(json.dumps(EXAMPLE if example is None else example), "utf-8")
    return Renderer(folder)


def test_a_surface_made_with_care_withstands_every_hostile_value(tmp_path: Path) -> None:
    assert hostile_values_that_get_through(surface(tmp_path, GOOD), "pay") == []


@pytest.mark.parametrize(
    ("view", "harm"),
    [
        ('{"type": "section", "text": {"type": "mrkdwn", "text": {{ who }}}}', "a mention is live"),
        (
            '{"type": "section", "text": {"type": "plain_text", "text": {{ who }}}}',
            "40,000 characters as who",
        ),
        (
            '{"type": "section", "text": {"type": "plain_text", "text": {{ who }}}}',
            "direction of the text is turned",
        ),
        ('{"type": "markdown", "text": {{ who | fit(60) }}}', "a mention is live"),
        (
            '{"type": "section", "block_id": {{ who | upper }}, "text": {{ plain("{x}", x=who) }}}'
            '{"type": "actions", "elements": [{"type": "button", "value": {{ who | fit(5) }},'
            ' "text": {{ plain("a") }}}]}',
            "the id who does not arrive as it is",
        ),
        (
            '{"type": "section", "text": {{ plain("{who}", who=who) }}}'
            '{% if who | length > 20 %}{"type": "divider"}{% endif %}',
            "the blocks are not the same",
        ),
    ],
)
def test_a_surface_made_without_care_is_found_out(tmp_path: Path, view: str, harm: str) -> None:
    found = hostile_values_that_get_through(surface(tmp_path, view), "pay")
    assert any(harm in problem for problem in found), found


def test_a_missing_and_a_stray_file_are_named(tmp_path: Path) -> None:
    surface(tmp_path, GOOD)
    (tmp_path / "pay" / "notes.md").write_text("", "utf-8")
    assert missing_or_stray_files(tmp_path, "pay") == [
        "pay has no golden.json",
        "pay has a stray file notes.md",
    ]


def test_a_golden_is_pretty_sorted_and_keeps_its_letters(tmp_path: Path) -> None:
    renderer = surface(tmp_path, '{"type": "section", "text": {{ plain("Zoë") }}}', "Zoë")
    assert golden_text(renderer.render("pay", EXAMPLE)) == (
        '{\n  "blocks": [\n    {\n      "text": {\n        "text": "Zoë",\n        "type": "plain_text"\n'
        '      },\n      "type": "section"\n    }\n  ],\n  "text": "Zoë"\n}\n'
    )
