"""People at the sandbox's page: what comes and goes by itself, and what goes wrong."""

import re

import pytest
from playwright.sync_api import Browser, expect

from bot.sandbox.server import RunningSandbox
from bot.sandbox.world import World
from tests.sandbox.browser import Visit, spills, visit
from tests.sandbox.page.acts import ANA, BEN, answer, say
from tests.sandbox.page_checks import nameless_controls
from tests.sandbox.tiny_app import TinyApp

pytestmark = pytest.mark.browser


def test_a_long_answer_is_read_from_its_top(ana: Visit, world: World) -> None:
    page = ana.page
    for number in range(30):
        world.say(ANA, world.channel("general").id, f"Line {number}")
    page.get_by_role("link", name=re.compile("general")).click()
    expect(page.get_by_role("article").last).to_be_in_viewport()
    world.say(BEN, world.channel("general").id, "Long answer\n" + "and on\n" * 60)
    expect(page.get_by_text("Long answer")).to_be_in_viewport()


def test_messages_of_others_arrive_by_themselves_and_are_counted(ana: Visit, world: World) -> None:
    page = ana.page
    world.say(BEN, world.channel("general").id, "Good *morning*")
    link = page.get_by_role("link", name=re.compile("general"))
    expect(link.locator(".unread")).to_contain_text("1")
    link.click()
    expect(page.locator(".message strong")).to_have_text("morning")
    expect(link.locator(".unread")).to_have_count(0)


def test_a_message_is_reacted_to_and_its_shortcut_opens_a_form(
    ana: Visit, world: World, app: TinyApp
) -> None:
    page = ana.page
    world.say(BEN, world.channel("general").id, "We did it")
    page.get_by_role("link", name=re.compile("general")).click()
    message = page.get_by_role("article").filter(has_text="We did it")
    message.hover()
    message.get_by_label("Add a reaction").click()
    page.get_by_role("button", name="tada").click()
    mine = message.get_by_role("button", name=re.compile("tada: 1, from Ana Ruiz"))
    expect(mine).to_have_attribute("aria-pressed", "true")
    mine.click()
    expect(mine).to_have_count(0)
    message.get_by_label("Message shortcuts").click()
    page.get_by_role("menuitem", name="Thank for this").click()
    expect(page.get_by_role("dialog", name="Ask about a line")).to_be_visible()
    assert app.last("shortcut")["message"]["text"] == "We did it"


def test_an_unknown_command_is_said_beside_it_and_can_be_mended(ana: Visit) -> None:
    page = ana.page
    say(page, "/mycompp")
    refusal = "/mycompp is not a command here. Try /mycomp, /myteam."
    expect(page.locator("#composer").get_by_role("alert")).to_have_text(refusal)
    expect(page.locator("#composer-text")).to_have_value("/mycompp")


def test_an_app_that_breaks_down_is_said_in_the_channel(ana: Visit) -> None:
    say(ana.page, "/mycomp crash")
    expect(ana.page.locator(".message-ephemeral")).to_contain_text("/mycomp")
    expect(ana.page.locator(".message-ephemeral .message-author")).to_have_text("Sandbox")


def test_hostile_text_does_no_harm(ana: Visit, world: World) -> None:
    page = ana.page
    word = "x" * 4000
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "<img src=x onerror=harm()> *bold*"}},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "<javascript:harm()|a link> <script>harm()</script>"},
        },
        {"type": "header", "text": {"type": "plain_text", "text": "</h3><script>harm()</script>"}},
        {"type": "markdown", "text": "[click](javascript:harm()) <script>harm()</script>"},
    ]
    with world.workspace.lock:
        place = world.workspace.direct_with_app(ANA)
        world.workspace.post(place, world.identity.app_author, "hostile", blocks)
    say(page, f"<script>harm()</script> <!channel> {word}")
    pane = page.locator("#messages")
    expect(pane).to_contain_text(f"<script>harm()</script> <!channel> {word}")
    expect(pane).to_contain_text("<img src=x onerror=harm()> bold")
    expect(pane.locator("script, .message-body img, a[href^=javascript]")).to_have_count(0)
    expect(pane.locator(".mention")).to_have_count(0)
    assert spills(page) == 0


def test_the_narrow_page_has_a_drawer_and_never_scrolls_sideways(
    browser: Browser, sandbox: RunningSandbox, app: TinyApp
) -> None:
    opened = visit(browser, f"{sandbox.url}/?as={ANA}", width=390, height=800)
    page = opened.page
    expect(page.get_by_text("Local sandbox, not Slack")).to_be_visible()
    expect(page.locator("#switch-person")).to_be_hidden()
    page.get_by_role("button", name="Open the sidebar").click()
    expect(page.get_by_role("link", name="Messages").first).to_be_focused()
    expect(page.get_by_text("Local sandbox, not Slack")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Open the sidebar")).to_be_focused()
    answer(page)
    assert spills(page) == 0
    assert opened.complaints == []
    page.context.close()


def test_the_theme_follows_the_system_until_it_is_chosen_and_is_remembered(ana: Visit) -> None:
    page = ana.page

    def ground() -> int:
        return int(page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]"))

    assert ground() > 200
    page.get_by_role("button", name="Switch to the dark theme").click()
    assert ground() < 60
    page.reload()
    expect(page.get_by_role("button", name="Switch to the light theme")).to_be_visible()
    assert ground() < 60


def test_every_control_has_a_name(ana: Visit) -> None:
    page = ana.page
    answer(page)
    assert nameless_controls(page) == []
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert nameless_controls(page) == []
