"""How contests stand, in their channel, every Friday: one message each, without anybody's pay."""

from tests.front_door import said
from tests.spiffs.stage import EVERYBODY, RENEWALS, Stage
from tests.spiffs.starting import start
from tests.spiffs.test_standings import NPS, SOLD, bars

STANDINGS = "spiff_standings"


def test_each_contest_that_runs_is_posted_once_a_time(either_cup: Stage) -> None:
    stage = either_cup
    assert stage.run(STANDINGS) == "posted 1 contest"
    assert stage.run(STANDINGS) == "posted 0 contests"
    stage.deliver()
    (post,) = stage.posts()
    told = said(post)
    assert told.startswith("🏁 Renewal cup: how it stands")
    assert "1. *Ana Ruiz*  1" in told
    assert "First: $500" in told
    assert "It ends 30 Sep 2024." in told
    assert bars(post)[0] == ("1. Ana Ruiz", 1)


def test_a_sum_of_money_is_posted_in_percent_of_the_best(stage: Stage) -> None:
    stage.load(SOLD, "sold", *EVERYBODY)
    stage.run(STANDINGS)
    stage.deliver()
    (post,) = stage.posts()
    assert "1. *Ana Ruiz*  100% of the best" in said(post)
    assert "2. *Cho Park*  67% of the best" in said(post)
    assert "$" not in str(post.blocks)
    assert "$" not in post.text


def test_where_nobody_has_a_place_nothing_is_posted(stage: Stage) -> None:
    stage.load(NPS, "nps", "ana", "cho")
    assert stage.run(STANDINGS) == "posted 0 contests"


def test_on_its_last_day_only_the_winners_are_still_to_come(stage: Stage) -> None:
    stage.load(RENEWALS, "renewals", *EVERYBODY)
    stage.at("2024-09-30T15:00")
    assert stage.run(STANDINGS) == "posted 0 contests"


def test_a_contest_that_somebody_started_is_posted_in_its_own_channel(stage: Stage) -> None:
    other = stage.door.world.add_channel("red", ["UELI", "UANA"]).id
    start(stage, "eli", "most-renewals", prizes="Day off", channel=other)
    stage.run(STANDINGS)
    stage.deliver()
    posts = [one for one in stage.door.world.messages("UANA", other) if one.is_app]
    assert "Most renewals: how it stands" in said(posts[-1])
    assert stage.posts() == []


def test_who_would_rather_not_be_named_is_not(stage: Stage) -> None:
    stage.reward_list()
    stage.door.world.command("UANA", "/dropthemic", "me")
    stage.wish("ana", no_naming=True)
    stage.load(RENEWALS, "renewals", *EVERYBODY)
    stage.run(STANDINGS)
    stage.deliver()
    (post,) = stage.posts()
    assert "Ana" not in str(post.blocks)
    assert "*A colleague*" in said(post)
