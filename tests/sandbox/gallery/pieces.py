"""Short ways to write the parts of Block Kit."""

from typing import Any

Json = dict[str, Any]

PIXEL = "data:image/svg+xml;utf8," + (
    "<svg xmlns='http://www.w3.org/2000/svg' width='240' height='120'>"
    "<rect width='240' height='120' fill='teal'/><circle cx='120' cy='60' r='34' fill='gold'/></svg>"
)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, detail: str | None = None) -> Json:
    return {"text": plain(text), "value": value} | ({"description": plain(detail)} if detail else {})


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id} | more


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def rich_words(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def text_cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def number_cell(value: float, text: str) -> Json:
    return {"type": "raw_number", "value": value, "text": text}


def labelled(label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": f"b_{element['action_id']}",
        "label": plain(label),
        "element": element,
    } | more


QUARTERS = [
    option("Q1 2026", "2026-Q1", "Closed"),
    option("Q2 2026", "2026-Q2"),
    option("Q3 2026", "2026-Q3", "Open"),
]
CONFIRM = {
    "title": plain("Send it?"),
    "text": mrkdwn("It goes to *#wins*."),
    "confirm": plain("Send"),
    "deny": plain("Not yet"),
}
