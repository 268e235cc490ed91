"""What a component can pay, in numbers worked out of the plan."""

from fractions import Fraction

from calc.language.amounts import minor_digits
from calc.language.curves import Payout
from calc.language.pay import Bonus, Commission, Component
from calc.language.values import Basis
from calc.periods import MONTHS_IN, PeriodKind
from calc.words.kinds import a_kind, is_plural
from calc.words.teller import Teller

_YEARLY = {"variable": "variable pay", "base": "base pay", "ote": "base and variable pay together"}


def example(teller: Teller, part: Component) -> list[str]:
    """One sentence; none where a number would need more than that to be understood."""
    told = None
    if isinstance(part, Commission):
        told = _deal(teller, part)
    elif isinstance(part, Bonus) and part.amount.share is not None:
        told = _bonus(teller, part, part.amount.share)
    return [told] if told else []


def _deal(teller: Teller, part: Commission) -> str | None:
    """What a round deal pays at the plainest rate."""
    first = min(part.rates, key=lambda rate: len(rate.names()))
    plain = part.basis in (Basis.AMOUNT, Basis.TCV) and part.tiers is None and not part.later_years
    if not plain or first.rate is None or first.rate.ratio is None or first.rate.basis is not None:
        return None
    if len(first.names()) > 1 or not first.kind:
        return None
    deal = _round_amount(teller, 10_000)
    paid = first.rate.ratio * deal
    verb = "pay" if is_plural(first.kind[0]) else "pays"
    told = f"For example, {a_kind(first.kind[:1])} of {teller.money(deal)} {verb} {{}}."
    return _if_whole(told, teller, paid)


def _bonus(teller: Teller, part: Bonus, share: Fraction) -> str | None:
    """What a full bonus comes to, and the most there is."""
    period = part.every or PeriodKind.QUARTER
    yearly = _yearly(teller, part.amount.of)
    full = share * yearly * Fraction(MONTHS_IN[period], 12)
    most = _most(part) if part.metric is not None else None
    given = f"{teller.money(yearly)} of {_YEARLY[part.amount.of]} a year"
    text = f"For example, with {given}, a full {period} pays {{}}"
    if most is not None and most > 1 and (full * most).denominator == 1:
        text += f", and at the most {teller.money(int(full * most))}"
    return _if_whole(f"{text}.", teller, full)


def _most(curve: Payout) -> Fraction | None:
    """The most that a curve pays; None when it has no end."""
    if curve.beyond is not None:
        return curve.beyond.at_most
    return max((point.pays for point in curve.payout), default=None)


def _yearly(teller: Teller, of: str) -> int:
    """The plan's own yearly pay where it says one, else a round amount."""
    terms = teller.plan.on_target
    own = None if terms is None else {"variable": terms.variable, "base": terms.base}.get(of)
    return own.fixed_minor if own is not None and own.fixed_minor else _round_amount(teller, 40_000)


def _round_amount(teller: Teller, units: int) -> int:
    """In minor units; a hundred times as much in currencies that have none, like yen."""
    digits = minor_digits(teller.plan.currency)
    return units * 10**digits if digits else units * 100


def _if_whole(text: str, teller: Teller, amount: Fraction) -> str | None:
    return text.format(teller.money(int(amount))) if amount.denominator == 1 else None
