"""In a feature's room, use cases know no surface: whoever adds listeners stands above everybody else."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("recognition", "review", "questions", "announcements", "spiffs", "payroll")


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def _registers(path: Path) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == "register" for node in tree.body)


def _knows_slack(path: Path) -> bool:
    """Whether it decodes what Slack sends, renders an answer, or is handed the services of surfaces."""
    names = _imports(path)
    own = names & {"slack_bolt", "bot.services", "bot.slack.render"}
    return bool(own) or any(name.startswith("slack_sdk") for name in names)


@pytest.mark.parametrize("room", ROOMS)
def test_a_use_case_knows_no_surface(room: str) -> None:
    modules = {f"bot.{room}.{path.stem}": path for path in sorted((ROOT / "bot" / room).glob("*.py"))}
    surfaces = {name for name, path in modules.items() if _registers(path) or _knows_slack(path)}
    assert surfaces, f"bot/{room} shows nothing to anybody"
    wrong = [
        f"{name} imports {other}"
        for name, path in modules.items()
        if name not in surfaces
        for other in sorted(_imports(path) & surfaces)
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_the_surfaces_of_another(room: str) -> None:
    others = {
        f"bot.{other}.{path.stem}"
        for other in (*ROOMS, "earnings", "admin")
        if other != room
        for path in (ROOT / "bot" / other).glob("*.py")
        if _registers(path)
    }
    wrong = [
        f"bot.{room}.{path.stem} imports {name}"
        for path in sorted((ROOT / "bot" / room).glob("*.py"))
        for name in sorted(_imports(path) & others)
    ]
    assert wrong == []
