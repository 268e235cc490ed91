"""A person's statement as a PDF, set by Typst from templates/payroll/statement.typ.

The fonts that Typst carries write Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Armenian and Georgian
letters, right to left where it has to be; for others the fonts of the computer are asked. A letter that none
has is an empty box, and the page says whose it is by the payroll id.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

import typst

TEMPLATE = "payroll/statement.typ"
# Tagged, so that it can be read aloud. It is also what Typst refuses to make with a letter that no font has.
ACCESSIBLE: Literal["ua-1"] = "ua-1"
NO_LETTER = "could not be displayed"


class Paper:
    """Makes statements; template and fonts are read once. `templates` is their folder."""

    def __init__(self, templates: Path, system_fonts: bool = True) -> None:
        self._template = (templates / TEMPLATE).read_bytes()
        self._fonts = typst.Fonts(include_system_fonts=system_fonts)

    def statement(self, values: Mapping[str, object], at: datetime) -> bytes:
        """A PDF that says the values (bot.payroll.statements.statement_values). `at` is when it was made."""
        try:
            return self._made({**values, "missing": False}, at, ACCESSIBLE)
        except typst.TypstError as error:
            if NO_LETTER not in str(error):
                raise
        return self._made({**values, "missing": True}, at, None)

    def _made(self, values: Mapping[str, object], at: datetime, standard: Literal["ua-1"] | None) -> bytes:
        made = typst.compile(
            self._template,
            font_paths=self._fonts,
            sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
            pdf_standards=standard,
            timestamp=int(at.timestamp()),
        )
        assert isinstance(made, bytes)
        return made
