"""`/spiff new`: who may start a contest for whom, what it looks like before, and that it runs."""

from typing import Any

import pytest

from tests.front_door import said
from tests.spiffs.stage import Stage
from tests.spiffs.starting import (
    EACH,
    RANKED,
    choose,
    errors,
    open_form,
    options,
    preview,
    shown,
    start,
    terms,
)


def started(stage: Stage) -> Any:
    (found,) = stage.started()
    return found


def test_a_manager_sees_who_would_be_winning_now_before_anything_is_kept(stage: Stage) -> None:
    view = preview(stage, "ben", "most-renewals", span="quarter 2024-Q3", **RANKED)
    told = said(view)
    # Below Ben are Ana, who has a renewal, and Cho and Jon, who have none.
    assert "*3 people:* Ana Ruiz, Cho Park and Jon Lee" in told
    assert "The people with the most Renewals win: first $500 and second $200." in told
    assert "*Who would be winning now:*\n1. *Ana Ruiz*  1  :gift: $500.00" in told
    assert "2 contestants would have no place yet" in told
    assert "It costs at most *$700.00* in prizes. Because it is money, Gus Hall approves it" in told
    assert stage.started() == []


def test_a_contest_of_a_month_to_come_is_shown_as_if_it_were_this_one(stage: Stage) -> None:
    told = said(preview(stage, "eli", "most-renewals", span="month 2024-09", **RANKED))
    assert "From 1 Sep 2024 to 30 Sep 2024" in told
    assert "*Who would be winning*, if it ran from 1 Aug 2024 to 14 Aug 2024:" in told
    assert "*Fay Moss*  1" in told


def test_prizes_for_each_show_what_would_have_been_won_in_as_many_days(stage: Stage) -> None:
    terms_of_it: dict[str, Any] = {
        **EACH,
        "kind": "renewal",
        "first": "2024-09-01",
        "last": "2024-09-10",
        "winners": "1",
    }
    told = said(preview(stage, "eli", "each-reference", **terms_of_it))
    assert "if it ran from 5 Aug 2024 to 14 Aug 2024:\n5 Aug 2024  *Fay Moss*  $200.00" in told
    assert "Zoë" not in told.partition("would be winning")[2].partition("It costs")[0]


def test_money_is_approved_by_an_admin_and_then_it_runs_and_is_announced(either_stage: Stage) -> None:
    stage = either_stage
    assert "is waiting for approval. I have asked Gus Hall" in start(stage, "ben", "most-renewals", **RANKED)
    assert started(stage).state == "proposed"
    assert stage.ask("ana").startswith("You are in no contest just now")
    stage.deliver()
    card = stage.card("gus")
    assert "Ben Okafor would like to start this contest." in said(card)
    assert "It costs at most *$700.00* in prizes." in said(card)
    stage.press("gus", card, "spiff.approve")
    stage.deliver()
    (post,) = stage.posts()
    assert said(post).startswith("📣 A contest begins: Most renewals\nThe people with the most Renewals win")
    assert "From 1 Aug 2024 to 31 Aug 2024. `/spiff Most renewals` shows how it stands." in said(post)
    assert "It is on. Gus Hall approved it" in said(stage.card_about("ben", "It is on"))
    assert "*Most renewals*  ·  August 2024" in stage.ask("ana")
    assert started(stage).state == "running"
    for action in ("contest_proposed", "contest_started", "plan_loaded", "plan_assigned"):
        assert action in stage.logged()


def test_rewards_cost_no_money_so_it_runs_at_once(stage: Stage) -> None:
    assert "*Most renewals* begins and is announced." in start(
        stage, "ben", "most-renewals", prizes="Day off"
    )
    stage.deliver()
    assert len(stage.posts()) == 1
    assert stage.cards("gus") == []
    assert "*Most renewals*" in stage.ask("cho")


def test_somebody_else_looks_at_its_announcement_where_the_workspace_wants_that(stage: Stage) -> None:
    stage.settings(announcements_need_checker=True)
    start(stage, "ben", "most-renewals", prizes="Day off")
    stage.deliver()
    assert stage.posts() == []
    (waiting,) = stage.announcements()
    assert waiting.state == "waiting"


@pytest.mark.parametrize("person", ["ana", "jon"])
def test_who_leads_nobody_starts_none(stage: Stage, person: str) -> None:
    assert "Contests are started by managers" in stage.ask(person, "new")


def test_a_manager_chooses_only_among_people_below(stage: Stage) -> None:
    assert options(open_form(stage, "ben"), "who") == ["mine", "chosen", "team blue"]
    assert options(open_form(stage, "dee"), "who") == ["mine", "chosen", "team blue", "team red"]
    assert options(open_form(stage, "gus"), "who") == ["all", "chosen", "team blue", "team red"]
    refused = choose(stage, "ben", "most-renewals", "chosen", ("ana", "fay"))
    assert refused.errors == {
        "people": "You can choose people at work who report to you, directly or further down; not others."
    }
    assert choose(stage, "ben", "most-renewals", "chosen").errors == {"people": "Choose who is in it."}
    stranger = choose(stage, "ben", "most-renewals", "chosen", ("oda",))
    assert stranger.errors == {"people": "One of them is not on the company's people list. Take them out."}


def test_of_a_team_only_those_below_are_in_it(stage: Stage) -> None:
    # Hal is in red, under Eli; so are Fay, Kim and Zoe.
    start(stage, "eli", "most-renewals", "team red", prizes="Day off")
    assert set(started(stage).who) == {"hal", "fay", "kim", "zoe"}


def test_an_admin_starts_one_for_anybody(stage: Stage) -> None:
    start(stage, "gus", "most-renewals", "chosen", ("ana", "zoe"), prizes="Day off")
    assert set(started(stage).who) == {"ana", "zoe"}


def test_an_admin_is_not_asked_about_their_own_money_but_another_is(stage: Stage) -> None:
    stage.admin("hal")
    assert "I have asked Hal Webb" in start(stage, "gus", "most-renewals", "team blue", **RANKED)
    stage.deliver()
    assert stage.cards("gus")
    stage.door.forge("gus", "spiff.approve", f"{started(stage).id} 0")
    assert (
        "You started *Most renewals* yourself, so somebody else approves its money."
        in stage.answers("gus")[-1]
    )
    assert started(stage).state == "proposed"


def test_an_admin_who_is_in_it_does_not_approve_it(stage: Stage) -> None:
    stage.admin("jon")
    start(stage, "ben", "most-renewals", **RANKED)
    stage.door.forge("jon", "spiff.approve", f"{started(stage).id} 0")
    assert "That is not yours to decide." in stage.answers("jon")[-1]
    assert started(stage).state == "proposed"


def test_where_no_other_admin_is_left_the_next_above_is_asked(stage: Stage) -> None:
    stage.admin("gus", is_admin=False)
    assert "I have asked Dee Lind" in start(stage, "ben", "most-renewals", **RANKED)
    stage.deliver()
    stage.press("dee", stage.card("dee"), "spiff.approve")
    assert started(stage).state == "running"


def test_where_nobody_could_approve_its_money_it_is_not_started_and_says_so(stage: Stage) -> None:
    view = preview(stage, "gus", "most-renewals", "team blue", **RANKED)
    assert "nobody can approve that" in said(view)
    told = said(shown(stage.submit("gus", view), "spiff_started"))
    assert "was not started: money needs somebody else's approval" in told
    assert stage.started() == []


def test_of_two_who_decide_one_does_it_and_the_other_learns_who(stage: Stage) -> None:
    stage.admin("hal")
    start(stage, "ben", "most-renewals", **RANKED)
    stage.deliver()
    stage.press("gus", stage.card("gus"), "spiff.approve")
    stage.door.forge("hal", "spiff.decline", f"{started(stage).id} 0")
    assert "Gus Hall decided already (" in stage.answers("hal")[-1]
    assert started(stage).state == "running"
    stage.deliver()
    assert len(stage.posts()) == 1


def test_a_form_that_is_sent_twice_starts_one(stage: Stage) -> None:
    view = preview(stage, "ben", "most-renewals", prizes="Day off")
    stage.submit("ben", view)
    (sent,) = [one for one in stage.door.world.sent if "spiff_preview" in str(one)]
    stage.door.world.replay(sent)
    assert len(stage.started()) == 1
    stage.deliver()
    assert len(stage.posts()) == 1


def test_who_declines_is_named_and_it_does_not_run(stage: Stage) -> None:
    start(stage, "ben", "most-renewals", **RANKED)
    stage.deliver()
    stage.press("gus", stage.card("gus"), "spiff.decline")
    stage.deliver()
    assert started(stage).state == "dropped"
    assert "It is off. Gus Hall stopped it" in said(stage.card("ben"))
    assert stage.posts() == []


def test_what_is_wrong_is_told_at_its_input(stage: Stage) -> None:
    ranked, each = "most-renewals", "each-reference"
    assert errors(stage, "ben", ranked, prizes="5,0,0")["prizes"].startswith("“5,0,0” is neither an amount")
    assert errors(stage, "ben", ranked, prizes="500\nDay off")["prizes"].startswith("Prizes are all money")
    assert errors(stage, "ben", ranked, prizes="0") == {"prizes": "A prize of nothing is none."}
    assert errors(stage, "ben", ranked, prizes="500", budget="400") == {
        "budget": "The prizes come to more than that. Raise it, or lower the prizes."
    }
    assert errors(stage, "ben", ranked, prizes="500", title="{name}")["title"].startswith(
        "There is no {name}"
    )
    assert errors(stage, "ben", each, prizes="200", last="2024-08-31") == {
        "winners": "With money to be won, say how many can win, or set a budget."
    }
    assert errors(stage, "ben", each, prizes="200", last="2024-08-01", winners="3") == {
        "last": "It has to end after it begins, and not in the past."
    }
    assert errors(stage, "ben", each, prizes="200", last="2026-08-31", winners="3") == {
        "last": "It can last a year at the most."
    }
    assert errors(stage, "ben", each, prizes="200", last="2024-08-31", budget="100") == {
        "budget": "This is less than a single prize. Raise it, or lower the prize."
    }


def test_terms_can_be_changed_after_the_preview_and_keep_what_was_filled_in(stage: Stage) -> None:
    view = preview(stage, "ben", "most-renewals", title="Spring cup", **RANKED)
    outcome = stage.press("ben", view, "spiff.change")
    again = shown(outcome, "spiff_terms")
    changed = shown(stage.submit("ben", again, prizes="Day off"), "spiff_preview")
    assert "Spring cup" in said(changed)
    assert "It costs no money." in said(changed)


def test_the_currency_is_that_in_which_most_of_them_are_paid(stage: Stage) -> None:
    head = "plan: euros\ntitle: Euros\nfrom: 2024-01-01\ncurrency: EUR\n"
    stage.load(f"{head}components:\n  base: {{pay: base, title: Base}}\n", "euros", "jon")
    told = said(terms(stage, "ben", "most-renewals", "chosen", ("jon",)))
    assert "Money in EUR" in told
    assert "Money in USD" in said(terms(stage, "ben", "most-renewals", "chosen", ("ana",)))


def test_what_is_typed_does_no_harm(stage: Stage) -> None:
    title = '<!channel> "}: #\u202e {{7*7}} &'
    start(stage, "ben", "most-renewals", prizes='Day "off" <@U1>: - #', title=title)
    stage.deliver()
    (post,) = stage.posts()
    live = [str(block) for block in post.blocks or [] if block["type"] != "header"]  # those read plain text
    assert "<!channel>" not in "".join(live)
    assert "<@U1>" not in "".join(live)
    assert "\u202e" not in str(post.blocks)
    assert 'Day "off" &lt;@U1&gt;: - #' in said(post)
    assert 'Day "off"' in stage.ask("ana")
