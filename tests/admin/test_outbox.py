"""`/micdrop outbox`: what has not gone out, and the decisions of an admin, at the app's door."""

import json
from datetime import timedelta

import pytest

from bot.delivery import lanes
from bot.store.engine import writing
from tests.admin.outbox_acts import kept, modal, outbox, pressed
from tests.admin.outbox_rows import SECRET, audited, row_of
from tests.front_door import FrontDoor, said
from tests.store.brightwater import NOW


def test_an_empty_outbox_is_told_in_a_word(company: FrontDoor) -> None:
    message = outbox(company)
    assert message.ephemeral_to == "UGUS"
    assert "Sending is fine: everything has gone out, and nothing waits." in said(message)
    assert message.text == "Everything has gone out."


def test_what_needs_a_decision_is_listed_and_the_rest_is_counted(company: FrontDoor) -> None:
    for title, state in (("Winners", "held"), ("Ballot", "dead"), ("Nudge", "pending"), ("Round-up", "sent")):
        kept(company, title, state)
    message = outbox(company)
    words = said(message)
    assert "*Winners*\nto <#C0001>\nIt may be there already" in words
    assert "*Ballot*\nto <#C0001>\nIt did not get out, after 1 try." in words
    assert "Type `/invite @Micdrop` in <#C0001>, then press *Send again*." in words
    assert "*1* waiting to go out" in words
    assert "Nudge" not in words
    assert "Round-up" not in words
    assert "Show all 3" in words
    assert SECRET not in json.dumps(message.blocks)


def test_a_message_sent_again_is_told_where_the_list_was(company: FrontDoor) -> None:
    number = kept(company, "Ballot", "dead")
    words = pressed(company, outbox(company), "outbox.again", number)
    assert words.startswith(":white_check_mark: *Ballot* goes out again: you said so ")
    assert "It did not get out" not in words
    assert row_of(company.engine, number)["state"] == "pending"
    assert audited(company.engine, "message_resent") == [
        ("person gus", "message_resent", f'{{"message": {number}}}')
    ]


@pytest.mark.parametrize(
    ("action", "state", "becomes", "words"),
    [
        ("outbox.drop", "held", "dropped", "*Winners* will not be sent: you dropped it"),
        ("outbox.found", "held", "sent", "*Winners* counts as sent: you said"),
        ("outbox.again", "held", "pending", "*Winners* goes out again: you said so"),
        ("outbox.drop", "dead", "dropped", "*Winners* will not be sent"),
    ],
)
def test_each_decision_is_made_and_told(
    company: FrontDoor, action: str, state: str, becomes: str, words: str
) -> None:
    number = kept(company, "Winners", state)
    assert words in pressed(company, outbox(company), action, number)
    assert row_of(company.engine, number)["state"] == becomes


def test_what_can_double_or_lose_something_asks_first(company: FrontDoor) -> None:
    kept(company, "Winners", "held")
    kept(company, "Ballot", "dead")
    kept(company, "Nudge", "pending")
    buttons = {
        (element["action_id"], element["value"]): "confirm" in element
        for block in modal(company)["blocks"]
        if block["type"] == "actions" and block["block_id"].startswith("message ")
        for element in block["elements"]
    }
    asks = [(action, asked) for (action, _), asked in buttons.items()]
    assert asks == [
        ("outbox.found", True), ("outbox.again", True), ("outbox.drop", True),
        ("outbox.again", False), ("outbox.drop", True),
        ("outbox.drop_waiting", True),
    ]  # fmt: skip


def test_the_modal_has_everything_page_by_page(company: FrontDoor) -> None:
    for number in range(32):
        kept(company, f"Nudge {number:02}", "pending", person="ana")
    kept(company, "Winners", "held")
    first = modal(company)
    assert said(first).index("*Winners*") < said(first).index("*Nudge 00*\nto Ana Ruiz")
    assert "Page 1 of 3" in said(first)
    assert "Nudge 14" not in said(first)
    second = company.press("gus", first, "outbox.later").view
    assert second is not None
    assert "*Nudge 14*" in said(second)
    third = company.press("gus", second, "outbox.later").view
    assert third is not None
    assert "Page 3 of 3" in said(third)
    back = company.press("gus", third, "outbox.earlier").view
    assert back is not None
    assert said(back) == said(second)


def test_a_decision_in_the_modal_stays_on_its_page(company: FrontDoor) -> None:
    numbers = [kept(company, f"Nudge {number:02}", "pending") for number in range(20)]
    second = company.press("gus", modal(company), "outbox.later").view
    assert second is not None
    words = pressed(company, second, "outbox.drop_waiting", numbers[17])
    assert "*Nudge 17* will not be sent: you dropped it" in words
    assert "Page 2 of 2" in words
    assert words.count("Nudge 17") == 1


def test_the_last_page_may_go_while_somebody_looks_at_it(company: FrontDoor) -> None:
    numbers = [kept(company, f"Nudge {number:02}", "pending") for number in range(16)]
    second = company.press("gus", modal(company), "outbox.later").view
    assert second is not None
    words = pressed(company, second, "outbox.drop_waiting", numbers[15])
    assert "*Nudge 00*" in words
    assert "Page" not in words


def test_stopped_sending_is_told_and_can_be_let_go(company: FrontDoor) -> None:
    with writing(company.engine) as connection:
        lanes.open_lanes(connection, company.workspace_id, NOW)
        lanes.stop(connection, company.workspace_id, "token_revoked", NOW)
    message = outbox(company)
    assert "*Sending stopped*" in said(message)
    assert "Slack said `token_revoked`. Nothing is lost." in said(message)
    assert message.text == "Sending has stopped."
    (changed,) = company.press("gus", message, "outbox.resume").changed
    assert "Messages go out again: you said so" in said(changed)
    assert "Sending stopped" not in said(changed)
    assert audited(company.engine, "sending_resumed") == [("person gus", "sending_resumed", "{}")]
    company.forge("gus", "outbox.resume", "all")
    assert len(audited(company.engine, "sending_resumed")) == 1


def test_of_two_admins_the_second_learns_who_decided_what(company: FrontDoor) -> None:
    company.clock.advance(minutes=1)
    with company.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE people SET is_admin = 1 WHERE key = 'dee'")
    number = kept(company, "Winners", "held")
    of_gus, of_dee = outbox(company), outbox(company, "dee")
    pressed(company, of_dee, "outbox.drop", number, by="dee")
    words = pressed(company, of_gus, "outbox.again", number)
    assert words.startswith("Nothing was changed: Dee Lind dropped *Winners* ")
    assert "It is dropped, and will not be sent." in words
    assert row_of(company.engine, number)["state"] == "dropped"
    assert [actor for actor, *_ in audited(company.engine, "message_dropped", "message_resent")] == [
        "person dee"
    ]


def test_a_double_click_and_a_replay_have_one_effect(company: FrontDoor) -> None:
    number = kept(company, "Ballot", "dead")
    message = outbox(company)
    pressed(company, message, "outbox.again", number)
    assert "Nothing was changed: you sent *Ballot* again" in pressed(company, message, "outbox.again", number)
    company.clock.advance(minutes=1)
    company.world.deliver("interactive", company.world.sent[-1].payload)
    assert len(audited(company.engine, "message_resent")) == 1


def test_names_that_mean_harm_stay_words(company: FrontDoor) -> None:
    kept(company, "<!channel> *Zoë* {{7*7}}", "dead", last_error="<@UANA>")
    message = outbox(company)
    (entry,) = [
        block["text"]["text"]
        for block in message.blocks or []
        if block["type"] == "section" and "Zoë" in block.get("text", {}).get("text", "")
    ]
    assert entry.startswith("*&lt;!channel&gt; *Zoë* {{7*7}}*")
    assert "Slack refused it with `&lt;@UANA&gt;`." in said(message)


def test_it_is_the_same_on_postgresql(either_company: FrontDoor) -> None:
    number = kept(either_company, "Ballot", "dead", due_at=NOW - timedelta(hours=1))
    words = pressed(either_company, outbox(either_company), "outbox.again", number)
    assert "*Ballot* goes out again: you said so" in words
    assert "Sending is fine" not in words
