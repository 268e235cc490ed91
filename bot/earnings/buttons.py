"""What a button about a statement carries, read back when it is pressed."""

from bot.people.identity import Stranger
from bot.people.viewing import Asker, Viewing, view_key, view_own
from bot.slack.controls import StaleControl
from calc.period_text import read_period
from calc.periods import Period

NOW = "now"


def read_value(asker: Asker, value: str) -> tuple[Viewing, Period] | Stranger:
    """Reads what bot.earnings.view.period_value wrote: a period's key, and a person's when it is another's.

    Whoever presses is checked again, whatever the value says. "now" is the period we are in. StaleControl for
    a value that names no period.
    """
    key, _, subject = value.partition(" ")
    viewing = view_key(asker, subject) if subject else view_own(asker)
    if isinstance(viewing, Stranger):
        return viewing
    company = viewing.viewer.company
    today = company.today(asker.now)
    if key == NOW:
        return viewing, company.calendar.containing(today, company.pay_period)
    period = read_period(key, today, company.calendar)
    if period is None:
        raise StaleControl
    return viewing, period
