"""Contests: prizes and places are public by design, but the sum that stands behind a place is one's own."""

import json

from tests.access.ground import DECLINED, Ground
from tests.access.surface import (
    Room,
    Surface,
    always,
    carries,
    chosen,
    presses,
    presses_in_modal,
    presses_stale,
    strangers,
    submits,
    told,
    typed,
    types,
)

WHO_IS_HERS = {"pattern": "most-renewals", "who": "chosen", "people": ["ana"]}
TERMS = {
    "title": "Mine", "prizes": "500", "channel": "", "span": "2024-08", "first": "2024-08-14", "last": "",
    "kind": "", "start": "", "least": "", "winners": "", "budget": "",
}  # fmt: skip


def _begun(_ground: Ground) -> str:
    return json.dumps(WHO_IS_HERS)


def _filled(_ground: Ground) -> str:
    return json.dumps({**WHO_IS_HERS, "filled": TERMS})


PROPOSED, STALE = carries(lambda ground: ground.contest, 0), carries(lambda ground: ground.contest, 99)
CHANGED = "*Most renewals*"
FIRST: dict[str, dict[str, object]] = {
    "pattern": chosen("most-renewals"),
    "who": chosen("chosen"),
    "people": {"selected_users": ["UANA"]},
}
NONE = {"": told("spiffs/none", may_start=False, sees_all=False, upcoming=[])}
MISSING = "Choose how long it runs."
SURFACES = {
    "/spiff": Surface(types("/spiff", ""), "Most sold", own=NONE),
    "/spiff (new)": Surface(types("/spiff", "new"), '"spiff_new"'),
    "spiff.about": Surface(presses("spiff.about", always("sold most")), "Most sold"),
    "spiff.all": Surface(presses("spiff.all", always("all")), "Most sold", own=NONE),
    "spiff.club": Surface(presses("spiff.club", always("club")), "year"),
    "spiff.new": Surface(presses("spiff.new", always("new")), '"spiff_new"'),
    "spiff.change": Surface(presses_in_modal("spiff.change", always("x"), _filled), '"spiff_terms"'),
    "spiff_new": Surface(submits("spiff_new", always(""), **FIRST), '"spiff_terms"'),
    "spiff_terms": Surface(submits("spiff_terms", _begun, prizes=typed("500")), MISSING),
    "spiff_preview": Surface(submits("spiff_preview", _filled), MISSING),
    "spiff.approve": presses_stale("spiff.approve", PROPOSED, STALE, CHANGED),
    "spiff.approve (off)": Surface(
        presses("spiff.approve", carries(lambda ground: ground.declined_contest, 0)), DECLINED
    ),
    "spiff.decline": presses_stale("spiff.decline", PROPOSED, STALE, CHANGED),
    "spiff.call_off": presses_stale("spiff.call_off", PROPOSED, STALE, CHANGED),
}
ROOM = Room(
    SURFACES,
    refusals={
        "-": told("spiffs/note", outcome="not_yours"),
        "m": told("spiffs/no", reason="not_manager", admins=["Gus Hall"]),
        "b": "You can choose people at work who report to you",
        "o": told("spiffs/note", outcome="own", title="Most renewals"),
        "K": told("spiffs/note", outcome="own", title=DECLINED),
        "c": told("spiffs/no", reason="gone", admins=[]),
    },
    strangers=strangers("spiffs/no", admins=[]),
    hers=(DECLINED,),
)
