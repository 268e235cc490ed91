"""Whatever people are called and however much there is: it stays within Slack's limits and does nothing."""

import json

import pytest

from bot.slack.limits import violations
from tests.front_door import FrontDoor, said


@pytest.mark.parametrize("person", ["zoe", "eli", "gus"])
def test_hostile_names_are_shown_and_do_nothing(shared_company: FrontDoor, person: str) -> None:
    text = "" if person == "zoe" else "@zoe"
    message = shared_company.answer(person, text)
    modal = shared_company.every_line(person, text)
    assert [text for text in _mrkdwn([message.blocks, modal["blocks"]]) if "<" in text] == []
    assert "\u202e" not in json.dumps([message.blocks, modal], ensure_ascii=False) + message.text
    assert "*&lt;!here&gt; &amp; &lt;@U1|boss&gt; '{{7*7}}' *_~ txt.exe*" in said(modal)
    if person != "zoe":
        assert 'Zoë <!channel> "{{7*7}}" oiraM: $2,100.00 so far' in said(message)  # in plain text, inert
        assert message.text.startswith('Zoë &lt;!channel&gt; "{{7*7}}" oiraM\'s pay')


def _mrkdwn(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["text"]] if part.get("type") == "mrkdwn" else []
        return own + [text for item in part.values() for text in _mrkdwn(item)]
    return [text for item in part for text in _mrkdwn(item)] if isinstance(part, list) else []


def _wide(components: int, metrics: int, title: str) -> str:
    lines = ["plan: wide", f"title: {title}", "from: 2024-01-01", "currency: USD", "metrics:"]
    lines += [
        f"  m{number}: {{title: {title} M{number}, measure: gross_retention, scope: team, target: 95%}}"
        for number in range(metrics)
    ]
    lines.append("components:")
    lines += [
        f"  c{number}: {{pay: commission, title: {title} C{number}, rates: [{{kind: renewal, rate: 1%}}]}}"
        for number in range(components)
    ]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("components", "title", "more"),
    [
        (12, "Short", ""),
        (35, "Short", "And 5 more components"),
        (35, "Long " * 200, "And 5 more components"),
    ],
)
def test_many_components_and_measures_stay_within_slacks_limits(
    company: FrontDoor, components: int, title: str, more: str
) -> None:
    """Each component pays 3,000.00 × 1 % = 30.00 for the renewal of Jon's only account."""
    with company.changing() as ledger:
        ledger.plan(_wide(components, 40, title))
        ledger.on_plan("wide", "jon")
        ledger.account("larch", jon=100)
        ledger.event("L1", "renewal", "2024-08-02", "larch", amount=300_000)
    message = company.answer("jon")
    answer = said(message)
    assert violations("message", {"text": message.text, "blocks": message.blocks}) == []
    assert answer.startswith(f"${30 * components:,}.00 so far")
    assert answer.count("*$30.00* · 1 line") == min(components, 30)
    assert ("more component" in answer) is bool(more)
    assert more in answer
    assert "And 28 more measures." in answer
    assert violations("home", company.home("jon")) == []
    assert violations("modal", company.every_line("jon")) == []


def test_extremely_long_names_are_cut_and_amounts_are_not(company: FrontDoor) -> None:
    """Of 3,000.00 × 1.5 % = 45.00 each, thirty times."""
    with company.changing() as ledger:
        for number in range(30):
            ledger.account(f"long-{number}", f"{number} Bartholomew & Sons " * 300, ana=100)
            ledger.event(f"L{number}", "renewal", "2024-08-02", f"long-{number}", amount=300_000)
    # 5,640.05 + 30 × 45.00 = 6,990.05
    assert company.ask("ana").startswith("$6,990.05")
    modal = company.every_line("ana")
    assert violations("modal", modal) == []
    assert said(modal).count("= *$45.00*") == 23
