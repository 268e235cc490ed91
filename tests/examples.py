"""How many examples a property is tried with: few in `make test`, many more in `make test-all`."""

import os

from hypothesis import HealthCheck, settings

# Set by `make test-all`: how many times as many.
TIMES = int(os.environ.get("MICDROP_EXAMPLES_TIMES", "1"))


def examples(quick: int) -> int:
    return quick * TIMES


def tried(quick: int) -> settings:
    """For a property of what a fixture holds, which all its examples share: without haste."""
    shared = [HealthCheck.function_scoped_fixture]
    return settings(max_examples=examples(quick), deadline=None, suppress_health_check=shared)
