"""What an export has to say of itself; never an amount."""

from bot.payroll.exporting import Taken
from bot.payroll.news import NEW
from bot.slack.dates import day
from bot.slack.numbers import count
from bot.slack.text import clean

NAMED = 5


def told(taken: Taken, locale: str) -> list[str]:
    """What was exported, and what is new since the export before."""
    payroll = taken.payroll
    people = count(len(payroll.payees), "person", "people")
    said = [f"{payroll.label}, export {taken.number}: {people}. Every sum matches what was published."]
    if taken.before is None:
        said.append("It is the first export of this period, so everything in it is new.")
    else:
        said += _since(taken, f"export {taken.number - 1} of {day(taken.before.date(), locale)}")
    if payroll.rewards:
        handed = count(len(payroll.rewards), "taxable reward was", "taxable rewards were")
        said.append(f"{handed} handed over in it.")
    if taken.without_own_id:
        have = count(taken.without_own_id, "person has", "people have")
        said.append(f"{have} no payroll id: their key stands in its place. Import people with a payroll_id.")
    return said


def _since(taken: Taken, before: str) -> list[str]:
    news = taken.news
    if not news.any:
        return [f"Nothing is new since {before}."]
    said = []
    if news.people:
        names = {payee.key: payee.name for payee in taken.payroll.payees}
        changed = sorted(f"{names[key]} ({words})" for key, words in news.people.items())
        said.append(f"New since {before}: {_listed(changed)}.")
    added = sum(words == NEW for words in news.rewards.values())
    for number, words in ((added, "new"), (len(news.rewards) - added, "not as before")):
        if number:
            said.append(
                f"{count(number, 'taxable reward is', 'taxable rewards are')} {words} since {before}."
            )
    if news.gone:
        said.append(f"Taxable rewards that are no longer in it: {_listed(news.gone)}.")
    return said


def _listed(words: list[str]) -> str:
    """The first few by name, and how many more there are: the `new` column has all."""
    more = f" and {len(words) - NAMED} more" if len(words) > NAMED else ""
    return ", ".join(clean(one) for one in words[:NAMED]) + more
