"""What the people of the demo company said of one another, in the month before this one and in this one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bot.demo.cast import CAST, LEAVER, ON_LEAVE

VALUES = (
    ("customers-first", "Customers first"),
    ("grit", "Never give up"),
    ("together", "We win together"),
    ("curious", "Stay curious"),
    ("plain-words", "Say it plainly"),
)
# Works here, but is on no list of the company's: drop the mic is for everybody.
OTHERS = ("E2001",)

_MOST_BEFORE, _MOST_NOW = 12, 16
_LATEST = timedelta(minutes=20)
# What each says; a value's hashtag where one fits.
_SAID = (
    "stayed on the line until the migration was through, at two in the morning, and wrote it all down #grit",
    "noticed that the usage had halved, called them before anybody asked, and kept it all #customers-first",
    "took over my three renewals while I was down with the flu. Not one of them slipped #together",
    "asked the one question in the review that nobody had dared to ask. It saved us a quarter #plain-words",
    "built the health-score sheet that all of us use by now, on a Friday, without being asked #curious",
    "turned a furious call into a reference customer. I was there and don't know how #customers-first",
    "explained our new pricing in four sentences. Legal had needed nine pages #plain-words",
    "got the pilot live in six days. The plan had said four weeks #grit",
    "shared the whole playbook for seasonal customers, numbers and mistakes and all #together",
    "drove two hours to sit with a customer whose dashboards were blank, and mended them #customers-first",
    "found out why onboarding stalled at step four, by going through it eleven times #curious",
    "spoke up for support when we were about to promise something they could never have kept #together",
    "brought back a customer that we had written off in spring. Eleven months of patience #grit",
    "wrote the post-mortem that names what went wrong and blames nobody #plain-words",
    "paired with our two newest people every morning this week. Both closed their first go-live #together",
    "read the customer's annual report before the review. They noticed, and doubled their seats #curious",
    "kept three time zones in one calm conversation while everything was on fire #grit",
    "said no to a deal that would have hurt the customer, and yes to a smaller one #customers-first",
    "translated the whole launch kit overnight so that Osaka could start with us #together",
    "made the ugliest spreadsheet in the company beautiful, and a good deal more honest #curious",
    "answered 40 questions about the new portal with one page. Nobody has asked since #plain-words",
    "sat through every support call of a week to learn what customers really trip over #curious",
    "caught the wrong currency in a contract an hour before it was signed #customers-first",
    "never once said that it is somebody else's job. Thank you for the Nordics launch #together",
    "got 22 people to answer the survey who had ignored it for a year. Ask how, it is charming #grit",
    "cleaned up the handover notes of two years. The next one on the account will bless this day #together",
    "told the board what the churn numbers mean, in words my grandmother would follow #plain-words",
    "kept the customer calm, the engineers fed and the status page true for nine hours #grit",
    "introduced two of our customers to each other. They build something together now #customers-first",
    "came to the review with the bad news first, and with the plan right after it #plain-words",
    "taught half the team to read a cohort chart, in a lunch break, with biscuits #curious",
    "took the night shift of the cut-over so that the parents among us could go home #together",
    "rang every customer who had never logged in. Fourteen have by now #customers-first",
    "kept at the procurement form until form 17b existed. It exists now #grit",
)


@dataclass(frozen=True)
class Drop:
    """One drop of the mic; people by the company's keys. `behind` pressed the button, `reacting` put a
    microphone on the post."""

    at: datetime
    giver: str
    receivers: tuple[str, ...]
    words: str
    behind: tuple[str, ...]
    reacting: tuple[str, ...]


@dataclass(frozen=True)
class Mic:
    """`before` is of the last month, which ended at `closes_at`; `now` is of this one."""

    before: tuple[Drop, ...]
    closes_at: datetime
    now: tuple[Drop, ...]


def make_mic(rng: Random, now: datetime) -> Mic:
    """What was said up to a while before `now`, oldest first."""
    first = now.date().replace(day=1)
    last_first = (first - timedelta(days=1)).replace(day=1)
    days = list(_working_days(last_first, first))
    closes_at = datetime.combine(days[-1], time(17), UTC)
    said = list(_SAID)
    rng.shuffle(said)
    before = _drops(rng, days, said, min(now, closes_at), _MOST_BEFORE)
    this = list(_working_days(first, now.date() + timedelta(days=1)))
    return Mic(before, closes_at, _drops(rng, this, said, now, _MOST_NOW))


def _working_days(start: date, end: date) -> Iterator[date]:
    while start < end:
        if start.weekday() < 5:
            yield start
        start += timedelta(days=1)


def _drops(
    rng: Random, days: Sequence[date], said: list[str], until: datetime, most: int
) -> tuple[Drop, ...]:
    """Takes its words from the end of `said`."""
    moments = [
        datetime.combine(day, time(8 + 4 * part, rng.randrange(60)), UTC) for day in days for part in (0, 1)
    ]
    moments = [moment for moment in moments if moment < until - _LATEST]
    chosen = sorted(rng.sample(moments, min(most, len(moments), len(said))))
    if moments and chosen and chosen[-1] != moments[-1]:
        chosen[-1] = moments[-1]  # something is always fresh
    return tuple(_drop(rng, moment, said.pop()) for moment in chosen)


def _drop(rng: Random, at: datetime, words: str) -> Drop:
    people = [part.key for part in CAST if part.key not in (LEAVER, ON_LEAVE)] + list(OTHERS)
    rng.shuffle(people)
    # Some do more that others talk of.
    stars = [part.key for part in CAST if part.care > 110 and part.key in people]
    receivers = [rng.choice(stars)] if rng.random() < 0.5 else [people.pop()]
    if rng.random() < 0.2:
        receivers.append(people.pop())
    others = [key for key in people if key not in receivers]
    behind, reacting = rng.choice((0, 1, 1, 2, 3)), rng.choice((0, 1, 2, 2, 4))
    return Drop(
        at=at,
        giver=others[0],
        receivers=tuple(dict.fromkeys(receivers)),
        words=words,
        behind=tuple(others[1 : 1 + behind]),
        reacting=tuple(others[1 + behind : 1 + behind + reacting]),
    )
