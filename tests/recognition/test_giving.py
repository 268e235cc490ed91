"""Dropping the mic by command: the post, the word to the receivers, and what the giver reads."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.people.company import change_company
from bot.recognition.nominations import Nomination
from bot.recognition.shown import post_values
from bot.recognition.taking_part import Member
from bot.runtime import TEMPLATES
from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from bot.slack.limits import violations
from bot.slack.render import Renderer
from bot.store.engine import writing
from tests.front_door import FrontDoor, said
from tests.recognition.stage import WORDS, Stage
from tests.store.brightwater import NOW


def people_in(post: Message) -> list[str]:
    """The users whom the post names live."""
    (rich,) = [block for block in post.blocks or [] if block["type"] == "rich_text"]
    (section,) = rich["elements"]
    return [each["user_id"] for each in section["elements"] if each["type"] == "user"]


def test_a_nomination_is_posted_and_its_receiver_is_told(either_stage: Stage) -> None:
    stage = either_stage
    answer = stage.type("ana", f"@ben {WORDS} #grit")
    assert "You dropped the mic for *Ben Okafor*. It is on its way to" in said(answer)
    assert "You can name 9 more people this month." in said(answer)
    stage.send()
    post = stage.post()
    assert post.text == f"Ana Ruiz dropped the mic for Ben Okafor: {WORDS}"
    assert people_in(post) == ["UANA", "UBEN"]
    assert f"> {WORDS}\n*#grit* Never give up" in said(post)
    (told,) = stage.told("ben")
    assert told.startswith(":microphone: *Ana Ruiz dropped the mic for you.*")
    assert f"Everybody can read it in <#{stage.wins}>." in told
    assert stage.told("ana") == []


def test_several_people_are_named_in_one_post_and_each_is_told(stage: Stage) -> None:
    number = stage.give("ana", f"@ben, @cho and @fay {WORDS}")
    stage.send()
    assert stage.receivers(number) == ["ben", "cho", "fay"]
    assert stage.post().text.startswith("Ana Ruiz dropped the mic for Ben Okafor, Cho Park and Fay Moss: ")
    assert people_in(stage.post()) == ["UANA", "UBEN", "UCHO", "UFAY"]
    (told,) = stage.told("cho")
    assert "dropped the mic for you, and for Ben Okafor and Fay Moss.*" in told
    assert [len(stage.told(person)) for person in ("ben", "fay", "dee")] == [1, 1, 0]


def test_a_group_stands_for_its_people_without_the_giver_apps_and_who_left(stage: Stage) -> None:
    answer = stage.type("ana", f"@care {WORDS}")
    assert "You dropped the mic for *Cho Park and Ben Okafor*." in said(answer)
    assert "Of the group I left out 2 people who can't be named." in said(answer)
    (number,) = stage.numbers()
    assert stage.receivers(number) == ["cho", "ben"]


def test_somebody_named_alone_and_in_a_group_is_named_once(stage: Stage) -> None:
    number = stage.give("ana", f"@ben @care @ben {WORDS}")
    assert stage.receivers(number) == ["ben", "cho"]


def test_people_outside_customer_success_give_and_receive(stage: Stage) -> None:
    """Oda is on no list of the company's."""
    number = stage.give("oda", f"@gus {WORDS}")
    stage.send()
    assert stage.receivers(number) == ["gus"]
    assert stage.receivers(stage.give("ana", f"@oda {WORDS}")) == ["oda"]
    stage.send()
    (told,) = stage.told("oda")
    assert "Ana Ruiz dropped the mic for you" in told


def test_a_link_in_the_words_is_a_button_on_the_post(stage: Stage) -> None:
    stage.give("ana", f"@ben {WORDS} https://crm.example.com/deals/7?a=1&b=2")
    stage.send()
    (link,) = [
        element
        for block in stage.post().blocks or []
        if block["type"] == "actions"
        for element in block["elements"]
        if element.get("action_id") == "recognition.link"
    ]
    assert link["url"] == "https://crm.example.com/deals/7?a=1&b=2"
    assert link["text"]["text"] == "Open crm.example.com"
    assert stage.press("cho", "recognition.link").problem is None


def test_only_names_open_the_form_with_them_filled_in(stage: Stage) -> None:
    view = stage.open("ana", "@ben and @cho")
    assert view["blocks"][1]["element"]["initial_users"] == ["UBEN", "UCHO"]
    assert stage.numbers() == set()


def test_the_same_request_again_gives_nothing_more(either_stage: Stage) -> None:
    stage = either_stage
    stage.give("ana", f"@ben {WORDS}")
    sent = stage.door.world.sent[-1]
    stage.door.clock.advance(seconds=2)
    reply = stage.door.world.deliver("command", sent.payload)
    assert reply.answer is not None
    assert b"You dropped the mic for *Ben Okafor*" in reply.answer.body
    assert b"You can name 9 more people" in reply.answer.body
    assert len(stage.numbers()) == 1
    stage.send()
    assert (len(stage.posts()), len(stage.told("ben"))) == (1, 1)


def test_of_two_at_once_only_one_uses_what_is_left(either_stage: Stage) -> None:
    stage = either_stage
    stage.settings(monthly_allowance=1)
    stage.type("ana", "me")  # they are known from now on

    def give(to: str) -> bytes:
        answer = stage.door.world.run("UANA", "/dropthemic", f"@{to} {WORDS}").answer
        assert answer is not None
        return answer.body

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(give, ("ben", "cho", "fay", "hal")))
    assert len(stage.numbers()) == 1
    assert sum(b"You have named as many people as one can in a month" in answer for answer in answers) == 3


def test_the_month_of_the_allowance_is_the_givers_own(stage: Stage) -> None:
    stage.settings(monthly_allowance=1)
    stage.door.world.change_user("UANA", tz="Pacific/Auckland")
    stage.door.world.change_user("UCHO", tz="America/Los_Angeles")
    stage.door.clock.now = datetime(2024, 8, 31, 11, 30, tzinfo=UTC)  # 23:30 in Auckland
    stage.give("ana", f"@ben {WORDS}")
    stage.give("cho", f"@ben {WORDS}")
    stage.door.clock.now = datetime(2024, 8, 31, 12, 30, tzinfo=UTC)  # 0:30 on 1 September there
    ana = stage.give("ana", f"@fay {WORDS}")
    assert "as many people as one can in a month" in stage.refusals("cho", f"@fay {WORDS}")
    # In the workspace's zone, which is UTC, it is still August.
    assert (stage.row(ana)["month"], stage.row(ana)["giver_month"]) == ("2024-08", "2024-09")


def test_who_does_not_want_to_be_named_is_told_and_not_posted(stage: Stage) -> None:
    for person in ("ben", "cho"):
        stage.type(person, "me")
        stage.wish(person, no_naming=True)
    answer = stage.type("ana", f"@ben @cho {WORDS}")
    assert "They would rather not be named in a channel, so only they are told." in said(answer)
    stage.send()
    assert stage.posts() == []
    (told,) = stage.told("ben")
    assert "You asked not to be named in a channel, so only you are told." in told
    assert "and for 1 person" in told
    stage.give("ana", f"@ben @fay {WORDS}")
    stage.send()
    assert stage.post().text.startswith("Ana Ruiz dropped the mic for Fay Moss and 1 other: ")
    assert people_in(stage.post()) == ["UANA", "UFAY"]


def test_nor_are_they_named_in_the_middle_of_the_words(stage: Stage) -> None:
    stage.type("ben", "me")
    stage.wish("ben", no_naming=True)
    stage.give("ana", "@fay helped @ben and @cho with the migration all night")
    stage.send()
    assert "> helped a colleague and @Cho Park with the migration all night" in said(stage.post())
    assert "Ben" not in f"{said(stage.post())} {stage.post().text}"
    assert len(stage.told("ben")) == 1


def test_everybody_is_named_in_the_post_however_many_they_are() -> None:
    people = [
        Member(number, f"U{number}", None, f"P{number}", "UTC", "member", False) for number in range(60)
    ]
    one = Nomination(
        id=1, giver=people[0], receivers=tuple(people[1:]), month="2024-08", giver_month="2024-08",
        words=WORDS, value=None, link=None, photo_file=None, quoted_text=None, quoted_link=None,
        given_at=NOW, edition=0, withdrawn_by=None, endorsements=0,
    )  # fmt: skip
    shown = Renderer(TEMPLATES).render("recognition/post", post_values(one))
    assert json.dumps(shown.blocks).count('"user_id"') == 60
    assert violations("message", {"text": shown.text, "blocks": shown.blocks}) == []


def test_a_giver_who_does_not_want_to_be_named_is_a_colleague_in_the_channel(stage: Stage) -> None:
    stage.type("ana", "me")
    stage.wish("ana", no_naming=True)
    stage.give("ana", f"@ben {WORDS}")
    stage.send()
    assert stage.post().text.startswith("A colleague dropped the mic for Ben Okafor: ")
    assert people_in(stage.post()) == ["UBEN"]
    assert "*Ana Ruiz dropped the mic for you.*" in stage.told("ben")[0]


def test_where_the_app_is_not_in_the_channel_admins_are_told_what_to_do(stage: Stage) -> None:
    private = stage.door.world.add_channel("praise", ["UANA"], with_app=False).id
    stage.settings(channel=private)
    stage.give("ana", f"@ben {WORDS}")
    stage.send()
    (told,) = stage.told("gus")
    assert f"*A drop of the mic* did not get out to <#{private}>." in told
    assert f"Type `/invite @Micdrop` in <#{private}>" in told
    assert len(stage.told("ben")) == 1


def test_what_is_for_one_person_never_goes_to_the_fallback_channel(stage: Stage) -> None:
    general = stage.door.world.channel("general").id
    with writing(stage.door.engine) as connection:
        changes = {"fallback_channel": general}
        change_company(connection, stage.door.workspace_id, changes, stage.door.clock(), "test")
    refused = Fault("chat.postMessage", "slack_error", channel="UBEN", error="messages_tab_disabled")
    stage.door.world.faults.add(refused)
    stage.give("ana", f"@ben {WORDS}")
    stage.send()
    assert stage.door.world.messages("UANA", general) == []
    assert stage.told("ben") == []
    (told,) = stage.told("gus")
    assert "*Word of a drop of the mic* did not get out" in told


def test_when_slack_does_not_say_who_somebody_is_nothing_is_lost(stage: Stage) -> None:
    stage.type("ana", "me")
    stage.door.world.faults.add(Fault("users.info", "slack_error"))
    assert "Slack does not tell me who that is just now." in stage.refusals("ana", f"@ben {WORDS}")
    assert stage.receivers(stage.give("ana", f"@ben {WORDS}")) == ["ben"]


def test_when_slack_does_not_say_who_the_giver_is_they_are_told(stage: Stage) -> None:
    stage.door.world.faults.add(Fault("users.info", "slack_error"))
    assert "Slack doesn't tell me who you are" in said(stage.type("ana", f"@ben {WORDS}"))
    assert stage.numbers() == set()


def test_whoever_left_meanwhile_is_known_to_have_left(stage: Stage) -> None:
    stage.give("ana", f"@ben {WORDS}")
    stage.door.world.change_user("UBEN", deleted=True)
    assert "Ben Okafor is not with us any more" in stage.refusals("ana", f"@ben {WORDS} again")


def test_a_receiver_who_leaves_before_they_are_told_keeps_the_post(stage: Stage) -> None:
    stage.give("ana", f"@ben {WORDS}")
    stage.door.world.change_user("UBEN", deleted=True)
    stage.door.world.faults.add(
        Fault("chat.postMessage", "slack_error", channel="UBEN", error="user_disabled", times=9)
    )
    stage.send()
    assert stage.post().text.startswith("Ana Ruiz dropped the mic for Ben Okafor")
    assert stage.states("post")["nomination/1/to/2"] == "dead"


def test_slack_is_asked_about_a_person_once_a_day(stage: Stage) -> None:
    def asked() -> int:
        return sum(call.method == "users.info" for call in stage.door.world.calls)

    stage.give("ana", f"@ben {WORDS}")
    before = asked()
    stage.give("ana", f"@ben {WORDS}")
    assert asked() == before
    stage.door.clock.advance(hours=25)
    stage.give("ana", f"@ben {WORDS}")
    assert asked() == before + 2


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("ana", "Gus Hall can set it up. Give them a nudge!"),
        ("gus", "Run `micdrop recognition setup --channel C0123ABCD`"),
    ],
)
def test_before_it_is_set_up_each_reads_what_they_can_do(company: FrontDoor, person: str, words: str) -> None:
    (message,) = company.world.command(f"U{person.upper()}", "/dropthemic", f"@ben {WORDS}")
    assert "*Drop the mic is not set up here yet.*" in said(message)
    assert words in said(message)
