"""How many examples a property is tried with: few in `make test`, many more in `make test-all`."""

import os

# Set by `make test-all`: how many times as many.
TIMES = int(os.environ.get("MICDROP_EXAMPLES_TIMES", "1"))


def examples(quick: int) -> int:
    return quick * TIMES
