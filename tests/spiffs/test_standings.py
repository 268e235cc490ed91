"""`/spiff`: who sees which contest, and what of it."""

import re
from typing import Any

import pytest

from bot.sandbox.messages import Message
from tests.front_door import said
from tests.spiffs.stage import EVERYBODY, RENEWALS, Stage

SOLD = """
plan: sold
title: Sold
from: 2024-01-01
currency: USD
metrics:
  sold: {title: Expansion, measure: sum, of: {kind: upsell}, scope: person}
components:
  most: {pay: contest, title: Most sold, metric: sold, prizes: [Day off], ties: share}
"""
NPS = """
plan: nps
title: NPS
from: 2024-01-01
currency: USD
metrics:
  nps: {title: Your NPS, measure: nps, scope: person, least_sample: 2}
components:
  best: {pay: contest, title: Highest NPS, metric: nps, prizes: ["$100"]}
"""
TEAMS = """
plan: teams
title: Teams
from: 2024-01-01
currency: USD
metrics:
  renewed: {title: Renewals, measure: count, of: {kind: renewal}, scope: team}
components:
  dinner: {pay: contest, title: Team dinner, metric: renewed, prizes: ["$300"], for_team: split}
"""
CLUB = """
plan: club
title: Club
from: 2024-01-01
currency: USD
metrics:
  kept: {title: Renewed, measure: count, of: {kind: renewal}, scope: person, target: 4}
components:
  club:
    pay: contest
    title: President's Club
    every: year
    metric: kept
    reads: attainment
    prizes: [Trip to Lisbon]
    winners: 1
    eligible: {at_least: 25%}
"""
FIRSTS = """
plan: firsts
title: Firsts
from: 2024-01-01
currency: USD
components:
  first: {pay: spiff, title: First upsell, of: {kind: upsell}, prize: "$500", counts: first}
  race:
    pay: spiff
    title: Reference race
    of: {kind: reference}
    prize: "$200"
    days: {from: 2024-08-01, to: 2024-08-31}
    winners: 2
  over:
    pay: spiff
    title: July only
    of: {kind: upsell}
    prize: "$9"
    days: {from: 2024-07-01, to: 2024-07-31}
"""


def charts(message: Message) -> list[dict[str, Any]]:
    return [block["chart"] for block in message.blocks or [] if block["type"] == "data_visualization"]


def bars(message: Message) -> list[tuple[str, int]]:
    (chart,) = charts(message)
    return [(point["label"], point["value"]) for point in chart["series"][0]["data"]]


def table(message: Message) -> list[list[str]]:
    (block,) = [block for block in message.blocks or [] if block["type"] == "data_table"]
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_somebody_in_a_contest_reads_the_top_and_their_own_place(either_cup: Stage) -> None:
    told = either_cup.ask("ana")
    assert "*Renewal cup*  ·  Q3 2024, until 30 Sep 2024 (47 days to go)" in told
    assert "First: $500; Second: $200" in told
    assert "1. *Ana Ruiz* (you)  1" in told
    assert "1. *Fay Moss*  1" in told
    # 700 for three who are level: 233.34, 233.33 and 233.33
    assert ":point_right: As it stands, *you win $233.34*." in told


def test_who_has_no_place_reads_why(cup: Stage) -> None:
    assert "*You have no place yet*, with 0. Short of what it takes to win." in cup.ask("kim")


def test_who_stands_behind_the_top_reads_their_own_place_all_the_same(stage: Stage) -> None:
    stage.load(RENEWALS, "renewals", *EVERYBODY)
    more = [
        {"key": f"{who}{at}", "kind": "renewal", "on": "2024-08-10", "person": who}
        for who, many in {"ana": 5, "cho": 5, "ben": 4, "fay": 3, "zoe": 3, "kim": 1}.items()
        for at in range(many)
    ]
    stage.happens(*more)
    told = stage.ask("kim")
    assert "Kim Yun" not in told
    assert "*You are number 6* with 1. As it stands, that wins nothing yet." in told


def test_the_chart_has_a_bar_for_each_of_the_first_places(cup: Stage) -> None:
    assert bars(cup.type("ana")) == [("1. Ana Ruiz", 1), ("1. Fay Moss", 1), ('1. Zoë <!channel> "…', 1)]


@pytest.mark.parametrize("person", ["dee", "ben", "eli", "gus"])
def test_managers_and_admins_see_every_contest(cup: Stage, person: str) -> None:
    told = cup.ask(person)
    assert "*Renewal cup*" in told
    assert "Start a contest" in told


def test_a_colleague_who_is_not_in_it_sees_none(cup: Stage) -> None:
    assert cup.ask("jon") == (
        "You are in no contest just now. When one begins it is announced, and `/spiff` shows how you stand."
    )
    assert "I can't find a contest “renewal cup”" in cup.ask("jon", "renewal cup")


def test_the_rules_are_told_in_plain_words_with_everybodys_place(cup: Stage) -> None:
    message = cup.type("fay", "renewal CUP")
    told = said(message)
    assert "The people with the most Renewals win: first $500 and second $200." in told
    assert "Those who are level divide the prizes of the places they take up." in told
    assert "To win you have to be on the plan on the period's last day and have at least 1." in told
    assert "share the first place: they divide the prizes" in told
    assert table(message) == [
        ["Place", "Who", "Renewals", "Would win"],
        ["1", "Ana Ruiz", "1", "$233.34"],
        ["1", "Fay Moss", "1", "$233.33"],
        ["1", 'Zoë <!channel> "{{7*7}}" oiraM', "1", "$233.33"],
    ]


def test_why_others_have_no_place_is_for_managers_and_admins(cup: Stage) -> None:
    why = "*Kim Yun* has no place. Short of what it takes to win."
    assert "3 contestants have no place yet." in cup.ask("fay", "cup")
    assert why not in cup.ask("fay", "cup")
    assert why in cup.ask("gus", "cup")
    assert why in cup.ask("eli", "cup")


def test_a_small_sample_is_explained(stage: Stage) -> None:
    stage.load(NPS, "nps", "ana", "cho")
    told = stage.ask("ana", "highest nps")
    assert "With fewer than 2 to go by it does not count" in told
    why = (
        "*You have no place yet.* The figure rests on too few to count. It rests on 0, and counts from 2 on."
    )
    assert why in told
    assert "Nobody has a place yet: the first one is free." in told


def test_somebody_elses_sum_of_money_reads_in_percent_of_the_best(stage: Stage) -> None:
    # Ana has 60% of 10,000.01, Cho 40%: 6,000.01 and 4,000.00, two thirds of it.
    stage.load(SOLD, "sold", *EVERYBODY)
    for person, own in (("ana", "$6,000.01"), ("cho", "$4,000.00")):
        for words in ("", "most sold"):
            told = stage.ask(person, words)
            assert set(re.findall(r"\$[\d,.]*\d", told)) == {own}
            assert "only you see your own" in told
    seen = stage.type("cho", "most sold")
    assert table(seen)[1:3] == [
        ["1", "Ana Ruiz", "100% of the best", "Day off"],
        ["2", "Cho Park", "$4,000.00", "–"],
    ]
    assert bars(seen)[:2] == [("1. Ana Ruiz", 100), ("2. Cho Park", 67)]
    for person in ("gus", "dee", "ben"):
        assert "$" not in str(stage.type(person, "most sold").blocks).replace("$0.00", "")


def test_teams_are_ranked_by_their_names_and_own_is_the_own_teams(stage: Stage) -> None:
    stage.load(TEAMS, "teams", *EVERYBODY)
    told = stage.ask("cho")
    # Red has two renewals, blue one; 300 for the three of red.
    assert "1. *Team Red*  2" in told
    assert "2. *Team Blue* (you)  1" in told
    assert "As it stands, *you win $100.00*." in stage.ask("kim")


def test_the_year_shows_progress_towards_the_club_all_year_round(stage: Stage) -> None:
    stage.load(CLUB, "club", "ana", "cho", "kim", since="2024-01-01")
    stage.happens({"key": "K1", "kind": "renewal", "on": "2024-03-02", "person": "kim"})
    stage.happens({"key": "K2", "kind": "renewal", "on": "2024-08-02", "person": "kim"})
    told = stage.ask("ana", "club")
    assert "*President's Club*  ·  2024\n▰▰▰▰▰▰▱▱▱▱ 62% of the year has passed." in told
    # Ana 1 of 4, Kim 2 of 4, and one wins.
    assert "*You are number 2* with 25% of target. As it stands, that wins nothing yet." in told
    assert "You are 25 percentage points away from a winning place." in told
    assert "It takes 25% of the target or more." in told
    assert "*You have no place yet*, with 0% of target. Short of what it takes to win." in stage.ask(
        "cho", "club"
    )
    assert "As it stands, you win Trip to Lisbon." in stage.ask("kim", "club")
    assert "You are in no yearly contest." in stage.ask("fay", "club")


def test_prizes_for_single_events_say_how_many_are_left_and_who_won(stage: Stage) -> None:
    stage.load(FIRSTS, "firsts", "ana", "cho")
    stage.happens({"key": "F1", "kind": "reference", "on": "2024-08-03", "person": "cho"})
    told = stage.ask("cho")
    assert "*Reference race*  ·  You win $200 for each reference.\n:gift: $200: 1 prize is left." in told
    assert "1 prize was won in Q3 2024, by you. It ends 31 Aug 2024." in told
    assert "July only" not in told
    about = stage.ask("ana", "race")
    assert "Only the first 2 prizes are given." in about
    assert "3 Aug 2024  *Cho Park*  $200.00" in about


def test_a_button_leads_to_all_about_a_contest_and_back(cup: Stage) -> None:
    cup.press("ana", cup.type("ana"), "spiff.about")
    about = cup.answers("ana")[-1]
    assert "The people with the most Renewals win" in about


def test_a_button_about_somebody_elses_contest_says_nothing_of_it(cup: Stage) -> None:
    cup.door.forge("jon", "spiff.about", "renewals cup")
    assert "That contest is over, or you are not in it." in cup.answers("jon")[-1]


def test_several_of_a_name_are_listed(stage: Stage) -> None:
    stage.load(RENEWALS, "renewals", "ana")
    stage.load(TEAMS.replace("Team dinner", "Renewal dinner"), "teams", "ana")
    told = stage.ask("ana", "renewal")
    assert "Several contests are called something like “renewal”. Which one?" in told
    assert "*Renewal cup*" in told
    assert "*Renewal dinner*" in told


def test_a_contest_that_is_over_is_found_by_its_name_while_nothing_else_is_called_so(stage: Stage) -> None:
    text = RENEWALS.replace("    metric: renewed", "    every: month\n    metric: renewed")
    stage.load(text, "renewals", *EVERYBODY, until="2024-07-31")
    assert "You are in no contest just now." in stage.ask("ana")
    assert "July 2024, until 31 Jul 2024" in stage.ask("ana", "renewal cup")


def test_no_amount_shows_in_the_text_of_an_answer(cup: Stage) -> None:
    for words in ("", "renewal cup", "club", "help"):
        assert "$" not in cup.type("ana", words).text


def test_what_people_are_called_does_no_harm(stage: Stage) -> None:
    title = "<!channel> {{7*7}} <@U1>"
    stage.load(RENEWALS.replace("title: Renewal cup", f"title: '{title}'"), "renewals", *EVERYBODY)
    for message in (stage.type("zoe"), stage.type("zoe", "<!channel>")):
        assert "&lt;!channel&gt; {{7*7}}" in said(message) or "<!channel> {{7*7}}" in said(message)
        for block in message.blocks or []:
            if block["type"] in ("section", "context"):
                assert "<!channel>" not in str(block)
                assert "\u202e" not in str(block)
