"""Scope keys of a metric: whose figure is whose, with linked teams and regions as one."""

from collections.abc import Iterable, Mapping

import polars as pl

from calc.language.metrics import Metric, Scope
from calc.stretches import Stretch

TOGETHER = " + "
_LINKABLE = (Scope.TEAM, Scope.REGION)


def key_of(metric: Metric, stretch: Stretch) -> str | None:
    """Whose figure counts for somebody; None when they are in no such team or region."""
    key = stretch.key(metric.scope)
    return key if key is None or not metric.linked else joined(metric).get(key, key)


def member_keys(metric: Metric, members: Iterable[Stretch]) -> set[str]:
    """The keys of everybody who has one."""
    return {key for stretch in members if (key := key_of(metric, stretch)) is not None}


def joined(metric: Metric) -> Mapping[str, str]:
    """For each linked team or region the key under which it and the others have one figure."""
    if metric.scope not in _LINKABLE:
        return {}
    return {name: TOGETHER.join(names) for names in metric.linked for name in names}


def joined_key(metric: Metric, column: str = "scope_key") -> pl.Expr:
    """A column of scope keys, with those of linked teams and regions joined."""
    names = joined(metric)
    return pl.col(column).replace(names) if names else pl.col(column)
