"""What has happened to the demo company's last quarter when somebody comes in: its review has just begun, and
a few people have asked, adjusted and sent back. Whatever is left is for the visitor to press."""

from dataclasses import dataclass

from bot.demo.cast import ADMIN, DIRECTOR
from bot.demo.life import NEW_PRODUCT

_TOMASZ, _KEISHA, _HIROKO, _DECLAN = "E1003", "E1004", "E1005", "E1006"
_KWABENA, _MEI_LING, _LINDIWE, _PRIYA = "E1008", "E1011", "E1014", "E1016"
_LUCAS, _CHIARA = "E1021", "E1026"

MANAGERS = (_TOMASZ, _KEISHA, _HIROKO, _DECLAN)

# Facts reach the demo company late by a quarter at most, and each period that is corrected takes time.
CORRECTED_PERIODS = 1


@dataclass(frozen=True)
class Adjusted:
    """By how much somebody's manager has changed their pay, and why. People by the company's keys."""

    maker: str
    person: str
    amount_minor: int
    currency: str
    reason: str


@dataclass(frozen=True)
class SentBack:
    """Whose pay their manager does not find right, and why."""

    sender: str
    person: str
    reason: str


@dataclass(frozen=True)
class Asked:
    """A question about the line that pays somebody most, or most `of_deals`, and what came of it.

    `missing_minor` is how much more they expect; 0 when they only want to understand. `answer` is their
    manager's; "" while it is open. Then it is `settled`, or asked `again` in those words, or neither.
    """

    person: str
    words: str
    of_deals: bool = False
    missing_minor: int = 0
    answer: str = ""
    settled: bool = False
    again: str = ""


ADJUSTED = Adjusted(
    _KEISHA, _PRIYA, 400_00, "USD", "Showed two new colleagues the ropes beside her own customers."
)
SENT_BACK = SentBack(
    _DECLAN,
    _CHIARA,
    f"Her {NEW_PRODUCT} deal does not count, because there is no rate for {NEW_PRODUCT} yet. Is one coming, "
    "or shall I tell her that it never will?",
)
QUESTIONS = (
    Asked(
        _MEI_LING,
        "I think that this one was credited before the contract was put right. Could you compare the two?",
        of_deals=True,
        missing_minor=180_00,
    ),
    Asked(
        _KWABENA,
        "Why does this count here, and not in the quarter in which I did the work for it?",
        of_deals=True,
        answer="It counts on the day on which the customer signs, for everybody. *Why?* names the clause.",
    ),
    Asked(
        _LINDIWE,
        "Is this all of it, or does the second half come next quarter?",
        answer="All of it. There is no second half: the plan pays once, when the quarter is over.",
        settled=True,
    ),
    Asked(
        _LUCAS,
        "Which customers are behind this figure?",
        answer="Those that you brought live in the quarter. *Why?* behind the line says how it comes out.",
        again="One that went live on the last day is missing there. Could you look once more?",
    ),
)
# All who take part: those who look at somebody's pay, and those of whom this tells.
PEOPLE = (
    ADMIN, DIRECTOR, *MANAGERS,
    *(ADJUSTED.person, SENT_BACK.person), *(asked.person for asked in QUESTIONS),
)  # fmt: skip
