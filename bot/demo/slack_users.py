"""The demo company in Slack: its people, and those whom Micdrop has to turn away."""

from bot.demo.cast import ADMIN, CAST, TEAMS
from bot.sandbox.groups import UserGroup
from bot.sandbox.users import SandboxUser

_OTHERS = (
    # Works here, but in a department that HR did not export.
    SandboxUser("U0E2001", "sam.okonkwo", "Sam Okonkwo", "sam.okonkwo@example.com", "Product marketing",
                "Africa/Lagos"),
    SandboxUser("U0G3001", "pat.delacroix", "Pat Delacroix", "pat@delacroix.example", "Contractor",
                "Europe/Paris", is_restricted=True, is_ultra_restricted=True),
    SandboxUser("U0E0988", "olga.petrenko", "Olga Petrenko", "olga.petrenko@example.com",
                "Enterprise customer success manager", "Europe/Kyiv", deleted=True),
    SandboxUser("U0S4001", "kai.lindqvist", "Kai Lindqvist", "", "Customer, shared channel",
                "Europe/Helsinki", is_stranger=True),
    SandboxUser("U0B5001", "deskbell", "Deskbell", "", is_bot=True),
)  # fmt: skip


def slack_users() -> list[SandboxUser]:
    """Everybody with a Slack account, the people of the company first.

    Who left last quarter still has one, as happens; the company's books say that they are gone.
    """
    people = [
        SandboxUser(
            slack_id(part.key),
            part.email.partition("@")[0],
            part.name,
            part.email,
            part.title,
            part.zone,
            is_admin=part.key == ADMIN,
        )
        for part in CAST
    ]
    return [*people, *_OTHERS]


def slack_groups() -> list[UserGroup]:
    """A user group for each team."""
    return [
        UserGroup(
            f"S0{team.upper()}",
            team.lower(),
            f"{team} team",
            tuple(slack_id(part.key) for part in CAST if part.team == team),
        )
        for team in TEAMS
    ]


def slack_id(person: str) -> str:
    """E1007 → U0E1007."""
    return f"U0{person}"
