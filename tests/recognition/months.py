"""Small months at random, in which pairs and circles come about often; and months told in few words."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.recognition.ranking import Endorsing, Naming
from tests.recognition.ranking_oracle import Month

BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)
MOST_PEOPLE = 6


def minute(number: int) -> datetime:
    return BEGIN + timedelta(minutes=number)


def month_of(*given: tuple[str, str], endorsed: str = "", teams: str = "") -> Month:
    """A month of people called by one letter each.

    given: (giver, receivers) of each nomination, one a minute, numbered from 1. endorsed: "B1 C1" is that B
    and then C stand behind the first. teams: "Ax By" is A in team x and B in y.
    """
    namings = [
        Naming(number, ord(giver), ord(receiver), minute(number))
        for number, (giver, receivers) in enumerate(given, 1)
        for receiver in receivers
    ]
    endorsings = [
        Endorsing(int(word[1:]), ord(word[0]), minute(100 + position))
        for position, word in enumerate(endorsed.split())
    ]
    return Month(namings, endorsings, {ord(word[0]): word[1:] for word in teams.split()})


@st.composite
def nominations(draw: st.DrawFn, number: int) -> list[Naming]:
    giver = draw(st.integers(1, MOST_PEOPLE))
    others = [person for person in range(1, MOST_PEOPLE + 1) if person != giver]
    # Often the next one, so that circles close.
    after = st.integers(1, 2).map(lambda step: {(giver + step - 1) % MOST_PEOPLE + 1})
    receivers = draw(after | st.sets(st.sampled_from(others), min_size=1, max_size=3))
    at = minute(draw(st.integers(0, 5)))
    return [Naming(number, giver, receiver, at) for receiver in receivers]


@st.composite
def random_months(draw: st.DrawFn) -> Month:
    count = draw(st.integers(1, 10))
    namings = [one for number in range(1, count + 1) for one in draw(nominations(number))]
    endorsings = draw(
        st.lists(
            st.builds(
                Endorsing,
                st.integers(1, count + 1),  # the last of them is no nomination of this month
                st.integers(1, MOST_PEOPLE + 2),
                st.integers(0, 8).map(minute),
            ),
            max_size=12,
        )
    )
    teams = draw(st.dictionaries(st.integers(1, MOST_PEOPLE), st.sampled_from(["East", "West", "Ops"])))
    return Month(namings, endorsings, teams)
