"""Written text and pictures."""

from tests.sandbox.gallery.pieces import PIXEL, Json, mrkdwn, plain, rich, rich_section, rich_words

TEXT: list[Json] = [
    {"type": "header", "text": plain("You earned $4,812.50 in Q3 :tada:")},
    {
        "type": "section",
        "text": mrkdwn(
            "*Bold*, _italic_, ~struck~, `code` and *_both_*; 2*3*4 and snake_case_name stay. "
            ":microphone: :not_an_emoji:\n"
            "<https://example.com/a?b=1&amp;c=2|A link>, <@U1>, <@U999>, <#C999|lost>, <!here>, "
            "<!date^1790000000^{date_short} at {time}|some day>, "
            "3 &lt; 5 &amp;&amp; 7 &gt; 6, &amp;lt; once\n"
            "• one\n• two\n> a quoted line\n> and another *bold* one\nafter\n"
            "```\npre *not bold*\n  indented &lt;b&gt;\n```\nend"
        ),
    },
    {"type": "divider"},
    {
        "type": "section",
        "fields": [
            mrkdwn("*Renewals*\n$3,000.00"),
            mrkdwn("*Upsell*\n$1,812.50"),
            mrkdwn("*GRR*\n96.4%"),
            mrkdwn("*Target*\n95%"),
        ],
    },
    {
        "type": "context",
        "elements": [
            mrkdwn("As of *3 November*"),
            plain("plan v2"),
            {"type": "image", "image_url": PIXEL, "alt_text": "flag"},
        ],
    },
    {
        "type": "markdown",
        "text": "# Title\n\nA **bold** and *italic* word, ~~gone~~, `code`, [link](https://example.com).\n\n"
        "- one\n- two\n  - nested\n\n1. first\n2. second\n\n> quoted\n\n"
        "| Item | Amount |\n|:--|--:|\n| A | 1.00 |\n| B | 20.50 |\n\n"
        "```\nfence <b>\n```\n\n---\n\n- [x] done\n- [ ] open",
    },
    rich(
        rich_section(
            rich_words("Rich: "),
            rich_words("bold", bold=True),
            rich_words(", "),
            rich_words("code", code=True),
            rich_words(", "),
            {"type": "link", "url": "https://example.com", "text": "link"},
            rich_words(" "),
            {"type": "user", "user_id": "U1"},
            rich_words(" "),
            {"type": "emoji", "name": "tada"},
            {"type": "emoji", "name": "unheard_of", "unicode": "1f40c"},
            {"type": "broadcast", "range": "here"},
            {"type": "date", "timestamp": 1790000000, "format": "{date_long}"},
            {"type": "color", "value": "#0f6e63"},
        ),
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [rich_section(rich_words("one")), rich_section(rich_words("two"))],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "elements": [rich_section(rich_words("nested"))],
        },
        {"type": "rich_text_quote", "elements": [rich_words("a quote")]},
        {"type": "rich_text_preformatted", "elements": [rich_words("preformatted\n  text")]},
    ),
    {"type": "image", "image_url": PIXEL, "alt_text": "a gold circle", "title": plain("A picture")},
    {"type": "image", "image_url": "https://example.com/team.png", "alt_text": "the team"},
]
