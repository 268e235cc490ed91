"""Contest: prizes for the best by a metric."""

from collections.abc import Iterator, Sequence

from calc.components.reading import few_words
from calc.components.writing import Writer, row
from calc.contests import KeyOf, Standing, standings
from calc.exact import share_out
from calc.language.pay import Contest
from calc.metrics.figures import ByKey, measure_id
from calc.outcome import Outcome, Row
from calc.plan import Plan
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch


def contest(
    plan: Plan,
    name: str,
    component: Contest,
    span: Span,
    stretches: Sequence[Stretch],
    measured: ByKey,
    key_of: KeyOf,
) -> Outcome:
    """A line for each person who wins something, alone or with a team; a problem when nobody does.

    `measured` is the contest's metric by scope key; `key_of` as in calc.contests.
    """
    writer = Writer(plan, name, component.title, span.key)
    table = standings(component, stretches, measured, span, key_of)
    rows = [line for standing in table for line in _lines(writer, component, span, standing)]
    problems = _too_few(writer, component, stretches, measured, key_of)
    if not rows:
        message = "nobody has won anything in this period."
        hint = "If somebody should have, check the figures, and who can win by the plan."
        problems.append(writer.problem("no_winner", message, hint))
    return writer.lines(rows, problems)


def _too_few(
    writer: Writer, component: Contest, stretches: Sequence[Stretch], measured: ByKey, key_of: KeyOf
) -> list[Problem]:
    """One for each person whose figure rests on too small a sample."""
    metric = writer.plan.metrics[component.metric]
    figures = {one.person: measured.get(key_of(one) or "") for one in stretches if key_of(one) is not None}
    return [
        writer.problem("small_sample", *few_words(metric, found), person=person)
        for person, found in sorted(figures.items())
        if found is not None and found.too_few
    ]


def _lines(writer: Writer, component: Contest, span: Span, standing: Standing) -> Iterator[Row]:
    """Each of the people whom a prize is for, with what they get of it."""
    won = standing.won
    if won is None:
        return
    amount = won.amount_minor or 0
    split = share_out(amount, [1] * len(standing.people))
    parts = split if component.for_team == "split" else [amount] * len(standing.people)
    about, measure = f"place {standing.place}", measure_id(component.metric, standing.key, span.key)
    clause = writer.clause(f"prizes[{won.number}]")
    for person, part in zip(standing.people, parts, strict=True):
        yield row(person, clause, "prize", part, part, reward=won.reward, about=about, measure=measure)
