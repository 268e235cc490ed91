"""The house keeps its own rules: sizes, settings, documents."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 300
MOST_FUNCTION_LINES = 70
# A module over its size, with the reason.
LARGE = {"tests/calc/told_problems.py": "a table: one company for each problem there is"}
ALLOWED_TOP = {
    "bot", "calc", "templates", "migrations", "tests", "docs", ".ci", "pyproject.toml", "Procfile",
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Makefile", "uv.lock", ".gitignore",
}  # fmt: skip


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).exists()]


def modules() -> list[Path]:
    found = tracked("*.py")
    return [path for path in found if path.relative_to(ROOT).parts[0] != "migrations"]


def test_there_are_modules_to_check() -> None:
    assert len(modules()) > 100


def test_no_module_is_over_its_size_without_a_reason() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES and name not in LARGE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION_LINES
    ]
    assert long == []


def test_only_the_agreed_things_stand_at_the_top() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= ALLOWED_TOP


def test_every_setting_is_documented_as_it_is() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for field in Settings.model_fields.values():
        assert f"`{field.alias}`" in text
        assert field.description
        assert field.description in text


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", *sorted(p.name for p in (ROOT / "docs").glob("*.md"))]
)
def test_every_link_to_a_file_leads_somewhere(document: str) -> None:
    path = ROOT / document if (ROOT / document).exists() else ROOT / "docs" / document
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), f"{document} links to {target}"


def test_no_amount_is_a_float_in_the_tables() -> None:
    from sqlalchemy import Float, Numeric

    from bot.store.tables import metadata

    kinds = {column.type.__class__ for table in metadata().tables.values() for column in table.columns}
    assert not any(issubclass(kind, Float | Numeric) for kind in kinds)
