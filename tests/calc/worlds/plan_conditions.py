"""Random conditions: which events, and which customers, a clause of a plan is about."""

from collections.abc import Mapping, Sequence
from random import Random

from tests.calc.worlds.names import DEALS, EFFORTS, PRODUCTS, REGIONS, ROLES, SEGMENTS, rarely
from tests.calc.worlds.writing import Tree

Asked = dict[str, tuple[str, ...]]

WORDS = {"kind": DEALS, "product": PRODUCTS[:-1], "region": REGIONS[:-1]}
RARER_WORDS = {
    "effort": EFFORTS[:-1],
    "territory": REGIONS[:-1],
    "role": ROLES[:-1],
    "segment": SEGMENTS[:-1],
    "years": ("1", "2", "2-3", "3+"),
    "change": ("up", "same", "down"),
}


def plain_condition(dice: Random) -> Asked:
    """Any of kind, product and region, each by one or two of its names."""
    asked = [name for name in WORDS if not rarely(dice, 2)]
    return {name: tuple(dice.sample(WORDS[name], dice.randint(1, 2))) for name in asked}


def condition(dice: Random, kinds: Sequence[str] = DEALS) -> Asked:
    """Which events, by any of the names there are; never by none of them."""
    asked: Asked = {}
    if not rarely(dice, 4):
        asked["kind"] = tuple(dice.sample(kinds, min(len(kinds), dice.choice((1, 2, 2, 3)))))
    for name, words in (("product", WORDS["product"]), ("region", WORDS["region"]), *RARER_WORDS.items()):
        if rarely(dice, 10 if name in WORDS else 20):
            asked[name] = tuple(dice.sample(words, dice.choice((1, 1, 2))))
    return asked or {"kind": (kinds[0],)}


def customers(dice: Random) -> Asked:
    """Which customers; never all of them."""
    words = {name: RARER_WORDS.get(name) or WORDS[name] for name in ("region", "segment", "years")}
    asked = dice.sample(sorted(words), dice.choice((1, 1, 2)))
    return {name: tuple(dice.sample(words[name], dice.choice((1, 1, 2)))) for name in asked}


def as_tree(asked: Asked) -> Tree:
    """One name as a word, several as a list."""
    return {name: words[0] if len(words) == 1 else list(words) for name, words in asked.items()}


def decided(asked: Sequence[Asked]) -> list[Asked]:
    """Those of the conditions that can stand beside each other as rates, in some order."""
    kept: list[Asked] = []
    # Longest first, so that a rate that decides between two others is already there.
    for one in sorted(asked, key=len, reverse=True):
        if all(_decided(_meant(one), _meant(other), [_meant(rate) for rate in kept]) for other in kept):
            kept.append(one)
    return kept


def _meant(asked: Asked) -> Mapping[str, set[str]]:
    """What each name stands for: `2-3` and `3+` are several years."""
    return {name: _years(words) if name == "years" else set(words) for name, words in asked.items()}


def _years(words: Sequence[str]) -> set[str]:
    ranges = {"1": (1, 1), "2": (2, 2), "2-3": (2, 3), "3+": (3, 30)}
    return {str(year) for word in words for year in range(ranges[word][0], ranges[word][1] + 1)}


def _decided(
    one: Mapping[str, set[str]], other: Mapping[str, set[str]], rates: Sequence[Mapping[str, set[str]]]
) -> bool:
    """Whether it is clear which of two rates an event gets: one asks for more, they never meet, or a third
    that asks for more than both has all that they share."""
    if len(one) != len(other):
        return True
    shared = {
        column: one.get(column, words) & other.get(column, words)
        for column, words in {**one, **other}.items()
    }
    if not all(shared.values()):
        return True
    return any(
        len(rate) > len(one) and all(shared.get(column, {""}) <= words for column, words in rate.items())
        for rate in rates
    )
