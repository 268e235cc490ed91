"""Block Kit as the sandbox's page draws it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.users import SandboxUser
from bot.sandbox.world import World
from tests.sandbox import gallery
from tests.sandbox.browser import Visit, chromium, spills, visit
from tests.sandbox.page_checks import faint_texts, nameless_controls

pytestmark = pytest.mark.browser

ANA = "U1"
PEOPLE = [
    SandboxUser(ANA, "ana", "Ana Ruiz", "ana@brightwater.example", "Customer success manager"),
    SandboxUser("U2", "ben", "Ben Okafor", "ben@brightwater.example", "Team lead"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def world() -> World:
    """Ana's messages with the app hold one of everything."""
    made = World(PEOPLE, answer_within_s=0.2)
    place = made.workspace.direct_with_app(ANA)
    for name, blocks in gallery.MESSAGES.items():
        made.workspace.post(place, made.identity.app_author, name, blocks)
    return made


@pytest.fixture
def sandbox(world: World) -> Iterator[RunningSandbox]:
    with start_sandbox(world) as running:
        yield running


@pytest.fixture
def ana(browser: Browser, sandbox: RunningSandbox) -> Iterator[Visit]:
    opened = visit(browser, f"{sandbox.url}/?as={ANA}")
    expect(opened.page.locator(".block").first).to_be_attached()
    yield opened
    opened.page.context.close()
    assert opened.complaints == []


def post(world: World, *blocks: dict[str, Any]) -> None:
    with world.workspace.lock:
        place = world.workspace.direct_with_app(ANA)
        world.workspace.post(place, world.identity.app_author, "fallback", blocks)


def open_modal(world: World, view: dict[str, Any]) -> None:
    with world.workspace.lock:
        world.workspace.views.open(ANA, view)


def sent_state(world: World) -> dict[str, Any]:
    """What the last interaction told the app of the inputs."""
    payload = world.sent[-1].payload
    held = payload.get("view", payload)
    values: dict[str, Any] = held["state"]["values"]
    return values


@pytest.mark.parametrize("width", [1280, 390])
def test_every_block_is_drawn_and_can_be_read(browser: Browser, sandbox: RunningSandbox, width: int) -> None:
    opened = visit(browser, f"{sandbox.url}/?as={ANA}", width=width)
    page = opened.page
    expect(page.locator("svg.chart-svg")).to_have_count(len(gallery.MESSAGES["charts"]))
    for kind in {block["type"] for blocks in gallery.MESSAGES.values() for block in blocks}:
        assert page.locator(f".block-{kind} > *").count() > 0, kind
    expect(page.locator(".unknown-box")).to_have_count(0)
    assert spills(page) == 0
    assert nameless_controls(page) == []
    assert faint_texts(page) == []
    page.emulate_media(color_scheme="dark")
    assert faint_texts(page) == []
    assert opened.complaints == []
    page.context.close()


def test_a_block_that_nobody_knows_is_shown_as_what_it_is(ana: Visit, world: World) -> None:
    post(world, {"type": "hologram", "beam": 7}, {"type": "constructor"})
    boxes = ana.page.locator(".unknown-box")
    expect(boxes).to_have_count(2)
    expect(boxes.first).to_contain_text("Block type hologram is not drawn here.")
    expect(boxes.first).to_contain_text('"beam": 7')
    expect(boxes.last).to_contain_text("Block type constructor is not drawn here.")


def test_a_modal_sends_what_was_filled_in_by_keyboard_alone(ana: Visit, world: World) -> None:
    page = ana.page
    open_modal(world, gallery.MODAL)
    form = page.get_by_role("dialog", name="Every input")
    expect(form.get_by_label("Your name")).to_be_focused()
    expect(form.locator(".unknown-box")).to_have_count(0)
    expect(form.locator(".alert")).to_have_count(5)

    page.keyboard.type("Ana")
    form.get_by_label("How many").focus()
    page.keyboard.type("1.5")
    page.keyboard.press("Enter")
    expect(form).to_contain_text("Please enter a whole number.")
    expect(form.get_by_label("How many")).to_be_focused()
    form.get_by_label("How many").fill("3")

    form.get_by_role("button", name="Quarter Choose").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(form.get_by_role("button", name="Quarter Q2 2026")).to_be_focused()

    form.get_by_role("button", name="Colleague (optional) Choose a person").press("Enter")
    page.keyboard.type("lead")
    page.keyboard.press("Enter")
    form.get_by_label("Day").fill("2026-11-03")
    form.get_by_role("checkbox", name="Q1 2026").press("Space")
    form.get_by_role("button", name="Save").press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("No app is connected")

    values = {block: next(iter(held.values())) for block, held in sent_state(world).items()}
    assert values["b_name"] == {"type": "plain_text_input", "value": "Ana"}
    assert values["b_reasons"]["value"] == "Because"
    assert values["b_count"]["value"] == "3"
    assert values["b_mail"]["value"] is None
    assert values["b_quarter"]["selected_option"]["value"] == "2026-Q2"
    assert values["b_colleague"]["selected_user"] == "U2"
    assert values["b_colleagues"]["selected_users"] == ["U2"]
    assert values["b_day"]["selected_date"] == "2026-11-03"
    assert [option["value"] for option in values["b_any_of"]["selected_options"]] == ["2026-Q1"]


def test_a_choice_in_a_message_goes_to_the_app_at_once_with_the_rest_of_the_state(
    ana: Visit, world: World
) -> None:
    page = ana.page
    page.locator("[data-field$='/period']").click()
    page.get_by_role("option", name="Q3 2026").click()
    expect(page.locator(".message-ephemeral")).to_contain_text("No app is connected")
    [action] = world.sent[-1].payload["actions"]
    assert (action["action_id"], action["selected_option"]["value"]) == ("period", "2026-Q3")
    several = next(held["several"] for held in sent_state(world).values() if "several" in held)
    assert [option["value"] for option in several["selected_options"]] == ["2026-Q1", "2026-Q2"]


def test_a_button_that_asks_first_does_nothing_on_no(ana: Visit, world: World) -> None:
    page = ana.page
    page.get_by_role("button", name="Reject").click()
    question = page.get_by_role("dialog", name="Send it?")
    expect(question.get_by_role("button", name="Not yet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)
    assert world.sent == []
    page.get_by_role("button", name="Reject").click()
    question.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".message-ephemeral")).to_contain_text("No app is connected")
    assert world.sent[-1].payload["actions"][0]["action_id"] == "reject"


def test_a_data_table_is_paged_sorted_by_its_numbers_and_filtered(ana: Visit) -> None:
    table = ana.page.locator(".data-table")
    firsts = table.locator("tbody th")
    expect(table.get_by_role("status")).to_have_text("1–5 of 8")
    expect(firsts).to_have_count(5)
    table.get_by_role("button", name="Later rows").click()
    expect(firsts).to_have_text(["Customer 6", "Customer 7", "Acme"])

    table.get_by_role("button", name="Amount").click()
    # -80 < 7 < 12 < 45.50 < 50: by value, not by the text that is shown.
    expect(firsts).to_have_text(["Customer 4", "Acme", "Customer 6", "Customer 2", "Customer 7"])
    expect(table.get_by_role("columnheader", name="Amount")).to_have_attribute("aria-sort", "ascending")
    table.get_by_role("button", name="Amount").click()
    expect(firsts.first).to_have_text("Customer 3")

    table.get_by_label("Filter the rows").fill("upsell")
    expect(firsts).to_have_text(["Customer 5", "Customer 2"])
    expect(table.get_by_role("status")).to_have_text("1–2 of 2")


def test_a_chart_says_its_numbers_as_a_table(ana: Visit) -> None:
    chart = ana.page.locator(".chart-line")
    expect(chart.get_by_role("img")).to_have_attribute(
        "aria-label", "Line chart: Attainment. The numbers follow as a table."
    )
    expect(chart.get_by_role("row", name="Feb 95 102")).to_be_attached()
    pie = ana.page.locator(".chart-pie")
    # 3,000 of 5,062.50 is 59.26%.
    expect(pie.locator(".legend li").first).to_have_text("Renewals3,00059.3%")
    pie.get_by_role("button", name="Show the numbers").click()
    expect(pie.get_by_role("button", name="Hide the numbers")).to_have_attribute("aria-expanded", "true")


MRKDWN = [
    ("*b* _i_ ~s~ `c`", "<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>"),
    ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
    ("*not closed, *  neither *", "*not closed, *  neither *"),
    ("`*not bold*` *`code`*", "<code>*not bold*</code> <strong><code>code</code></strong>"),
    ("a &amp;lt; b &gt; c", "a &amp;lt; b &gt; c"),
    ("<https://a.example/?x=1&amp;y=2|*go*>", '<a href="https://a.example/?x=1&amp;y=2">*go*</a>'),
    ("<@U1> and <@U9> and <@U9|nia>", "<span>@Ana Ruiz</span> and <span>@U9</span> and <span>@nia</span>"),
    ("<!here> <!channel>", "<span>@here</span> <span>@channel</span>"),
    ("<!date^0^{date_num} {time}|then>", "<span>01/01/1970 01:00</span>"),
    ("<!date^0^{nonsense}|then>", "<span>then</span>"),
    (":tada: :unheard_of: 10:30:45", "🎉 :unheard_of: 10:30:45"),
    ("&gt; quoted\nnot", "<blockquote>quoted</blockquote>not"),
    ("```\na *b* &lt;\n```", "<pre>a *b* &lt;</pre>"),
    ("half ``` fence", "half ``` fence"),
    ("<javascript:alert(1)|x> <b>", "&lt;javascript:alert(1)|x&gt; &lt;b&gt;"),
]


def drawn(page: Page, module: str, call: str, text: str) -> str:
    """The HTML of `text` as drawn, without classes, titles, link attributes and bare wrappers."""
    html: str = page.evaluate(
        """async ([module, call, text]) => {
            const draw = (await import(`/page/${module}.js`))[call];
            const { Directory } = await import("/page/directory.js");
            const me = { id: "U1", name: "ana", real_name: "Ana Ruiz", tz: "Europe/London" };
            const app = { user_id: "U0", name: "Micdrop" };
            const names = new Directory({ me, app, users: [me], channels: [] });
            const box = document.createElement("div");
            box.append(draw(text, names));
            for (const node of box.querySelectorAll("*"))
                for (const name of ["class", "target", "rel", "title"]) node.removeAttribute(name);
            for (const node of [...box.children])
                if (node.localName === "span" && text[0] !== "<") node.replaceWith(...node.childNodes);
                else if (node.localName === "span") node.replaceWith(...node.childNodes);
            return box.innerHTML;
        }""",
        [module, call, text],
    )
    return html


def test_what_is_counted_has_whole_steps_at_its_chart(ana: Visit, world: World) -> None:
    counts = [{"label": "Ana", "value": 2}, {"label": "Ben", "value": 1}]
    axis, series = {"categories": ["Ana", "Ben"]}, [{"name": "Renewals", "data": counts}]
    post(
        world,
        {
            "type": "data_visualization",
            "title": "A few",
            "chart": {"type": "bar", "axis_config": axis, "series": series},
        },
    )
    drawn = ana.page.locator(".chart", has_text="A few")
    expect(drawn.locator("text.tick")).to_have_text(["0", "1", "2", "Ana", "Ben"])


def test_a_long_choice_stays_within_a_narrow_form(
    browser: Browser, sandbox: RunningSandbox, world: World
) -> None:
    opened = visit(browser, f"{sandbox.url}/?as={ANA}", width=390)
    long = {"text": {"type": "plain_text", "text": "November 2026, " * 5}, "value": "november"}
    menu = {"type": "static_select", "action_id": "a", "options": [long], "initial_option": long}
    label = {"type": "plain_text", "text": "How long"}
    blocks = [{"type": "input", "block_id": "b", "label": label, "element": menu}]
    open_modal(world, {"type": "modal", "title": label, "submit": label, "blocks": blocks})
    box = opened.page.get_by_role("dialog").get_by_role("button", name="How long November").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] < 390
    opened.page.context.close()


def test_mrkdwn_is_read_as_slack_reads_it(ana: Visit) -> None:
    seen = {text: drawn(ana.page, "mrkdwn", "mrkdwn", text) for text, _ in MRKDWN}
    assert json.dumps(seen, indent=1, ensure_ascii=False) == json.dumps(
        dict(MRKDWN), indent=1, ensure_ascii=False
    )


def test_a_moment_is_picked_on_the_readers_own_clock(ana: Visit) -> None:
    seen = ana.page.evaluate(
        """async () => {
            const { localAt, secondsAt } = await import("/page/dates.js");
            return ["2026-07-01T12:00", "2026-11-01T12:00"]
                .map((text) => [secondsAt(text, "America/New_York"), text])
                .map(([seconds, text]) => [seconds, localAt(seconds, "America/New_York") === text]);
        }"""
    )
    # Noon in New York is 16:00 UTC in July, and 17:00 UTC on the day the clocks went back.
    assert seen == [[1_782_921_600, True], [1_793_552_400, True]]
