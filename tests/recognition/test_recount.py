"""What hangs on a nomination whose post is deleted: after the close, and in round-ups that told of it."""

from bot.recognition.award_rows import awards
from bot.recognition.catalogue import rewards
from bot.recognition.month_rows import candidates
from tests.front_door import said
from tests.recognition.award_desk import answer, card, host, press
from tests.recognition.calendar_stage import Months, august
from tests.recognition.stage import Stage
from tests.recognition.test_ballot import ENDS, ballot, form, vote
from tests.recognition.test_hostile_words import people_called

CLOSE = "2024-08-30 17:00"
WORDS = "said so in the words that are to go"


def given(stage: Stage, *drops: str, gone: str) -> Months:
    """Who gives and who receives, one a minute. Those in `gone` are typed and posted, for their posts
    to be deleted; the others are just there.
    """
    stage.door.world.change_user("UGUS", is_admin=True)
    year = Months(stage)
    for drop in drops:
        giver, receiver = drop.split()
        if drop in gone:
            stage.give(giver, f"@{receiver} {giver} {WORDS} #grit")
        else:
            at = f"{stage.door.clock.now:%Y-%m-%d %H:%M}"
            year.given(giver, receiver, at, words=f"{giver} {WORDS}")
        stage.door.clock.advance(minutes=1)
    stage.send()
    return year


def closed(stage: Stage, *drops: str, gone: str, **settings: object) -> Months:
    """The same, and then the month closes."""
    august(stage, **settings)
    year = given(stage, *drops, gone=gone)
    year.at(CLOSE)
    return year


def delete(stage: Stage, giver: str, receiver: str) -> None:
    """The workspace's admin deletes the post of that nomination, and what follows goes to Slack."""
    both = {f"U{giver.upper()}", f"U{receiver.upper()}"}
    (post,) = [one for one in stage.posts() if people_called(one) == both]
    stage.door.world.delete("UGUS", post)
    stage.send()


ANA_FIRST = ("ben ana", "cho ana", "fay cho", "dee eli")


def test_the_award_goes_to_whoever_stands_first_without_it(either_stage: Stage) -> None:
    year = closed(either_stage, "ben ana", "cho ana", "fay cho", "eli cho", gone="ben ana")
    assert year.awards() == [("ana", "preview")]
    delete(either_stage, "ben", "ana")
    assert year.awards() == [("ana", "passed_over"), ("cho", "preview")]
    assert "*Ana Ruiz* no longer stands first: a nomination was taken back" in said(
        year.dm("gus", "Ana Ruiz")
    )
    shown = said(year.dm("gus", "*Cho Park* stands first"))
    assert "By nominations and endorsements: 2 points of support, the most of all." in shown
    assert [row["support_halves"] for row in year.rows(candidates)] == [4, 2]


def test_whoever_stays_first_is_looked_at_again_without_the_words(either_stage: Stage) -> None:
    year = closed(either_stage, "ben ana", "cho ana", "dee ana", "fay cho", gone="ben ana")
    before = year.dm("gus", "*Ana Ruiz* stands first")
    delete(either_stage, "ben", "ana")
    assert year.awards() == [("ana", "preview")]
    assert "somebody else was faster" in answer(either_stage.door.press("gus", before, "award.approve"))
    shown = year.dm("gus", "*Ana Ruiz* stands first")
    assert "By nominations and endorsements: 2 points of support, the most of all." in said(shown)
    assert f"ben {WORDS}" not in said(shown)
    either_stage.door.press("gus", shown, "award.approve")
    either_stage.send()
    announced = year.said_in_channel()[-1]
    assert f"> cho {WORDS}\n— Cho Park" in announced
    assert f"ben {WORDS}" not in announced


def test_what_does_not_concern_the_winner_leaves_the_award_as_it_was_shown(stage: Stage) -> None:
    year = closed(stage, *ANA_FIRST, gone="dee eli")
    (before,) = year.rows(awards)
    delete(stage, "dee", "eli")
    assert year.rows(awards) == [before]
    assert len(year.rows(candidates)) == 2


def test_who_lost_the_first_place_can_have_it_yet(stage: Stage) -> None:
    card(stage)
    year = closed(stage, "ben ana", "cho ana", "fay cho", "eli cho", gone="ben ana")
    delete(stage, "ben", "ana")
    press(year, "award.pass_over", words="*Cho Park* stands first")
    stage.send()
    assert year.awards() == [("ana", "preview"), ("cho", "passed_over")]
    shown = year.dm("gus", "*Ana Ruiz* stands first")
    reward = stage.door.press("gus", shown, "award.reward").view
    assert reward is not None
    stage.door.world.submit("UGUS", reward, {"reward": str(year.rows(rewards)[0]["id"])})
    stage.send()
    press(year, "award.approve", words="*Ana Ruiz* stands first")
    stage.send()
    assert "*<@UANA>* takes the mic. With it goes: *Gift card*" in year.said_in_channel()[-1]
    assert year.gifts() == [("ana", "promised")]


def test_with_no_nomination_left_there_is_no_award(stage: Stage) -> None:
    year = closed(stage, "ben ana", gone="ben ana")
    delete(stage, "ben", "ana")
    assert year.month()["state"] == "empty"
    told = said(year.dm("gus", "after all"))
    assert "left, was passed over, or has no nomination any more." in told
    assert year.said_in_channel() == []


def test_who_shares_it_no_longer_leaves_it_to_the_others(stage: Stage) -> None:
    number = card(stage, stock=1)
    year = closed(stage, "ben ana", "fay cho", ties="shared", gone="ben ana")
    view = press(year, "award.reward", words="*Ana Ruiz* stands first").view
    assert view is not None
    stage.door.world.submit("UGUS", view, {"reward": str(number)})
    stage.send()
    press(year, "award.approve", words="*Ana Ruiz* stands first")
    assert year.gifts() == [("ana", "promised")]
    delete(stage, "ben", "ana")
    assert year.awards() == [("ana", "passed_over"), ("cho", "preview")]
    assert (year.gifts(), year.rows(rewards)[0]["stock"]) == ([("ana", "declined")], 1)
    shown = said(year.dm("gus", "*Cho Park* stands first"))
    assert "By nominations and endorsements: 1 point of support." in shown
    press(year, "award.approve", words="*Cho Park* stands first")
    stage.send()
    assert "*<@UCHO>* takes the mic!" in year.said_in_channel()[-1]


def test_whoever_is_level_now_shares_it(stage: Stage) -> None:
    year = closed(stage, "ben ana", "dee ana", "fay cho", ties="shared", gone="dee ana")
    delete(stage, "dee", "ana")
    assert year.awards() == [("ana", "preview"), ("cho", "preview")]
    assert "It is shared with Cho Park." in said(year.dm("gus", "*Ana Ruiz* stands first"))
    assert "It is shared with Ana Ruiz." in said(year.dm("gus", "*Cho Park* stands first"))


def test_off_an_open_ballot_goes_who_has_no_nomination_left_with_their_votes(either_stage: Stage) -> None:
    year = closed(either_stage, "ben ana", "fay cho", "eli jon", choosing="ballot", gone="fay cho")
    for person, candidate in (("dee", "cho"), ("hal", "cho"), ("kim", "ana")):
        assert "Your vote counts." in vote(year, person, candidate)
    view = form(year, "eli")
    delete(either_stage, "fay", "cho")
    assert "Vote for one of 2 people until" in said(ballot(year))
    assert "Cho" not in said(ballot(year))
    outcome = either_stage.door.world.submit("UELI", view, {"candidate": str(year.member("cho"))})
    assert outcome.view is not None
    assert "Whom you chose is not on the ballot any more." in said(outcome.view)
    assert year.votes() == {"ana": 1, "jon": 0}
    assert "You have voted already." in said(
        either_stage.door.press("dee", ballot(year), "ballot.open").messages[0]
    )
    year.at("2024-09-03 16:59")
    year.at(ENDS)
    shown = said(year.dm("gus", "*Ana Ruiz* stands first"))
    assert "By secret ballot: 1 of 3 votes, the most of all." in shown


def test_onto_an_open_ballot_nobody_comes(stage: Stage) -> None:
    drops = ("ben ana", "fay cho", "eli jon")
    year = closed(stage, *drops, choosing="ballot", shortlist_size=2, gone="ben ana")
    assert set(year.votes()) == {"ana", "cho"}
    vote(year, "dee", "cho")
    delete(stage, "ben", "ana")
    assert year.awards() == [("cho", "preview")]


def test_a_ballot_with_one_left_ends_at_once(stage: Stage) -> None:
    year = closed(stage, "ben ana", "fay cho", choosing="ballot", gone="fay cho")
    vote(year, "dee", "cho")
    vote(year, "eli", "ana")
    delete(stage, "fay", "cho")
    assert "The ballot is over. On it were: *Ana Ruiz*." in said(ballot(year))
    assert "By secret ballot: 1 of 2 votes." in said(year.dm("gus", "*Ana Ruiz* stands first"))


def test_a_ballot_with_nobody_left_is_over(stage: Stage) -> None:
    year = closed(stage, "ben ana", "ben cho", choosing="ballot", gone="ben ana, ben cho")
    for receiver in ("ana", "cho"):
        delete(stage, "ben", receiver)
    assert year.month()["state"] == "empty"
    assert "There is no award for August 2024 after all." in said(year.dm("gus", "after all"))


def test_a_ballot_whose_people_all_go_at_once_says_so(stage: Stage) -> None:
    year = august(stage, choosing="ballot")
    stage.door.world.change_user("UGUS", is_admin=True)
    stage.give("ben", f"@ana @cho {WORDS}")
    stage.send()
    year.at(CLOSE)
    stage.door.world.delete("UGUS", stage.posts()[0])
    stage.send()
    assert "The ballot is over: nobody is left on it." in said(ballot(year))


def test_once_counted_votes_stay_and_a_tie_is_settled_anew(stage: Stage) -> None:
    drops = ("ben ana", "hal ana", "fay cho")
    year = closed(stage, *drops, choosing="ballot", gone="ben ana")
    vote(year, "dee", "cho")
    vote(year, "eli", "ana")
    year.at(ENDS)
    assert year.awards() == [("ana", "preview")]
    delete(stage, "ben", "ana")
    assert year.awards() == [("ana", "preview")]
    shown = said(year.dm("gus", "*Ana Ruiz* stands first"))
    assert "A tie: level with 1 other on 1 of 2 votes. It was settled by who got there earlier." in shown


def test_the_committee_sees_the_shortlist_as_it_is(stage: Stage) -> None:
    year = closed(stage, *ANA_FIRST, choosing="committee", shortlist_size=2, gone="fay cho, ben ana")
    assert "2. *Eli Stone*" not in said(year.dm("gus", "it is for you to choose"))
    delete(stage, "fay", "cho")
    words = said(year.dm("gus", "it is for you to choose"))
    assert "1. *Ana Ruiz*" in words
    assert "Cho Park" not in words
    assert len([one for one in year.dms("gus") if "it is for you to choose" in said(one)]) == 1
    delete(stage, "ben", "ana")
    view = press(year, "award.pick", words="it is for you to choose").view
    assert view is not None
    assert "*Ana Ruiz*  ·  1 nomination, support 1" in said(view)


def test_the_committee_picks_again_when_its_choice_has_no_nomination_left(stage: Stage) -> None:
    host(stage, "gus")
    year = closed(stage, *ANA_FIRST, choosing="committee", gone="cho ana, fay cho")
    view = press(year, "award.pick", words="it is for you to choose").view
    assert view is not None
    stage.door.world.submit("UGUS", view, {"candidate": str(year.member("cho")), "reasons": "Kind"})
    stage.send()
    delete(stage, "cho", "ana")
    assert year.awards() == [("cho", "preview")]
    delete(stage, "fay", "cho")
    assert year.month()["state"] == "committee"
    assert "Cho Park" not in said(year.dm("gus", "the choice is yours again"))


def test_what_was_announced_stays_without_the_words(either_stage: Stage) -> None:
    year = closed(either_stage, "ben ana", "cho ana", "fay cho", gone="ben ana")
    press(year, "award.approve")
    either_stage.send()
    assert f"ben {WORDS}" in year.said_in_channel()[-1]
    delete(either_stage, "ben", "ana")
    announced = year.said_in_channel()[-1]
    assert "*<@UANA>* takes the mic!" in announced
    assert f"ben {WORDS}" not in announced
    assert f"cho {WORDS}" in announced
    assert f"ben {WORDS}" not in said(year.dm("ana", "is yours"))
    assert f"ben {WORDS}" not in said(year.dm("gus", "is announced"))
    assert year.month()["state"] == "announced"


def test_a_round_up_that_told_of_it_is_put_right(either_stage: Stage) -> None:
    august(either_stage)
    year = given(either_stage, "ben ana", "cho ana", gone="ben ana")
    either_stage.press("dee", "recognition.endorse", either_stage.posts()[0])
    year.at("2024-08-16 16:00")
    assert "*2 drops of the mic* this week, and *1 endorsement*." in year.said_in_channel()[-1]
    delete(either_stage, "ben", "ana")
    now_is = year.said_in_channel()[-1]
    assert "*1 drop of the mic* this week, and *0 endorsements*." in now_is
    assert f"ben {WORDS}" not in now_is
    assert f"> cho {WORDS}\n" in f"{now_is}\n"


def test_a_round_up_of_nothing_else_goes_with_what_is_taken_back(stage: Stage) -> None:
    august(stage)
    year = given(stage, "ben ana", gone="ben ana")
    (number,) = stage.numbers()
    year.at("2024-08-16 16:00")
    assert len(stage.posts()) == 2
    stage.door.forge("ben", "recognition.withdraw", str(number))
    stage.submit("ben", stage.door.views("ben")[-1])
    stage.send()
    assert stage.posts() == []


def test_other_weeks_are_left_alone(stage: Stage) -> None:
    august(stage)
    year = given(stage, "ben ana", gone="ben ana")
    year.at("2024-08-16 16:00")
    stage.give("cho", f"@ana cho {WORDS}")
    stage.send()
    year.at("2024-08-23 16:00")
    delete(stage, "cho", "ana")
    assert f"ben {WORDS}" in year.said_in_channel()[-1]
    assert year.keys("round_up/%") == [
        "round_up/2024-08-16", "round_up/2024-08-23", "round_up/2024-08-23/gone",
    ]  # fmt: skip
