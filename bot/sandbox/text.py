"""What Slack makes of the text a person types: escaped characters, and references to people, user groups and
channels."""

import re
from collections.abc import Callable

# A name ends at the last letter, digit, - or _: the full stop after "@ana." is not part of it.
REFERENCE = re.compile(r"(?<![\w<])([@#])([\w-]+(?:\.[\w-]+)*)")

Lookup = Callable[[str], str | None]


def escaped(text: str) -> str:
    """Slack escapes exactly these three."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_references(text: str, person: Lookup, channel: Lookup, group: Lookup, *, labelled: bool) -> str:
    """`text` escaped, with @name and #channel as `<@U1>` and `<#C1>`; names that nobody has stay as they are.

    person, channel, group: the id for a name, or None; a group's handle becomes `<!subteam^S1>`. labelled:
    also the name, `<@U1|ana>`, as commands get it.
    """

    def reference(match: re.Match[str]) -> str:
        sign, name = match.groups()
        if sign == "@" and (subteam := group(name)):
            return f"<!subteam^{subteam}|@{name}>" if labelled else f"<!subteam^{subteam}>"
        found = person(name) if sign == "@" else channel(name)
        if found is None:
            return match.group()
        return f"<{sign}{found}|{name}>" if labelled or sign == "#" else f"<@{found}>"

    return REFERENCE.sub(reference, escaped(text))
