"""Tables and charts: table, data_table, data_visualization."""

from typing import Any

from bot.slack.limits.parts import Found, Part, items, kind_name, kind_of, locate, number, string
from bot.slack.limits.richtext import rich_text

TABLE_ROWS = 100
TABLE_COLUMNS = 20
# One table's cells together; a message as a whole allows little more.
TABLE_CHARACTERS = 10_000
CAPTION_CHARACTERS = 2_000
PAGE_SIZE = 100

CHART_TITLE_CHARACTERS = 50
CHART_LABEL_CHARACTERS = 20
AXIS_LABEL_CHARACTERS = 50
CHART_SERIES = 6
CHART_POINTS = 20
PIE_SEGMENTS = 6


def table(block: Part, found: Found) -> int:
    rows = items(block.get("rows"), "rows", 1, TABLE_ROWS, found)
    if "column_settings" in block:
        items(block["column_settings"], "column_settings", 0, TABLE_COLUMNS, found)
    return _rows(rows, found)


def data_table(block: Part, found: Found) -> int:
    characters = string(block.get("caption"), "caption", CAPTION_CHARACTERS, found)
    rows = items(block.get("rows"), "rows, header included,", 2, TABLE_ROWS + 1, found)
    _whole_number(block, "page_size", 1, PAGE_SIZE, found)
    widths = {len(row) for row in rows if isinstance(row, list)}
    if len(widths) > 1:
        found.append("all rows have to have the same number of cells")
    _whole_number(block, "row_header_column_index", 0, max(widths, default=1) - 1, found)
    if rows and isinstance(rows[0], list) and any(kind_of(cell) == "rich_text" for cell in rows[0]):
        found.append("the header row cannot hold rich_text cells")
    return characters + _rows(rows, found)


def data_visualization(block: Part, found: Found) -> int:
    characters = string(block.get("title"), "title", CHART_TITLE_CHARACTERS, found)
    chart = block.get("chart")
    if not isinstance(chart, dict):
        found.append("chart is missing")
        return characters
    kind = chart.get("type")
    if kind == "pie":
        return characters + _pie(chart, found)
    if kind not in ("bar", "line", "area"):
        found.append("chart type has to be pie, bar, line or area")
        return characters
    return characters + _plot(chart, found)


def _rows(rows: list[Any], found: Found) -> int:
    characters = 0
    for position, row in enumerate(rows, start=1):
        start = len(found)
        for column, cell in enumerate(items(row, "the row", 1, TABLE_COLUMNS, found), start=1):
            before = len(found)
            characters += _cell(cell, found)
            if len(found) > before:
                locate(found, before, f"cell {column}")
        if len(found) > start:
            locate(found, start, f"row {position}")
    if characters > TABLE_CHARACTERS:
        found.append(f"the cells have {characters:,} characters, Slack allows {TABLE_CHARACTERS:,}")
    return characters


def _cell(cell: object, found: Found) -> int:
    if not isinstance(cell, dict):
        found.append("has to be an object")
        return 0
    kind = kind_of(cell)
    if kind == "raw_text":
        return string(cell.get("text"), "text", TABLE_CHARACTERS, found)
    if kind == "raw_number":
        number(cell.get("value"), "value", found)
        return string(cell["text"], "text", TABLE_CHARACTERS, found) if "text" in cell else 0
    if kind == "rich_text":
        return rich_text(cell, found)
    found.append(f"has to be raw_text, raw_number or rich_text, not {kind_name(kind)}")
    return 0


def _whole_number(block: Part, key: str, least: int, most: int, found: Found) -> None:
    value = block.get(key, least)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        found.append(f"{key} has to be a whole number from {least} to {most}")


def _pie(chart: Part, found: Found) -> int:
    segments = items(chart.get("segments"), "segments", 1, PIE_SEGMENTS, found)
    return sum(
        _point(segment, "segment", position, found) for position, segment in enumerate(segments, start=1)
    )


def _plot(chart: Part, found: Found) -> int:
    axis = chart.get("axis_config")
    if not isinstance(axis, dict):
        found.append("axis_config is missing")
        return 0
    categories = items(axis.get("categories"), "categories", 1, CHART_POINTS, found)
    characters = sum(string(category, "a category", CHART_LABEL_CHARACTERS, found) for category in categories)
    labels = sorted(category for category in categories if isinstance(category, str))
    if len(set(labels)) < len(labels):
        found.append("a category is there twice")
    for key in ("x_label", "y_label"):
        if key in axis:
            characters += string(axis[key], key, AXIS_LABEL_CHARACTERS, found)
    return characters + _all_series(chart.get("series"), labels, found)


def _all_series(value: object, labels: list[str], found: Found) -> int:
    characters = 0
    names: set[str] = set()
    for position, series in enumerate(items(value, "series", 1, CHART_SERIES, found), start=1):
        start = len(found)
        characters += _series(series, labels, found)
        name = series.get("name") if isinstance(series, dict) else None
        if isinstance(name, str) and name in names:
            found.append("its name is there twice")
        elif isinstance(name, str):
            names.add(name)
        if len(found) > start:
            locate(found, start, f"series {position}")
    return characters


def _series(series: object, labels: list[str], found: Found) -> int:
    if not isinstance(series, dict):
        found.append("has to be an object")
        return 0
    characters = string(series.get("name"), "name", CHART_LABEL_CHARACTERS, found)
    points = items(series.get("data"), "data", 1, CHART_POINTS, found)
    characters += sum(
        _point(point, "point", position, found) for position, point in enumerate(points, start=1)
    )
    plotted = sorted(str(point.get("label")) for point in points if isinstance(point, dict))
    if plotted != labels:
        found.append("has to carry every category of axis_config, each once")
    return characters


def _point(point: object, name: str, position: int, found: Found) -> int:
    if not isinstance(point, dict):
        found.append(f"{name} {position} has to be an object")
        return 0
    number(point.get("value"), f"{name} {position}: value", found)
    return string(point.get("label"), f"{name} {position}: label", CHART_LABEL_CHARACTERS, found)
