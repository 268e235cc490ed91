"""Brightwater with something of everything that is about Ana's pay, at the app's door on either store.

It is the middle of August 2024. Her first quarter is published, her second in review with an adjustment of
100.50 by Gus, her third lasts. She has asked Ben about the renewal of Alder, and Ben has answered her about
the upsell of Birch. A contest of sums sold runs, and one of Ben's for prizes in money waits for Gus, who has
declined another. What Dee is asked to announce is not out, and a draft of hers is not sent off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.periods.standing import standing_of
from bot.periods.voiding import stands
from bot.questions.rows import questions
from bot.sandbox import payloads
from bot.sandbox.acts.stage import Outcome
from bot.sandbox.courier import Reply
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.reviews import Adjustment
from tests.announcements.stage import Stage as Announcing
from tests.front_door import FrontDoor
from tests.questions.desk import Desk
from tests.review.stage import Q2
from tests.review.stage import Stage as Review
from tests.review.stage import set_up as on_the_way_to_payday
from tests.spiffs.stage import EVERYBODY
from tests.spiffs.stage import Stage as Contests
from tests.spiffs.starting import start

adjustments = table_of(Adjustment)

SOLD = """
plan: sold
title: Sold
from: 2024-01-01
currency: USD
metrics:
  sold: {title: Expansion, measure: sum, of: {kind: upsell}, scope: person}
components:
  most: {pay: contest, title: Most sold, metric: sold, prizes: [Day off], ties: share}
"""
NOT_OUT, DRAFT, DECLINED = "Nobody knows yet", "Not sent off yet", "Not to be"


@dataclass
class Ground:
    """What a control about Ana's pay would carry: numbers of rows, and her pay as it is shown."""

    door: FrontDoor
    digest: str
    adjustment: int
    taken_off: int
    open_question: int
    answered_question: int
    line: str
    contest: int
    declined_contest: int
    not_out: int
    draft: int
    ana: int

    @property
    def look(self) -> str:
        """What the modal with her pay in review carries."""
        return f"0 {self.digest} {Q2} 0 ana"

    def press(self, person: str, action: str, value: str, on: Mapping[str, Any] | None = None) -> Reply:
        """On a message in their DM, or on a modal of their screen that carries what we like."""
        return self.door.forge(person, action, value, on)

    def press_in_modal(self, person: str, action: str, value: str, metadata: str) -> Reply:
        return self.door.forge(person, action, value, self.door.modal(person, metadata))

    def type(self, person: str, command: str, text: str) -> Reply:
        return _reply(self.door.world.run(f"U{person.upper()}", command, text))

    def submit(self, person: str, form: str, metadata: str, state: Mapping[str, Any]) -> Reply:
        return submit(self.door, person, form, metadata, state)


def submit(door: FrontDoor, person: str, form: str, metadata: str, state: Mapping[str, Any]) -> Reply:
    """A form as somebody sends it who need not have been shown it; `state` by block."""
    workspace, user_id = door.world.workspace, f"U{person.upper()}"
    with workspace.lock:
        payload = payloads.interaction(workspace.identity, workspace.people.get(user_id), "view_submission")
        payload["trigger_id"] = workspace.triggers.issue(user_id)
    payload["view"] = {
        "id": "V0",
        "type": "modal",
        "callback_id": form,
        "private_metadata": metadata,
        "state": {"values": {block: {"value": held} for block, held in state.items()}},
    }
    return door.world.deliver("interactive", payload)


def _reply(outcome: Outcome) -> Reply:
    return Reply(outcome.answer, outcome.problem)


def prepared(door: FrontDoor) -> Ground:
    """All of it, done by those whose it is to do."""
    review = on_the_way_to_payday(door)
    wins = door.world.channel("wins").id
    contests, announcing = Contests(door, review.sender, wins), Announcing(door, review.sender, wins)
    contests.settings(channel=wins)
    contests.load(SOLD, "sold", *EVERYBODY)
    contests.publishes("2024-Q1")
    _in_review(door, review)
    desk = Desk(door, review.sender)
    open_question, answered_question = desk.ask(expected="1,600"), desk.ask(line=2)
    desk.fill("ben", "question.answer", of="Birch", words="It is on the way.")
    start(contests, "ben", "most-renewals", prizes="500\n200")
    start(contests, "ben", "most-renewals", prizes="300", title=DECLINED)
    proposed, declined = contests.started()
    door.forge("gus", "spiff.decline", f"{declined.id} 0")
    not_out = announcing.proposed(title=NOT_OUT)
    before = announcing.numbers()
    announcing.preview("dee", title=DRAFT)
    (draft,) = announcing.numbers() - before
    review.send()
    asked = next(row for row in desk.rows(questions) if row["id"] == open_question)
    return Ground(
        door=door,
        digest=_digest(review),
        adjustment=_adjustments(review)[0],
        taken_off=_adjustments(review)[1],
        open_question=open_question,
        answered_question=answered_question,
        line=asked["line"],
        contest=proposed.id,
        declined_contest=declined.id,
        not_out=not_out,
        draft=draft,
        ana=review.id_of("ana"),
    )


def _in_review(door: FrontDoor, review: Review) -> None:
    """Begun, and adjusted twice by Gus, who has taken the second off again."""
    review.set_out()
    door.forge("gus", "review.start", Q2)
    assert review.state() == "in_review"
    for change in ("100.50", "7.77"):
        look, late = f"0 {_digest(review)} {Q2} 0 ana", {"value": "A late deal"}
        typed = {
            "change": {"value": change},
            "currency": {"selected_option": {"value": "USD"}},
            "reason": late,
        }
        submit(door, "gus", "review.adjusted", look, typed)
    look = f"0 {_digest(review)} {Q2} 0 ana"
    door.forge("gus", "review.withdraw", str(_adjustments(review)[1]), door.modal("gus", look))
    review.send()


def _adjustments(review: Review) -> list[int]:
    with reading(review.door.engine) as connection:
        return list(connection.execute(select(adjustments.c.id).order_by(adjustments.c.id)).scalars())


def _digest(review: Review) -> str:
    with reading(review.door.engine) as connection:
        standing = standing_of(connection, review.door.workspace_id, Q2)
        assert standing is not None
        return stands(connection, standing.id)[review.id_of("ana")].digest
