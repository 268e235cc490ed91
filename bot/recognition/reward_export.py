"""The rewards that were given, for payroll: who got what, what it is worth, and whether it is taxed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, func, select

from bot.people.identity import Company
from bot.recognition.gift_rows import DECLINED, POOLED, Gift, gifts, gifts_where, steps
from bot.slack.text import clean
from calc.exact import share_out
from calc.language.amounts import minor_digits

HEADER = (
    "gift", "person", "name", "slack_user", "reward", "value", "currency", "taxable", "state", "given_on",
    "fulfilled_on", "year", "put_together",
)  # fmt: skip


def reward_rows(connection: Connection, company: Company, year: int | None = None) -> Iterator[list[str]]:
    """A row for each receiver of each reward that was not declined, the earliest first; HEADER names their
    cells. `year` leaves out those that do not count in that fiscal year.

    Of a reward that several were put together for, each has the part that they put in.
    """
    found = gifts_where(connection, gifts.c.workspace_id == company.id)
    parts: dict[int, list[Gift]] = defaultdict(list)
    for gift in found:
        if gift.state == POOLED and gift.pooled_into is not None:
            parts[gift.pooled_into].append(gift)
    fulfilled = _fulfilled_on(connection, company)
    for gift in reversed(found):
        if gift.state in (POOLED, DECLINED) or year not in (None, gift.year):
            continue
        for receiver, value_minor in _shares(gift, parts[gift.id]):
            yield _row(gift, receiver, value_minor, fulfilled.get(gift.id, ""), bool(parts[gift.id]))


def _shares(gift: Gift, parts: Sequence[Gift]) -> list[tuple[Gift, int]]:
    """Who receives it, each with what their part of it is worth."""
    if not parts:
        return [(gift, gift.value_minor)]
    by_member: dict[int, list[Gift]] = defaultdict(list)
    for part in sorted(parts, key=lambda one: one.id):
        by_member[part.member_id].append(part)
    weights = [sum(one.value_minor for one in put_in) for put_in in by_member.values()]
    if not any(weights):
        weights = [1] * len(weights)
    receivers = [put_in[0] for put_in in by_member.values()]
    return list(zip(receivers, share_out(gift.value_minor, weights), strict=True))


def _row(gift: Gift, receiver: Gift, value_minor: int, fulfilled_on: str, is_pooled: bool) -> list[str]:
    return [
        str(gift.id),
        receiver.person_key or "",
        clean(receiver.name),
        receiver.user_id,
        clean(gift.reward),
        amount_text(value_minor, gift.currency),
        gift.currency,
        "yes" if gift.taxable else "no",
        gift.state,
        gift.given_on.isoformat(),
        fulfilled_on,
        str(gift.year),
        "yes" if is_pooled else "no",
    ]


def amount_text(value_minor: int, currency: str) -> str:
    """An amount as a spreadsheet reads it: 500.00."""
    digits = minor_digits(currency)
    if not digits:
        return str(value_minor)
    whole, part = divmod(value_minor, 10**digits)
    return f"{whole}.{part:0{digits}d}"


def _fulfilled_on(connection: Connection, company: Company) -> Mapping[int, str]:
    here = (steps.c.workspace_id == company.id) & (steps.c.state == "fulfilled")
    query = select(steps.c.gift_id, func.max(steps.c.at).label("at")).where(here).group_by(steps.c.gift_id)
    return {row.gift_id: company.today(row.at).isoformat() for row in connection.execute(query)}
