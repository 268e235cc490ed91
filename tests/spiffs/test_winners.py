"""A contest that is over: its winners are worked out, somebody nods, and everybody reads it once."""

from typing import Any

from tests.front_door import said
from tests.spiffs.stage import EVERYBODY, RENEWALS, Stage
from tests.spiffs.starting import start
from tests.spiffs.test_standings import CLUB

WINNERS = "spiff_winners"
NONE_WON = RENEWALS.replace("{at_least: 1}", "{at_least: 9}")
DAY_OFF = RENEWALS.replace('prizes: ["$500", "$200"]', "prizes: [Day off, Lunch]").replace("split", "share")


def renewed(person: str, on: str, key: str = "") -> dict[str, Any]:
    return {"key": key or f"{person} {on}", "kind": "renewal", "on": on, "person": person}


def over(stage: Stage, *events: dict[str, Any], text: str = RENEWALS) -> Stage:
    """The quarter is over for three working days: Ana has two renewals, Fay and Zoe have one each."""
    stage.load(text, "renewals", *EVERYBODY)
    stage.happens(renewed("ana", "2024-09-02"), *events)
    stage.at("2024-10-03T09:00")
    return stage


def asked(stage: Stage) -> Any:
    """The card by which Gus is asked."""
    stage.run(WINNERS)
    stage.deliver()
    return stage.card_about("gus", "Renewal cup")


def approved(stage: Stage, person: str = "gus") -> None:
    card = asked(stage)
    stage.press(person, card, "announce.approve")
    stage.deliver()


def test_three_working_days_after_its_end_the_admins_are_asked_to_announce_it(stage: Stage) -> None:
    stage.ask("ana")  # Slack's user is known since she has asked once
    over(stage)
    stage.at("2024-10-02T09:00")
    assert stage.run(WINNERS) == "asked about 0 contests"
    stage.at("2024-10-03T09:00")
    card = asked(stage)
    told = said(card)
    assert "The winners of Renewal cup" in told
    assert ":first_place_medal:  *<@UANA>*  2\n:gift: $500.00" in told
    assert "Fay Moss and Zoë &lt;!channel&gt;" in told
    assert stage.posts() == []


def test_a_nod_posts_the_podium_once_and_tells_the_winners(either_cup: Stage) -> None:
    stage = either_cup
    stage.happens(renewed("ana", "2024-09-02"))
    stage.at("2024-10-03T09:00")
    approved(stage)
    (post,) = stage.posts()
    told = said(post)
    assert told.startswith("🏆 The winners of Renewal cup")
    # Level on the second place with one prize: 200 for two.
    assert ":second_place_medal:  *Fay Moss*  1\n:gift: $100.00" in told
    assert "share the second place: they divide the prizes of the places that they take up." in told
    assert "you are number 1, and you win *$500.00*." in said(stage.card("ana"))
    assert "It is on your Q3 2024 statement" in said(stage.card("ana"))
    assert "you win *$100.00*" in said(stage.card("fay"))
    assert stage.cards("kim") == []


def test_what_is_announced_is_what_the_statements_pay(stage: Stage) -> None:
    over(stage)
    approved(stage)
    stage.at("2024-09-30T09:00")
    assert stage.prizes("renewals") == [("ana", 50_000, ""), ("fay", 10_000, ""), ("zoe", 10_000, "")]


def test_however_often_it_runs_it_asks_once_and_posts_once(stage: Stage) -> None:
    over(stage)
    approved(stage)
    for _ in range(3):
        assert stage.run(WINNERS) == "asked about 0 contests"
    stage.deliver()
    assert len(stage.posts()) == 1
    assert len([card for card in stage.cards("ana") if "You won" in said(card)]) == 1


def test_whoever_started_it_is_asked_and_their_contest_is_announced_in_its_channel(stage: Stage) -> None:
    other = stage.door.world.add_channel("blue", ["UBEN", "UGUS", "UANA"]).id
    start(stage, "ben", "most-renewals", prizes="Day off", channel=other)
    stage.deliver()
    stage.at("2024-09-05T09:00")
    stage.happens(renewed("ana", "2024-08-20"))
    stage.run(WINNERS)
    stage.deliver()
    card = stage.card_about("ben", "The winners of Most renewals")
    assert ":first_place_medal:  *Ana Ruiz*  1\n:gift: Day off" in said(card)
    stage.press("ben", card, "announce.approve")
    stage.deliver()
    posts = [one for one in stage.door.world.messages("UANA", other) if one.is_app]
    assert "The winners of Most renewals" in said(posts[-1])
    assert stage.posts() == []


def test_rewards_are_promised_and_the_list_gets_those_that_it_lacks(either_stage: Stage) -> None:
    stage = either_stage
    stage.reward_list()
    stage.ask("ana")
    over(stage, text=DAY_OFF)
    approved(stage)
    assert [(one.person_key, one.reward, one.state) for one in stage.gifts()] == [
        ("ana", "Day off", "promised")
    ]
    assert "Whoever looks after rewards gets it to you." in said(stage.card_about("ana", "You won"))
    owed = said(stage.card_about("gus", "*Fay Moss* won *Lunch*"))
    assert "could not be added to the list of rewards. They are not known in Slack yet." in owed


def test_a_reward_that_could_not_be_promised_is_as_soon_as_its_winner_is_known_in_slack(stage: Stage) -> None:
    stage.reward_list()
    over(stage, text=DAY_OFF)
    approved(stage)
    # Writing to the winners has linked them by now.
    assert "promised 3 rewards that were owed" in stage.run(WINNERS)
    assert {(one.person_key, one.reward) for one in stage.gifts()} == {
        ("ana", "Day off"),
        ("fay", "Lunch"),
        ("zoe", "Lunch"),
    }
    assert stage.run(WINNERS) == "asked about 0 contests"
    assert len(stage.gifts()) == 3


def test_without_a_reward_list_whoever_approved_gives_rewards_by_hand(stage: Stage) -> None:
    over(stage, text=DAY_OFF)
    approved(stage)
    owed = said(stage.card_about("gus", "*Ana Ruiz* won *Day off*"))
    assert "Drop the mic is not set up here" in owed
    assert stage.gifts() == []


def test_where_nobody_won_that_is_what_is_asked_about(stage: Stage) -> None:
    over(stage, text=NONE_WON)
    told = said(asked(stage))
    assert "Renewal cup: nobody won" in told
    assert "This time nobody made it onto the podium." in told


def test_a_winner_who_left_after_the_end_keeps_the_prize_and_it_is_said(stage: Stage) -> None:
    over(stage)
    stage.leaves("ana", "2024-10-01")
    approved(stage)
    told = said(stage.posts()[-1])
    assert ":first_place_medal:  *Ana Ruiz*  2" in told
    assert "<@UANA>" not in told
    assert "Ana Ruiz has left since. By the rules the prize stays theirs." in told
    assert all("You won" not in said(card) for card in stage.cards("ana"))


def test_who_turns_out_to_have_left_before_the_end_does_not_win_and_the_next_moves_up(stage: Stage) -> None:
    over(stage)
    card = asked(stage)
    stage.leaves("ana", "2024-09-20")
    stage.press("gus", card, "announce.approve")
    stage.deliver()
    assert stage.posts() == []
    told = said(stage.card_about("gus", "Renewal cup"))
    assert "Ana Ruiz no longer wins. Not on the plan on 30 September 2024." in told
    assert "Fay Moss now has place 1 and $350.00." in told
    assert "Ana Ruiz has no place. Not on the plan on 30 September 2024." in told
    stage.press("gus", stage.card_about("gus", "Renewal cup"), "announce.approve")
    stage.deliver()
    (post,) = stage.posts()
    assert ":first_place_medal:  *Fay Moss*  1\n:gift: $350.00" in said(post)
    assert "Ana Ruiz has no place." in said(post)
    assert all("You won" not in said(one) for one in stage.cards("ana"))


def test_late_facts_change_the_winners_before_it_is_approved(stage: Stage) -> None:
    over(stage)
    card = asked(stage)
    stage.happens(renewed("kim", "2024-09-28", "K1"), renewed("kim", "2024-09-29", "K2"))
    stage.press("gus", card, "announce.approve")
    stage.deliver()
    told = said(stage.card_about("gus", "Renewal cup"))
    assert "Kim Yun now wins $350.00, in place 1." in told
    assert "Fay Moss no longer wins." in told


def test_of_a_published_quarter_the_winners_are_those_that_were_paid(stage: Stage) -> None:
    over(stage)
    stage.publishes("2024-Q3")
    stage.happens(renewed("kim", "2024-09-28", "K1"), renewed("kim", "2024-09-29", "K2"))
    approved(stage)
    told = said(stage.posts()[-1])
    assert "*Ana Ruiz*  2\n:gift: $500.00" in told
    assert "Kim" not in told


def test_the_club_of_the_year_is_announced_like_any_contest(stage: Stage) -> None:
    stage.load(CLUB, "club", "ana", "kim", since="2024-01-01")
    stage.happens(renewed("kim", "2024-11-02"), renewed("kim", "2024-12-02"))
    stage.at("2025-01-03T09:00")
    stage.run(WINNERS)
    stage.deliver()
    told = said(stage.card_about("gus", "President's Club"))
    assert ":first_place_medal:  *Kim Yun*  50% of target\n:gift: Trip to Lisbon" in told
    assert "2. Ana Ruiz  25% of target" in told
    assert "President's Club, 2024" in told


def test_somebody_who_would_rather_not_be_named_is_not(stage: Stage) -> None:
    stage.reward_list()
    stage.door.world.command("UANA", "/dropthemic", "me")
    stage.wish("ana", no_naming=True)
    over(stage)
    approved(stage)
    told = said(stage.posts()[-1])
    assert "Ana" not in told
    assert ":first_place_medal:  *A colleague*  2" in told
    assert "you win *$500.00*" in said(stage.card_about("ana", "You won"))


def test_it_can_be_recalled_until_it_is_out_and_nothing_stays_of_it(stage: Stage) -> None:
    stage.reward_list()
    stage.ask("ana")
    over(stage, text=DAY_OFF)
    card = asked(stage)
    stage.press("gus", card, "announce.approve")
    (waiting,) = stage.announcements()
    assert [one.state for one in stage.gifts()] == ["promised"]
    stage.door.forge("gus", "announce.recall", f"{waiting.id} 1")
    stage.deliver()
    assert stage.announcements()[0].state == "recalled"
    assert stage.posts() == []
    assert [one.state for one in stage.gifts()] == ["declined"]
    assert all("You won" not in said(one) for one in stage.cards("ana"))


def test_a_channel_without_the_app_is_told_to_whoever_approved(stage: Stage) -> None:
    quiet = stage.door.world.add_channel("quiet", ["UANA", "UGUS"], with_app=False).id
    stage.settings(channel=quiet)
    over(stage)
    approved(stage)
    assert [one for one in stage.door.world.messages("UANA", quiet) if one.is_app] == []
    assert "Type `/invite @Micdrop`" in said(stage.card_about("gus", "did not get out"))


def test_without_any_channel_it_says_so_and_asks_nobody(stage: Stage) -> None:
    stage.settings(channel="")
    over(stage)
    assert stage.run(WINNERS) == (
        "asked about 0 contests; no channel is chosen for “Renewal cup”: `/announce settings` has one"
    )
    assert stage.announcements() == []


def test_contests_of_long_ago_are_left_alone(stage: Stage) -> None:
    over(stage)
    stage.at("2024-11-20T09:00")
    assert stage.run(WINNERS) == "asked about 0 contests"


def test_no_amount_shows_in_a_notification(stage: Stage) -> None:
    over(stage)
    approved(stage)
    assert [text for text in stage.notifications() if "$" in text] == []
