"""People at the sandbox's page: asking, filling forms, being somebody else."""

import re

import pytest
from playwright.sync_api import Browser, expect

from bot.sandbox.server import RunningSandbox
from bot.sandbox.world import World
from tests.sandbox.browser import Visit, visit
from tests.sandbox.page.acts import ANA, BEN, answer, become, say
from tests.sandbox.tiny_app import TinyApp

pytestmark = pytest.mark.browser


def test_a_stranger_picks_a_person_and_asks_what_they_earned(
    browser: Browser, sandbox: RunningSandbox, app: TinyApp
) -> None:
    opened = visit(browser, sandbox.url)
    page = opened.page
    expect(page).to_have_title("Local sandbox, not Slack")
    expect(page.get_by_text("Local sandbox, not Slack")).to_be_visible()
    expect(page.locator(".person")).to_have_count(35)

    page.get_by_label("Search people by name or title").fill("team lead")
    expect(page.locator(".person")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"\?as={BEN}#D"))
    expect(page).to_have_title("Local sandbox, not Slack · Micdrop as Ben Okafor")

    page.keyboard.type("/my")
    expect(page.get_by_role("option")).to_have_text([re.compile("/mycomp"), re.compile("/myteam")])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#composer-text")).to_have_value("/myteam ")
    page.locator("#composer-text").fill("/myc")
    page.keyboard.press("Tab")
    page.keyboard.type("json")
    page.keyboard.press("Enter")

    shown = page.locator(".message-ephemeral")
    expect(shown).to_contain_text("Only visible to you")
    expect(shown).to_contain_text("You earned € 1,200.00.")
    assert app.last("command")["user_id"] == BEN
    assert opened.complaints == []
    page.context.close()


def test_a_form_refuses_nothing_and_nonsense_and_then_goes(ana: Visit, app: TinyApp) -> None:
    page = ana.page
    answer(page)
    page.get_by_role("button", name="Ask").click()
    form = page.get_by_role("dialog", name="Ask about a line")
    question = form.get_by_label("Your question")
    expect(question).to_be_focused()

    form.get_by_role("button", name="Send").click()
    expect(form).to_contain_text("Please fill this in.")
    expect(question).to_be_focused()
    question.fill("errors")
    expect(form).not_to_contain_text("Please fill this in.")
    form.get_by_role("button", name="Send").click()
    expect(form).to_contain_text("That is no question.")
    expect(question).to_be_focused()
    expect(question).to_have_attribute("aria-invalid", "true")

    question.fill("Why 24?")
    page.keyboard.press("Enter")
    expect(form).to_be_hidden()
    values = app.last("submission")["view"]["state"]["values"]
    assert values == {"words": {"text": {"type": "plain_text_input", "value": "Why 24?"}}}


def test_forms_stack_and_escape_goes_back_one(ana: Visit, app: TinyApp) -> None:
    page = ana.page
    say(page, "/mycomp modal")
    page.get_by_label("Your question").fill("push")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pushed")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Ask about a line")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value("push")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [kind for kind, _ in app.heard].count("closed") == 2


def test_what_was_typed_stays_when_the_app_changes_the_form(ana: Visit, world: World) -> None:
    page = ana.page
    say(page, "/mycomp modal")
    page.get_by_label("Your question").fill("half a sen")
    view = world.modals(ANA)[-1]
    block = {"type": "section", "text": {"type": "plain_text", "text": "Something new"}}
    with world.workspace.lock:
        world.workspace.views.update(view | {"blocks": [block, *view["blocks"]]}, view_id=view["id"])
    expect(page.get_by_role("dialog")).to_contain_text("Something new")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type("tence")
    expect(page.get_by_label("Your question")).to_have_value("half a sentence")


def test_another_person_does_not_see_what_was_for_the_first_alone(ana: Visit, world: World) -> None:
    page = ana.page
    page.get_by_role("link", name="general").click()
    answer(page)
    become(page, "Ben Okafor")
    expect(page.locator("#place-title")).to_have_text("general")
    world.say(ANA, world.channel("general").id, "For all to read")
    expect(page.locator("#messages")).to_contain_text("For all to read")
    expect(page.locator("#messages")).not_to_contain_text("You earned")
    page.get_by_role("button", name="Be Ana Ruiz again").click()
    expect(page.locator("#messages")).to_contain_text("You earned")


def test_a_reload_and_a_link_stay_with_the_person_and_the_place(ana: Visit, app: TinyApp) -> None:
    page = ana.page
    page.get_by_label("Micdrop: views").get_by_role("link", name="Home").click()
    expect(page.locator("#home")).to_contain_text("You earned € 1,200.00.")
    expect(page).to_have_url(re.compile(rf"\?as={ANA}#home$"))
    page.reload()
    expect(page.locator("#home")).to_contain_text("You earned € 1,200.00.")
    page.locator("#home").get_by_role("button", name="Ask").click()
    expect(page.get_by_role("dialog", name="Ask about a line")).to_be_visible()
    assert app.last("action")["container"]["type"] == "view"
    page.keyboard.press("Escape")
    page.go_back()
    expect(page.locator("#composer-text")).to_be_visible()


def test_a_link_to_nobody_says_so_and_lets_one_choose(browser: Browser, sandbox: RunningSandbox) -> None:
    opened = visit(browser, f"{sandbox.url}/?as=U404#home")
    expect(opened.page.get_by_role("alert")).to_contain_text("There is nobody with the id U404 here.")
    expect(opened.page.locator(".person")).to_have_count(35)
    opened.page.context.close()
