"""Announcements: what is not out yet is for its hands and the admins, and what is out holds no pay."""

from tests.access.ground import DRAFT, NOT_OUT
from tests.access.surface import (
    Room,
    Surface,
    Told,
    always,
    carries,
    presses,
    presses_in_modal,
    presses_stale,
    strangers,
    submits,
    told,
    typed,
    types,
)


def _note(outcome: str) -> Told:
    """What came of a press, for whom it tells nothing of the announcement."""
    nothing = {"title": "", "channel": "", "when": {"at": "", "words": ""}}
    return told("announcements/note", note={**nothing, "outcome": outcome})


WAITING, STALE = carries(lambda ground: ground.not_out, 0), carries(lambda ground: ground.not_out, 99)
DRAFTED, NO_SUCH = carries(lambda ground: ground.draft, 0), always("999999 0")
NONE = {"": "nnouncement"}
MINE = {"title": typed("Mine"), "words": typed("Mine")}
CHANGED, GONE, FORM = _note("moved_on"), _note("gone"), '"announce.composed"'
NO_CHANNEL = "Pick a channel"
SURFACES = {
    "/announce": Surface(types("/announce", ""), FORM),
    "/announce (list)": Surface(types("/announce", "list"), NOT_OUT, own=NONE),
    "/announce (settings)": Surface(types("/announce", "settings"), "hannel"),
    "announce.composed": Surface(
        submits("announce.composed", carries(lambda ground: ground.draft), **MINE), NO_CHANNEL
    ),
    "announce.back": Surface(presses_in_modal("announce.back", DRAFTED, always("")), FORM),
    "announce.go_on": Surface(presses("announce.go_on", DRAFTED), FORM),
    "announce.again": Surface(presses("announce.again", DRAFTED), FORM),
    "announce.send": Surface(
        submits("announce.send", DRAFTED),
        CHANGED,
        submits("announce.send", carries(lambda ground: ground.draft, 99)),
    ),
    "announce.look": Surface(presses("announce.look", WAITING), NOT_OUT),
    "announce.approve": presses_stale("announce.approve", WAITING, STALE, CHANGED),
    "announce.change": Surface(presses("announce.change", WAITING), NOT_OUT),
    "announce.changed": Surface(
        submits("announce.changed", WAITING, **MINE),
        CHANGED,
        submits("announce.changed", STALE, **MINE),
    ),
    "announce.decline": Surface(presses("announce.decline", WAITING), NOT_OUT),
    "announce.declined": Surface(
        submits("announce.declined", WAITING, reason=typed("No")),
        "Say why",
        submits("announce.declined", WAITING, reason=typed("")),
    ),
    "announce.recall": presses_stale("announce.recall", WAITING, NO_SUCH, GONE),
    "announce.take_down": presses_stale("announce.take_down", WAITING, NO_SUCH, GONE),
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
