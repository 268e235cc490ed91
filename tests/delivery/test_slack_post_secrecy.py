"""Neither what is sent nor the token is told by an outcome or by the logs, whatever goes wrong."""

import io
import logging
from collections.abc import Iterator

import pytest

from bot.delivery.post import Letter
from bot.delivery.slack_post import SlackPost
from tests.delivery.raw_slack import answer, saying
from tests.delivery.slack_faults import FAILURES, YES, Case, named
from tests.delivery.slack_side import SlackSide, client_of
from tests.front_door import listening

PAY = "Ana earned EUR 1,234.56"
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": f"*{PAY}*"}}]
EMAIL = "ana@brightwater.example"


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    with listening() as stream:
        yield stream


def secrets(slack: SlackSide) -> list[str]:
    return [PAY, "1,234", EMAIL, slack.world.identity.bot_token, "Bearer"]


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.history", "users.lookupByEmail"])
@pytest.mark.parametrize(**named(list({case.kind: case for case in FAILURES + YES}.values())))
def test_nothing_private_is_told(slack: SlackSide, case: Case, method: str, logs: io.StringIO) -> None:
    letter = slack.letter(text=PAY, blocks=BLOCKS)
    slack.post.send(letter)
    with slack.meeting(case.fault(method)):
        told = [
            repr(slack.post.send(letter)),
            repr(slack.post.look(slack.wins, [letter.mark], slack.since, None)),
            repr(slack.post.find_user(EMAIL)),
            repr(slack.post),
        ]
    told.append(logs.getvalue())
    assert [secret for secret in secrets(slack) if secret in "\n".join(told)] == []


def test_what_could_not_be_read_is_not_quoted_as_the_client_would(
    logs: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    logging.root.addHandler(caplog.handler)
    with saying(answer(f'"{PAY}'.encode())) as url:
        outcome = SlackPost(client_of(url)).send(Letter("post", "C1", PAY, None, None, "mark"))
    # The client did complain, at length; bot.slack.logs keeps only where.
    assert "base_client.py" in logs.getvalue()
    assert PAY not in logs.getvalue() + caplog.text + repr(outcome)
