"""What happens in the quarter, chapter by chapter; each leaves its traces in Slack, the log and the store."""

import pytest

from tests.access.life import Life
from tests.review.stage import Q2

# What an error in the middle has in its message.
SLIP = "Ana Ruiz earns $3,854.04, or 385404"


def everybody_looks(life: Life) -> None:
    """Those whose it is and those whose it is not, at all that there is to look at."""
    for person in ("ana", "cho", "ben", "fay", "zoe", "hal"):
        life.type(person, "/mycomp")
        life.door.home(person)
    for person in ("ben", "dee", "gus", "cho", "eli", "hal"):
        life.type(person, "/mycomp", "Q2 2024 @ana")
    lines = life.door.every_line("ana", "Q2")
    life.stage.press("ana", lines, "lines.why", "1")
    life.stage.press("ana", life.door.answer("ana"), "mycomp.what_if")
    life.fill("ana", kind="upsell", amount="20,000")


def the_second_quarter_is_reviewed(life: Life) -> None:
    """Ben adjusts Ana's and sends Cho's back; Eli has approved Fay's when a fact changes it."""
    life.run("period_review")
    life.press("gus", "review.start")
    life.press("ben", "review.look", f"{Q2} 0 ana")
    life.press_in_view("ben", "review.adjust")
    life.fill("ben", change="251.37", currency="USD", reason="A late deal")
    life.press("ben", "review.look", f"{Q2} 0 cho")
    life.press_in_view("ben", "review.send_back")
    life.fill("ben", reason="Birch is missing.")
    life.press("gus", "review.back")
    life.press("eli", "review.approve_all")
    life.happens(key="U9", kind="upsell", on="2024-06-20", account="elm", amount=123_460)
    life.minute()
    life.press("gus", "review.people")
    for person in ("eli", "ben", "dee"):
        life.press(person, "review.approve_all")
    assert life.stage.state() == "approved", life.stage.reviews()


def it_is_published(life: Life) -> None:
    life.press("gus", "review.publish")
    assert life.stage.state() == "published"
    for person in ("ana", "cho", "ben", "fay", "zoe"):
        life.press(person, "mycomp.lines")
        life.door.home(person)


def ana_asks_about_a_line(life: Life) -> None:
    """Ben answers, she asks again, and Gus adjusts her pay in the end."""
    life.press("ana", "mycomp.lines")
    life.press_in_view("ana", "lines.ask", "1")
    life.fill("ana", words="I see one year of two, which makes $618.92.", expected="618.92")
    life.press("ben", "question.line")
    life.press("ben", "question.answer")
    life.fill("ben", words="The second year comes in October.")
    life.press("ana", "question.again")
    life.fill("ana", words="Still not clear to me.")
    life.press("ben", "question.hand_on")
    life.fill("ben", words="")
    life.press("gus", "question.adjust")
    life.fill("gus", amount="111.58")
    life.press("ana", "question.settle")
    for person in ("ana", "ben", "gus"):
        life.type(person, "/mycomp", "questions")


def late_facts_are_made_up_for_in_the_next(life: Life) -> None:
    life.happens(key="U8", kind="upsell", on="2024-06-21", account="cedar", amount=234_680)
    life.type("cho", "/mycomp")
    life.type("ben", "/mycomp", "@cho")
    life.stage.press("cho", life.door.every_line("cho"), "lines.why", "1")


def something_goes_wrong(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw, in a command, in App Home and in an export."""

    def slips(*_: object, **__: object) -> None:
        raise ValueError(SLIP)

    with monkeypatch.context() as patch:
        patch.setattr("bot.earnings.statement.answer", slips)
        patch.setattr("bot.earnings.home.answer", slips)
        patch.setattr("bot.payroll.sending.files_of", slips)
        life.type("ben", "/mycomp", "@ana")
        life.door.home("ana")
        payroll_is_exported(life)


def payroll_is_exported(life: Life) -> None:
    """By the button of an admin."""
    life.stage.press("gus", life.type("gus", "/micdrop").messages[-1], "payroll.open")
    life.fill("gus")


def somebody_leaves(life: Life) -> None:
    """Zoe's account is deactivated; she tries what she may have kept."""
    life.door.world.change_user("UZOE", deleted=True)
    life.type("zoe", "/mycomp")
    life.door.forge("zoe", "mycomp.lines", Q2)
    life.door.forge("zoe", "home.period", Q2)


def contests_are_run_and_won(life: Life) -> None:
    """Standings are posted while they run; after the quarter the winners, once Gus nods to each."""
    for person in ("ana", "cho", "ben"):
        life.type(person, "/spiff")
    life.run("spiff_standings")
    life.happens(key="R9", kind="renewal", on="2024-09-02", account="alder", amount=1_234_500)
    life.at("2024-10-04T09:00")
    life.run("spiff_winners")
    for _ in ("Renewal cup", "Most sold"):
        life.press("gus", "announce.approve")


def something_is_announced(life: Life) -> None:
    outcome = life.type("ben", "/announce", "Blue starts into a new quarter. Thanks, everybody!")
    assert outcome.view is not None
    life.fill("ben", title="A new quarter")
    life.fill("ben")
    life.stage.send()
