"""What an answer costs in process: signature, Bolt, store and templates, beside a listener that does nothing.

Requests of each kind are taken in turn, so that all of them run on the same warm or cold machine.
"""

import hashlib
import hmac
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from bot.cli.demo import SEED, fill_store
from bot.demo.company import make_company
from bot.runtime import build_endpoint, build_services, local_team, open_store, slack_client, utc_now
from bot.slack.http import Answer, SlackEndpoint
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.people import Person

SECRET = "bench-secret"
ROUNDS = 1_000
Signed = tuple[dict[str, str], bytes]


def main() -> list[str]:
    """A Markdown table: p50 of each kind of request, and its ratio to the no-op of plain Bolt."""
    with tempfile.TemporaryDirectory() as folder:
        endpoint, team, users = _company(Path(folder))
        bare = _bare_app()
        kinds: dict[str, tuple[str, Callable[[Signed], object]]] = {
            "a listener that does nothing, in Bolt alone": ("/noop", lambda signed: _dispatch(bare, signed)),
            "a listener that does nothing, in Micdrop": ("/noop", lambda signed: _handle(endpoint, signed)),
            "`/mycomp`": ("/mycomp", lambda signed: _handle(endpoint, signed)),
        }
        times = _measure(kinds, team, users)
    base, own = (statistics.median(times[kind]) for kind in itertools.islice(kinds, 2))
    rows = [
        f"| {kind} | {statistics.median(taken) * 1e3:.2f} ms | {statistics.median(taken) / base:.1f} "
        f"| {statistics.median(taken) / own:.1f} |"
        for kind, taken in times.items()
    ]
    return ["| request, in process | p50 | ÷ Bolt alone | ÷ in Micdrop |", "|---|---|---|---|", *rows]


def _company(folder: Path) -> tuple[SlackEndpoint, str, list[str]]:
    """The demo company with everybody known by their Slack user, behind the real endpoint."""
    now = utc_now()
    made = make_company(SEED, now.date())
    engine = open_store(f"sqlite:///{folder / 'bench.db'}")
    workspace_id = fill_store(engine, made, folder, now)
    people = table_of(Person)
    with writing(engine) as connection:
        connection.execute(people.update().values(slack_user_id="U0BENCH" + people.c.key))
        keys = connection.execute(people.select().where(people.c.end_date.is_(None))).mappings()
        users = [str(row["slack_user_id"]) for row in keys]
    client = slack_client("xoxb-bench", "http://127.0.0.1:9/")
    app, endpoint = build_endpoint(build_services(engine, client), client, SECRET)
    app.command("/noop")(_nothing)
    return endpoint, local_team(engine, workspace_id), users


def _nothing(ack: Callable[[], None]) -> None:
    ack()


def _bare_app() -> App:
    """Bolt as its documentation has it, verifying signatures itself, with one listener."""
    app = App(
        signing_secret=SECRET,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=None, bot_token="xoxb-bench"),
        process_before_response=True,
    )
    app.command("/noop")(_nothing)
    return app


def _measure(
    kinds: dict[str, tuple[str, Callable[[Signed], object]]], team: str, users: list[str]
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number, user in zip(range(ROUNDS), itertools.cycle(users), strict=False):
        for kind, (command, send) in kinds.items():
            signed = _signed(command, team, user, f"{number}.{kind}")
            begun = time.perf_counter()
            send(signed)
            times[kind].append(time.perf_counter() - begun)
    return times


def _signed(command: str, team: str, user: str, trigger: str) -> Signed:
    fields = {
        "token": "unused",
        "team_id": team,
        "team_domain": "bench",
        "channel_id": "C0BENCH",
        "channel_name": "general",
        "user_id": user,
        "user_name": "somebody",
        "command": command,
        "text": "",
        "api_app_id": "A0BENCH",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.example/commands/1/2/3",
        "trigger_id": trigger,
    }
    body = urlencode(fields).encode()
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest}",
    }
    return headers, body


def _handle(endpoint: SlackEndpoint, signed: Signed) -> Answer:
    answer = endpoint.handle("POST", "/slack/events", *signed)
    assert answer.status == 200
    return answer


def _dispatch(app: App, signed: Signed) -> None:
    headers, body = signed
    response = app.dispatch(BoltRequest(body=body.decode(), headers={k: [v] for k, v in headers.items()}))
    assert response.status == 200


if __name__ == "__main__":
    print("\n".join(main()))
