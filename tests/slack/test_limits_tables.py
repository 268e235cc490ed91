"""The limits of tables and charts."""

from typing import Any

import pytest

from tests.slack.payloads import chart, data_table, in_message, pie, points, row

RICH_CELL = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "emoji", "name": "x"}]}],
}


def number_cell(value: Any = 12, text: str = "$12.00") -> dict[str, Any]:
    return {"type": "raw_number", "value": value, "text": text}


def table(*rows: Any) -> dict[str, Any]:
    return {"type": "table", "rows": list(rows)}


def test_tables_and_charts_within_their_limits_have_no_violations() -> None:
    full = [row("Customer", "Amount"), *[[*row("Acme"), number_cell()]] * 100]
    assert in_message(table(*[row(*"abcdefghijklmnopqrst")] * 100)) == []
    assert in_message(data_table(rows=full, page_size=100)) == []
    assert in_message(chart("bar"), pie({"label": "Renewals", "value": 3})) == []


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (table(), "rows has 0 items, Slack wants at least 1"),
        (table(*[row("a")] * 101), "rows has 101 items, Slack allows 100"),
        (table(row(*"abcdefghijklmnopqrstu")), "row 1: the row has 21 items, Slack allows 20"),
        (table(row("a"), row("")), "row 2: cell 1: text is empty"),
        (
            table([{"type": "text", "text": "a"}]),
            "row 1: cell 1: has to be raw_text, raw_number or rich_text, not text",
        ),
        (table(row("x" * 10_001)), "row 1: cell 1: text has 10,001 characters, Slack allows 10,000"),
    ],
)
def test_a_table_past_its_limit_is_named(block: Any, problem: str) -> None:
    assert f"block 1 (table): {problem}" in in_message(block)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"caption": ""}, "caption is empty"),
        ({"rows": [row("Only a header")]}, "rows, header included, has 1 item, Slack wants at least 2"),
        ({"rows": [row("a")] * 102}, "rows, header included, has 102 items, Slack allows 101"),
        ({"rows": [row("a", "b"), row("a")]}, "all rows have to have the same number of cells"),
        ({"rows": [[RICH_CELL], row("a")]}, "the header row cannot hold rich_text cells"),
        ({"page_size": 0}, "page_size has to be a whole number from 1 to 100"),
        ({"page_size": 101}, "page_size has to be a whole number from 1 to 100"),
        ({"row_header_column_index": 2}, "row_header_column_index has to be a whole number from 0 to 1"),
        ({"rows": [row("a"), [number_cell("12")]]}, "row 2: cell 1: value has to be a number"),
        ({"rows": [row("a"), [number_cell(float("nan"))]]}, "row 2: cell 1: value has to be a number"),
        ({"rows": [row("a"), [number_cell(True)]]}, "row 2: cell 1: value has to be a number"),
        ({"rows": [row("a"), [number_cell(text="")]]}, "row 2: cell 1: text is empty"),
        (
            {"rows": [row("a"), *[row("x" * 200)] * 51]},
            "the cells have 10,201 characters, Slack allows 10,000",
        ),
    ],
)
def test_a_data_table_past_its_limit_is_named(change: Any, problem: str) -> None:
    assert in_message(data_table(**change)) == [f"block 1 (data_table): {problem}"]


SIX_LABELS = [f"label {n}" for n in range(6)]


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ({**chart(), "title": "x" * 51}, "title has 51 characters, Slack allows 50"),
        (chart("donut"), "chart type has to be pie, bar, line or area"),
        (pie(*points(*SIX_LABELS, "one more")), "segments has 7 items, Slack allows 6"),
        (pie({"label": "x" * 21, "value": 1}), "segment 1: label has 21 characters, Slack allows 20"),
        (pie({"label": "a", "value": "1"}), "segment 1: value has to be a number"),
        (
            chart(series=[{"name": f"s{n}", "data": points("Jan", "Feb")} for n in range(7)]),
            "series has 7 items, Slack allows 6",
        ),
        (
            chart(series=[{"name": "Pay", "data": points("Jan", "Feb")}] * 2),
            "series 2: its name is there twice",
        ),
        (
            chart(series=[{"name": "Pay", "data": points("Jan")}]),
            "series 1: has to carry every category of axis_config, each once",
        ),
        (chart(axis_config={"categories": []}), "categories has 0 items, Slack wants at least 1"),
        (
            chart(axis_config={"categories": ["Jan", "Feb"], "x_label": "x" * 51}),
            "x_label has 51 characters, Slack allows 50",
        ),
        (chart(axis_config=None), "axis_config is missing"),
    ],
)
def test_a_chart_past_its_limit_is_named(block: Any, problem: str) -> None:
    assert f"block 1 (data_visualization): {problem}" in in_message(block)


def test_a_chart_takes_twenty_points_and_not_one_more() -> None:
    twenty = [f"week {n}" for n in range(20)]

    def weeks(labels: list[str]) -> dict[str, Any]:
        return chart(series=[{"name": "Pay", "data": points(*labels)}], axis_config={"categories": labels})

    assert in_message(weeks(twenty)) == []
    assert in_message(weeks([*twenty, "week 20"])) == [
        "block 1 (data_visualization): categories has 21 items, Slack allows 20",
        "block 1 (data_visualization): series 1: data has 21 items, Slack allows 20",
    ]


def test_a_message_takes_one_table_and_two_charts() -> None:
    assert in_message(table(row("a")), table(row("b"))) == ["2 tables, Slack allows 1 a message"]
    assert in_message(chart(), chart(), chart()) == ["3 charts, Slack allows 2 a message"]
