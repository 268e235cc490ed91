"""Headless Chromium for tests that look at the sandbox's page."""

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Quiet and offline: the page needs nothing but the sandbox.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAITS_MS = 5_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for one module's tests. Skips them, saying why, where no Chromium can be had."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except Error as error:
            reason = f"No Chromium, so nobody looked at the page: {error.message.splitlines()[0]}"
            warnings.warn(reason, stacklevel=1)
            pytest.skip(f"{reason} Install Chromium, or set CHROMIUM to its path.")
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """A page, and what went wrong on it: errors in its console, and exceptions."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def hears(self, message: ConsoleMessage) -> None:
        # A refusal by the sandbox (4xx) is part of what the tests do, and the page says it to the person.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)


def visit(
    browser: Browser, url: str, *, width: int = 1280, height: int = 800, scheme: str = "light"
) -> Visit:
    """Opens `url` in a browser of its own memory. `scheme` is what the system prefers, light or dark."""
    narrow = width < 500
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        has_touch=narrow,
        is_mobile=narrow,
        locale="en-GB",
    )
    context.set_default_timeout(WAITS_MS)
    opened = Visit(context.new_page())
    opened.page.on("console", opened.hears)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.goto(url)
    return opened


def spills(page: Page) -> int:
    """By how many pixels the page or its main pane can be scrolled sideways; 0 is as it should be."""
    widths: list[int] = page.evaluate(
        """() => [document.scrollingElement, document.querySelector("#scroller")]
            .map((node) => node.scrollWidth - node.clientWidth)"""
    )
    return max(0, *widths)
