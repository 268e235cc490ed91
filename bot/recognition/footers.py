"""What stands under somebody's words and is not theirs: a signature, what programs say of themselves."""

import re

# "-- " on a line of its own has meant "my signature follows" since before there was Slack.
_SIGNATURE = re.compile(r"^[ \t]*--[ \t]*$", re.MULTILINE)
_SENT = re.compile(
    r"(?<![^\W_])sent[*_~]{0,3}\s{1,9}(?:using|with|via|from|through)\b[*_~:]{0,3}", re.IGNORECASE
)
_TOKEN = re.compile(r"<[^<>]*>")
# What a footer names begins like this: a mention or link, a name with a capital, "my phone".
_NAME = re.compile(r"[<@\"“]|my\b|(?P<letter>[^\W\d_])", re.IGNORECASE)

_MOST_FOOTERS = 3
_MOST_WORDS = 6
_MOST_CHARACTERS = 600
_EMPHASIS = "*_~"
_ENDS_BEFORE = ".!?…)]}([-–—|•·"
_LEADS = " \t-–—|•·([" + _EMPHASIS


def without_footers(text: str) -> tuple[str, str]:
    """A text in Slack's escaped form, parted into what somebody said and the signature and footers under it.

    A signature begins with a line `--`. A footer is a last line or last sentence of a few words, like "Sent
    using <@U1|Claude>", "_Sent from my phone_", "Sent via Slack".
    """
    signature = _SIGNATURE.search(text)
    said = (text if signature is None else text[: signature.start()]).rstrip()
    for _ in range(_MOST_FOOTERS):
        start = _footer_start(said)
        if start is None:
            break
        said = said[:start].rstrip()
    return said, text[len(said) :].strip()


def _footer_start(said: str) -> int | None:
    """Where the footer at the end begins, with its dash or emphasis; None when there is none."""
    for found in _SENT.finditer(said, max(0, len(said) - _MOST_CHARACTERS)):
        lead = said[max(0, found.start() - 20) : found.start()]
        set_apart = lead.endswith(tuple(_EMPHASIS))
        if _is_name(said[found.end() :].strip(), set_apart) and (set_apart or _begins(lead, found[0])):
            return found.start() - (len(lead) - len(lead.rstrip(_LEADS)))
    return None


def _is_name(rest: str, set_apart: bool) -> bool:
    """Whether a footer can end so: "Sent with love" and "sent with care by …" do not name a program."""
    words = _TOKEN.sub("<>", rest).split()
    if "\n" in rest or not 1 <= len(words) <= _MOST_WORDS:
        return False
    name = _NAME.match(words[0].lstrip(_EMPHASIS))
    if name is None:
        return False
    return set_apart or name["letter"] is None or name["letter"].isupper()


def _begins(lead: str, sent: str) -> bool:
    """Whether a line or a sentence begins here."""
    before = lead.rstrip(" \t")
    if not before or before.endswith("\n"):
        return True
    return before.endswith(tuple(_ENDS_BEFORE)) and sent.startswith("Sent")
