"""What the demo company's people said of one another: believable on any day, and in Slack from the start."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.demo import SEED, running_demo
from bot.demo.cast import ADMIN, CAST
from bot.demo.company import make_company
from bot.demo.mic import OTHERS, VALUES, make_mic
from bot.demo.slack_users import slack_id
from bot.recognition.gathering import typed
from bot.sandbox.server import RunningSandbox
from tests.front_door import said

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
START = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 5 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@given(MOMENTS, st.integers(0, 1_000))
def test_on_any_day_it_is_fair_and_in_the_past(now: datetime, seed: int) -> None:
    mic = make_mic(Random(seed), now)
    people = {part.key for part in CAST} | set(OTHERS)
    tags = {tag for tag, _ in VALUES}
    drops = (*mic.before, *mic.now)
    assert len(mic.before) == 12
    assert [drop.at for drop in drops] == sorted({drop.at for drop in drops})
    assert mic.before[-1].at < mic.closes_at < datetime(now.year, now.month, 1, tzinfo=UTC)
    assert all(drop.at.month == now.month and drop.at < now - timedelta(minutes=20) for drop in mic.now)
    assert len({drop.words for drop in drops}) == len(drops)
    for drop in drops:
        named = {drop.giver, *drop.receivers, *drop.behind, *drop.reacting}
        assert len(named) == sum(map(len, (drop.receivers, drop.behind, drop.reacting))) + 1
        assert named <= people
        reading = typed(drop.words).reading
        assert reading.own_characters >= 20
        assert set(reading.tags) <= tags
        assert reading.tags


def test_the_same_day_tells_the_same_story() -> None:
    assert make_mic(Random(7), NOW) == make_mic(Random(7), NOW)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    folder: Path = tmp_path_factory.mktemp("demo")
    with running_demo(make_company(SEED, NOW.date()), folder, 0, lambda: NOW) as sandbox:
        yield sandbox


def test_the_channel_is_lively_when_somebody_comes_in(demo: RunningSandbox) -> None:
    world = demo.world
    posts = world.messages(slack_id("E1011"), world.channel("wins").id)
    given_posts = [post for post in posts if " dropped the mic for " in post.text]
    assert len(given_posts) >= 25
    assert [post.sent_at for post in posts] == sorted(post.sent_at for post in posts)
    assert all(post.sent_at <= NOW for post in posts)
    assert sum("microphone" in dict(post.reactions) for post in given_posts) > 15
    assert sum("🎤 Endorse · " in said(post) for post in given_posts) > 20
    (winner,) = [post for post in posts if "takes the mic of October 2026!" in post.text]
    assert said(winner)


def test_everybody_finds_the_wall_in_app_home_and_the_admin_what_waits(demo: RunningSandbox) -> None:
    world = demo.world
    for key in ("E1011", "E2001"):
        home = world.open_home(slack_id(key))
        assert home is not None
        assert "won in October 2026" in said(home)
        assert "nominations* this month" in said(home)
    told = [message.text for message in world.messages(slack_id(ADMIN))]
    assert any("October 2026" in text for text in told)


def test_nothing_is_left_to_be_sent_or_looked_for(demo: RunningSandbox) -> None:
    (answer,) = demo.world.command(slack_id(ADMIN), "/micdrop", "outbox")
    assert "Sending is fine: everything has gone out, and nothing waits." in said(answer)


def test_a_visitor_drops_the_mic_for_a_team(demo: RunningSandbox) -> None:
    words = "got the whole of Lisbon live in a single weekend"
    (answer,) = demo.world.command(slack_id("E1011"), "/dropthemic", f"@onboarding {words} #grit")
    assert "You dropped the mic for *" in said(answer)
