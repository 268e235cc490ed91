"""`micdrop plan check`: every mistake in a plan, and whether its cases come out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.mistakes import Mistake
from bot.cli.mistakes import explain as explain_mistake
from bot.cli.plan_files import console, read_file, say
from bot.slack.numbers import count, money
from calc.cases import Difference, Outcome, run_case
from calc.explain import explain
from calc.plan import Plan
from calc.words.reasons import reason_lines


def register(app: typer.Typer) -> None:
    app.command()(check)


def check(
    files: Annotated[list[Path], typer.Argument(help="Plan files.", show_default=False)],
) -> None:
    """Say every mistake in plans with its line, and run their cases. Exit code 1 if anything is wrong.

    Of a case that fails it prints what was expected, what came, and why.
    """
    held = [_holds(file) for file in files]
    if not all(held):
        raise typer.Exit(1)


def _holds(file: Path) -> bool:
    """Whether a plan is in order; says what is not, so that the next file gets its turn."""
    try:
        return not _failed(file, read_file(file))
    except (Mistake, FileNotFoundError, PermissionError) as mistake:
        say(console(stderr=True), list(explain_mistake(mistake)))
        return False


def _failed(file: Path, plan: Plan) -> int:
    """How many of a plan's cases fail."""
    printer, failed = console(), 0
    for case in plan.cases:
        try:
            outcome = run_case(plan, case)
        except ValueError as error:
            raise Mistake(f"{file}, case “{case.case}”: {error}") from None
        failed += not outcome.passed
        say(printer, list(_told(outcome, plan)))
    say(printer, [f"{plan.title}: {count(len(plan.cases), 'case', 'cases')}, {failed} failed."])
    return failed


def _told(outcome: Outcome, plan: Plan) -> Iterator[str]:
    if outcome.passed:
        yield f"✓ {outcome.case}"
        return
    yield f"✗ {outcome.case}"
    for difference in outcome.differences:
        yield from _difference(difference, outcome, plan)
    for figure in outcome.figures:
        yield f"    {figure}"
    yield from (f"    expected the problem {code}, which did not come" for code in outcome.missing)
    for row in outcome.calculation.problems.iter_rows(named=True):
        if row["code"] in outcome.unexpected:
            yield f"    an unexpected problem: {row['code']}"
            yield f"      {row['message']}"


def _difference(difference: Difference, outcome: Outcome, plan: Plan) -> Iterator[str]:
    """Expected and got, and the reasons of every line that came."""
    sides = (
        (difference.expected_minor, difference.expected_rewards),
        (difference.got_minor, difference.got_rewards),
    )
    expected, got = (", ".join([money(amount, plan.currency, "en_US"), *gifts]) for amount, gifts in sides)
    yield f"    {difference.person}, {difference.component}: expected {expected}, got {got}"
    measures = outcome.calculation.measures.rows(named=True)
    lines = [
        line
        for line in outcome.calculation.lines.iter_rows(named=True)
        if (line["person"], line["component"]) == (difference.person, difference.component)
    ]
    for line in lines:
        yield from (f"      {words}" for words in reason_lines(explain(plan, line, measures)))
    if not lines:
        yield "      Nothing came."
