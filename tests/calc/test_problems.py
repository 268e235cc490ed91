"""Everything that cannot be worked out is said: by a code, a sentence for a person, and what to do."""

import re
from pathlib import Path

import pytest

from calc.exact import INT64_MAX
from tests.calc.company import settle
from tests.calc.told_problems import AMOUNT, SALES, TOLD, Told

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_a_problem_is_said_in_a_sentence_with_what_to_do(told: Told) -> None:
    made = settle(told.text, told.rows)
    assert made.problems.rows(named=True) == [
        {
            "code": told.code,
            "person": told.person,
            "plan": told.plan,
            "component": told.component,
            "event": told.event,
            "message": told.message,
            "hint": told.hint,
        }
    ]
    assert made.lines.filter(person="ana", component=told.component or "none").is_empty()


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_no_sentence_holds_an_amount(told: Told) -> None:
    for row in settle(told.text, told.rows).problems.iter_rows(named=True):
        said = row["message"] + row["hint"]
        assert not re.search(r"[$€]|\d[.,]\d", said)
        assert not re.search(rf"{AMOUNT}|{INT64_MAX}", said)


def test_every_code_is_told_here_and_explained_in_the_guide() -> None:
    told = {one.code for one in TOLD}
    guide = (ROOT / "docs/plans.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", guide.partition("## Problems")[2], re.MULTILINE)) == told
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "calc").rglob("*.py"))
    coded = re.findall(r"\b(?:[Pp]roblem|Missing)\((?:\w+, )?\s*\"(\w+)\"", source)
    assert told >= set(coded)


def test_the_same_problem_is_said_once_and_in_a_steady_order() -> None:
    people = [{"person": key} for key in ("cy", "ana", "bo")]
    problems = settle(SALES, people=people, assignments=[]).problems
    assert problems["person"].to_list() == ["ana", "bo", "cy"]
