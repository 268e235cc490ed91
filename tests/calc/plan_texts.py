"""Texts of plans: the library's, the whole ones in the guide, and one of all examples in the reference."""

import re
from pathlib import Path
from textwrap import indent

from calc.language.examples import EXAMPLES

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

_COMPONENTS = "".join(text for title, text in EXAMPLES.items() if title.startswith("pay: "))
OF_EXAMPLES = (
    "plan: p\ntitle: P\nfrom: 2026-01-01\ncurrency: USD\n"
    f"metrics:\n{indent(EXAMPLES['What is measured'], '  ')}"
    f"components:\n{indent(_COMPONENTS, '  ')}"
    f"cases:\n{indent(EXAMPLES['Cases'], '  ')}"
)
