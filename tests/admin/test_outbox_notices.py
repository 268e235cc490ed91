"""The messages that tell of one in trouble: their buttons, who may press them, and where Slack fails."""

from bot.sandbox.faults import Fault
from bot.store.engine import writing
from tests.admin.outbox_acts import kept, outbox, pressed, told
from tests.admin.outbox_rows import row_of
from tests.front_door import FrontDoor, said


def test_a_message_that_went_out_meanwhile_is_told_as_it_is(company: FrontDoor) -> None:
    number = kept(company, "Winners", "unclear")
    message = told(company, number, "gus")
    with writing(company.engine) as connection:
        connection.exec_driver_sql("UPDATE messages SET state = 'sent', sent_at = created_at")
    words = pressed(company, message, "outbox.drop", number)
    assert "Nothing was changed, for things have moved on with *Winners*." in words
    assert "It has been sent." in words


def test_the_messages_that_tell_of_trouble_turn_into_what_was_decided(company: FrontDoor) -> None:
    number = kept(company, "Ballot", "dead")
    message = told(company, number, "gus")
    words = pressed(company, message, "outbox.again", number)
    assert words.startswith(":white_check_mark: *Ballot* goes out again: you said so")
    assert "What else waits: `/micdrop outbox`" in words
    (now,) = [one for one in company.world.messages("UGUS") if one.ts == message.ts]
    assert "actions" not in {block["type"] for block in now.blocks or []}


def test_whoever_composed_a_message_may_mend_that_one_and_no_other(company: FrontDoor) -> None:
    own = kept(company, "Ana's thanks", "dead", mender="ana")
    another = kept(company, "Ballot", "dead", mender="ben")
    message = told(company, own, "ana")
    assert "*Ana's thanks* goes out again: you said so" in pressed(
        company, message, "outbox.again", own, "ana"
    )
    outcome = company.press("ana", told(company, another, "ana"), "outbox.again")
    assert outcome.changed == []
    (refusal,) = outcome.messages
    assert "`/micdrop` is for the compensation admins" in said(refusal)
    assert "Ballot" not in said(refusal)
    assert row_of(company.engine, another)["state"] == "dead"


def test_a_mender_is_not_shown_the_list(company: FrontDoor) -> None:
    own = kept(company, "Ana's thanks", "dead", mender="ana")
    kept(company, "Ballot", "held")
    company.forge("ana", "outbox.drop", str(own), company.modal("ana", "1"))
    words = said(company.views("ana")[-1])
    assert "*Ana's thanks* will not be sent: you dropped it" in words
    assert "Ballot" not in words


def test_a_number_that_is_none_is_told(company: FrontDoor) -> None:
    message = told(company, 404, "gus")
    assert "There is no message number 404 here." in pressed(company, message, "outbox.drop", 404)


def test_a_decision_is_kept_where_slack_would_not_show_it(company: FrontDoor) -> None:
    number = kept(company, "Ballot", "dead")
    message = outbox(company)
    company.world.faults.add(Fault("*", "server_error", times=20))
    outcome = company.press("gus", message, "outbox.again", str(number))
    assert outcome.problem is None
    assert row_of(company.engine, number)["state"] == "pending"
    assert "what was done could not be shown" in company.logs.getvalue()
    assert "listener failed" not in company.logs.getvalue()


def test_where_the_list_cannot_be_changed_a_modal_says_what_was_done(company: FrontDoor) -> None:
    number = kept(company, "Ballot", "dead")
    company.world.faults.add(Fault("response_url", "server_error", times=2))
    outcome = company.press("gus", outbox(company), "outbox.again", str(number))
    assert outcome.view is not None
    assert "*Ballot* goes out again: you said so" in said(outcome.view)
