"""User groups: what typing one becomes, and how the app reads who is in it."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.groups import UserGroup
from bot.sandbox.server import start_sandbox
from bot.sandbox.shapes import RefusedError
from bot.sandbox.world import World
from tests.sandbox.conftest import USERS, Clock

GROUPS = [
    UserGroup("S1", "care", "Customer care", ("U1", "U2")),
    UserGroup("S2", "old-team", "Gone", ("U3",), disabled=True),
]


def test_a_groups_handle_becomes_a_reference(clock: Clock) -> None:
    workspace = World(USERS, clock=clock, groups=GROUPS).workspace
    assert workspace.referenced("@care and @ana", labelled=True) == "<!subteam^S1|@care> and <@U1|ana>"
    assert workspace.referenced("@care, @nobody", labelled=False) == "<!subteam^S1>, @nobody"


def test_groups_and_their_members_are_told_to_the_app(clock: Clock) -> None:
    with start_sandbox(World(USERS, clock=clock, groups=GROUPS)) as sandbox:
        client = WebClient(token=sandbox.world.identity.bot_token, base_url=sandbox.api_url)
        assert client.usergroups_users_list(usergroup="S1")["users"] == ["U1", "U2"]
        listed = client.usergroups_list()["usergroups"]
        assert [(group["id"], group["handle"], group["user_count"]) for group in listed] == [
            ("S1", "care", 2)
        ]
        assert len(client.usergroups_list(include_disabled=True)["usergroups"]) == 2
        for unknown in ("S9", "S2"):
            with pytest.raises(SlackApiError, match="no_such_subteam"):
                client.usergroups_users_list(usergroup=unknown)
        assert client.usergroups_users_list(usergroup="S2", include_disabled=True)["users"] == ["U3"]


def test_a_group_needs_slacks_kind_of_id() -> None:
    with pytest.raises(RefusedError, match="write it like S0CSTEAM"):
        UserGroup("care", "care", "Customer care", ())
