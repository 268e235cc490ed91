"""Praise in return counts half: pairs, circles of three and four, and nothing else."""

import pytest

from bot.recognition.circles import damped_pairs


def damped(*given: str) -> str:
    """Pairs damped in a month where "AB" is that A named B."""
    pairs = damped_pairs((ord(naming[0]), ord(naming[1])) for naming in given)
    return " ".join(
        sorted(chr(one) + chr(other) for one, others in pairs.items() for other in others if one < other)
    )


@pytest.mark.parametrize(
    ("given", "pairs"),
    [
        ("AB", ""),
        ("AB BC CD", ""),
        ("AB BA", "AB"),
        ("AB AB AB BA AC AD AE", "AB"),  # a pair is one however much else they gave
        ("AB BC CA", "AB AC BC"),
        ("AB BC CD DA", "AB AC AD BC BD CD"),  # everybody in it, not only who named whom
        ("AB BC CD DE EA", ""),  # five are no circle
        ("AB BC CA AD", "AB AC BC"),  # A gave 1 of 2 inside: half
        ("AB BC CA AD AE", ""),  # A gave 1 of 3 inside: less than half
        ("AB AB BC CA AD AE", "AB AC BC"),  # A gave 2 of 4 inside
        ("AB BC CA AC BD BE", "AC"),  # B gave 1 of 3 inside, so only the pair is left
        ("AB BC CA CD DA", "AB AC AD BC BD CD"),  # C gave 1 of 2 inside ABC, and all inside ABCD
        ("AB BC CA DA EA", "AB AC BC"),  # who stands outside counts in full
        ("AB CB DB", ""),  # many who praise one are no circle
    ],
)
def test_what_is_damped(given: str, pairs: str) -> None:
    assert damped(*given.split()) == pairs


def test_the_same_circle_is_found_wherever_it_starts() -> None:
    assert damped("CA", "BC", "AB") == damped("AB", "BC", "CA") == "AB AC BC"
