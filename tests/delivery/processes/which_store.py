"""Tests that take seconds run on one kind of store in `make test`, and on both in `make test-all`."""

import pytest


def _first(kind: str, other: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("store_kind", [kind, pytest.param(other, marks=pytest.mark.slow)])


SQLITE_FIRST, POSTGRESQL_FIRST = _first("sqlite", "postgresql"), _first("postgresql", "sqlite")
