"""People at the sandbox's page: what they do, and what they see of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.sandbox.delivery import InProcessDelivery
from bot.sandbox.identity import Command, Shortcut
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.users import SandboxUser
from bot.sandbox.world import World
from tests.sandbox.browser import Visit, chromium, spills, visit
from tests.sandbox.page_checks import nameless_controls
from tests.sandbox.tiny_app import TinyApp

pytestmark = pytest.mark.browser

ANA, BEN = "U1", "U2"
PEOPLE = [
    SandboxUser(ANA, "ana", "Ana Ruiz", "ana@brightwater.example", "Customer success manager"),
    SandboxUser(BEN, "ben", "Ben Okafor", "ben@brightwater.example", "Team lead"),
    *(
        SandboxUser(f"U{number}", f"person{number}", f"Person {number}", f"p{number}@brightwater.example")
        for number in range(3, 36)
    ),
]
COMMANDS = [
    Command("/mycomp", "What you earned, and why", "[period]"),
    Command("/myteam", "What your team earned"),
]
SHORTCUTS = [Shortcut("global", "thank", "Thank someone"), Shortcut("message", "thank", "Thank for this")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def world() -> World:
    return World(PEOPLE, team_name="Brightwater", commands=COMMANDS, shortcuts=SHORTCUTS)


@pytest.fixture
def sandbox(world: World) -> Iterator[RunningSandbox]:
    with start_sandbox(world) as running:
        yield running


@pytest.fixture
def app(sandbox: RunningSandbox) -> TinyApp:
    tiny = TinyApp(sandbox)
    sandbox.world.deliver_with(InProcessDelivery(tiny.handle))
    return tiny


@pytest.fixture
def ana(browser: Browser, sandbox: RunningSandbox, app: TinyApp) -> Iterator[Visit]:
    """Ana at the page, in her messages with the app; nothing may have gone wrong when she leaves."""
    opened = visit(browser, f"{sandbox.url}/?as={ANA}")
    expect(opened.page.locator("#composer-text")).to_be_focused()
    yield opened
    opened.page.context.close()
    assert opened.complaints == []


def say(page: Page, text: str) -> None:
    page.locator("#composer-text").fill(text)
    page.locator("#composer-text").press("Enter")


def answer(page: Page) -> None:
    """Asks /mycomp, and waits for the answer with its buttons."""
    say(page, "/mycomp json")
    expect(page.locator(".message-ephemeral")).to_contain_text("You earned € 1,200.00.")


def become(page: Page, name: str) -> None:
    page.locator("#switch-person").click()
    page.get_by_label("Search people by name or title").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#me")).to_contain_text(name)


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
