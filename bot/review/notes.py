"""What came of a step, as the values of review/note."""

from bot.people.actors import Actor
from bot.people.identity import Company
from bot.periods.reviewing import Decision, Outcome
from bot.periods.standing import APPROVED
from bot.review.deciding import Decided
from bot.review.finishing import Finished
from bot.review.history import Step
from bot.review.starting import Begun
from bot.review.values import Values, actor_values

# What a note about a step can say; each has its own part of it.
NOTE: Values = {
    "what": "",
    "period": "",
    "sentence": "",
    "step": "",
    "by": {"kind": "", "name": "", "when": {"at": "", "words": ""}},
    "people": 0,
    "lookers": 0,
    "left": 0,
    "done": [],
    "already": [],
    "changed": [],
    "adjusted": [],
    "own": False,
    "others": 0,
    "not_in_review": False,
    "all_approved": False,
}


def decided_note(decided: Decided, company: Company) -> Values:
    """Of decisions about people's pay: how many it was done with, and why not with the others."""

    def names(outcome: Outcome) -> list[str]:
        return [name for name, decision in decided.people if decision.outcome is outcome]

    outcomes = {decision.outcome for _, decision in decided.people}
    already = [(name, one) for name, one in decided.people if one.outcome is Outcome.ALREADY]
    return {
        **NOTE,
        "what": "decided",
        "step": decided.step,
        "done": decided.done,
        "already": [{"name": name, **_decision(one, company)} for name, one in already],
        "changed": names(Outcome.CHANGED),
        "adjusted": names(Outcome.OWN_ADJUSTMENT),
        "own": Outcome.OWN in outcomes,
        "others": len(names(Outcome.NOT_YOURS)),
        "not_in_review": not decided.state or Outcome.NOT_IN_REVIEW in outcomes,
        "all_approved": decided.state == APPROVED,
    }


def begun_note(begun: Begun, company: Company, period: str) -> Values:
    """Of the beginning of a review."""
    if not begun.done:
        return _not_done("begun", begun.before, begun.sentence, company, period)
    return {**NOTE, "what": "begun", "period": period, "people": begun.people, "lookers": begun.lookers}


def finished_note(step: str, finished: Finished, company: Company, period: str) -> Values:
    """Of publishing ("published") or closing ("closed") a period."""
    if not finished.done:
        return _not_done(step, finished.before, finished.sentence, company, period)
    return {**NOTE, "what": step, "period": period, "people": finished.people, "left": finished.left}


def _not_done(step: str, before: Step | None, sentence: str, company: Company, period: str) -> Values:
    if sentence:
        return {**NOTE, "what": "refused", "step": step, "sentence": sentence}
    by = actor_values(before.by if before else None, before.at if before else None, company.time_zone)
    return {**NOTE, "what": "already", "step": step, "period": period, "by": by}


def _decision(decision: Decision, company: Company) -> Values:
    by = actor_values(Actor("person", decision.by), decision.at, company.time_zone)
    return {"state": decision.state, "by": decision.by, "when": by["when"]}
