"""Everything about the files themselves: read, checked cell by cell, shaped into facts. Needs no store."""

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from bot.imports.checks import Found, run_check
from bot.imports.columns import columns_needed
from bot.imports.errors import ErrorList
from bot.imports.evaluate import Evaluator
from bot.imports.files import Table, read_table
from bot.imports.mapping import MappingFile
from bot.imports.report import FileRead, LeftOut, Progress
from bot.imports.shape import Shaped, shape_block


@dataclass(frozen=True)
class Prepared:
    """Facts as the files tell them, what was left out of them, and what the mapping's checks found."""

    shaped: list[Shaped]
    left_out: list[LeftOut]
    found: list[Found]
    files: tuple[FileRead, ...]


def prepare(mapping: MappingFile, folder: Path, errors: ErrorList, progress: Progress) -> Prepared:
    """Raises ImportRefused when a file cannot be read as a table; other errors gather in `errors`."""
    tables = _read(mapping, folder, errors, progress)
    errors.refuse_if_any()
    files = tuple(file for table in tables.values() for file in table.files)
    left_out = [
        LeftOut(name, "", "the line is blank", table.blank_rows)
        for name, table in tables.items()
        if table.blank_rows
    ]
    tables = _without_unwanted(tables, errors, left_out)
    found = _checked(mapping, tables, errors, left_out, progress)
    evaluator = Evaluator(tables, errors)
    shaped = []
    for rule in mapping.files:
        for block in rule.blocks:
            progress(f"checking {block.name}", 0, 1)
            part, passed_over = shape_block(block, tables[rule.name], mapping.currency, evaluator, errors)
            shaped.append(part)
            left_out += passed_over
    return Prepared(shaped, left_out, found, files)


def _read(mapping: MappingFile, folder: Path, errors: ErrorList, progress: Progress) -> dict[str, Table]:
    needed = columns_needed(mapping)
    tables: dict[str, Table] = {}
    for at, rule in enumerate(mapping.files):

        def reading(name: str, at: int = at) -> None:
            progress(f"reading {name}", at, len(mapping.files))

        table = read_table(rule, folder, needed[rule.name], errors, reading)
        if table is not None:
            tables[rule.name] = table
    return tables


def _without_unwanted(
    tables: dict[str, Table], errors: ErrorList, left_out: list[LeftOut]
) -> dict[str, Table]:
    """The tables without the rows that a file's own `where` passes over."""
    evaluator = Evaluator(tables, errors)
    kept: dict[str, Table] = {}
    for name, table in tables.items():
        wanted, passed_over = evaluator.wanted(table.rule.where, table)
        left_out += passed_over
        kept[name] = replace(table, frame=table.frame.filter(wanted)) if table.rule.where else table
    return kept


def _checked(
    mapping: MappingFile,
    tables: dict[str, Table],
    errors: ErrorList,
    left_out: list[LeftOut],
    progress: Progress,
) -> list[Found]:
    """Runs the mapping's checks; takes the rows out of `tables` that a check wants left out."""
    evaluator = Evaluator(tables, errors)
    found: list[Found] = []
    unwanted: dict[str, pl.Series] = {}
    for at, check in enumerate(mapping.checks):
        progress("looking for contradictions", at, len(mapping.checks))
        found.append(run_check(check, evaluator))
        if check.leave_out:
            holds = found[-1].holds
            newly = holds & ~unwanted[check.file] if check.file in unwanted else holds
            unwanted[check.file] = unwanted.get(check.file, holds) | holds
            if rows := int(newly.sum()):
                left_out.append(LeftOut(check.file, "", " and ".join(each.text for each in check.when), rows))
    for name, gone in unwanted.items():
        tables[name] = replace(tables[name], frame=tables[name].frame.filter(~gone))
    return found
