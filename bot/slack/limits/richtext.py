"""rich_text: a tree of sections, lists, quotes and preformatted runs."""

from bot.slack.limits.parts import Found, Part, items, kind_name, kind_of, string

_BRANCHES = frozenset({"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"})
_LEAVES = frozenset(
    {"text", "link", "emoji", "user", "usergroup", "channel", "team", "broadcast", "date", "color"}
)
# Slack names no limit for one run; a message as a whole cannot hold more than this anyway.
RUN_CHARACTERS = 12_000
_ELEMENTS = 1_000


def rich_text(block: Part, found: Found) -> int:
    """Checks a rich_text block or cell; returns the characters of its text."""
    characters = 0
    for branch in items(block.get("elements"), "elements", 1, _ELEMENTS, found):
        kind = kind_of(branch)
        if kind not in _BRANCHES:
            found.append(f"rich_text cannot hold an element {kind_name(kind)}")
        elif kind == "rich_text_list":
            for section in items(branch.get("elements"), "list elements", 1, _ELEMENTS, found):
                characters += _runs(section, found)
        else:
            characters += _runs(branch, found)
    return characters


def _runs(section: object, found: Found) -> int:
    if not isinstance(section, dict):
        found.append("a rich_text part has to be an object")
        return 0
    characters = 0
    # An empty section is how Slack's own editor writes a blank line.
    for run in items(section.get("elements"), "elements", 0, _ELEMENTS, found):
        kind = kind_of(run)
        if kind not in _LEAVES:
            found.append(f"rich_text cannot hold an element {kind_name(kind)}")
        elif kind == "text" or "text" in run:
            characters += string(run.get("text"), f"{kind} text", RUN_CHARACTERS, found)
    return characters
