"""Which rows of a table a condition holds for."""

from dataclasses import replace

import polars as pl

from bot.imports.cells import How, convert
from bot.imports.errors import FILE, ROW, ErrorList
from bot.imports.files import Table
from bot.imports.formats import PLAIN_AMOUNTS
from bot.imports.kinds import Value
from bot.imports.mapping import Among, ColumnOf, Compares, Condition, Equals, First, Match
from bot.imports.report import LeftOut

# Conditions compare numbers, not money: enough decimals for any cell.
_NUMBER_DIGITS = pl.Series([4])
_WHOLE_NUMBER = "^[0-9]{1,18}$"


def everywhere(table: Table) -> pl.Series:
    """True for each row."""
    return pl.Series([True]).new_from_index(0, table.frame.height)


class Evaluator:
    """Knows all tables. Cells that a condition cannot compare go to `errors`, each column once."""

    def __init__(self, tables: dict[str, Table], errors: ErrorList) -> None:
        self.tables = tables
        self._errors = errors
        self._told: set[tuple[str, str, Value]] = set()

    def holds(self, condition: Condition, table: Table, beside: Table | None = None) -> pl.Series:
        """True or False for each row. `beside` has, row for row, what another file says of the same thing;
        where it has no row, a condition on it does not hold."""
        if isinstance(condition, Equals):
            cells = self._cells(condition.column, table, beside)
            return _settled(cells.is_in(condition.values), condition.negated)
        if isinstance(condition, Compares):
            return self._compares(condition, table, beside)
        if isinstance(condition, Among):
            return self._among(condition, table, beside)
        return self._first(condition, table)

    def all_hold(
        self, conditions: tuple[Condition, ...], table: Table, beside: Table | None = None
    ) -> pl.Series:
        """Rows for which every condition holds; without any, all rows."""
        result = everywhere(table)
        for condition in conditions:
            result &= self.holds(condition, table, beside)
        return result

    def wanted(
        self, conditions: tuple[Condition, ...], table: Table, kind: str = ""
    ) -> tuple[pl.Series, list[LeftOut]]:
        """Rows for which every condition holds, and how many each of them passes over."""
        wanted, left_out = everywhere(table), []
        for condition in conditions:
            holds = self.holds(condition, table)
            if rows := int((wanted & ~holds).sum()):
                left_out.append(LeftOut(table.rule.name, kind, f"taken only where {condition.text}", rows))
            wanted &= holds
        return wanted, left_out

    def beside(self, table: Table, match: Match) -> Table:
        """For each row of `table` the row of the other file that belongs to it, nulls where there is none."""
        other = self.tables[match.file]
        keyed = other.frame.filter(pl.col(match.other) != "")
        repeated = keyed.filter(~pl.col(match.other).is_first_distinct())
        sentence = f"each value once, because rows of {table.rule.name} are matched by it"
        self._errors.add(repeated.select(FILE, ROW), match.other, repeated[match.other], sentence)
        unique = keyed.unique(match.other, keep="first", maintain_order=True)
        key = table.frame.select(pl.col(match.column).alias("\0key"))
        found = key.join(
            unique.with_columns(pl.col(match.other).alias("\0key")),
            on="\0key",
            how="left",
            maintain_order="left",
        )
        return replace(other, frame=found.drop("\0key"))

    def _compares(self, condition: Compares, table: Table, beside: Table | None) -> pl.Series:
        if condition.how == "same":
            return self._same(condition, table, beside)
        value = Value.DATE if condition.how in ("before", "after") else Value.AMOUNT
        left = self._typed(condition.column, value, table, beside)
        if condition.other is not None:
            right = self._typed(condition.other, value, table, beside)
        else:
            right = convert(pl.Series([condition.constant]), value, How(digits=_NUMBER_DIGITS)).values
        lower = condition.how in ("before", "below")
        return _settled(left < right if lower else left > right, condition.negated)

    def _same(self, condition: Compares, table: Table, beside: Table | None) -> pl.Series:
        assert condition.other is not None
        left, right = (self._cells(each, table, beside) for each in (condition.column, condition.other))
        return _settled(left == right, condition.negated) & (left != "") & (right != "")

    def _among(self, condition: Among, table: Table, beside: Table | None) -> pl.Series:
        cells = self._cells(condition.column, table, beside)
        other = self.tables[condition.other.file or table.rule.name]
        there = self.all_hold((condition.where,) if condition.where else (), other)
        listed = other.frame.filter(there)[condition.other.column].unique()
        return _settled(cells.is_in(listed.implode()), condition.negated) & (cells != "")

    def _first(self, condition: First, table: Table) -> pl.Series:
        """Rows that tie are told apart by their other cells, so that the order of rows never matters."""
        groups, where = list(condition.groups), condition.where
        order = [self._ordered(column, table).alias(f"\0{at}") for at, column in enumerate(condition.order)]
        by = [*groups, *(series.name for series in order)]
        rows = table.frame.with_columns(order).with_row_index("\0at")
        rows = rows.filter(self.all_hold((where,) if where else (), table))
        lowest = rows.select(by).sort(by, nulls_last=True).unique(groups, keep="first")
        tied = rows.join(lowest, on=by, how="semi", nulls_equal=True)
        rest = sorted(set(table.frame.columns) - {FILE, ROW})
        first = tied.sort(rest).unique(groups, keep="first")["\0at"].cast(pl.Int64)
        return pl.int_range(table.frame.height, eager=True).is_in(first.implode())

    def _ordered(self, column: str, table: Table) -> pl.Series:
        """A column in its natural order: dates and whole numbers by their value, everything else as text."""
        cells = table.frame[column]
        dates = convert(cells, Value.DATE, How(dates=table.date_format(column)))
        if not dates.bad.any():
            return dates.values
        if cells.filter(cells != "").str.contains(_WHOLE_NUMBER).all():
            return cells.cast(pl.Int64, strict=False)
        return cells

    def _cells(self, column: ColumnOf, table: Table, beside: Table | None) -> pl.Series:
        return _owner(column, table, beside).frame[column.column]

    def _typed(self, column: ColumnOf, value: Value, table: Table, beside: Table | None) -> pl.Series:
        owner = _owner(column, table, beside)
        style = PLAIN_AMOUNTS if owner.rule.amounts.minor else owner.rule.amounts
        how = How(dates=owner.date_format(column.column), amounts=style, digits=_NUMBER_DIGITS)
        key = (owner.rule.name, column.column, value)
        if key not in self._told:
            self._told.add(key)
            whole = self.tables[owner.rule.name].frame
            checked = convert(whole[column.column], value, how)
            bad = whole.filter(checked.bad)
            self._errors.add(bad.select(FILE, ROW), column.column, bad[column.column], checked.expected)
        return convert(owner.frame[column.column], value, how).values


def _owner(column: ColumnOf, table: Table, beside: Table | None) -> Table:
    if column.file is None:
        return table
    assert beside is not None, "the reader lets only checks with a match speak of another file"
    return beside


def _settled(truth: pl.Series, negated: bool) -> pl.Series:
    """Unknown is false, also when negated."""
    return (~truth if negated else truth).fill_null(value=False)
