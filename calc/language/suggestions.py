"""What somebody may have meant by a name that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

# How people also say it.
SYNONYMS = {
    "grr": "gross_retention",
    "nrr": "net_retention",
    "ndr": "net_retention",
    "retention": "gross_retention",
    "mean": "average",
    "total": "sum",
    "individual": "person",
    "own": "person",
    "global": "company",
    "monthly": "month",
    "quarterly": "quarter",
    "half-yearly": "half",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
    "linear": "line",
    "steps": "step",
    "accelerator": "tiers",
    "spif": "spiff",
    "quota": "target",
}


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The one of `known` that was probably meant; None when none is near."""
    among = list(known)
    plain = name.strip().lower().replace(" ", "_")
    if SYNONYMS.get(plain) in among:
        return SYNONYMS[plain]
    close = get_close_matches(name, among, n=1) or get_close_matches(plain, among, n=1)
    return close[0] if close else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint with the name that is near, else with all there are."""
    among = list(known)
    close = nearest(name, among)
    return f"Did you mean `{close}`?" if close else f"There are: {', '.join(among) or 'none yet'}."
