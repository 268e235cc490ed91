"""A sender is held up until its lease has run out, and lives on: others take over, nothing is doubled."""

from dataclasses import replace

import pytest

from tests.conftest import STORES
from tests.delivery.processes.children import SHORT, Figures
from tests.delivery.processes.ground import Ground
from tests.figures import Tell

# A call that was begun in time has ended by the time that the message is looked for.
FIGURES = Figures(patience=replace(SHORT, lease_s=0.8, call_s=0.4, settle_s=2.5, look_lease_s=0.8))
# By place, for how long: twice as long as its lease, and for a call until shortly before it is looked for.
HELD_S = {"outbox.claimed": 2.0, "outbox.calling": 1.6, "outbox.answered": 4.5, "outbox.looked": 2.0}
EVERY_CASE = [(kind, place) for place in HELD_S for kind in STORES]
QUICK_CASES = (("sqlite", "outbox.claimed"), ("postgresql", "outbox.answered"))


@pytest.mark.parametrize(
    ("store_kind", "place"),
    [case if case in QUICK_CASES else pytest.param(*case, marks=pytest.mark.slow) for case in EVERY_CASE],
)
def test_a_lease_that_runs_out_while_its_owner_lives(ground: Ground, place: str, tell: Tell) -> None:
    ground.put_notes("note", 4)
    held_up = ground.start("sender", f"{place}:hold:{HELD_S[place]}", FIGURES)
    ground.until(lambda: place == "outbox.looked" or "sending" in ground.states())
    for _ in range(2):
        ground.start("sender", figures=FIGURES)
    count = ground.count_at_end()
    tell(f"held up at {place} for {HELD_S[place]} s: {count}")
    assert count.is_clean
    assert held_up.code == 0
