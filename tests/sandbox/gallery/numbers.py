"""Tables and charts."""

from tests.sandbox.gallery.pieces import Json, number_cell, rich, rich_section, rich_words, text_cell

LINES = [
    [
        text_cell(f"Customer {number}"),
        text_cell(kind),
        number_cell(amount, f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"),
    ]
    for number, (kind, amount) in enumerate(
        [
            ("Renewal", 300),
            ("Upsell", 45.5),
            ("Renewal", 1200),
            ("Clawback", -80),
            ("Upsell", 99.99),
            ("Renewal", 12),
            ("SPIFF", 50),
        ],
        1,
    )
]

TABLES: list[Json] = [
    {
        "type": "data_table",
        "caption": "Lines of Q3 2026",
        "page_size": 5,
        "rows": [
            [text_cell("Customer"), text_cell("Why"), text_cell("Amount")],
            *LINES,
            [
                rich(rich_section({"type": "link", "url": "https://example.com", "text": "Acme"})),
                text_cell("Renewal"),
                number_cell(7, "$7.00"),
            ],
        ],
    },
    {
        "type": "table",
        "column_settings": [{"is_wrapped": True}, {"align": "right"}],
        "rows": [
            [text_cell("Metric"), text_cell("Value")],
            [text_cell("Gross recurring revenue retention of the whole book"), text_cell("96.4%")],
            [rich(rich_section(rich_words("NRR", bold=True))), number_cell(104, "104%")],
        ],
    },
]

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]


def series(name: str, values: list[float]) -> Json:
    return {
        "name": name,
        "data": [{"label": label, "value": value} for label, value in zip(MONTHS, values, strict=True)],
    }


AXIS = {"categories": MONTHS, "x_label": "Month", "y_label": "US dollars"}
CHARTS: list[Json] = [
    {
        "type": "data_visualization",
        "title": "What it is made of",
        "chart": {
            "type": "pie",
            "segments": [
                {"label": "Renewals", "value": 3000},
                {"label": "Upsell", "value": 1812.5},
                {"label": "SPIFF", "value": 250},
                {"label": "Nothing", "value": 0},
            ],
        },
    },
    {
        "type": "data_visualization",
        "title": "By month",
        "chart": {
            "type": "bar",
            "axis_config": AXIS,
            "series": [series("Paid", [1200, 900, -300, 1500, 2100, 800])],
        },
    },
    {
        "type": "data_visualization",
        "title": "Two people",
        "chart": {
            "type": "bar",
            "axis_config": AXIS,
            "series": [series("Ada", [12, 9, 3, 15, 21, 8]), series("Grace", [8, 11, 13, 5, 11, 18])],
        },
    },
    {
        "type": "data_visualization",
        "title": "Attainment",
        "chart": {
            "type": "line",
            "axis_config": AXIS,
            "series": [
                series("GRR", [94, 95, 96, 95.5, 97, 98]),
                series("NRR", [101, 102, 100, 104, 106, 108]),
            ],
        },
    },
    {
        "type": "data_visualization",
        "title": "Running total",
        "chart": {
            "type": "area",
            "axis_config": AXIS,
            "series": [series("Target", [10, 20, 30, 40, 50, 60]), series("Paid", [8, 22, 31, 45, 52, 71])],
        },
    },
]
