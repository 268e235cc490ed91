"""Which clause of the plan a line stands on, as the parts that a template puts into words."""

import re

_CLAUSE = re.compile(
    r"(?:components\.[\w-]+\.)?(?:parts\[(?P<part>\d+)\]\.)?(?P<what>[a-z_.]+)(?:\[(?P<number>\d+)\])?"
)


def rule_of(clause: str) -> dict[str, str]:
    """`what` the clause is ("rates", "payout", "cap.year"), its `number` in its list, the `part` of a bonus.

    Numbers are text, "" where the clause has none: components.nps.parts[2].payout[3] is the third payout step
    of the second part.
    """
    match = _CLAUSE.fullmatch(clause)
    assert match is not None, clause
    return {"what": match["what"], "number": match["number"] or "", "part": match["part"] or ""}
