"""In a feature's room, use cases know no surface: whoever adds listeners stands above everybody else."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "earnings", "recognition", "review", "questions", "announcements", "spiffs", "payroll", "admin",
)  # fmt: skip


# The one door for compensation admins, whatever room they go to.
SHARED = {"bot.admin.door"}
# Where somebody is read out of the store, or told what they are; nothing is decided by it.
NAMES_ADMINS = {"bot/announcements/card_values.py", "bot/announcements/listing.py"}


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
        for other in ROOMS
        if other != room
        for path in (ROOT / "bot" / other).glob("*.py")
        if _registers(path) or _knows_slack(path)
    } - SHARED
    wrong = [
        f"bot.{room}.{path.stem} imports {name}"
        for path in sorted((ROOT / "bot" / room).glob("*.py"))
        for name in sorted(_imports(path) & others)
    ]
    assert wrong == []


def _reads_is_admin(path: Path) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    return any(isinstance(node, ast.Attribute) and node.attr == "is_admin" for node in ast.walk(tree))


def test_only_people_decides_by_who_is_an_admin() -> None:
    folders = {"delivery", "periods", "schedule", *ROOMS}
    paths = {path for folder in folders for path in (ROOT / "bot" / folder).rglob("*.py")}
    reading = {
        str(path.relative_to(ROOT))
        for path in (*paths, *(ROOT / "bot").glob("*.py"))
        if _reads_is_admin(path)
    }
    assert reading <= NAMES_ADMINS, "ask a module of bot/people instead"
