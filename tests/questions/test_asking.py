"""Asking about a line: the form, who gets the question, and what stays secret."""

import json
from typing import Any

import pytest

from bot.delivery.states import messages
from bot.questions.rows import questions
from bot.slack.limits import violations
from tests.front_door import said
from tests.questions.desk import AMOUNTS, WORDS, Desk


def test_a_question_goes_to_the_manager_and_whoever_asks_reads_with_whom_it_is(desk: Desk) -> None:
    desk.ask(expected="1,600")
    card = said(desk.dm("ben", "Ana Ruiz asks about a line of their pay"))
    assert f"*Renewals · Alder · 10 Jul 2024* · Q3 2024\n> {WORDS}" in card
    assert "The line comes to *$1,500.05*. It should be *$1,600.00*, says Ana Ruiz." in card
    assert "Open since today · with Ben Okafor" in card
    assert "changes Ana Ruiz's Q3 2024 pay by $99.95" in card
    assert f"*You asked about Renewals · Alder · 10 Jul 2024* · Q3 2024\n> {WORDS}" in said(
        desk.dm("ana", "You asked about")
    )
    assert [len(desk.dms(one)) for one in ("dee", "gus", "cho", "hal")] == [0, 0, 0, 0]
    assert desk.question()["state"] == "open"
    assert desk.told() == [("asked", "ana")]
    assert desk.audited() == [("person ana", "question_asked")]


def test_no_amount_leaves_but_in_the_blocks_for_who_may_see_it(desk: Desk) -> None:
    desk.ask(expected="1,600", words=f"{WORDS} It should be $1,600.00!")
    desk.press("ben", "question.accept")
    desk.send()
    kept = json.dumps([[row["title"], row["text"], row["key"]] for row in desk.rows(messages)])
    notified = json.dumps([[one.text, one.metadata] for who in ("ana", "ben") for one in desk.dms(who)])
    logged = desk.door.logs.getvalue() + json.dumps(desk.audited(""), default=str)
    for words in (kept, notified, logged):
        assert [amount for amount in AMOUNTS if amount in words] == []
    assert "*$99.95*" in said(desk.dm("ana", "agreed with your question"))


def test_the_form_says_what_the_line_is_without_its_amount(desk: Desk) -> None:
    form = desk.form("ana")
    assert "*Renewals · Alder · 10 Jul 2024*\nQ3 2024" in said(form)
    assert "It goes to Ben Okafor" in said(form)
    assert [amount for amount in AMOUNTS if amount in json.dumps(form)] == []


@pytest.mark.parametrize(
    ("line", "about"), [(2, "Expansion · Birch · 1 Aug 2024"), (3, "Team retention bonus")]
)
def test_every_line_can_be_asked_about(desk: Desk, line: int, about: str) -> None:
    desk.ask(line=line)
    assert desk.question()["about"] == about


def test_a_manager_looking_at_anothers_pay_has_no_such_button(desk: Desk) -> None:
    assert "lines.ask" in json.dumps(desk.door.every_line("ana"))
    assert "lines.ask" not in json.dumps(desk.door.every_line("ben", "@ana"))


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ("much more", "is not an amount. Write it like 1,234.56."),
        ("1.500,00", "is not an amount."),
        ("1,600.005", "has more decimals than USD has (2)."),
        ("1600 EUR", "is not in USD, in which this line is."),
        ("9" * 20, "is too large an amount."),
    ],
)
def test_what_is_no_amount_is_told_in_the_form(desk: Desk, expected: str, sentence: str) -> None:
    sent = desk.submit("ana", desk.form("ana"), words=WORDS, expected=expected)
    assert list(sent.errors) == ["expected"]
    assert sentence in sent.errors["expected"]
    assert desk.rows(questions) == []


def test_words_are_needed(desk: Desk) -> None:
    sent = desk.door.world.submit_state("UANA", desk.form("ana"), _typed("   "))
    assert sent.errors == {"words": "Say in a few words what looks wrong, or what isn't clear."}


def test_a_second_question_about_one_line_is_the_first(desk: Desk) -> None:
    first, second = desk.form("ana"), desk.form("ana")
    desk.submit("ana", first, words=WORDS)
    answered = desk.submit("ana", second, words="And once more.")
    assert answered.view is not None
    assert "*You have asked about this line already.*" in said(answered.view)
    assert "You have asked about this line already" in said(desk.form("ana"))
    assert len(desk.rows(questions)) == 1


def test_the_same_form_sent_twice_asks_once(desk: Desk) -> None:
    desk.submit("ana", desk.form("ana"), words=WORDS)
    sent = desk.door.world.sent[-1]
    desk.door.clock.advance(seconds=2)
    desk.door.world.deliver(sent.kind, json.loads(json.dumps(sent.payload)))
    assert len(desk.rows(questions)) == 1
    desk.send()
    assert len(desk.dms("ben")) == 1


def test_a_line_that_went_while_the_form_was_open_is_told(desk: Desk) -> None:
    form = desk.form("ana")
    _without_the_renewal(desk)
    sent = desk.submit("ana", form, words=WORDS)
    assert sent.view is not None
    assert "this one is no longer there" in said(sent.view)
    assert desk.rows(questions) == []


def test_a_question_outlives_its_line_and_says_so(desk: Desk) -> None:
    desk.ask(expected="1,600")
    _without_the_renewal(desk)
    desk.fill("ben", "question.hand_on", words="")
    desk.send()
    card = said(desk.dm("gus", "asks about a line"))
    assert "This line is gone: pay was calculated again since. The question is still open." in card
    assert "It should have been *$1,600.00*." in card
    assert "Accept and adjust…" in card
    gone = desk.press("gus", "question.line").view
    assert gone is not None
    assert "This line is gone" in said(gone)


def test_a_line_keeps_its_question_when_other_facts_arrive(desk: Desk) -> None:
    desk.ask()
    with desk.door.changing() as ledger:
        ledger.event("R0", "renewal", "2024-07-01", "alder", amount=2_000_000)
    assert "1,500.05" in said(desk.door.every_line("ana"))
    shown = desk.press("ben", "question.line").view
    assert shown is not None
    assert shown["blocks"][0]["text"]["text"] == "$1,500.05 · Renewals"


def test_a_closed_period_takes_no_more_questions_and_says_where_to_turn(desk: Desk) -> None:
    desk.door.ask("ana", "Q2")
    desk.period_becomes("closed")
    told = said(desk.form("ana", text="Q2"))
    assert "Q2 2024 is closed and takes no more questions. Turn to Ben Okafor or Gus Hall" in told


def test_a_published_period_takes_questions(desk: Desk) -> None:
    desk.door.ask("ana", "Q2")
    desk.period_becomes("published")
    desk.submit("ana", desk.form("ana", text="Q2"), words=WORDS)
    assert desk.question()["period"] == "2024-Q2"


def test_who_has_no_manager_asks_the_admins(desk: Desk) -> None:
    desk.reports_to("ana", None)
    assert "It goes to your compensation admins" in said(desk.form("ana"))
    desk.ask()
    assert desk.question()["with_id"] is None
    assert "with the admins" in said(desk.dm("gus", "asks about a line"))
    assert desk.dms("ben") == []


def test_the_only_admin_has_nobody_to_ask_but_says_who_can_change_that(desk: Desk) -> None:
    desk.becomes_admin("gus", False)
    desk.becomes_admin("ana")
    desk.reports_to("ana", None)
    assert "make somebody else a compensation admin" in said(desk.form("ana"))
    assert desk.rows(questions) == []


HOSTILE = '<!channel> <@UBEN> "}{" {{7*7}} \u202etxt.exe & <https://x.example|here>\nsecond line'


def test_hostile_words_are_shown_and_do_nothing(desk: Desk) -> None:
    desk.ask(words=HOSTILE)
    card = desk.dm("ben", "asks about a line")
    shown = json.dumps(card.blocks, ensure_ascii=False) + card.text
    assert "&lt;!channel&gt; &lt;@UBEN&gt;" in shown
    assert "\u202e" not in shown
    assert "<!channel>" not in shown
    assert "&gt; second line" in said(card)


def test_words_as_long_as_they_may_be_fit(desk: Desk) -> None:
    desk.ask(words="&" * 1_500)
    for who in ("ana", "ben"):
        for message in desk.dms(who):
            assert violations("message", {"text": message.text, "blocks": message.blocks}) == []


def test_longer_words_are_refused_in_the_form(desk: Desk) -> None:
    sent = desk.forged("ana", "question.ask", desk.form("ana")["private_metadata"], "x" * 2_000)
    assert sent.errors == {"words": "That is 2000 characters; 1500 are the most."}
    assert desk.rows(questions) == []


def _typed(words: str) -> dict[str, Any]:
    """A form's state as Slack sends it, with nothing in the other input."""
    texts = {"words": words, "expected": None}
    inputs = {block: {"value": {"type": "plain_text_input", "value": text}} for block, text in texts.items()}
    return {"values": inputs}


def _without_the_renewal(desk: Desk) -> None:
    """The renewal of Alder was a mistake, and Ana's pay is calculated again."""
    with desk.door.changing() as ledger:
        ledger.connection.exec_driver_sql("DELETE FROM credits")
        ledger.connection.exec_driver_sql("DELETE FROM events WHERE external_id = 'R1'")
    desk.door.ask("ana")
