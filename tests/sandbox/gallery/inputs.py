"""A modal with every input, and the alerts, which are for modals alone."""

from tests.sandbox.gallery.pieces import QUARTERS, Json, labelled, mrkdwn, plain

MODAL: Json = {
    "type": "modal",
    "callback_id": "gallery",
    "title": plain("Every input"),
    "submit": plain("Save"),
    "blocks": [
        {"type": "alert", "level": level, "text": mrkdwn(f"An alert of level *{level}*.")}
        for level in ("default", "info", "warning", "error", "success")
    ]
    + [
        labelled(
            "Your name",
            {"type": "plain_text_input", "action_id": "name", "placeholder": plain("Ada")},
            hint=plain("As on the contract"),
        ),
        labelled(
            "Your reasons",
            {
                "type": "plain_text_input",
                "action_id": "reasons",
                "multiline": True,
                "initial_value": "Because",
            },
            optional=True,
        ),
        labelled(
            "How many",
            {"type": "number_input", "action_id": "count", "is_decimal_allowed": False, "min_value": "1"},
        ),
        labelled("E-mail", {"type": "email_text_input", "action_id": "mail"}, optional=True),
        labelled("Web page", {"type": "url_text_input", "action_id": "web"}, optional=True),
        labelled("Note", {"type": "rich_text_input", "action_id": "note"}, optional=True),
        labelled("Quarter", {"type": "static_select", "action_id": "quarter", "options": QUARTERS}),
        labelled(
            "Quarters",
            {
                "type": "multi_static_select",
                "action_id": "quarters",
                "options": QUARTERS,
                "max_selected_items": 2,
            },
            optional=True,
        ),
        labelled("Colleague", {"type": "users_select", "action_id": "colleague"}, optional=True),
        labelled(
            "Colleagues",
            {"type": "multi_users_select", "action_id": "colleagues", "initial_users": ["U2"]},
            optional=True,
        ),
        labelled("Channel", {"type": "channels_select", "action_id": "channel"}, optional=True),
        labelled(
            "Conversation", {"type": "conversations_select", "action_id": "conversation"}, optional=True
        ),
        labelled("Day", {"type": "datepicker", "action_id": "day"}, optional=True),
        labelled("Time", {"type": "timepicker", "action_id": "time"}, optional=True),
        labelled(
            "One of", {"type": "radio_buttons", "action_id": "one_of", "options": QUARTERS}, optional=True
        ),
        labelled("Any of", {"type": "checkboxes", "action_id": "any_of", "options": QUARTERS}, optional=True),
        labelled("A file", {"type": "file_input", "action_id": "file"}, optional=True),
    ],
}
