"""The demo's last quarter stands in review when somebody comes in, and closing it is a minute's walk."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.cli.demo import SEED, running_demo
from bot.demo.cast import ADMIN, DIRECTOR
from bot.demo.company import Company, make_company
from bot.demo.invitation import invitation
from bot.demo.late import without_late_news
from bot.demo.payday import ADJUSTED, MANAGERS, QUESTIONS, SENT_BACK
from bot.demo.slack_users import slack_id
from bot.sandbox.messages import Message
from bot.sandbox.server import RunningSandbox
from bot.sandbox.world import World
from tests.front_door import Clock, said

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TOMASZ, KEISHA, _, DECLAN = MANAGERS
MEI_LING, SOFIA, MARCUS = "E1011", "E1017", "E1025"
WAITS_S = 20


@dataclass
class Visitor:
    """Somebody at the demo, who becomes this one and that one; `clicks` are counted by whom."""

    sandbox: RunningSandbox
    clock: Clock
    clicks: Counter[str] = field(default_factory=Counter)

    @property
    def world(self) -> World:
        return self.sandbox.world

    def dms(self, person: str) -> list[Message]:
        return [one for one in self.world.messages(slack_id(person)) if one.is_app and not one.ephemeral]

    def told(self, person: str, words: str) -> Message | None:
        """The last message to a person with those words in it."""
        found = [one for one in self.dms(person) if words in said(one)]
        return found[-1] if found else None

    def card(self, person: str) -> Message:
        """The card of the quarter that they have: the message that leads to all people on it."""
        return [one for one in self.dms(person) if "review.people" in labels(one)][-1]

    def click(self, person: str, message: Message, action: str) -> None:
        """Presses, and once more where the button asks back."""
        (button,) = [one for one in buttons(message.blocks) if one.get("action_id") == action]
        self.clicks[person] += 2 if "confirm" in button else 1
        outcome = self.world.click(slack_id(person), message, action)
        assert outcome.problem is None

    def until(self, there: Callable[[], bool]) -> None:
        """The demo's own sender brings what was said, as its clock goes on."""
        ends = time.monotonic() + WAITS_S
        while not there():
            assert time.monotonic() < ends, "it never came"
            self.clock.advance(seconds=2)
            time.sleep(0.05)

    def lines(self, person: str, quarter: str) -> str:
        """All that *Show every line* says to a person of their own pay."""
        (answer,) = self.world.command(slack_id(person), "/mycomp", quarter)
        view = self.world.click(slack_id(person), answer, "mycomp.lines").view
        assert view is not None
        self.world.close(slack_id(person), view)
        return said(view)


def buttons(blocks: Any) -> list[dict[str, Any]]:
    """All that can be pressed in some blocks."""
    if isinstance(blocks, list):
        return [one for block in blocks for one in buttons(block)]
    if not isinstance(blocks, dict):
        return []
    if blocks.get("type") == "button":
        return [blocks]
    return [one for part in blocks.values() for one in buttons(part)]


def labels(message: Message) -> dict[str, str]:
    """What stands on each button of a message, by what it does; of several alike, on the last."""
    return {one["action_id"]: one["text"]["text"] for one in buttons(message.blocks)}


@pytest.fixture(scope="module")
def made() -> Company:
    return make_company(SEED, NOW.date())


@pytest.fixture(scope="module")
def visitor(made: Company, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    clock = Clock(NOW)
    with running_demo(made, tmp_path_factory.mktemp("demo"), 0, clock) as sandbox:
        yield Visitor(sandbox, clock)


def test_who_starts_the_demo_is_told_what_to_press_as_whom(visitor: Visitor, made: Company) -> None:
    words = invitation(made)
    assert "Q3 2026 stands in review." in words
    assert f"who runs pay: {labels(sent_back(visitor))['review.back']}, for what Declan Geraghty" in words
    for person in (*MANAGERS, DIRECTOR):
        label = labels(visitor.card(person))["review.approve_all"]
        assert f"and Marisol Quintero: {label.rstrip(' 0123456789')}\n" in words
    assert "Tomasz Wieczorek has a question to answer" in words


def test_the_admin_finds_who_has_how_much_to_look_at(visitor: Visitor) -> None:
    words = said(visitor.card(ADMIN))
    assert "*31 people*" in words
    assert "*0 approved*" in words
    for name in ("Tomasz Wieczorek", "Keisha Blandford", "Hiroko Tanabe", "Declan Geraghty"):
        assert f"*{name}*" in words
    assert labels(visitor.card(ADMIN))["review.approve_all"].endswith(" 2")


def test_nobodys_card_is_empty_and_each_shows_amounts_beside_the_quarter_before(visitor: Visitor) -> None:
    for person in (*MANAGERS, DIRECTOR):
        card = visitor.card(person)
        looks = [one for one in buttons(card.blocks) if one["action_id"] == "review.look"]
        assert len(looks) >= 4
        assert said(card).count("Q2 2026") == len(looks)
        assert "$0.00" not in said(card)


def test_one_adjustment_has_its_reason_and_waits_for_somebody_else(visitor: Visitor) -> None:
    assert ADJUSTED.reason in visitor.lines(ADJUSTED.person, "Q3 2026")
    assert "waits for Marisol Quintero" in said(visitor.card(ADJUSTED.maker))


def test_one_statement_is_sent_back_with_a_reason(visitor: Visitor) -> None:
    words = said(sent_back(visitor))
    assert "Declan Geraghty" in words
    assert "Chiara Bellandi" in words
    assert "sent back by" in said(visitor.card(SENT_BACK.sender))


def sent_back(visitor: Visitor) -> Message:
    """What the admin has of the statement that was sent back."""
    told = visitor.told(ADMIN, SENT_BACK.reason)
    assert told is not None
    return told


def test_earlier_quarters_are_published(visitor: Visitor) -> None:
    for quarter in ("Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026"):
        (answer,) = visitor.world.command(slack_id(MEI_LING), "/mycomp", quarter)
        assert "ublished" in said(answer), quarter
    (answer,) = visitor.world.command(slack_id(MEI_LING), "/mycomp", "Q3 2026")
    assert "ublished" not in said(answer)


def test_what_came_late_for_a_published_quarter_is_paid_or_taken_back_in_this_one(
    visitor: Visitor, made: Company
) -> None:
    before = without_late_news(made)
    (deal,) = set(made.deals) - set(before.deals)
    assert set(made.losses) - set(before.losses)
    owner = next(one.person for one in made.owners if one.account == deal.account and one.holds(deal.day))
    assert f"{deal.key} came in after Q2 2026 was published." in visitor.lines(owner, "Q3 2026")
    taken_back = visitor.lines(SOFIA, "Q3 2026")
    assert "The figures behind it changed after Q2 2026 was published." in taken_back
    assert "-$" in taken_back or "−$" in taken_back


def test_a_question_of_every_state_is_with_whoever_asked(visitor: Visitor) -> None:
    for asked, state in zip(QUESTIONS, ("Open since", "Answered", "Settled", "Asked again"), strict=True):
        told = visitor.told(asked.person, asked.words)
        assert told is not None
        assert state in said(told)


def test_what_waits_for_an_answer_can_be_accepted_as_it_was_asked(visitor: Visitor) -> None:
    told = visitor.told(TOMASZ, QUESTIONS[0].words)
    assert told is not None
    assert {"question.answer", "question.accept"} <= set(labels(told))


def test_a_manager_sees_the_very_message_before_it_is_announced(visitor: Visitor) -> None:
    world, manager = visitor.world, slack_id(KEISHA)
    form = world.run(manager, "/announce", "Three renewals in a day: what a Friday").view
    assert form is not None
    preview = world.submit(manager, form, {"title": "Well done, Scaled"}).view
    assert preview is not None
    assert preview["callback_id"] == "announce.send", said(preview)
    assert "Three renewals in a day: what a Friday" in said(preview)
    world.close(manager, preview)


def test_the_years_club_shows_where_somebody_stands(visitor: Visitor) -> None:
    (answer,) = visitor.world.command(slack_id(MARCUS), "/spiff", "club")
    assert "Growth club" in said(answer)
    assert "Trip to the summit" in said(answer)


def test_nothing_of_pay_is_in_a_channel_or_in_a_notification(visitor: Visitor) -> None:
    world = visitor.world
    texts = [one.text for one in visitor.dms(ADMIN) + visitor.dms(TOMASZ) + visitor.dms(MEI_LING)]
    posts = world.messages(slack_id(MEI_LING), world.channel("wins").id)
    assert not [text for text in (*texts, *map(said, posts)) if "$" in text and "gift" not in text.lower()]


def test_the_quarter_closes_by_a_few_clicks_and_goes_to_payroll(visitor: Visitor, made: Company) -> None:
    visitor.click(ADMIN, sent_back(visitor), "review.back")
    visitor.until(lambda: labels(visitor.card(DECLAN))["review.approve_all"].endswith(" 7"))
    for person in (*MANAGERS, DIRECTOR, ADMIN):
        visitor.click(person, visitor.card(person), "review.approve_all")
    visitor.until(lambda: "review.publish" in labels(visitor.card(ADMIN)))
    assert f"then {labels(visitor.card(ADMIN))['review.publish']}, and everybody" in invitation(made)
    visitor.click(ADMIN, visitor.card(ADMIN), "review.publish")
    assert max(visitor.clicks[one] for one in (*MANAGERS, DIRECTOR)) <= 3
    assert visitor.clicks.total() <= 16
    visitor.until(lambda: bool(statements(visitor, MEI_LING)))
    (answer,) = visitor.world.command(slack_id(MEI_LING), "/mycomp", "Q3 2026")
    assert "ublished" in said(answer)
    assert "payroll-2026-Q3-export-1.csv" in exported(visitor)


def statements(visitor: Visitor, person: str) -> list[Message]:
    """What brings somebody their published statement."""
    return [one for one in visitor.dms(person) if set(labels(one)) == {"mycomp.lines"}]


def exported(visitor: Visitor) -> list[str]:
    """The names of the files that the admin gets for payroll."""
    world, admin = visitor.world, slack_id(ADMIN)
    (overview,) = world.command(admin, "/micdrop")
    form = world.click(admin, overview, "payroll.open").view
    assert form is not None
    world.submit(admin, form, {"formats": ["csv"]})
    visitor.until(lambda: any(one.files for one in visitor.dms(ADMIN)))
    return [file["name"] for one in visitor.dms(ADMIN) for file in one.files]
