"""Adjustments on statements: what corrects a published period, and what somebody added or took off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import polars as pl

from bot.periods.kept_lines import ADJUSTED, ADJUSTMENT
from bot.periods.statements import ComponentPart, Draft, Drafts, Summary
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


def with_adjustments(found: Drafts, corrections: pl.DataFrame, made: Sequence[Made], day: date) -> Drafts:
    """The drafts with adjustments at the end of each one's lines, and one for whoever has nothing else.

    `corrections` are lines (bot.periods.kept_lines.complete); `day` is the period's first, which stands as
    the plan version of what no plan pays.
    """
    if not made and corrections.is_empty():
        return found
    known = {(draft.person, draft.currency): draft for draft in found.statements}
    by_hand: dict[tuple[str, str], list[Made]] = {}
    for one in made:
        by_hand.setdefault((one.person, one.currency), []).append(one)
    frames = [found.lines, corrections]
    for key, mine in by_hand.items():
        frames.append(made_lines(known[key].total_minor if key in known else 0, mine, day))
    adjusting = pl.concat(frames[1:])
    grouped = adjusting.group_by("person", "currency").agg(pl.len(), pl.col("amount_minor").sum())
    for person, currency, count, amount in grouped.iter_rows():
        known[person, currency] = _adjusted(
            known.get((person, currency)) or _empty(person, currency), count, amount
        )
    statements = [known[key] for key in sorted(known)]
    return Drafts(statements, pl.concat(frames).sort("person", "currency", maintain_order=True))


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


def _adjusted(draft: Draft, lines: int, amount_minor: int) -> Draft:
    return replace(
        draft,
        total_minor=draft.total_minor + amount_minor,
        summary=adjusted_summary(draft.summary, lines, amount_minor),
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
    return Draft(person, currency, 0, summary)
