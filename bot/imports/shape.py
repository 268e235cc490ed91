"""From a table of text to typed facts, as one block of the mapping says it."""

from dataclasses import dataclass

import polars as pl

from bot.imports.cells import RATIO_TYPE, How, convert, currency_digits
from bot.imports.errors import FILE, ROW, ErrorList
from bot.imports.evaluate import Evaluator
from bot.imports.files import Table
from bot.imports.kinds import KINDS, FieldDef, Kind, Value
from bot.imports.mapping import Block, FieldRule
from bot.imports.report import LeftOut

_TYPES: dict[Value, pl.DataType | type[pl.DataType]] = {
    Value.DATE: pl.Date,
    Value.AMOUNT: pl.Int64,
    Value.QUANTITY: pl.Int64,
    Value.COUNT: pl.Int64,
    Value.MONTHS: pl.Int64,
    Value.SHARE: pl.Int64,
    Value.RATIO: RATIO_TYPE,
    Value.RATE: RATIO_TYPE,
    Value.FLAG: pl.Boolean,
}


@dataclass(frozen=True)
class Shaped:
    """`frame` has a typed column for every field of the block's kind, null where nothing was given, and FILE
    and ROW."""

    block: Block
    frame: pl.DataFrame

    @property
    def kind(self) -> Kind:
        return KINDS[self.block.kind]


def shape_block(
    block: Block, table: Table, currency: str, evaluator: Evaluator, errors: ErrorList
) -> tuple[Shaped, list[LeftOut]]:
    """The facts of a block, and how many rows it passed over for which reason."""
    wanted, left_out = evaluator.wanted(block.where, table, block.kind)
    work = _Work(block, table, wanted, evaluator, errors)
    fields = KINDS[block.kind].fields
    columns: dict[str, pl.Series] = {}
    digits = work.digits(currency, columns)
    for name, field in fields.items():
        if name not in columns:
            columns[name] = work.column(name, field, digits if field.money else None)
    frame = pl.DataFrame([columns[name].alias(name) for name in fields])
    return Shaped(block, frame.hstack(work.rows.select(FILE, ROW))), left_out


def column_label(rule: FieldRule | None, name: str) -> str:
    """How an error names the place a field comes from: the file's columns, or the field itself."""
    return " + ".join(rule.columns) if rule and rule.columns else name


class _Work:
    """The rows of one block, on their way from text to values."""

    def __init__(
        self, block: Block, table: Table, wanted: pl.Series, evaluator: Evaluator, errors: ErrorList
    ) -> None:
        self.rows = table.frame.filter(wanted)
        self._block, self._table, self._wanted = block, table, wanted
        self._evaluator, self._errors = evaluator, errors

    def digits(self, currency: str, columns: dict[str, pl.Series]) -> pl.Series | None:
        """Each row's minor digits; puts the currency among `columns`. None where the block has no money."""
        fields = KINDS[self._block.kind].fields
        money = any(fields[name].money for name in self._block.fields)
        if "currency" not in fields or not (money or "currency" in self._block.fields):
            return None
        if "currency" in self._block.fields:
            columns["currency"] = self.column("currency", fields["currency"])
            if money:
                self._must_be_filled("currency", columns["currency"])
        else:
            columns["currency"] = self._constant(currency)
        return currency_digits(columns["currency"])

    def column(self, name: str, field: FieldDef, digits: pl.Series | None = None) -> pl.Series:
        """One field's values; what cannot be read goes to the errors and is null."""
        rule = self._block.fields.get(name)
        if rule is None:
            nothing = pl.Series(name, [None], dtype=_TYPES.get(field.value, pl.String))
            return nothing.new_from_index(0, self.rows.height)
        text = self._text(name, rule)
        how = self._how(rule, digits)
        result = convert(text, Value.EMAIL if rule.by_email else field.value, how)
        bad = result.bad if digits is None else result.bad & digits.is_not_null()
        self._tell(bad, name, rule, text, result.expected)
        values = result.values
        if rule.if_empty is not None:
            default = convert(self._constant(rule.if_empty), field.value, How(digits=digits)).values
            values = values.zip_with(text != "", default)
        if field.required or field.whole:
            self._must_be_filled(name, values, known_bad=result.bad)
        return self._finished(values, rule)

    def _how(self, rule: FieldRule, digits: pl.Series | None) -> How:
        """A column is read in its file's style, constants of the mapping in the plain one."""
        if rule.columns and not rule.values:
            dates = self._table.date_format(rule.columns[0])
            return How(dates=dates, amounts=rule.amounts, digits=digits, percent=rule.percent)
        return How(digits=digits)

    def _finished(self, values: pl.Series, rule: FieldRule) -> pl.Series:
        if rule.minus:
            return values * -1
        return self._constant(rule.prefix) + values if rule.prefix else values

    def _text(self, name: str, rule: FieldRule) -> pl.Series:
        if rule.always is not None:
            return self._constant(rule.always)
        if rule.cases:
            return self._by_case(name, rule)
        cells = self.rows[rule.columns[0]]
        if len(rule.columns) > 1:
            joined = pl.concat_str(rule.columns, separator="/")
            some = pl.any_horizontal(pl.col(column) != "" for column in rule.columns)
            cells = self.rows.select(pl.when(some).then(joined).otherwise(pl.lit("")).alias(name))[name]
        return self._translated(name, rule, cells) if rule.values or rule.otherwise is not None else cells

    def _translated(self, name: str, rule: FieldRule, cells: pl.Series) -> pl.Series:
        meanings = cells.replace_strict(rule.values, default=rule.otherwise, return_dtype=pl.String)
        meanings = meanings.zip_with(cells != "", self._constant(""))
        known = ", ".join(list(rule.values)[:12])
        expected = f"one of {known} (or another line in `values` of the mapping)"
        self._tell(meanings.is_null(), name, rule, cells, expected)
        return meanings.fill_null("")

    def _by_case(self, name: str, rule: FieldRule) -> pl.Series:
        result = self._constant("")
        decided = pl.Series([False]).new_from_index(0, self.rows.height)
        for case in rule.cases:
            holds = self._evaluator.all_hold(case.when, self._table).filter(self._wanted)
            result = self._constant(case.value).zip_with(holds & ~decided, result)
            decided |= holds
        return result.alias(name)

    def _constant(self, value: str) -> pl.Series:
        return pl.Series([value], dtype=pl.String).new_from_index(0, self.rows.height)

    def _must_be_filled(self, name: str, values: pl.Series, known_bad: pl.Series | None = None) -> None:
        empty = values.is_null() if known_bad is None else values.is_null() & ~known_bad
        rule = self._block.fields[name]
        expected = KINDS[self._block.kind].fields[name].value.value
        why = "a row that one of the mapping's cases fits" if rule.cases else f"{expected}, for `{name}`"
        self._tell(empty, name, rule, None, why)

    def _tell(
        self, bad: pl.Series, name: str, rule: FieldRule, values: pl.Series | None, expected: str
    ) -> None:
        if bad.any():
            found = values.filter(bad) if values is not None else None
            places = self.rows.filter(bad).select(FILE, ROW)
            self._errors.add(places, column_label(rule, name), found, expected)
