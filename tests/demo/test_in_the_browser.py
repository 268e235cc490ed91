"""`micdrop demo` as a stranger meets it: the page in a browser, the real app behind it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.cli.demo import SEED, running_demo
from bot.demo.company import make_company
from bot.demo.slack_users import slack_id
from bot.sandbox.server import RunningSandbox
from tests.sandbox.browser import chromium, spills, visit

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
MEI_LING, MANAGER = slack_id("E1011"), slack_id("E1003")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    folder: Path = tmp_path_factory.mktemp("demo")
    with running_demo(make_company(SEED, NOW.date()), folder, 0, lambda: NOW) as sandbox:
        yield sandbox


def ask(page: Page, text: str) -> None:
    box = page.locator("#composer-text")
    box.fill(text)
    box.press("Enter")


def cents(text: str) -> int:
    (amount,) = re.findall(r"\$([\d,]+\.\d\d)", text)
    return int(amount.replace(",", "").replace(".", ""))


def test_a_csm_reads_what_they_earned_and_the_lines_add_up_to_it(
    browser: Browser, demo: RunningSandbox
) -> None:
    opened = visit(browser, f"{demo.url}/?as={MEI_LING}#D0001")
    page = opened.page
    ask(page, "/mycomp last quarter")
    answer = page.locator(".message-ephemeral").last
    expect(answer).to_contain_text("earned in Q3 2026")
    expect(answer).to_contain_text("Plan: Base and variable")
    total = cents(answer.get_by_text("earned in Q3 2026").inner_text())
    answer.get_by_role("button", name="Show every line").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Each is worked out exactly and rounded once, to the cent.")
    amounts = [cents(text) for text in dialog.get_by_text(re.compile(r"^= \$")).all_inner_texts()]
    assert len(amounts) > 5
    assert sum(amounts) == total
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    opened.page.context.close()
    assert opened.complaints == []


def test_a_manager_sees_their_line_and_the_csm_does_not_see_theirs(
    browser: Browser, demo: RunningSandbox
) -> None:
    manager = visit(browser, f"{demo.url}/?as={MANAGER}#D0001").page
    ask(manager, "/mycomp @mei-ling.chua last quarter")
    expect(manager.locator(".message-ephemeral").last).to_contain_text("Mei-Ling Chua: $")
    csm = visit(browser, f"{demo.url}/?as={MEI_LING}#D0001").page
    ask(csm, "/mycomp @tomasz.wieczorek")
    expect(csm.locator(".message-ephemeral").last).to_contain_text("That pay is not yours to see.")
    for page in (manager, csm):
        page.context.close()


def test_app_home_shows_the_same_on_a_phone_in_the_dark(browser: Browser, demo: RunningSandbox) -> None:
    page = visit(browser, f"{demo.url}/?as={MEI_LING}#home", width=390, height=844, scheme="dark").page
    expect(page.get_by_text("so far in Q4 2026")).to_be_visible()
    page.get_by_role("button", name="Q3 2026").click()
    expect(page.get_by_text("earned in Q3 2026")).to_be_visible()
    page.get_by_role("button", name="Now").click()
    expect(page.get_by_text("so far in Q4 2026")).to_be_visible()
    assert not spills(page)
    page.context.close()
