"""Announcements: what is not out yet is for its hands and the admins, and what is out holds no pay."""

from tests.access.ground import DRAFT, NOT_OUT, Ground
from tests.access.surface import (
    Room,
    Surface,
    Told,
    always,
    presses,
    presses_in_modal,
    strangers,
    submits,
    told,
    typed,
    types,
)


def _waiting(ground: Ground) -> str:
    return f"{ground.not_out} 0"


def _stale(ground: Ground) -> str:
    return f"{ground.not_out} 99"


def _draft(ground: Ground) -> str:
    return f"{ground.draft} 0"


def _note(outcome: str) -> Told:
    """What came of a press, for whom it tells nothing of the announcement."""
    nothing = {"title": "", "channel": "", "when": {"at": "", "words": ""}}
    return told("announcements/note", note={**nothing, "outcome": outcome})


def _decides(action: str) -> Surface:
    return Surface(presses(action, _waiting), CHANGED, presses(action, _stale))


NONE = {"": "nnouncement"}
MINE = {"title": typed("Mine"), "words": typed("Mine")}
CHANGED, GONE, FORM = _note("moved_on"), _note("gone"), '"announce.composed"'
NO_CHANNEL = "Pick a channel"
SURFACES = {
    "/announce": Surface(types("/announce", ""), FORM),
    "/announce (list)": Surface(types("/announce", "list"), NOT_OUT, own=NONE),
    "/announce (settings)": Surface(types("/announce", "settings"), "hannel"),
    "announce.composed": Surface(
        submits("announce.composed", lambda ground: str(ground.draft), **MINE), NO_CHANNEL
    ),
    "announce.back": Surface(presses_in_modal("announce.back", _draft, always("")), FORM),
    "announce.go_on": Surface(presses("announce.go_on", _draft), FORM),
    "announce.again": Surface(presses("announce.again", _draft), FORM),
    "announce.send": Surface(
        submits("announce.send", _draft),
        CHANGED,
        submits("announce.send", lambda ground: f"{ground.draft} 99"),
    ),
    "announce.look": Surface(presses("announce.look", _waiting), NOT_OUT),
    "announce.approve": _decides("announce.approve"),
    "announce.change": Surface(presses("announce.change", _waiting), NOT_OUT),
    "announce.changed": Surface(
        submits("announce.changed", _waiting, **MINE),
        CHANGED,
        submits("announce.changed", _stale, **MINE),
    ),
    "announce.decline": Surface(presses("announce.decline", _waiting), NOT_OUT),
    "announce.declined": Surface(
        submits("announce.declined", _waiting, reason=typed("No")),
        "Say why",
        submits("announce.declined", _waiting, reason=typed("")),
    ),
    "announce.recall": Surface(
        presses("announce.recall", _waiting), GONE, presses("announce.recall", always("999999 0"))
    ),
    "announce.take_down": Surface(
        presses("announce.take_down", _waiting), GONE, presses("announce.take_down", always("999999 0"))
    ),
    "announce.settings": Surface(
        submits("announce.settings", always(""), outlier_percent=typed("7")), "is a whole number"
    ),
}
ROOM = Room(
    SURFACES,
    refusals={
        "-": GONE,
        "d": _note("not_yours"),
        "K": _note("not_yours"),
        "m": told("announcements/turned_away", reason="not_manager", admins=["Gus Hall"]),
        "a": "Only compensation admins can change this.",
    },
    strangers=strangers("announcements/turned_away", admins=[]),
    hers=(NOT_OUT, DRAFT),
)
