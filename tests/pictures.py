"""Draws the pictures of the README and of docs/, from the demo company as it is: `make pictures`.

Needs a font with emoji (Debian: fonts-noto-color-emoji), else a microphone is an empty box.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page

from bot.cli.demo import SEED, running_demo
from bot.demo.company import make_company
from bot.sandbox.server import RunningSandbox
from tests.sandbox.browser import chromium, visit

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
# A day in the middle of a quarter, so that the pictures stay the same.
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
WHO, MANAGER, IN_CONTESTS, ADMIN = "U0E1011", "U0E1003", "U0E1025", "U0E1002"


def say(page: Page, text: str, until: str) -> None:
    """Types a command, and waits for what the answer says."""
    box = page.get_by_role("textbox").first
    box.click()
    box.fill(text)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.get_by_text(until).last.wait_for()


def draw() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    company = make_company(SEED, NOW.date())
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(company, Path(folder), 0, lambda: NOW) as sandbox,
        chromium() as browser,
    ):
        draw_mic(browser, sandbox)
        draw_payday(browser, sandbox)
        draw_contests(browser, sandbox)
        page = visit(browser, f"{sandbox.url}/?as={WHO}#D0001", width=1100, height=620).page
        say(page, "/mycomp", "Show every line")
        page.screenshot(path=FOLDER / "mycomp.png")
        page.get_by_role("button", name="Show every line").last.click()
        page.get_by_role("dialog").wait_for()
        page.screenshot(path=FOLDER / "lines.png")
        draw_podium(browser, sandbox)


def draw_mic(browser: Browser, sandbox: RunningSandbox) -> None:
    """The channel as somebody finds it: the latest drops of the mic, and last month's award."""
    wins = sandbox.world.channel("wins").id
    page = visit(browser, f"{sandbox.url}/?as={WHO}#{wins}", width=1100, height=620).page
    page.get_by_text("Endorse").last.wait_for()
    page.screenshot(path=FOLDER / "dropthemic.png")
    to_the_top(page, "The mic of")
    page.screenshot(path=FOLDER / "award.png")


def draw_payday(browser: Browser, sandbox: RunningSandbox) -> None:
    """A manager's people as they wait for them, and one of them from near."""
    dm = dm_of(sandbox, MANAGER)
    page = visit(browser, f"{sandbox.url}/?as={MANAGER}#{dm}", width=1100, height=800).page
    page.get_by_role("button", name="Approve all").last.wait_for()
    to_the_top(page, "Q3 2026 pay: your people")
    page.screenshot(path=FOLDER / "review.png")
    page.get_by_role("button", name="Look at the pay of Ingrid Halvorsen").last.click()
    page.get_by_role("dialog").wait_for()
    page.screenshot(path=FOLDER / "statement.png")


def draw_contests(browser: Browser, sandbox: RunningSandbox) -> None:
    """`/spiff` as somebody in two contests reads it."""
    dm = dm_of(sandbox, IN_CONTESTS)
    page = visit(browser, f"{sandbox.url}/?as={IN_CONTESTS}#{dm}", width=1100, height=880).page
    say(page, "/spiff", "My year")
    to_the_top(page, "What there is to win")
    page.screenshot(path=FOLDER / "spiff.png")


def draw_podium(browser: Browser, sandbox: RunningSandbox) -> None:
    """The winners of a contest in the channel, once somebody has nodded."""
    page = visit(browser, f"{sandbox.url}/?as={ADMIN}#{dm_of(sandbox, ADMIN)}", width=1100, height=800).page
    page.get_by_role("button", name="Approve", exact=True).last.click()
    page.get_by_role("dialog").get_by_role("button", name="Approve").click()
    page.get_by_text("is on its way to").last.wait_for()
    wins = sandbox.world.channel("wins").id
    page = visit(browser, f"{sandbox.url}/?as={IN_CONTESTS}#{wins}", width=1100, height=500).page
    page.get_by_text("The winners of").last.wait_for()
    page.screenshot(path=FOLDER / "podium.png")


def to_the_top(page: Page, words: str) -> None:
    """Scrolls until they are the first thing that is seen."""
    page.get_by_text(words).last.evaluate("node => node.scrollIntoView({block: 'start'})")


def dm_of(sandbox: RunningSandbox, user_id: str) -> str:
    """The conversation of the app with somebody."""
    workspace = sandbox.world.workspace
    with workspace.lock:
        return workspace.direct_with_app(user_id).id


if __name__ == "__main__":
    draw()
