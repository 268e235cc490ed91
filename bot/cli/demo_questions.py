"""What people of the demo company have asked about their pay, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.cli.demo_past import Past
from bot.demo.payday import Asked
from bot.earnings.listing import period_lines
from bot.people.identity import Caller
from bot.questions.answering import Answering
from bot.questions.asking import Asking, Wish
from bot.questions.rows import Question, question_by_id
from bot.questions.settling import Settling
from bot.services import Services
from bot.store.engine import reading
from calc.periods import Period


@dataclass(frozen=True)
class Curiosity:
    """Lives through questions, with a `step` of time after each move. `people` are by the company's keys."""

    services: Services
    people: Mapping[str, Caller]
    past: Past
    step: timedelta

    def live(self, quarter: Period, asked: Asked) -> None:
        """The question, its answer, and what the asker made of that."""
        question = self._ask(quarter, asked)
        if not asked.answer:
            return
        question = self._answer(question, asked.answer)
        settling, asker = self._settling, self.people[asked.person]
        if asked.settled:
            settling.settle(asker, question.id, question.edition, self.past.clock())
        elif asked.again:
            settling.again(asker, question.id, question.edition, asked.again, self.past.clock())
        self._go_on()

    def _ask(self, quarter: Period, asked: Asked) -> Question:
        asker, now = self.people[asked.person], self.past.clock()
        asking = Asking(self.services.engine, self.services.outbox)
        line = asking.ready(asker, quarter, self._best_line(asker, quarter, asked.of_deals), now).line
        expected_minor = line.amount_minor + asked.missing_minor if asked.missing_minor else None
        wish = Wish(quarter.key, line.ref, asked.words, expected_minor)
        question = asking.ask(asker, wish, f"demo {asked.person}", now).question
        self._go_on()
        return question

    def _best_line(self, asker: Caller, quarter: Period, of_deals: bool) -> int:
        """The number, from 1, of the line that pays them most."""
        rows, _ = period_lines(self.services.engine, asker, quarter, self.past.clock())
        numbered = list(enumerate(rows, start=1))
        deals = [one for one in numbered if one[1]["account"]] if of_deals else []
        return max(deals or numbered, key=lambda one: (one[1]["amount_minor"], -one[0]))[0]

    def _answer(self, question: Question, words: str) -> Question:
        """By whoever was asked. The question as it is afterwards."""
        holder = next(one for one in self.people.values() if one.id == question.with_id)
        answering = Answering(self.services.engine, self.services.outbox)
        answering.answer(holder, question.id, question.edition, words, self.past.clock())
        self._go_on()
        with reading(self.services.engine) as connection:
            found = question_by_id(connection, holder.company.id, question.id)
        assert found is not None
        return found

    @property
    def _settling(self) -> Settling:
        return Settling(self.services.engine, self.services.outbox)

    def _go_on(self) -> None:
        self.past.later(self.step)
        self.past.send()
