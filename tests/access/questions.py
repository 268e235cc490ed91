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
    carries,
    presses,
    presses_in_modal,
    presses_stale,
    submits,
    told,
    typed,
    types,
)

HELLO, NOTHING = typed("Hello."), typed("")
NONE = {"": told("questions/list", waiting=[], more_waiting=0, mine=[], more_mine=0)}
CHANGED = told("questions/note", **note_values(Result(Outcome.CHANGED)))


def _open_question(ground: Ground) -> int:
    return ground.open_question


def _answered_question(ground: Ground) -> int:
    return ground.answered_question


def _offer(text: str) -> Act:
    return presses("question.accept", lambda ground: f"{ground.open_question} 0 {text}")


def _ref(ground: Ground) -> str:
    return f"2024-Q3 {ground.line}"


OPEN, SHOWN, STALE = carries(_open_question), carries(_open_question, 0), carries(_open_question, 99)
ANSWERED, STALE_ANSWERED = carries(_answered_question, 1), carries(_answered_question, 99)
SURFACES = {
    "/mycomp (questions)": Surface(types("/mycomp", "questions"), "Alder", own=NONE),
    "question.list": Surface(presses("question.list", always("list")), "Alder", own=NONE),
    "lines.ask": Surface(presses_in_modal("lines.ask", always("3"), Q3), "Team retention bonus"),
    "question.ask": Surface(
        submits("question.ask", _ref, words=HELLO, expected=NOTHING),
        ask_modal.EMPTY,
        submits("question.ask", _ref, words=NOTHING, expected=NOTHING),
    ),
    "question.open": Surface(presses("question.open", OPEN), "Alder"),
    "question.line": Surface(presses("question.line", OPEN), "Alder"),
    "question.answer": Surface(presses("question.answer", SHOWN), "Alder"),
    "question.answered": Surface(
        submits("question.answered", SHOWN, words=HELLO),
        answer_forms.EMPTY,
        submits("question.answered", SHOWN, words=NOTHING),
    ),
    "question.hand_on": Surface(presses("question.hand_on", SHOWN), "Alder"),
    "question.handed_on": Surface(
        submits("question.handed_on", SHOWN, words=HELLO),
        CHANGED,
        submits("question.handed_on", STALE, words=HELLO),
    ),
    "question.accept": Surface(_offer("0"), CHANGED),
    "question.adjust": Surface(presses("question.adjust", SHOWN), "Alder"),
    "question.adjusted": Surface(
        submits("question.adjusted", SHOWN, amount=typed("1"), reason=HELLO),
        "'lots' is not an amount",
        submits("question.adjusted", SHOWN, amount=typed("lots"), reason=HELLO),
    ),
    "question.settle": presses_stale("question.settle", ANSWERED, STALE_ANSWERED, "Ben Okafor"),
    "question.again": Surface(presses("question.again", ANSWERED), "Birch"),
    "question.asked_again": Surface(
        submits("question.asked_again", ANSWERED, words=HELLO),
        asker_buttons.EMPTY,
        submits("question.asked_again", ANSWERED, words=NOTHING),
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
