"""The texts of all plans in the library, and of those in the guide that are whole."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FENCED = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _in_guide(guide: Path) -> list[str]:
    blocks = _FENCED.findall(guide.read_text(encoding="utf-8"))
    return [block for block in blocks if re.search(r"^plan:", block, re.MULTILINE)]


TEXTS = {
    **{
        path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "calc/library").glob("*.yaml"))
    },
    **{
        f"{guide.name}-{number}": text
        for guide in sorted((ROOT / "docs").rglob("*.md"))
        for number, text in enumerate(_in_guide(guide), 1)
    },
}
