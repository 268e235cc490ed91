"""Pay before it is published: who looks at it, decides about it and adjusts it."""

from bot.review.notes import NOTE
from tests.access.ground import Ground
from tests.access.pay import STRANGERS
from tests.access.surface import (
    Room,
    Surface,
    always,
    carries,
    chosen,
    presses,
    presses_in_modal,
    presses_stale,
    submits,
    told,
    typed,
)
from tests.review.stage import Q2

STALE = "0" * 12


def _look(ground: Ground) -> str:
    return ground.look


def _old_look(_ground: Ground) -> str:
    """As it was shown once."""
    return f"0 {STALE} {Q2} 0 ana"


def _together(ground: Ground) -> str:
    return f"{Q2} {ground.ana}.0.{ground.digest[:12]}"


def _old_together(ground: Ground) -> str:
    return f"{Q2} {ground.ana}.0.{STALE}"


def _step(action: str, done: str) -> Surface:
    return Surface(presses(action, always(Q2)), done)


PERSON, PAGE = always(f"{Q2} 0 ana"), always(f"{Q2} 1")
OWN = {"another's manager": "Fay Moss", "": "Q2 2024"}
MOVED = "Ana Ruiz"  # whose pay is not any more what was seen
LATE, USD = typed("A late deal"), chosen("USD")
SURFACES = {
    "review.look": Surface(presses("review.look", PERSON), "Ana Ruiz"),
    "review.look (in modal)": Surface(presses_in_modal("review.look", PERSON, _look), "Ana Ruiz"),
    "review.look_again": Surface(presses_in_modal("review.look_again", PERSON, _look), "Ana Ruiz"),
    "review.lines": Surface(presses_in_modal("review.lines", always("lines"), _look), "Ana Ruiz"),
    "review.people": Surface(presses("review.people", PAGE), "Ana Ruiz", own=OWN),
    "review.earlier": Surface(presses_in_modal("review.earlier", PAGE, _look), "Ana Ruiz", own=OWN),
    "review.later": Surface(presses_in_modal("review.later", PAGE, _look), "Ana Ruiz", own=OWN),
    "review.approve_all": presses_stale("review.approve_all", _together, _old_together, MOVED),
    "review.approve_clean": presses_stale("review.approve_clean", _together, _old_together, MOVED),
    "review.approve": Surface(submits("review.approve", _look), MOVED, submits("review.approve", _old_look)),
    "review.send_back": Surface(presses_in_modal("review.send_back", always("x"), _look), "Ana Ruiz"),
    "review.sent_back": Surface(
        submits("review.sent_back", _look, reason=LATE),
        MOVED,
        submits("review.sent_back", _old_look, reason=LATE),
    ),
    "review.adjust": Surface(presses_in_modal("review.adjust", always("adjust"), _look), "Ana Ruiz"),
    "review.adjusted": Surface(
        submits("review.adjusted", _look, change=typed("250"), currency=USD, reason=LATE),
        "'plenty' is not an amount",
        submits("review.adjusted", _look, change=typed("plenty"), currency=USD, reason=LATE),
    ),
    "review.withdraw": Surface(
        presses_in_modal("review.withdraw", carries(lambda ground: ground.adjustment), _look),
        "Ana Ruiz",
        presses_in_modal("review.withdraw", carries(lambda ground: ground.taken_off), _look),
    ),
    "review.start": _step("review.start", "Gus Hall"),
    "review.publish": _step("review.publish", "Q2 2024"),
    "review.close": _step("review.close", "Q2 2024"),
    "review.back": presses_stale("review.back", _look, _old_look, MOVED),
}
ROOM = Room(
    SURFACES,
    refusals={
        "-": told("people/refusal", reason="not_theirs"),
        "n": told("review/note", **{**NOTE, "what": "decided", "own": True}),
        "y": told("review/note", **{**NOTE, "what": "decided", "others": 1}),
        "t": "This adjustment is not yours to take off.",
        "a": told("review/note", **{**NOTE, "what": "not_admin"}),
    },
    strangers=STRANGERS,
    hers=("Ana Ruiz",),
)
