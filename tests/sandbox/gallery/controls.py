"""What one presses and chooses in a message."""

from tests.sandbox.gallery.pieces import CONFIRM, PIXEL, QUARTERS, Json, button, mrkdwn, option, plain

CONTROLS: list[Json] = [
    {
        "type": "section",
        "text": mrkdwn("*Q3 2026*\nA section with a button"),
        "accessory": button("Why this much?", "why", value="line-1"),
    },
    {
        "type": "section",
        "text": mrkdwn("with a picture"),
        "accessory": {"type": "image", "image_url": PIXEL, "alt_text": "gold"},
    },
    {
        "type": "section",
        "text": mrkdwn("with an overflow menu"),
        "accessory": {
            "type": "overflow",
            "action_id": "more",
            "options": [option("Open", "open"), option("Copy", "copy")],
        },
    },
    {
        "type": "section",
        "text": mrkdwn("with a select"),
        "accessory": {
            "type": "static_select",
            "action_id": "period",
            "placeholder": plain("Period"),
            "options": QUARTERS,
        },
    },
    {
        "type": "actions",
        "elements": [
            button("Plain", "plain_button", value="1"),
            button("Approve", "approve", style="primary", value="1"),
            button("Reject", "reject", style="danger", value="1", confirm=CONFIRM | {"style": "danger"}),
            button("Open the page", "open_page", url="https://example.com"),
        ],
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "static_select",
                "action_id": "grouped",
                "initial_option": option("Emea", "emea"),
                "option_groups": [
                    {"label": plain("Regions"), "options": [option("Emea", "emea"), option("Amer", "amer")]},
                    {"label": plain("Teams"), "options": [option("Scaled", "scaled")]},
                ],
            },
            {
                "type": "multi_static_select",
                "action_id": "several",
                "placeholder": plain("Periods"),
                "options": QUARTERS,
                "initial_options": QUARTERS[:2],
            },
            {"type": "users_select", "action_id": "person"},
            {"type": "multi_users_select", "action_id": "people", "initial_users": ["U1", "U2"]},
            {"type": "conversations_select", "action_id": "conversation"},
            {"type": "multi_conversations_select", "action_id": "conversations"},
            {"type": "channels_select", "action_id": "channel"},
            {"type": "multi_channels_select", "action_id": "channels"},
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-03"},
            {"type": "timepicker", "action_id": "time", "initial_time": "14:05"},
            {"type": "datetimepicker", "action_id": "moment", "initial_date_time": 1790000000},
        ],
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "radio_buttons",
                "action_id": "one_of",
                "options": QUARTERS,
                "initial_option": QUARTERS[1],
            },
            {
                "type": "checkboxes",
                "action_id": "any_of",
                "options": QUARTERS,
                "initial_options": QUARTERS[:1],
            },
            {"type": "overflow", "action_id": "menu", "options": [option("Only", "only")]},
            {"type": "workflow_button", "text": plain("Start")},
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {"text": plain("Clear"), "value": "yes"},
                "negative_button": {"text": plain("Not clear"), "value": "no"},
            },
            {"type": "icon_button", "action_id": "drop", "icon": "trash", "text": plain("Delete")},
        ],
    },
]
