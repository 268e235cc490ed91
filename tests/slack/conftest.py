from collections.abc import Callable
from pathlib import Path

import pytest

from bot.slack.render import Rendered, Renderer

Show = Callable[..., Rendered]


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """Writes a surface with this view (and fallback text), and renders it with the values given by name."""

    def show_surface(view: str, text: str = "Something to read", **values: object) -> Rendered:
        folder = tmp_path / "pay" / "statement"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "view.json.j2").write_text(view, "utf-8")
        (folder / "text.txt.j2").write_text(text, "utf-8")
        return Renderer(tmp_path).render("pay/statement", values)

    return show_surface
