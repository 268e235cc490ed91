"""Plan versions read from their documents, each text once: that costs more than a calculation."""

from functools import lru_cache

from calc.language.reader import read_plan
from calc.plan import Plan

# A plan is frozen, and the same text is always the same plan; a large company has some dozens.
KEPT = 512


@lru_cache(maxsize=KEPT)
def version_from(text: str) -> Plan:
    """The plan that a kept document says. Raises calc.language.document.DocumentError."""
    return read_plan(text)
