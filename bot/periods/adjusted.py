"""Adjustments on statements: what corrects a published period, and what somebody added or took off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import polars as pl

from bot.periods.kept_lines import ADJUSTED, ADJUSTMENT, complete
from bot.periods.statements import ComponentPart, Draft, Summary
from calc.credits import WHOLE_PPM
from calc.exact import rounded
from calc.results import LINES

ADJUSTMENTS = "adjustments"
TITLE = "Adjustments"


@dataclass(frozen=True)
class Made:
    """An adjustment that somebody made for a person (their key): an amount in minor units, or a percentage of
    what the statement comes to without adjustments, in millionths."""

    number: int
    person: str
    kind: str
    amount_minor: int | None
    percent_ppm: int | None
    currency: str
    reason: str


def with_adjustments(
    drafts: Iterable[Draft], corrections: pl.DataFrame, made: Sequence[Made], day: date
) -> Iterator[Draft]:
    """The drafts with their adjustments at the end of their lines, and one for whoever has nothing else.

    `corrections` are lines (bot.periods.kept_lines.complete); `day` is the period's first, which stands as
    the plan version of what no plan pays. In the order of person and currency.
    """
    open_corrections = {
        (str(key[0]), str(key[1])): part
        for key, part in corrections.partition_by(
            "person", "currency", as_dict=True, maintain_order=True
        ).items()
    }
    known = {(draft.person, draft.currency): draft for draft in drafts}
    by_person: dict[tuple[str, str], list[Made]] = {}
    for one in made:
        by_person.setdefault((one.person, one.currency), []).append(one)
    for key in sorted({*known, *open_corrections, *by_person}):
        draft = known.get(key) or _empty(*key)
        found = open_corrections.get(key)
        if found is not None or key in by_person:
            yield _adjusted(draft, found, made_lines(draft.total_minor, by_person.get(key, []), day))
        else:
            yield draft


def made_lines(total_minor: int, made: Sequence[Made], day: date) -> pl.DataFrame:
    """The lines of adjustments that people made on a statement, which comes to that without any."""
    rows = [_row(total_minor, one, day) for one in sorted(made, key=lambda one: one.number)]
    return pl.DataFrame(rows, schema={**LINES, **ADJUSTED})


def adjusted_summary(summary: Summary, lines: int, amount_minor: int) -> Summary:
    """The summary with what its adjustments come to as the last of its components; without any, without."""
    components = [part for part in summary["components"] if part["component"] != ADJUSTMENTS]
    if lines:
        part = ComponentPart(
            plan="", component=ADJUSTMENTS, title=TITLE, lines=lines, amount_minor=amount_minor
        )
        components.append(part)
    return {**summary, "components": components}


def _adjusted(draft: Draft, corrections: pl.DataFrame | None, made: pl.DataFrame) -> Draft:
    own = [complete(draft.lines)] if draft.lines.width else []
    adjusting = pl.concat([*([corrections] if corrections is not None else []), made])
    amount = int(adjusting["amount_minor"].sum())
    return replace(
        draft,
        total_minor=draft.total_minor + amount,
        summary=adjusted_summary(draft.summary, adjusting.height, amount),
        lines=pl.concat([*own, adjusting]),
    )


def _row(total_minor: int, made: Made, day: date) -> dict[str, object]:
    if made.kind == "amount":
        basis, rate = made.amount_minor or 0, Fraction(1)
    else:
        basis, rate = total_minor, Fraction(made.percent_ppm or 0, WHOLE_PPM)
    return {
        **dict.fromkeys([*LINES, *ADJUSTED]),
        "person": made.person,
        "plan": "",
        "version": day,
        "component": ADJUSTMENTS,
        "clause": "",
        "entry": ADJUSTMENT,
        "span": "",
        "about": f"adjustment {made.number}",
        "share_ppm": WHOLE_PPM,
        "basis_minor": basis,
        "rate_num": rate.numerator,
        "rate_den": rate.denominator,
        "factors": "",
        "earlier_minor": 0,
        "amount_minor": rounded(basis * rate),
        "reward": "",
        "currency": made.currency,
        "corrects": "",
        "reason": made.reason,
    }


def _empty(person: str, currency: str) -> Draft:
    summary = Summary(plans=[], components=[], measures=[], problems=[], notes=[])
    return Draft(person, currency, 0, summary, pl.DataFrame())
