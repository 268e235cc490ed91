"""What is wrong with a surface is told with its place, and never with what was in it."""

from pathlib import Path

import pytest

from bot.slack.render import Renderer, RenderError
from tests.slack.conftest import Show

SECRET = "$4,321.09"
HEADER = '{"type": "header", "text": {{ plain("Pay") }}}\n'


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        ('{{ plain("{x}", x=nobody) }}', "line 1: nobody is not among the values"),
        ("\n{% if nobody %}{% endif %}", "line 2: nobody is not among the values"),
        ("{% for line in nobody %}{% endfor %}", "line 1: nobody is not among the values"),
        ("{% for line in lines %}\n{{ line.paid }}{% endfor %}", "line 2: an object has no paid"),
        ("{{ secret.upper() }}", "line 1: upper is asked of something that is not an object"),
        ("{{ secret.__class__ }}", "line 1: __class__ is asked of something that is not an object"),
        ("{{ lines.__class__ }}", "line 1: __class__ is asked of something that is not an object"),
        ("{{ values.__class__ }}", "line 1: an object has no __class__"),
        ("{{ values[secret] }}", "line 1: an object or a list has not what is asked for in [ ]"),
        ("{{ lines[5] }}", "line 1: an object or a list has not what is asked for in [ ]"),
        ("{{ range(3) }}", "line 1: range is not among the values"),
        ('{{ secret | money("USD", "en_US") }}', "line 1: An amount is a whole number of minor units."),
        (
            "{{ 5 | money(secret, secret) }}",
            "line 1: The currency is not a known three-letter code like USD.",
        ),
        ("{{ 5 | percent(0) }}", "line 1: A share of nothing cannot be shown in percent."),
        ("{{ mention(secret) }}", "line 1: A mention needs a Slack user id, like U012AB3CD."),
        ("{{ secret + 5 }}", "line 1: TypeError"),
        ("{{ objects }}", "line 1: a value of type object cannot stand in JSON"),
        ("{{ numbered }}", "line 1: an object's keys have to be text"),
        ("{{ nan }}", "line 1: a value of type float cannot stand in JSON"),
        (
            '{{ plain("{x}", x=1.5) }}',
            "line 1: the value x has to be text or a whole number, not float",
        ),
        ('{{ plain("{x}", x=none) }}', "line 1: the value x has to be text or a whole number, not NoneType"),
    ],
)
def test_a_mistake_that_shows_in_rendering_names_its_line(show: Show, view: str, problem: str) -> None:
    with pytest.raises(RenderError) as error:
        show(
            view,
            secret=SECRET,
            lines=[{"amount": SECRET}],
            values={"amount": SECRET},
            objects=object(),
            numbered={1: SECRET},
            nan=float("nan"),
        )
    assert str(error.value) == f"pay/statement cannot be shown: pay/statement/view.json.j2, {problem}"
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        ('\n{{ plain("{x}") }}', "line 2: a text has no value for {x}"),
        ('{{ plain("a", x=1) }}', "line 1: a text has no place for the value x"),
        (
            '{{ plain("{x} {y}", x=1, z=1) }}',
            "line 1: a text has no value for {y}; a text has no place for the value z",
        ),
        ('{{ plain("{X}", X=1) }}', "line 1: a text has a brace that is not part of a {name}"),
        ('{{ plain("{x:>9}", x=1) }}', "line 1: a text has a brace that is not part of a {name}"),
        ('{{ plain("{x.y}", x=1) }}', "line 1: a text has a brace that is not part of a {name}"),
        ('{{ plain("{{x}}", x=1) }}', "line 1: a text has a brace that is not part of a {name}"),
        (
            "{% if never %}{{ mrkdwn(secret) }}{% endif %}",
            "line 1: mrkdwn() takes one text written in the template",
        ),
        ('{{ plain("a" ~ secret) }}', "line 1: plain() takes one text written in the template"),
        ("{{ plain() }}", "line 1: plain() takes one text written in the template"),
        ("{% set say = mrkdwn %}{{ say(secret) }}", "line 1: mrkdwn is only ever called, by its own name"),
        ('{{ plain("{x}", **values) }}', "line 1: plain() takes its values one by one, by name"),
        ("{% macro line() %}{% endmacro %}", "line 1: macros are not for templates"),
        ('{% if never %}{{ x | default("x") }}{% endif %}', "line 1: there is no filter default"),
        ("\n{% if x is defined %}{% endif %}", "line 2: there is no test defined"),
        ("{% for %}", "line 1: "),
    ],
)
def test_a_mistake_in_a_text_is_found_when_the_template_is_read(show: Show, view: str, problem: str) -> None:
    with pytest.raises(RenderError) as error:
        show(view, never=False)
    assert str(error.value).startswith(
        f"pay/statement cannot be shown: pay/statement/view.json.j2, {problem}"
    )


def test_a_text_may_be_one_of_two_that_are_both_written_out(show: Show) -> None:
    view = '{"type": "header", "text": {{ plain("{n} is yours" if n else "Nothing yet {n}", n=n) }}}'
    rendered = show(view, n=0)
    assert rendered.blocks is not None
    assert rendered.blocks[0]["text"]["text"] == "Nothing yet 0"


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (HEADER + '{"type": "divider",}', "value 2 of view.json.j2 is not JSON: "),
        (HEADER + '{"type": "divider"', "value 2 of view.json.j2 is not JSON: "),
        (
            HEADER + ', {"type": "divider"}',
            "no comma stands between values of view.json.j2, but one follows value 1",
        ),
        ("[]", "value 1 of view.json.j2 is not an object"),
        ('{"type": {{ secret }} oops}', "value 1 of view.json.j2 is not JSON: "),
        ('{"value": NaN}', "value 1 of view.json.j2 is not JSON"),
        ("[" * 100_000, "value 1 of view.json.j2 is not JSON"),
    ],
)
def test_what_is_not_a_run_of_json_objects_is_refused(show: Show, view: str, problem: str) -> None:
    with pytest.raises(RenderError) as error:
        show(view, secret=SECRET)
    assert str(error.value).startswith(f"pay/statement cannot be shown: {problem}")
    assert SECRET not in str(error.value)


def test_what_slack_would_refuse_is_refused_here_with_every_reason_and_no_value(show: Show) -> None:
    view = HEADER * 51 + '{"type": "section", "block_id": {{ id }}, "text": {{ plain("{x}", x=x) }}}'
    with pytest.raises(RenderError) as error:
        show(view, id=SECRET * 40, x=SECRET)
    assert error.value.surface == "pay/statement"
    # 40 × 9 = 360: an id is never cut, for a shortened id would be another id
    assert error.value.problems == [
        "the message's blocks has 52 items, Slack allows 50",
        "block 52 (section): block_id has 360 characters, Slack allows 255",
    ]
    assert SECRET not in str(error.value)


def test_every_template_can_be_read_ahead_of_the_first_request(show: Show, tmp_path: Path) -> None:
    show(HEADER)
    Renderer(tmp_path).load()
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "line.json.j2").write_text("\n{{ plain(name) }}", "utf-8")
    with pytest.raises(RenderError, match=r"parts/line\.json\.j2, line 2: plain\(\) takes one text"):
        Renderer(tmp_path).load()


def test_a_part_that_is_not_there_is_named(show: Show) -> None:
    with pytest.raises(RenderError, match="line 1: TemplateNotFound"):
        show('{% include "parts/none.json.j2" %}')


def test_a_surface_without_a_fallback_text_is_refused(show: Show) -> None:
    with pytest.raises(RenderError, match="the message has no text"):
        show(HEADER, "  \n")
    with pytest.raises(RenderError, match=r"text\.txt\.j2 says nothing"):
        show('{"type": "home"}' + HEADER, "  \n")


def test_a_fallback_text_has_no_text_objects(show: Show) -> None:
    with pytest.raises(RenderError, match=r"text\.txt\.j2, line 1: plain is not among the values"):
        show(HEADER, '{{ plain("a") }}')


@pytest.mark.parametrize("surface", ["pay/unknown", "../secrets", "/etc", ""])
def test_a_surface_that_is_not_there_is_named(tmp_path: Path, surface: str) -> None:
    with pytest.raises(RenderError, match="there is no template"):
        Renderer(tmp_path).render(surface, {})
