"""Whose amounts are whose, taken from the store itself, and who may read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, select

from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.people import Person
from bot.store.periods import Line, Statement
from bot.store.plans import Assignment
from bot.store.reviews import Adjustment, Question
from tests.access.ear import Heard

people, statements, lines = table_of(Person), table_of(Statement), table_of(Line)
adjustments, questions, assignments = table_of(Adjustment), table_of(Question), table_of(Assignment)

# Who is above whom from July on, told apart from how the app finds out.
ABOVE = {
    "ana": {"ben", "dee"},
    "cho": {"ben", "dee"},
    "ben": {"dee"},
    "fay": {"eli", "dee"},
    "kim": {"eli", "dee"},
    "zoe": {"eli", "dee"},
}
# Sums say something of each who is in them: they are for who is above all of these.
TOGETHER = {"blue": ("ana", "cho"), "red": ("fay", "kim", "zoe"), "all": tuple(ABOVE)}
ADMIN = "gus"
# Smaller numbers are days, counts and percentages, too.
LEAST_MINOR = 5_000


@dataclass
class Secrets:
    """By person, their amounts in cents, at any time so far; `known` are some from the beginning, and
    `public` those that are told to all by design."""

    public: frozenset[int]
    known: Mapping[str, set[int]]
    of: dict[str, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.of = {key: set(amounts) for key, amounts in self.known.items()}

    def learn(self, engine: Engine) -> None:
        """What is in the store now, besides what is there already."""
        queries = (
            select(people.c.key, statements.c.total_minor).join_from(statements, people),
            select(people.c.key, lines.c.amount_minor).join_from(lines, statements).join(people),
            select(people.c.key, adjustments.c.amount_minor).join_from(
                adjustments, people, people.c.id == adjustments.c.person_id
            ),
            select(people.c.key, questions.c.expected_minor).join_from(
                questions, people, people.c.id == questions.c.person_id
            ),
            select(people.c.key, assignments.c.variable_year_minor).join_from(assignments, people),
        )
        with reading(engine) as connection:
            for query in queries:
                for key, minor in connection.execute(query):
                    if abs(minor or 0) >= LEAST_MINOR and abs(minor) not in self.public:
                        self.of.setdefault(key, set()).add(abs(minor))
            self._learn_sums(connection)

    def _learn_sums(self, connection: Connection) -> None:
        query = select(statements.c.period_id, people.c.key, statements.c.total_minor)
        totals: dict[int, dict[str, int]] = {}
        for period_id, key, minor in connection.execute(query.join_from(statements, people)):
            totals.setdefault(period_id, {})[key] = minor
        for period in totals.values():
            for name, keys in TOGETHER.items():
                together = sum(period.get(key, 0) for key in keys)
                if together >= LEAST_MINOR:
                    self.of.setdefault(name, set()).add(together)

    def owners(self) -> Mapping[int, str]:
        """By amount, whose it is; the amounts of two people are never alike, else this would tell nothing."""
        found: dict[int, str] = {}
        for key, amounts in self.of.items():
            for minor in amounts:
                assert found.setdefault(minor, key) == key, f"{key} and {found[minor]} both have {minor}"
        return found

    def may_read(self, owner: str) -> set[str]:
        """The Slack users."""
        keys = TOGETHER.get(owner, (owner,))
        above = set.intersection(*(ABOVE[key] | {key} for key in keys))
        return {f"U{key.upper()}" for key in {ADMIN, *above}}

    def told_to_others(self, heard: Heard, named: set[int]) -> list[str]:
        """Whose amounts of `named` somebody read whom they do not concern."""
        owners = self.owners()
        return [
            f"{minor} of {owners[minor]} was read by {sorted(heard.readers - self.may_read(owners[minor]))}"
            for minor in sorted(named & owners.keys())
            if heard.readers - self.may_read(owners[minor])
        ]
