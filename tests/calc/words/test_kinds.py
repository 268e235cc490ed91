"""Kinds of event as they read in a sentence, in the words of this project's plans and of others."""

import re

import pytest

from calc.designs import Design, designs
from calc.words.kinds import a_kind, all_kinds, each_kind, one_kind
from calc.words.plan import plan_words


@pytest.mark.parametrize(
    ("kinds", "one", "many"),
    [
        (["renewal"], "a renewal", "renewals"),
        (["story", "reply", "pitch"], "a story, reply or pitch", "stories, replies and pitches"),
        (["services"], "services", "services"),
        (["loss"], "a loss", "loss"),
        (["upsell", "cross-sell"], "an upsell or cross-sell", "upsells and cross-sells"),
        (["user-story"], "a user-story", "user-stories"),
        (["new", "upsell"], "a new deal or upsell", "new deals and upsells"),
        (["cancelled"], "a cancelled event", "cancelled events"),
        (["won", "lost"], "a won or lost event", "won and lost events"),
        (["churn", "cancelled"], "a churn or cancelled event", "churns and cancelled events"),
        (["handed-over"], "a handed-over event", "handed-over events"),
        (["hand-over"], "a hand-over", "hand-overs"),
        (["opportunity_identified"], "an opportunity identified event", "opportunity identified events"),
        (["Closed Won"], "a Closed Won event", "Closed Won events"),
        (["at-risk"], "an at-risk event", "at-risk events"),
        (["licensed-users"], "licensed-users", "licensed-users"),
        ([], "an event", "all events"),
    ],
)
def test_a_kind_reads_as_a_noun(kinds: list[str], one: str, many: str) -> None:
    assert (a_kind(kinds), all_kinds(kinds)) == (one, many)


def test_each_kind_is_told_with_what_it_needs() -> None:
    assert each_kind(["churned"]) == "each churned event"
    assert each_kind(["services"]) == "all services"
    assert each_kind([], "everything you are credited for") == "everything you are credited for"
    assert one_kind(["won", "renewal"]) == "won event or renewal"


@pytest.mark.parametrize("design", designs(), ids=lambda design: design.key)
def test_no_design_speaks_of_cancelleds_or_of_each_handed_over(design: Design) -> None:
    rules = [part for part in plan_words(design.plan) if part.kind in ("component", "metrics")]
    assert rules
    for sentence in (sentence for part in rules for sentence in part.sentences):
        state = r"[\w-]*(?:ed|ed-over|won|lost|at-risk|half-active)"
        assert not re.search(rf"\b{state}s\b", sentence), sentence
        assert not re.search(rf"\b(?:each|next|had|first) {state}\b(?! event|-)", sentence), sentence
        assert not re.search(r"\bnew\b(?! deal)", sentence), sentence
