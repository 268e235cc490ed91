"""Blocks that hold others."""

from tests.sandbox.gallery.pieces import PIXEL, Json, button, mrkdwn, plain, rich, rich_section, rich_words

CARD: Json = {
    "type": "card",
    "hero_image": {"type": "image", "image_url": PIXEL, "alt_text": "gold"},
    "icon": {"type": "image", "image_url": PIXEL, "alt_text": "icon"},
    "title": mrkdwn("Drop the mic"),
    "subtitle": mrkdwn("October"),
    "body": mrkdwn("Three people were named by five teams."),
    "actions": [button("See them", "see")],
}

HOLDERS: list[Json] = [
    CARD,
    {"type": "carousel", "elements": [CARD | {"block_id": f"card-{number}"} for number in range(4)]},
    {
        "type": "container",
        "title": plain("Two lines wait for you"),
        "subtitle": mrkdwn("Look at them *before Friday*"),
        "has_header_divider": True,
        "child_blocks": [
            {"type": "section", "text": mrkdwn("Line one")},
            {"type": "divider"},
            {"type": "actions", "elements": [button("Approve both", "both", style="primary")]},
        ],
    },
    {
        "type": "container",
        "title": plain("Folded"),
        "is_collapsible": True,
        "default_collapsed": True,
        "child_blocks": [{"type": "section", "text": mrkdwn("Hidden until opened")}],
    },
    {
        "type": "plan",
        "title": "Closing October",
        "tasks": [
            {
                "type": "task_card",
                "task_id": "1",
                "title": "Import the facts",
                "status": "complete",
                "output": rich(rich_section(rich_words("1,204 rows"))),
                "sources": [{"type": "url", "url": "https://example.com", "text": "the file"}],
            },
            {"type": "task_card", "task_id": "2", "title": "Calculate", "status": "in_progress"},
            {"type": "task_card", "task_id": "3", "title": "Approve", "status": "pending"},
            {"type": "task_card", "task_id": "4", "title": "Publish", "status": "error"},
        ],
    },
    {
        "type": "task_card",
        "task_id": "5",
        "title": "A task by itself",
        "status": "in_progress",
        "details": rich(rich_section(rich_words("Reading"))),
    },
]
