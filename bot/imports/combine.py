"""All facts of a kind in one frame, each telling where it comes from, none of them twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from bot.imports.errors import FILE, ROW, ErrorList
from bot.imports.kinds import KINDS, Kind
from bot.imports.shape import Shaped, column_label

BLOCK = "\0block"  # which block of the mapping a row comes from
UNTIL_NEXT, WHOLE_HISTORY = "\0until next", "\0whole history"
_REPEATS = "\0repeats"


@dataclass(frozen=True)
class Tell:
    """Notes errors about combined rows under the names that their file has for a field."""

    shaped: list[Shaped]
    errors: ErrorList

    def __call__(self, rows: pl.DataFrame, field: str) -> None:
        """`rows` has FILE, ROW and BLOCK, and the texts `value` and `expected`."""
        for (block,), part in rows.group_by(BLOCK, maintain_order=True):
            rule = self.shaped[int(str(block))].block.fields.get(field)
            self.errors.add(part, column_label(rule, field), part["value"], part["expected"])


def given(field: str) -> str:
    """The column that says whether a row's block fills a field at all."""
    return f"\0given {field}"


def combine(kind: str, tell: Tell) -> pl.DataFrame | None:
    """Every fact of a kind; None when the mapping has no such kind.

    Rows without a whole key are left out: their errors are told already.
    """
    parts = [_marked(at, part) for at, part in enumerate(tell.shaped) if part.block.kind == kind]
    if not parts:
        return None
    rows, fields = pl.concat(parts), KINDS[kind].fields
    # A part of the key that nothing is said of is "", as in the store, and not unknown.
    unsaid = [name for name in ("scope_key", "role") if name in KINDS[kind].key]
    rows = rows.with_columns(pl.col(name).fill_null("") for name in unsaid)
    whole = [pl.col(name).is_not_null() for name in KINDS[kind].key if fields[name].required]
    return _each_once(KINDS[kind], rows.filter(whole), tell).drop(_REPEATS)


def _marked(at: int, part: Shaped) -> pl.DataFrame:
    marks = {
        UNTIL_NEXT: "to_date" not in part.block.fields,
        WHOLE_HISTORY: part.block.whole_history,
        _REPEATS: part.block.repeats_allowed,
        **{given(name): name in part.block.fields for name in part.kind.fields},
    }
    return part.frame.with_columns(
        pl.lit(at, dtype=pl.UInt16).alias(BLOCK), *(pl.lit(mark).alias(name) for name, mark in marks.items())
    )


def _each_once(kind: Kind, rows: pl.DataFrame, tell: Tell) -> pl.DataFrame:
    """Rows that repeat an earlier key go; they are errors unless they may repeat it and say the same."""
    key = [*kind.key, BLOCK] if kind.in_parts else list(kind.key)
    if rows.select(key).n_unique() == rows.height:
        return rows
    rows = rows.sort(FILE, ROW, maintain_order=True)
    first = rows.unique(key, keep="first", maintain_order=True)
    said = pl.struct(name for name in kind.fields if name not in key)
    there = first.select(*key, said.alias("\0said"), FILE, ROW)
    later = rows.filter(~pl.struct(key).is_first_distinct())
    later = later.join(there, on=key, how="left", nulls_equal=True, suffix=" there")
    wrong = later.filter(~(pl.col(_REPEATS) & said.eq_missing(pl.col("\0said"))))
    if wrong.height:
        said_of = [name for name in kind.key if rows[given(name)].any()]
        _tell_repeats(wrong, said_of, tell)
    return first


def _tell_repeats(rows: pl.DataFrame, key: list[str], tell: Tell) -> None:
    unlike = pl.when(_REPEATS).then(pl.lit(" with something else in it")).otherwise(pl.lit(""))
    told = rows.with_columns(
        value=pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in key], separator=" / "),
        expected=pl.format(
            f"each {', '.join(key)} once; it is in {{}}, row {{}} already{{}}",
            pl.Series(tell.errors.file_names).gather(rows[f"{FILE} there"]),
            f"{ROW} there",
            unlike,
        ),
    )
    tell(told, key[0])


def merge(rows: pl.DataFrame, key: str, fields: Sequence[str], tell: Tell) -> pl.DataFrame:
    """One row for each `key`, each field from a block that fills it; `given` columns say whether any does.

    Rows that say different things of one field are errors.
    """
    if rows[key].n_unique() < rows.height:
        for name in fields:
            filled = rows.filter(given(name))
            unlike = filled.filter(pl.col(name).ne_missing(pl.col(name).first().over(key)))
            expected = pl.lit(f"the same {name} in all rows of one {key}")
            tell(unlike.with_columns(value=pl.col(name).cast(pl.String), expected=expected), name)
    return rows.group_by(key, maintain_order=True).agg(
        *(pl.col(name).filter(pl.col(given(name))).first() for name in fields),
        *(pl.col(given(name)).any() for name in fields),
        *(pl.col(name).first() for name in (FILE, ROW, BLOCK)),
    )
