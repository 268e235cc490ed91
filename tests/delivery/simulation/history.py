"""One history from one seed: it is played, let to settle, and judged."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from bot import failpoints
from bot.delivery.outbox import Outbox
from tests.delivery.simulation.company import company_of
from tests.delivery.simulation.plan import Founding, draw
from tests.delivery.simulation.script import Script
from tests.delivery.simulation.store import Store
from tests.delivery.simulation.verdict import Verdict, judge
from tests.delivery.simulation.world import Say

# So many slots of a company's first days can be met by what else happens.
SLOTS_MET = 4


@dataclass(frozen=True)
class History:
    """What came of a seed. `happened` counts what was done to it."""

    seed: int
    verdict: Verdict
    happened: Counter[str]


def play(seed: int, store: Store, outbox: Outbox, say: Say | None = None) -> History:
    """The same for the same seed, line by line of what it tells to `say`."""
    plan = draw(seed, _slots_s)
    script = Script(plan, store, outbox, say)
    with _unlogged():
        try:
            script.play()
            script.settle()
        finally:
            failpoints.arm(None)
            script.world.stage.close()
    return History(seed, judge(script.world, script.weather), script.world.happened)


def _slots_s(founding: Founding) -> list[float]:
    first = company_of(founding).every_slot[:SLOTS_MET]
    return [(at - founding.starts_at).total_seconds() for at in first]


@contextmanager
def _unlogged() -> Iterator[None]:
    """What is logged of refused messages and failed jobs would drown all else."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**before)
