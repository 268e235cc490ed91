"""The values that only plans have: rates, prizes, ages, years, mixes, thresholds, parts."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from calc.language.case_values import Money, Quantity, Share
from calc.language.parts import AmountOf
from calc.language.values import (
    Age,
    Basis,
    Changes,
    Factor,
    Flag,
    Mix,
    Month,
    Otherwise,
    Prize,
    RateOf,
    Step,
    Threshold,
    Whole,
    Years,
    YesOrNo,
)

KINDS: dict[str, Any] = {
    "age": Age,
    "amount": AmountOf,
    "changes": Changes,
    "factor": Factor,
    "flag": Flag,
    "mix": Mix,
    "money": Money,
    "month": Month,
    "otherwise": Otherwise,
    "prize": Prize,
    "quantity": Quantity,
    "rate": RateOf,
    "share": Share,
    "step": Step,
    "threshold": Threshold,
    "whole": Whole,
    "years": Years,
    "yes_or_no": YesOrNo,
}


def read(kind: str, written: object) -> Any:
    model = type("Read", (BaseModel,), {"__annotations__": {"value": KINDS[kind]}})
    return model.model_validate({"value": written}, context={"currency": "USD"}).value  # type: ignore[attr-defined]


def refused(kind: str, written: object) -> str:
    with pytest.raises(ValidationError) as error:
        read(kind, written)
    (detail,) = error.value.errors()
    return str(detail.get("ctx", {}).get("error", detail["msg"]))


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("rate", "1.5%", RateOf(ratio=Fraction(3, 200))),
        ("rate", "2x", RateOf(ratio=Fraction(2))),
        ("rate", "1", RateOf(ratio=Fraction(1))),
        ("rate", "60% of MRR", RateOf(ratio=Fraction(3, 5), basis=Basis.MRR)),
        ("rate", "2% of recurring change", RateOf(ratio=Fraction(1, 50), basis=Basis.RECURRING_CHANGE)),
        ("rate", "$1,500.50", RateOf(fixed_minor=150_050)),
        ("rate", "500 USD", RateOf(fixed_minor=50_000)),
        ("rate", "USD 500", RateOf(fixed_minor=50_000)),
        ("prize", "$500", Prize(amount_minor=50_000)),
        ("prize", "500", Prize(amount_minor=50_000)),
        ("prize", "500 USD", Prize(amount_minor=50_000)),
        ("prize", "Day off", Prize(reward="Day off")),
        ("prize", "2 days off", Prize(reward="2 days off")),
        ("prize", " A trip to Lisbon ", Prize(reward="A trip to Lisbon")),
        ("amount", "$2,500", AmountOf(fixed_minor=250_000)),
        ("amount", "40% of variable", AmountOf(share=Fraction(2, 5), of="variable")),
        ("amount", "2x of OTE", AmountOf(share=Fraction(2), of="ote")),
        ("age", "90 days", Age(days=90)),
        ("age", "1 month", Age(months=1)),
        ("age", "2 years", Age(months=24)),
        ("mix", "70/30", Mix(base=70, variable=30)),
        ("mix", "0 / 100", Mix(base=0, variable=100)),
        ("years", "2", ("2",)),
        ("years", "2-4", ("2", "3", "4")),
        ("years", ["1", "1-2"], ("1", "2")),
        ("years", "29+", ("29", "30")),
        ("changes", "up", ("up",)),
        ("changes", ["up", "same"], ("up", "same")),
        ("threshold", "90%", Fraction(9, 10)),
        ("threshold", "-5", Fraction(-5)),
        ("threshold", "$50,000", Fraction(5_000_000)),
        ("step", "1%", Fraction(1, 100)),
        ("factor", "10", Fraction(10)),
        ("factor", "50x", Fraction(50)),
        ("otherwise", "nothing", "nothing"),
        ("otherwise", "no_accelerator", "no_accelerator"),
        ("otherwise", "50%", Fraction(1, 2)),
        ("flag", "Yes", True),
        ("flag", "false", False),
        ("yes_or_no", "true", "yes"),
        ("yes_or_no", "No", "no"),
        ("whole", "12", 12),
        ("month", "April", 4),
        ("month", "dec", 12),
        ("money", "-$5", -500),
        ("share", "33.3333%", Fraction(333_333, 1_000_000)),
        ("quantity", "4.5", Fraction(9, 2)),
        ("quantity", "-1", Fraction(-1)),
    ],
)
def test_a_value_is_read_as_it_is_meant(kind: str, written: object, value: object) -> None:
    assert read(kind, written) == value


@pytest.mark.parametrize(
    ("kind", "written", "sentence"),
    [
        ("rate", "5", "5 would be 5 times as much; write 5%, or 5x if that is meant"),
        ("rate", "1.5%%", "'1.5%%' is not a rate; write it like 1.5%, 2x, 0.015 or 3/200"),
        ("rate", "$5k", "'$5k' is not an amount of money; write it like $2,500 or 2500.00 USD"),
        ("rate", "5 EUR", "'5 EUR' is not in USD, the currency of this plan"),
        ("rate", "-$5", "it cannot be below zero"),
        ("rate", "-1% of MRR", "it cannot be below zero"),
        ("rate", "60% of AR", "'AR' cannot be paid on. Did you mean `arr`?"),
        (
            "rate",
            "60% of revenue",
            "'revenue' cannot be paid on. There are: amount, tcv, acv, arr, mrr, growth, kept, "
            "recurring_change",
        ),
        ("rate", ["1%"], "this must be a single value, not a list or `name: value` lines"),
        ("prize", "", "it names no prize; write an amount like $500, or a reward like Day off"),
        ("prize", "-$5", "it cannot be below zero"),
        ("prize", "5,00", "'5,00' is not an amount of money; write it like $2,500 or 2500.00 USD"),
        ("prize", "€500", "'€500' is not in USD, the currency of this plan"),
        ("prize", {"reward": "Hat"}, "this must be a single value, not a list or `name: value` lines"),
        ("amount", "40%", "'40%' does not say of what; write it like 40% of variable"),
        ("amount", "40% of varaible", "'varaible' is no yearly pay; did you mean variable?"),
        ("amount", "40% of salary", "'salary' is no yearly pay; write it of variable, of base or of ote"),
        ("amount", {"fixed_minor": "5"}, "this must be a single value, not a list or `name: value` lines"),
        ("age", "soon", "'soon' is not a length of time; write it like 90 days, 3 months or 1 year"),
        ("age", "0 days", "'0 days' is not a length of time; write it like 90 days, 3 months or 1 year"),
        ("mix", "70/20", "'70/20' is not a pay mix; write base and variable out of 100, like 70/30"),
        ("years", "0", "'0' is not a number of years; write it like 1, 2-3 or 3+"),
        ("years", "3-2", "'3-2' is not a number of years; write it like 1, 2-3 or 3+"),
        ("years", ["1", "many"], "'many' is not a number of years; write it like 1, 2-3 or 3+"),
        ("threshold", "ninety", "'ninety' is not a rate; write it like 1.5%, 2x, 0.015 or 3/200"),
        ("step", "0", "it must be above zero"),
        ("factor", "50", "50 would be 50 times as much; write 50%, or 50x if that is meant"),
        ("factor", "-1%", "it cannot be below zero"),
        ("otherwise", "zero", "'zero' is neither nothing, no_accelerator nor a part like 50%"),
        ("otherwise", "150%", "'150%' is more than all; write a part like 50%"),
        ("flag", "maybe", "'maybe' is neither yes nor no"),
        ("yes_or_no", "maybe", "'maybe' is neither yes nor no"),
        ("whole", "0", "'0' is not a whole number from 1 on"),
        ("whole", "1.5", "'1.5' is not a whole number from 1 on"),
        ("month", "4", "'4' is not a month; write its name, like April"),
        ("share", "1/3", "'1/3' is finer than a millionth; write it like 33.3333%"),
        ("quantity", "0.0001", "'0.0001' is finer than a thousandth"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(kind: str, written: object, sentence: str) -> None:
    assert refused(kind, written) == sentence


@pytest.mark.parametrize(
    ("age", "day", "last"),
    [
        (Age(days=90), date(2024, 1, 1), date(2024, 3, 31)),
        (Age(months=3), date(2024, 1, 31), date(2024, 4, 30)),
        (Age(months=12), date(2024, 2, 29), date(2025, 2, 28)),
        (Age(months=1), date(2024, 12, 31), date(2025, 1, 31)),
    ],
)
def test_an_age_reaches_to_a_day(age: Age, day: date, last: date) -> None:
    assert age.after(day) == last


def test_what_code_hands_over_is_taken_as_it_is() -> None:
    assert AmountOf.model_validate({"fixed_minor": 5}).fixed_minor == 5
    assert RateOf(ratio=Fraction(1, 2)).ratio == Fraction(1, 2)
