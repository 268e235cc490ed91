"""What the controls of the review carry, written and read back: whose pay of which period, and as what it
was shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.periods.reviewing import Shown
from bot.slack.controls import StaleControl, value_of, whole

# Of a button's value, 2,000 characters, so many are for people; each takes some 20.
MOST_CHARACTERS = 1_900
MOST_TOGETHER = 80
# So much of a digest tells pay from other pay of the same person.
_DIGEST_CHARACTERS = 12


@dataclass(frozen=True)
class Subject:
    """A person's pay of a period, by both keys. `page` is the page of the list that it was opened from; 0 for
    none."""

    period: str
    page: int
    person: str

    def value(self) -> str:
        return f"{self.period} {self.page} {self.person}"


@dataclass(frozen=True)
class Look:
    """A subject as it was shown to somebody: bound to the review's edition, and to the digest of the pay."""

    subject: Subject
    shown: Shown

    def value(self) -> str:
        return f"{self.shown.edition} {self.shown.digest} {self.subject.value()}"


def subject_in(text: str) -> Subject:
    """Reads what a button about a person carries. StaleControl for anything else."""
    period, _, rest = text.partition(" ")
    page, _, person = rest.partition(" ")
    if not (period and person):
        raise StaleControl
    return Subject(period, whole(page), person)


def look_in(view: Mapping[str, Any]) -> Look:
    """Reads what a modal carries. StaleControl for anything else."""
    edition, _, rest = str(view.get("private_metadata") or "").partition(" ")
    digest, _, subject = rest.partition(" ")
    return Look(subject_in(subject), Shown(whole(edition), digest))


def look_of(action: Mapping[str, object]) -> Look:
    """The same from a pressed button."""
    return look_in({"private_metadata": value_of(action)})


@dataclass(frozen=True)
class Together:
    """Some people's pay of a period, each as it was shown, by their number. The digests are cut short."""

    period: str
    shown: Mapping[int, Shown]

    def value(self) -> str:
        return " ".join([self.period, *(_carried(person, one) for person, one in self.shown.items())])

    def whole(self, digests: Mapping[int, str]) -> dict[int, Shown]:
        """With the whole digests, where they begin like those that were shown."""
        return {
            person: replace(one, digest=digests[person])
            if digests.get(person, "").startswith(one.digest)
            else one
            for person, one in self.shown.items()
        }


def together(period: str, people: Iterable[tuple[int, Shown]]) -> Together:
    """The first of some people, as many as a button can carry."""
    shown: dict[int, Shown] = {}
    left = MOST_CHARACTERS
    for person, one in people:
        short = replace(one, digest=one.digest[:_DIGEST_CHARACTERS])
        left -= len(_carried(person, short)) + 1
        if left < 0 or len(shown) == MOST_TOGETHER:
            break
        shown[person] = short
    return Together(period, shown)


def _carried(person: int, shown: Shown) -> str:
    return f"{person}.{shown.edition}.{shown.digest}"


def together_of(action: Mapping[str, object]) -> Together:
    """Reads what a pressed button carries. StaleControl for anything else."""
    period, *each = value_of(action).split(" ")
    shown: dict[int, Shown] = {}
    for one in each:
        parts = one.split(".")
        if len(parts) != 3 or len(parts[2]) != _DIGEST_CHARACTERS:
            raise StaleControl
        shown[whole(parts[0])] = Shown(whole(parts[1]), parts[2])
    if not (period and shown):
        raise StaleControl
    return Together(period, shown)
