"""Draws the pictures that the README shows, from the demo company as it is: `make pictures`.

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
WHO = "U0E1011"


def say(page: Page, text: str) -> None:
    box = page.get_by_role("textbox").first
    box.click()
    box.fill(text)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.get_by_text("Show every line").last.wait_for()


def draw() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    company = make_company(SEED, NOW.date())
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(company, Path(folder), 0, lambda: NOW) as sandbox,
        chromium() as browser,
    ):
        draw_mic(browser, sandbox)
        page = visit(browser, f"{sandbox.url}/?as={WHO}#D0001", width=1100, height=620).page
        say(page, "/mycomp")
        page.screenshot(path=FOLDER / "mycomp.png")
        page.get_by_role("button", name="Show every line").last.click()
        page.get_by_role("dialog").wait_for()
        page.screenshot(path=FOLDER / "lines.png")


def draw_mic(browser: Browser, sandbox: RunningSandbox) -> None:
    """The channel as somebody finds it: the latest drops of the mic, and last month's award."""
    wins = sandbox.world.channel("wins").id
    page = visit(browser, f"{sandbox.url}/?as={WHO}#{wins}", width=1100, height=620).page
    page.get_by_text("Endorse").last.wait_for()
    page.screenshot(path=FOLDER / "dropthemic.png")
    page.get_by_text("The mic of").last.evaluate("node => node.scrollIntoView({block: 'start'})")
    page.screenshot(path=FOLDER / "award.png")


if __name__ == "__main__":
    draw()
