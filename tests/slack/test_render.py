"""A surface's templates and values become exactly what Slack is sent."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.slack.formats import Encoded
from bot.slack.render import Renderer, RenderError
from bot.slack.text import clean, escape
from tests.slack.conftest import Show
from tests.slack.payloads import mrkdwn, plain

DIVIDER = '{"type": "divider"}\n'
PAY = """
{"type": "header", "text": {{ plain("Your pay for {period}", period=period) }}}
{% for line in lines %}
{"type": "section", "block_id": {{ line.id }},
 "text": {{ mrkdwn("*{what}* {paid}", what=line.what, paid=line.amount_minor | money("USD", locale)) }}}
{% endfor %}
"""
LINES = [
    {"id": "l1", "what": "Renewal of Acme & Sons", "amount_minor": 123450},
    {"id": "l2", "what": "Clawback", "amount_minor": -1200},
]


def verbatim(text: str) -> dict[str, Any]:
    return {**mrkdwn(text), "verbatim": True}


def test_a_message_is_the_run_of_its_blocks_and_its_fallback_text(show: Show) -> None:
    message = show(
        PAY, "Your statement for {{ period }}\n  is ready.", period="Q3", lines=LINES, locale="en_US"
    )
    assert message.text == "Your statement for Q3\nis ready."
    assert message.view is None
    assert message.blocks == [
        {"type": "header", "text": plain("Your pay for Q3")},
        {"type": "section", "block_id": "l1", "text": verbatim("*Renewal of Acme &amp; Sons* $1,234.50")},
        {"type": "section", "block_id": "l2", "text": verbatim("*Clawback* −$12.00")},
    ]


@pytest.mark.parametrize("kind", ["modal", "home"])
def test_a_first_value_of_type_modal_or_home_is_the_frame_of_the_rest(show: Show, kind: str) -> None:
    title = ', "title": {{ plain("Pay") }}' if kind == "modal" else ""
    rendered = show(f'{{"type": "{kind}", "callback_id": "pay"{title}}}\n' + DIVIDER)
    assert rendered.blocks is None
    assert rendered.view is not None
    assert rendered.view["type"] == kind
    assert rendered.view["callback_id"] == "pay"
    assert rendered.view["blocks"] == [{"type": "divider"}]


def test_every_expression_is_a_json_literal_of_its_own(show: Show) -> None:
    options = [{"text": plain('A "quoted" one'), "value": "1"}]
    rendered = show(
        '{"type": "input", "optional": {{ optional }}, "label": {{ plain("Which?") }},'
        ' "element": {"type": "static_select", "options": {{ options }}}}',
        optional=True,
        options=options,
    )
    assert rendered.blocks is not None
    assert rendered.blocks[0]["optional"] is True
    assert rendered.blocks[0]["element"]["options"] == options


def test_text_objects_keep_their_place_in_lists_and_numbers_their_point(show: Show) -> None:
    rendered = show(
        '{"type": "context", "elements": {{ [plain("a"), mrkdwn("b")] }}}'
        '{"type": "data_visualization", "title": "t", "chart": {{ chart }}}',
        chart={"type": "pie", "segments": [{"label": "a", "value": 1.5}, {"label": "b", "value": 2}]},
    )
    assert rendered.blocks is not None
    assert rendered.blocks[0]["elements"] == [plain("a"), verbatim("b")]
    assert rendered.blocks[1]["chart"]["segments"][0]["value"] == 1.5


def test_a_moment_shows_in_the_readers_own_time(show: Show) -> None:
    view = (
        '{"type": "section", "text":'
        ' {{ mrkdwn("Due {when}", when=date_token(due, "{date} {time}", "30 Sep")) }}}'
    )
    rendered = show(view, due="2024-09-30T14:05:00+00:00")
    assert rendered.blocks == [
        {"type": "section", "text": verbatim("Due <!date^1727705100^{date} {time}|30 Sep>")}
    ]


HOSTILE = [
    '"}{"',
    "{{7*7}}",
    "{name}",
    "{0.__class__}",
    "<!channel> & <@U1>",
    "\\",
    '\\"',
    "%s",
    "line\nline",
    "</script>",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_never_read_as_anything_but_a_value(show: Show, value: str) -> None:
    rendered = show(
        '{"type": "section", "text": {{ mrkdwn("{name}, {other}", name=name, other="x") }},'
        ' "fields": [{{ plain("{name}", name=name) }}], "accessory":'
        ' {"type": "button", "value": {{ name }}, "text": {{ plain("Why?") }}}}',
        "{{ name }}",
        name=value,
    )
    assert rendered.blocks == [
        {
            "type": "section",
            "text": verbatim(f"{escape(value)}, x"),
            "fields": [plain(value)],
            "accessory": {"type": "button", "value": value, "text": plain("Why?")},
        }
    ]
    assert rendered.text == escape(value)


@given(st.text(min_size=1, max_size=100))
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_arrives_as_it_was_written(show: Show, value: str) -> None:
    rendered = show(
        '{"type": "section", "text": {{ mrkdwn("<{name}>", name=name) }}, "fields":'
        ' [{{ plain("{name}", name=name) }}]} {"type": "input", "label": {{ plain("a") }},'
        ' "element": {"type": "plain_text_input", "initial_value": {{ name }}}}',
        name=value,
    )
    assert rendered.blocks is not None
    assert rendered.blocks[0] == {
        "type": "section",
        "text": verbatim(f"<{escape(value)}>"),
        "fields": [plain(clean(value))],
    }
    assert rendered.blocks[1]["element"]["initial_value"] == value


def test_text_of_our_own_stays_live_in_mrkdwn(show: Show) -> None:
    rendered = show(
        '{"type": "section", "text": {{ mrkdwn("Well done {who}", who=mention(user_id)) }}}',
        "Well done {{ mention(user_id) }}",
        user_id="U012AB3CD",
    )
    assert rendered.blocks == [{"type": "section", "text": verbatim("Well done <@U012AB3CD>")}]
    assert rendered.text == "Well done <@U012AB3CD>"


def test_the_filters_write_amounts_shares_days_and_counts(show: Show) -> None:
    rendered = show(
        '{"type": "section", "text": {{ mrkdwn("{bar} {share} of {target}, {rate}, {day}, {ago}, {lines}",'
        " bar=bar(92, 100), share=92 | percent(100, 1, locale), target=target | money(currency, locale),"
        " rate=15 | ratio(1000, locale), day=on | day(locale), ago=on | ago(now),"
        ' lines=1204 | count("line", "lines", locale)) }}}',
        "{{ target | money(currency, locale) }}",
        target=200000000,
        currency="EUR",
        locale="de_DE",
        on="2024-09-30",
        now="2024-10-02",
    )
    assert rendered.blocks is not None
    assert rendered.blocks[0]["text"]["text"].replace("\u00a0", " ") == (
        "▰▰▰▰▰▰▰▰▰▱ 92 % of 2.000.000,00 €, 1,5 %, 30.09.2024, 2 days ago, 1.204 lines"
    )
    assert rendered.text.replace("\u00a0", " ") == "2.000.000,00 €"


def test_a_part_can_be_included_and_sees_the_values_of_its_place(show: Show, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "line.json.j2").write_text(
        '{"type": "section", "text": {{ mrkdwn("{n}. {what}", n=n, what=line.what) }}}', "utf-8"
    )
    view = '{% for line in lines %}{% set n = loop.index %}{% include "parts/line.json.j2" %}{% endfor %}'
    rendered = show(view, lines=LINES)
    assert rendered.blocks is not None
    assert rendered.blocks[1]["text"] == verbatim("2. Clawback")


def test_a_key_named_like_a_method_is_read_from_the_object(show: Show) -> None:
    rendered = show('{"type": "header", "text": {{ plain("{n}", n=page.items) }}}', page={"items": 3})
    assert rendered.blocks == [{"type": "header", "text": plain("3")}]


def test_spaces_and_blank_lines_of_the_fallback_text_collapse(show: Show) -> None:
    text = "\n\n  Your   statement{% if late %}, late{% endif %}\n{% if late %}x{% endif %}\n\n\n is  ready. "
    assert show(DIVIDER, text, late=False).text == "Your statement\n\nis ready."


def test_a_template_is_read_once_and_then_kept(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "view.json.j2").write_text(DIVIDER, "utf-8")
    (tmp_path / "a" / "text.txt.j2").write_text("Before", "utf-8")
    renderer = Renderer(tmp_path)
    assert renderer.render("a", {}).text == "Before"
    (tmp_path / "a" / "text.txt.j2").write_text("After", "utf-8")
    assert renderer.render("a", {}).text == "Before"
    assert Renderer(tmp_path).render("a", {}).text == "After"


def test_the_folder_tells_its_surfaces_and_their_examples(tmp_path: Path) -> None:
    for surface in ("pay/statement", "pay/home", "refusal"):
        (tmp_path / surface).mkdir(parents=True)
        (tmp_path / surface / "view.json.j2").write_text(DIVIDER, "utf-8")
        (tmp_path / surface / "example.json").write_text('{"name": "Ana"}', "utf-8")
    renderer = Renderer(tmp_path)
    assert renderer.surfaces() == ["pay/home", "pay/statement", "refusal"]
    assert renderer.example("pay/home") == {"name": "Ana"}
    (tmp_path / "refusal" / "example.json").write_text("[]", "utf-8")
    with pytest.raises(RenderError, match=r"example\.json has to hold one object"):
        renderer.example("refusal")


def test_a_long_value_is_cut_only_where_slack_would_refuse_it(show: Show) -> None:
    view = '{"type": "section", "text": {{ mrkdwn("{reason}", reason=reason) }}}'
    long = show(view, reason="x" * 1_999)
    assert long.blocks == [{"type": "section", "text": verbatim("x" * 1_999)}]
    longer = show(view, reason="x" * 40_000)
    assert longer.blocks == [{"type": "section", "text": verbatim("x" * 1_999 + "…")}]


def test_values_are_cut_shorter_until_the_surface_fits_and_amounts_never(show: Show) -> None:
    rendered = show(
        '{"type": "modal", "title": {{ plain("About {who}", who=who) }}}'
        '{"type": "section", "text":'
        ' {{ mrkdwn("{who}: {paid}", who=who, paid=paid | money("USD", "en_US")) }}}',
        paid=1234567890,
        who="<Bartholomew> " * 3_000,
    )
    assert rendered.view is not None
    # of the caps 2,000 … 60, 20, 8, "About " + 8 characters is the first within a title's 24
    assert rendered.view["title"] == plain("About <Bartho…")
    assert rendered.view["blocks"][0]["text"] == verbatim("&lt;Bar…: $12,345,678.90")


def test_fit_cuts_a_value_where_there_is_no_text_object(show: Show) -> None:
    rendered = show(
        '{"type": "table", "rows": [[{"type": "raw_text", "text": {{ who | fit(8) }}}]]}',
        who="Bartholomew\u202e",
    )
    assert rendered.blocks == [{"type": "table", "rows": [[{"type": "raw_text", "text": "Barthol…"}]]}]


def test_a_value_that_claims_to_be_json_is_not_believed(show: Show) -> None:
    with pytest.raises(RenderError, match="has to be text or a whole number, not Encoded"):
        show('{"type": "header", "text": {{ plain("{x}", x=x) }}}', x=Encoded("{}"))
