"""The patterns that contests are started from, each a plan that the reader takes as it is."""

from datetime import date

import pytest

from bot.spiffs.patterns import BY_KEY, FOLDER, PATTERNS, Pattern, document_of, plan_of
from bot.spiffs.spec import Spec, amount_text, spec_from
from calc.language.pay import Contest, Spiff

HOSTILE = "a \"}{ b: # - {{7*7}} & <!channel> 🎉 \\n 'x' %"


def spec(pattern: Pattern, **changes: object) -> Spec:
    made = Spec(
        pattern=pattern.key,
        title="Spring cup",
        prizes=("500.00 USD", "200.00 USD"),
        is_money=True,
        cost_minor=70_000,
        currency="USD",
        kind=pattern.kind,
        start=pattern.start,
        least=pattern.least,
        every="" if pattern.is_instant else "month",
        first=date(2024, 8, 1),
        last=date(2024, 8, 31),
        winners=3 if pattern.is_instant else None,
        budget_minor=100_000 if pattern.is_instant else None,
        who="mine",
        people=("ana",),
        channel="C1",
    )
    return spec_from({**made.kept(), **changes})


each_pattern = pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: one.key)


def test_every_file_is_of_a_pattern_and_every_pattern_has_its_file() -> None:
    files = {path.stem for path in FOLDER.iterdir()}
    assert {pattern.file for pattern in PATTERNS} == files
    assert len(BY_KEY) == len(PATTERNS)


@each_pattern
def test_a_pattern_becomes_a_plan_with_what_was_filled_in(pattern: Pattern) -> None:
    plan = plan_of(spec(pattern), "spiff-1")
    (part,) = plan.components.values()
    assert (plan.plan, plan.title, plan.from_date) == ("spiff-1", "Spring cup", date(2024, 8, 1))
    if pattern.is_instant:
        assert isinstance(part, Spiff)
        assert part.days is not None
        assert (part.days.from_, part.days.to) == (date(2024, 8, 1), date(2024, 8, 31))
        assert (part.winners, part.budget and part.budget.fixed_minor) == (3, 100_000)
    else:
        assert isinstance(part, Contest)
        assert [prize.amount_minor for prize in part.prizes] == [50_000, 20_000]
        assert (part.every, part.ties) == ("month", "split")


@each_pattern
def test_whatever_somebody_wrote_is_read_as_it_was_written(pattern: Pattern) -> None:
    said = spec(pattern, title=HOSTILE, prizes=[HOSTILE], is_money=False, budget_minor=None)
    plan = plan_of(said, "spiff-1")
    (part,) = plan.components.values()
    prizes = [part.prize] if isinstance(part, Spiff) else list(part.prizes)  # type: ignore[union-attr]
    assert (plan.title, [prize.reward for prize in prizes]) == (HOSTILE, [HOSTILE])
    if isinstance(part, Contest):
        assert part.ties == "share"  # a reward is for each of those who are level


def test_what_is_kept_of_a_form_comes_back_as_it_was() -> None:
    made = spec(BY_KEY["quickest-value"])
    assert spec_from(made.kept()) == made
    assert document_of(made, "spiff-1") == document_of(spec_from(made.kept()), "spiff-1")


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(50_005, "USD", "500.05 USD"), (500, "JPY", "500 JPY"), (1_234_567, "KWD", "1234.567 KWD")],
)
def test_amounts_are_written_with_all_digits_of_their_currency(minor: int, currency: str, text: str) -> None:
    assert amount_text(minor, currency) == text
