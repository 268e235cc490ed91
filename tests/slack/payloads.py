"""Small correct payloads for the tests to bend."""

from typing import Any

from bot.slack.limits import violations

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Your pay", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Why?", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "March", value: str = "3", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def message(*blocks: Any, text: str = "Your statement is ready") -> Json:
    return {"text": text, "blocks": list(blocks)}


def modal(*blocks: Any, **frame: Any) -> Json:
    return {"type": "modal", "title": plain("Your pay"), "blocks": list(blocks), **frame}


def home(*blocks: Any, **frame: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **frame}


def in_message(*blocks: Any) -> list[str]:
    return violations("message", message(*blocks))


def row(*texts: str) -> list[Json]:
    return [{"type": "raw_text", "text": text} for text in texts]


def data_table(**more: Any) -> Json:
    rows = [row("Customer", "Amount"), row("Acme", "$12.00")]
    return {"type": "data_table", "caption": "Lines of your statement", "rows": rows, **more}


def points(*labels: str) -> list[Json]:
    return [{"label": label, "value": position} for position, label in enumerate(labels)]


def chart(kind: str = "line", **more: Any) -> Json:
    plotted = {
        "type": kind,
        "series": [{"name": "Pay", "data": points("Jan", "Feb")}],
        "axis_config": {"categories": ["Jan", "Feb"]},
        **more,
    }
    return {"type": "data_visualization", "title": "Pay by month", "chart": plotted}


def pie(*segments: Json) -> Json:
    return {
        "type": "data_visualization",
        "title": "Pay by kind",
        "chart": {"type": "pie", "segments": list(segments)},
    }
