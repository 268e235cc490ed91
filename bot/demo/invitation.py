"""What the command line says to whoever has just started the demo: what there is to try, and as whom."""

from bot.demo.cast import ADMIN, BY_KEY, DIRECTOR
from bot.demo.company import Company
from bot.demo.payday import MANAGERS, QUESTIONS, SENT_BACK
from calc.periods import FiscalCalendar

_CLUB_MEMBER = "E1025"

_TEXT = """\
Pick who you are, type /mycomp, and read what they earned and why.

{quarter} stands in review. Close it from the messages with Micdrop:
  1. {admin}, who runs pay: Return as it is, for what {sender} sent back
  2. {managers} and {director}: Approve all
  3. {admin}: Approve all, then Publish statements, and everybody has theirs

More to try: {asked} has a question to answer; /spiff club as {member}; /announce as any manager.
Ctrl-C stops it."""


def invitation(company: Company) -> str:
    """The lines to print below the demo's address."""
    return _TEXT.format(
        quarter=FiscalCalendar().label(company.window.previous),
        admin=_name(ADMIN),
        director=_name(DIRECTOR),
        sender=_name(SENT_BACK.sender),
        managers=", ".join(map(_name, MANAGERS)),
        asked=_name(BY_KEY[QUESTIONS[0].person].manager),
        member=_name(_CLUB_MEMBER),
    )


def _name(person: str) -> str:
    return BY_KEY[person].name
