"""A mapping, as read: which column of which file is what. `bot.imports.reader` makes one from YAML."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.imports.formats import PLAIN_AMOUNTS, AmountStyle, DateFormat

SEPARATORS = {";": ";", ",": ",", "tab": "\t", "|": "|"}


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ColumnOf(Frozen):
    """A column of this row, or with `file` of the row of another file that belongs to it."""

    column: str
    file: str | None = None


class Equals(Frozen):
    """The cell is one of `values`; an empty cell is the value ""."""

    test: Literal["equals"] = "equals"
    text: str
    column: ColumnOf
    negated: bool
    values: tuple[str, ...]


class Compares(Frozen):
    """The cell is before or after a day, above or below a number, or the same as another column's.

    An empty cell on either side makes it false, negated or not.
    """

    test: Literal["compares"] = "compares"
    text: str
    column: ColumnOf
    negated: bool
    how: Literal["before", "after", "above", "below", "same"]
    constant: str | None = None
    other: ColumnOf | None = None


class Among(Frozen):
    """The cell stands in a column of another file, in a row where `where` holds. Empty cells never do."""

    test: Literal["among"] = "among"
    text: str
    column: ColumnOf
    negated: bool
    other: ColumnOf
    where: "Condition | None" = None


class First(Frozen):
    """The row comes first, in the order of the columns `order`, of those with the same `groups` where
    `where` holds."""

    test: Literal["first"] = "first"
    text: str
    groups: tuple[str, ...]
    order: tuple[str, ...]
    where: "Condition | None" = None


Condition = Annotated[Equals | Compares | Among | First, Field(discriminator="test")]


class Case(Frozen):
    """The value of a field where all conditions hold; without any, it is the value for all other rows."""

    value: str
    when: tuple[Condition, ...]


class FieldRule(Frozen):
    """Where one field's value comes from: columns (joined by "/"), one constant, or the first case."""

    columns: tuple[str, ...] = ()
    always: str | None = None
    cases: tuple[Case, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)
    otherwise: str | None = None
    if_empty: str | None = None
    prefix: str = ""
    minus: bool = False
    percent: bool = False
    by_email: bool = False
    amounts: AmountStyle = PLAIN_AMOUNTS


class Block(Frozen):
    """One kind of facts out of one file."""

    kind: str
    name: str
    fields: dict[str, FieldRule]
    where: tuple[Condition, ...] = ()
    whole_history: bool = False
    repeats_allowed: bool = False


class FileRule(Frozen):
    """A file, or several alike by a pattern with *. `date_formats` are by column, `dates` for the others."""

    name: str
    separator: str
    dates: DateFormat
    date_formats: dict[str, DateFormat]
    blocks: tuple[Block, ...]
    amounts: AmountStyle = PLAIN_AMOUNTS
    where: tuple[Condition, ...] = ()

    def date_format(self, column: str) -> DateFormat:
        return self.date_formats.get(column, self.dates)


class Match(Frozen):
    """Which row of another file belongs to a row: the one whose `other` holds the same as `column`."""

    column: str
    other: str
    file: str


class Check(Frozen):
    """What should not be in a file. `say` and `done` are sentences with {column} in them."""

    file: str
    when: tuple[Condition, ...]
    say: str
    done: str
    match: Match | None = None
    leave_out: bool = False


class MappingFile(Frozen):
    """`digest` is the SHA-256 of the file it was read from."""

    name: str
    digest: str
    source: str
    currency: str
    files: tuple[FileRule, ...]
    checks: tuple[Check, ...] = ()

    def file(self, name: str) -> FileRule:
        return next(file for file in self.files if file.name == name)
