"""make_company(): a believable customer-success company, the same for the same seed and day."""

from dataclasses import dataclass
from datetime import date
from random import Random

from bot.demo import cast
from bot.demo.accounts import Customers, make_customers
from bot.demo.aims import make_aims
from bot.demo.days import window_for
from bot.demo.life import live
from bot.demo.plans import plans_for
from bot.demo.shapes import (
    Account,
    Agreement,
    Aim,
    Deal,
    Job,
    Loss,
    Member,
    Ownership,
    Situations,
    Survey,
    Window,
)
from bot.demo.slack_users import slack_users
from bot.demo.specials import special_deals, with_gaps, with_yesterday
from bot.demo.staff import agreements, jobs, members
from bot.demo.surveys import make_surveys
from bot.sandbox.users import SandboxUser

NAME = "Fernwhistle"


@dataclass(frozen=True)
class Company:
    """Facts as its systems keep them, plans as YAML, people in Slack, and where to find what is special."""

    name: str
    window: Window
    members: tuple[Member, ...]
    jobs: tuple[Job, ...]
    agreements: tuple[Agreement, ...]
    accounts: tuple[Account, ...]
    owners: tuple[Ownership, ...]
    deals: tuple[Deal, ...]
    losses: tuple[Loss, ...]
    surveys: tuple[Survey, ...]
    aims: tuple[Aim, ...]
    plans: list[str]
    slack_users: list[SandboxUser]
    situations: Situations


def make_company(seed: int, today: date) -> Company:
    """About 30 people, 350 customers and six quarters of what happened, up to the day before `today`."""
    window = window_for(today)
    customers = make_customers(window, _chance(seed, "customers"))
    deals, losses = _lives(seed, customers, window)
    lost = {loss.account for loss in losses}
    specials = special_deals(window, customers, lost)
    return Company(
        name=NAME,
        window=window,
        members=members(window),
        jobs=jobs(window),
        agreements=agreements(window),
        accounts=customers.accounts,
        owners=customers.owners,
        deals=(*with_gaps(with_yesterday(deals, window, lost), window), *specials.deals),
        losses=losses,
        surveys=make_surveys(window, _chance(seed, "surveys")),
        aims=make_aims(window, _chance(seed, "aims")),
        plans=plans_for(window, {agreement.plan for agreement in agreements(window)}),
        slack_users=slack_users(),
        situations=Situations(
            joiner=cast.JOINER,
            leaver=cast.LEAVER,
            mover=cast.MOVER,
            without_plan=cast.WITHOUT_PLAN,
            nothing_this_quarter=cast.ON_LEAVE,
            compensation_admin=cast.ADMIN,
            director=cast.DIRECTOR,
            orphaned_account=customers.orphan,
            deals=specials.by_name,
        ),
    )


def _lives(seed: int, customers: Customers, window: Window) -> tuple[list[Deal], tuple[Loss, ...]]:
    """Each customer's life has its own chance, so that one more customer changes nobody else's."""
    hands: dict[str, list[Ownership]] = {account.key: [] for account in customers.accounts}
    for owned in customers.owners:
        hands[owned.account].append(owned)
    stories = [
        live(
            account,
            hands[account.key],
            window,
            _chance(seed, account.key),
            stays=account.key == customers.orphan,
        )
        for account in customers.accounts
    ]
    deals = [deal for story in stories for deal in story.deals]
    return deals, tuple(story.loss for story in stories if story.loss is not None)


def _chance(seed: int, what: str) -> Random:
    return Random(f"{seed} {what}")  # noqa: S311 # invented customers, not secrets
