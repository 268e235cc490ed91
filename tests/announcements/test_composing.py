"""`/announce`: the form, the very message before it goes, and posting it."""

from typing import Any

import pytest

from bot.people.at_work import placements
from bot.recognition.taking_part import members
from bot.sandbox.faults import Fault
from bot.slack.limits import violations
from bot.store.engine import writing
from tests.announcements.stage import WORDS, Stage
from tests.front_door import said
from tests.recognition.test_rewards_in_slack import live_texts

HOSTILE = '<!channel> <@U1|boss> "{7*7}" \u202etxt.exe'


def between_dividers(view: dict[str, Any]) -> list[dict[str, Any]]:
    first, last = [place for place, block in enumerate(view["blocks"]) if block["type"] == "divider"]
    return unnamed(view["blocks"][first + 1 : last])


def unnamed(blocks: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Without the ids that Slack gave them."""
    assert blocks is not None
    return [{key: value for key, value in block.items() if key != "block_id"} for block in blocks]


def test_what_a_manager_sees_is_what_the_channel_reads(either_stage: Stage) -> None:
    stage = either_stage
    preview = stage.preview("dee", title="{quarter} kicks off", words="*Go* & win, says {me}")
    assert "is on its way to" in stage.send_off("dee", preview)
    assert stage.posts() == []
    stage.deliver()
    (post,) = stage.posts()
    assert unnamed(post.blocks) == between_dividers(preview)
    assert said(post) == "📣 Q3 2024 kicks off\n*Go* &amp; win, says Dee Lind\nFrom <@UDEE>"
    assert post.text == "Q3 2024 kicks off"


def test_the_form_begins_with_the_workspaces_channel_and_the_words_after_the_command(stage: Stage) -> None:
    form = stage.open("dee", "Cheers & thanks")
    starts = {block.get("block_id"): block.get("element", {}) for block in form["blocks"]}
    assert starts["channel"]["initial_conversation"] == stage.wins
    assert starts["words"]["initial_value"] == "Cheers & thanks"
    assert "`{month}` the month, like “November 2026”" in said(form)


def test_whom_one_names_after_the_command_the_shout_out_is_for(stage: Stage) -> None:
    form = stage.open("dee", "@ana @cho what you two did with @ben in #general")
    starts = {block.get("block_id"): block.get("element", {}) for block in form["blocks"]}
    assert starts["kind"]["initial_option"]["value"] == "shoutout"
    assert starts["people"]["initial_users"] == ["UANA", "UCHO", "UBEN"]
    assert starts["words"]["initial_value"] == "what you two did with @ben in #general"


def test_without_a_channel_of_the_workspace_one_is_picked(stage: Stage) -> None:
    stage.settings(channel="")
    blocks = stage.open("dee")["blocks"]
    (picker,) = [block["element"] for block in blocks if block.get("block_id") == "channel"]
    assert "initial_conversation" not in picker


def test_back_brings_the_form_again_and_the_same_draft(stage: Stage) -> None:
    preview = stage.preview("ben", title="Frist", words="Frist")
    form = stage.press("ben", "back", preview).view
    assert form is not None
    stage.send_off("ben", stage.preview("ben", form=form, title="First", words="First"))
    assert len(stage.numbers()) == 1
    stage.deliver()
    (post,) = stage.posts()
    assert "Frist" not in said(post)


def test_a_form_and_a_preview_that_are_sent_twice_post_once(either_stage: Stage) -> None:
    stage = either_stage
    form = stage.open("dee")
    filled = {"title": "Once", "words": WORDS, "channel": stage.wins}
    for _ in range(2):
        outcome = stage.submit("dee", form, **filled)
        assert outcome.view is not None
        preview = outcome.view
    assert "is on its way" in stage.send_off("dee", preview)
    again = stage.forged_submission("dee", {**preview, "state": {"values": {}}})
    assert "Nothing was changed: You released *Once* already" in said(again["view"])
    assert len(stage.numbers()) == 1
    stage.deliver()
    assert len(stage.posts()) == 1


def test_a_preview_that_is_not_the_newest_sends_nothing(stage: Stage) -> None:
    form = stage.open("dee")
    old = stage.preview("dee", form=form, words="The old words")
    stage.preview("dee", form=form, words="The new words")
    assert "somebody has changed it since" in stage.send_off("dee", old)
    stage.deliver()
    assert stage.posts() == []


def test_a_draft_is_kept_and_can_be_gone_on_with(stage: Stage) -> None:
    stage.preview("dee", title="Half an idea")
    shown = stage.type("dee", "list")
    assert "Half an idea" in said(shown)
    form = stage.press("dee", "go_on", shown).view
    assert form is not None
    stage.send_off("dee", stage.preview("dee", form=form, title="A whole idea"))
    assert len(stage.numbers()) == 1
    stage.deliver()
    assert "A whole idea" in said(stage.posts()[0])


@pytest.mark.parametrize(
    ("block", "filled", "told"),
    [
        (
            "title",
            {"title": "{month} and {mnth}"},
            "There is no {mnth} to put in. There are {month}, {quarter}",
        ),
        ("words", {"words": "Well done {names}"}, "There is no {names} to put in."),
        ("words", {"words": ""}, "Write what it says"),
        ("words", {"words": "&" * 500}, "have 2,500 characters, as Slack counts them, and 2,000 fit"),
        ("people", {"kind": "shoutout"}, "Pick whom the shout-out is for."),
        ("people", {"people": ["UANA"]}, "Only a shout-out names people"),
    ],
)
def test_the_form_says_by_its_input_what_cannot_be(
    stage: Stage, block: str, filled: dict[str, Any], told: str
) -> None:
    errors = stage.errors("dee", **filled)
    assert list(errors) == [block]
    assert told in errors[block]


def test_braces_around_what_is_no_name_stay_as_they_are(stage: Stage) -> None:
    stage.write("dee", words="f(x) = {x: 1} {} { month } {Year}")
    stage.deliver()
    assert "f(x) = {x: 1} {} August 2024 2024" in said(stage.posts()[0])


@pytest.mark.parametrize("words", [HOSTILE.replace("{7*7}", ""), "<!channel> " + "ä" * 1_900])
def test_hostile_text_is_only_text(stage: Stage, words: str) -> None:
    stage.settings(announcements_need_checker=True)
    number = stage.write("ben", title=HOSTILE, words=words)
    stage.deliver()
    card = stage.card("dee")
    stage.press("dee", "approve")
    assert stage.state(number) == "approved"
    stage.deliver()
    (post,) = stage.posts()
    for message in (card, post):
        assert violations("message", {"text": message.text, "blocks": message.blocks}) == []
        assert "\u202e" not in message.text + said(message)
        for text in (message.text, *live_texts(message.blocks)):
            assert "<!channel>" not in text
            assert "<@U1" not in text


def test_forty_thousand_characters_are_refused_not_cut(stage: Stage) -> None:
    form = stage.open("dee")
    state = {
        block["block_id"]: {"value": {"type": block["element"]["type"]}}
        for block in form["blocks"]
        if block["type"] == "input"
    }
    state["kind"]["value"]["selected_option"] = {"value": "plain"}
    state["title"]["value"]["value"] = "x" * 40_000
    state["words"]["value"]["value"] = "\u202ex" * 20_000
    state["channel"]["value"]["selected_conversation"] = "D0DIRECT"
    view = {**form, "state": {"values": state}}
    errors = stage.forged_submission("dee", view)["errors"]
    assert "The title has 40,000 characters" in errors["title"]
    assert "The words have 20,000 characters" in errors["words"]
    assert "Pick a channel: not a direct message" in errors["channel"]
    assert stage.numbers() == set()


def test_a_shout_out_names_people_so_that_they_hear_of_it(stage: Stage) -> None:
    stage.write("ben", kind="shoutout", people=["UANA", "UCHO"], title="Birch", words="You two!")
    stage.deliver()
    (post,) = stage.posts()
    (named,) = [block for block in unnamed(post.blocks) if block["type"] == "rich_text"]
    parts = named["elements"][0]["elements"]
    assert [part["user_id"] for part in parts if part["type"] == "user"] == ["UANA", "UCHO"]


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("lou", "Lou Gray does not work here (any more)"),
        ("mia", "Mia Gone does not work here (any more)"),
        ("robot", "Robot does not work here (any more)"),
        ("ida", "Ida Voss does not work here (any more)"),
    ],
)
def test_a_shout_out_names_only_who_works_here(stage: Stage, who: str, told: str) -> None:
    errors = stage.errors("ben", kind="shoutout", people=["UANA", f"U{who.upper()}"])
    assert told in errors["people"]


def test_who_would_rather_not_be_named_is_not(stage: Stage) -> None:
    stage.preview("ben", kind="shoutout", people=["UCHO"])
    with writing(stage.door.engine) as connection:
        connection.execute(members.update().values(no_naming=True))
    errors = stage.errors("ben", kind="shoutout", people=["UCHO"])
    assert "Cho Park would rather not be named in a channel." in errors["people"]


def test_while_slack_is_silent_nobody_is_named_by_guess(stage: Stage) -> None:
    stage.preview("ben")
    stage.door.world.faults.add(Fault("users.info", "server_error", times=9))
    errors = stage.errors("ben", kind="shoutout", people=["UCHO"])
    assert "Slack does not say just now who they are." in errors["people"]


def test_a_finished_contest_is_told_again_without_its_prizes_being_given_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    stage.hook(monkeypatch, approved=lambda _connection, told, _now: given.append(told.key))
    number = stage.proposed()
    assert kinds(stage) == ["plain", "shoutout"]  # nobody but the host knows yet
    stage.deliver()
    stage.press("dee", "approve")
    stage.deliver()
    team = stage.door.world.add_channel("team-red", ["UELI", "UANA"]).id
    assert kinds(stage) == ["plain", "shoutout", f"result {number}"]
    preview = stage.preview("eli", kind=f"result {number}", title="", words="", channel=team)
    assert "🏆 The winners of Most renewals" in said(preview)
    back = stage.press("eli", "back", preview).view
    assert back is not None
    stage.send_off("eli", stage.preview("eli", form=back, words="Our Ana!", channel=team, title="Once more"))
    stage.deliver()
    (post,) = stage.posts(team)
    assert "Our Ana!" in said(post)
    assert "*<@UANA>*  14 renewals" in said(post)
    assert given == ["spiff/renewals/2024-Q2"]


def kinds(stage: Stage) -> list[str]:
    (menu,) = [block["element"] for block in stage.open("eli")["blocks"] if block.get("block_id") == "kind"]
    return [option["value"] for option in menu["options"]]


def test_a_contest_that_is_not_out_cannot_be_told_by_a_forged_choice(stage: Stage) -> None:
    number = stage.proposed()
    form = stage.open("eli")
    (menu,) = [block["element"] for block in form["blocks"] if block.get("block_id") == "kind"]
    menu["options"].append({"text": {"type": "plain_text", "text": "x"}, "value": f"result {number}"})
    outcome = stage.submit("eli", form, kind=f"result {number}", words="", title="x", channel=stage.wins)
    assert outcome.errors == {"kind": "That contest cannot be told of. Choose something else."}


def test_who_leads_nobody_any_more_sends_nothing(stage: Stage) -> None:
    preview = stage.preview("ben")
    with writing(stage.door.engine) as connection:
        of_ben = placements.c.manager_id == stage.person("ben")
        connection.execute(placements.update().where(of_ben).values(manager_id=None))
    outcome = stage.submit("ben", preview)
    assert outcome.view is not None
    assert "nobody reports to you today" in said(outcome.view)
    stage.deliver()
    assert stage.posts() == []
