"""What contradicts itself in spiffs and contests."""

from calc.language.contradictions.found import (
    Finds,
    Found,
    Source,
    asks_for_something,
    in_order,
    metric_is_known,
)
from calc.language.contradictions.thresholds import threshold
from calc.language.document import Path
from calc.language.metrics import Scope
from calc.language.pay import Contest, Spiff


def spiff_contradictions(path: Path, spiff: Spiff) -> Finds:
    """Which events win, until when, and up to which budget."""
    yield from asks_for_something((*path, "of"), spiff.of, "`of: {kind: upsell}`")
    if spiff.days is not None:
        yield from in_order((*path, "days"), spiff.days.from_, spiff.days.to)
    if spiff.budget is None:
        return
    where: Path = (*path, "budget")
    prize, budget = spiff.prize.amount_minor, spiff.budget.fixed_minor
    if prize is None:
        message = f"{spiff.prize.reward} is not money, so no budget is used up by it."
        yield Found(where, message, "Use `winners`, or a prize of money.")
    elif budget is None:
        yield Found(where, "a budget must be an amount of money.", "Write it like $5,000.")
    elif budget < prize:
        yield Found(where, "this is less than a single prize.", "Raise the budget, or lower the prize.")


def contest_contradictions(source: Source, path: Path, contest: Contest) -> Finds:
    """Who is ranked by what, and which prizes there are."""
    yield from metric_is_known(source, (*path, "metric"), contest.metric)
    yield from _scope(source, path, contest)
    yield from _order(source, path, contest)
    yield from _winners(path, contest)
    yield from threshold(source, (*path, "over"), contest.metric, contest.reads)
    yield from threshold(source, (*path, "eligible", "at_least"), contest.metric, contest.reads)


def _scope(source: Source, path: Path, contest: Contest) -> Finds:
    metric = source.plan.metrics.get(contest.metric)
    if metric is None:
        return
    teams = metric.scope is Scope.TEAM
    if not teams and metric.scope is not Scope.PERSON:
        message = f"`{contest.metric}` has the scope `{metric.scope}`, and people or teams are ranked."
        yield Found((*path, "metric"), message, "Use a metric of scope `person` or `team`.")
    if teams and contest.within != "company":
        message = "teams are ranked in the whole company."
        yield Found((*path, "within"), message, "Take this out, or use a metric of scope `person`.")
    if contest.for_team == "split" and any(prize.reward for prize in contest.prizes):
        message = "a prize that is not money cannot be split."
        yield Found((*path, "for_team"), message, "Write `for_team: each`.")
    elif not teams and "for_team" in contest.model_fields_set:
        message = "this is a contest of people, not of teams."
        yield Found((*path, "for_team"), message, "Take this out, or use a metric of scope `team`.")


def _order(source: Source, path: Path, contest: Contest) -> Finds:
    metric = source.plan.metrics.get(contest.metric)
    where: Path = (*path, "best")
    if contest.reads == "attainment" and contest.best == "lowest":
        message = "the lowest attainment is never the best."
        yield Found(
            where, message, "Take `best` out: with `better: lower`, attainment turns it round already."
        )
    less = metric is not None and metric.better == "lower" and contest.reads == "value"
    if less and "best" not in contest.model_fields_set:
        message = f"of `{contest.metric}` less is better, and here the highest would win."
        yield Found(path, message, "Say `best: lowest`, or `best: highest` if it is meant.")


def _winners(path: Path, contest: Contest) -> Finds:
    for field in ("winners", "over"):
        if getattr(contest, field) is not None and len(contest.prizes) > 1:
            message = f"`{field}` goes with one prize, and here are {len(contest.prizes)}."
            yield Found((*path, field), message, "Keep one prize, or take this out.")
    if contest.winners is not None and contest.over is not None:
        message = "with `over`, everybody who is there wins, however many."
        yield Found((*path, "winners"), message, "Keep one of the two.")
