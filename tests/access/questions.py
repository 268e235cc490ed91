"""Questions about a line of pay: asking, answering, accepting, settling."""

from bot.questions import answer_forms, ask_modal, asker_buttons
from bot.questions.door import note_values
from bot.questions.outcomes import NOT_YOURS, Outcome, Result
from tests.access.ground import Ground
from tests.access.pay import Q3, STRANGERS
from tests.access.surface import (
    Act,
    Room,
    Surface,
    always,
    presses,
    presses_in_modal,
    submits,
    told,
    typed,
    types,
)

HELLO, NOTHING = typed("Hello."), typed("")
NONE = {"": told("questions/list", waiting=[], more_waiting=0, mine=[], more_mine=0)}
CHANGED = told("questions/note", **note_values(Result(Outcome.CHANGED)))


def _open(ground: Ground) -> str:
    return str(ground.open_question)


def _open_edition(ground: Ground) -> str:
    return f"{ground.open_question} 0"


def _old_edition(ground: Ground) -> str:
    return f"{ground.open_question} 99"


def _answered_edition(ground: Ground) -> str:
    return f"{ground.answered_question} 1"


def _offer(text: str) -> Act:
    return presses("question.accept", lambda ground: f"{ground.open_question} 0 {text}")


def _ref(ground: Ground) -> str:
    return f"2024-Q3 {ground.line}"


SURFACES = {
    "/mycomp (questions)": Surface(types("/mycomp", "questions"), "Alder", own=NONE),
    "question.list": Surface(presses("question.list", always("list")), "Alder", own=NONE),
    "lines.ask": Surface(presses_in_modal("lines.ask", always("3"), Q3), "Team retention bonus"),
    "question.ask": Surface(
        submits("question.ask", _ref, words=HELLO, expected=NOTHING),
        ask_modal.EMPTY,
        submits("question.ask", _ref, words=NOTHING, expected=NOTHING),
    ),
    "question.open": Surface(presses("question.open", _open), "Alder"),
    "question.line": Surface(presses("question.line", _open), "Alder"),
    "question.answer": Surface(presses("question.answer", _open_edition), "Alder"),
    "question.answered": Surface(
        submits("question.answered", _open_edition, words=HELLO),
        answer_forms.EMPTY,
        submits("question.answered", _open_edition, words=NOTHING),
    ),
    "question.hand_on": Surface(presses("question.hand_on", _open_edition), "Alder"),
    "question.handed_on": Surface(
        submits("question.handed_on", _open_edition, words=HELLO),
        CHANGED,
        submits("question.handed_on", _old_edition, words=HELLO),
    ),
    "question.accept": Surface(_offer("0"), CHANGED),
    "question.adjust": Surface(presses("question.adjust", _open_edition), "Alder"),
    "question.adjusted": Surface(
        submits("question.adjusted", _open_edition, amount=typed("1"), reason=HELLO),
        "'lots' is not an amount",
        submits("question.adjusted", _open_edition, amount=typed("lots"), reason=HELLO),
    ),
    "question.settle": Surface(
        presses("question.settle", _answered_edition),
        "Ben Okafor",
        presses("question.settle", lambda ground: f"{ground.answered_question} 99"),
    ),
    "question.again": Surface(presses("question.again", _answered_edition), "Birch"),
    "question.asked_again": Surface(
        submits("question.asked_again", _answered_edition, words=HELLO),
        asker_buttons.EMPTY,
        submits("question.asked_again", _answered_edition, words=NOTHING),
    ),
}
ROOM = Room(
    SURFACES,
    refusals={
        "-": told("questions/note", **note_values(NOT_YOURS)),
        "p": told("people/refusal", reason="not_theirs"),
        "g": told("earnings/line_gone"),  # for it is looked for among one's own
    },
    strangers=STRANGERS,
    hers=("Ana Ruiz", "Alder", "Birch"),
)
