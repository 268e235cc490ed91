"""What one earned, and why: `/mycomp`, App Home, every line, what if."""

from bot.sandbox.courier import Reply
from tests.access.ground import Ground
from tests.access.surface import (
    Room,
    Surface,
    always,
    chosen,
    presses,
    presses_in_modal,
    strangers,
    submits,
    told,
    typed,
    types,
)

Q3 = always("2024-Q3 ana")


def _opens_home(ground: Ground, person: str) -> Reply:
    return ground.door.world.visit_home(f"U{person.upper()}")[1]


def _in_home(action: str, opens: str) -> Surface:
    view = {"id": "V0", "type": "home", "blocks": [], "private_metadata": "2024-Q3 ana"}
    return Surface(lambda ground, person: ground.press(person, action, "2024-Q3 ana", view), opens)


OWN = {"peer": "$3,560.00", "manager": "$4,320.00", "": "*Q3 2024*"}
SUPPOSED = {"metric": chosen("team_retention"), "attained": typed("100%")}
SURFACES = {
    "/mycomp": Surface(types("/mycomp", ""), "Q3 2024", own=OWN),
    "/mycomp (help)": Surface(types("/mycomp", "help"), "/mycomp Q2"),
    "/mycomp (hers)": Surface(types("/mycomp", "@ana"), "Q3 2024"),
    "/mycomp (hers, Q2)": Surface(types("/mycomp", "Q2 2024 @ana"), "Q2 2024"),
    "mycomp.period": Surface(presses("mycomp.period", Q3), "Q3 2024"),
    "mycomp.next": Surface(presses("mycomp.next", always("2024-Q2 ana")), "Q2 2024"),
    "mycomp.lines": Surface(presses("mycomp.lines", Q3), "Alder"),
    "lines.earlier": Surface(presses_in_modal("lines.earlier", always("1"), Q3), "Alder"),
    "lines.later": Surface(presses_in_modal("lines.later", always("1"), Q3), "Alder"),
    "lines.why": Surface(presses_in_modal("lines.why", always("1"), Q3), "Alder"),
    "mycomp.what_if": Surface(presses("mycomp.what_if", Q3), '"what_if"'),
    "what_if": Surface(submits("what_if", Q3, **SUPPOSED), "Q3 2024"),
    "app_home_opened": Surface(_opens_home, "Q3 2024", own=OWN),
    "home.period": _in_home("home.period", "Q3 2024"),
    "home.now": _in_home("home.now", "Q3 2024"),
    "home.lines": _in_home("home.lines", "Alder"),
    "home.what_if": _in_home("home.what_if", '"what_if"'),
}
STRANGERS = strangers("people/refusal")
ROOM = Room(
    SURFACES,
    refusals={"-": told("people/refusal", reason="not_theirs")},
    strangers=STRANGERS,
    hers=("Ana Ruiz",),
)
