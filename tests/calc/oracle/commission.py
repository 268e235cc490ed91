"""Commission: the lines of each person for the shares they are paid on."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tests.calc.oracle.bases import basis_of, contract_years, part_of
from tests.calc.oracle.curves import no_answer, taken_together, tier_at
from tests.calc.oracle.days import Row
from tests.calc.oracle.figures import figure_for
from tests.calc.oracle.marginal import Piece, pieces_of
from tests.calc.oracle.numbers import WHOLE_PPM
from tests.calc.oracle.words import fits
from tests.calc.oracle.work import Work

NO_RATE: Row = {"basis": None, "fixed": None}


@dataclass(frozen=True)
class Due:
    """A share that a person is paid on, with the rate that was found for it (1 for a set amount)."""

    share: Row
    stretch: Row
    basis: int
    rate: Fraction
    factor: Fraction
    clause: str


def pay_commission(work: Work, name: str) -> None:
    component = work.plan["components"][name]
    for person, stretches in work.people():
        due = list(_due(work, name, component, person))
        for stretch in stretches:
            _pay_stretch(work, name, stretch, [one for one in due if one.stretch is stretch])


def is_about(component: Row, share: Row) -> bool:
    """Whether a rate names the event's kind, or any rate names no kind at all."""
    kinds = [rate["asks"].get("kind") for rate in component["rates"]]
    return any(named is None or share["kind"] in named for named in kinds)


def best_rate(rates: list[Row], share: Row) -> int | None:
    """The place of the rate that fits and asks for the most."""
    fitting = [place for place, rate in enumerate(rates) if fits(rate["asks"], share)]
    if not fitting:
        return None
    most = max(len(rates[place]["asks"]) for place in fitting)
    best = [place for place in fitting if len(rates[place]["asks"]) == most]
    assert len(best) == 1, "two rates that ask for as much fit one event"
    return best[0]


def _due(work: Work, name: str, component: Row, person: str) -> Iterator[Due]:
    """In order of day, event, person and role; what cannot be paid is told."""
    first, last = component["days"]
    for share in work.shares_of_span():
        if not _is_theirs(work, component, person, share) or not is_about(component, share):
            continue
        stretch = work.stretch_on(person, share)
        if stretch is not None and first <= share["date"] <= last:
            yield from _found(work, name, person, share, stretch)


def _found(work: Work, name: str, person: str, share: Row, stretch: Row) -> Iterator[Due]:
    """What is due for one share; nothing, and a problem, without a rate or an exchange rate."""
    component = work.plan["components"][name]
    place = best_rate(component["rates"], share)
    rate = NO_RATE if place is None else component["rates"][place]
    clause = "" if place is None else f"components.{name}.rates[{place + 1}]"
    if rate["fixed"] is not None:
        part = Fraction(share["share_ppm"], WHOLE_PPM)
        yield Due(share, stretch, rate["fixed"], Fraction(1), part, clause)
        return
    word = rate["basis"] or component["basis"]
    basis = basis_of(share, word)
    if share["foreign"] or not clause:
        if basis:
            work.tell("other_currency" if share["foreign"] else "no_rate", person, name)
        return
    factor = part_of(share, word)
    if component["later_years"] and word in ("amount", "tcv"):
        factor *= contract_years(component["later_years"], share["term"])
    yield Due(share, stretch, basis, rate["ratio"] or Fraction(0), factor, clause)


def _is_theirs(work: Work, component: Row, person: str, share: Row) -> bool:
    if component["whose"] == "own":
        return bool(share["person"] == person)
    return person in work.company.above(share["person"], share["date"])


def _pay_stretch(work: Work, name: str, stretch: Row, due: list[Due]) -> None:
    """Nothing, where a metric that decides has no answer for the stretch."""
    component, person = work.plan["components"][name], stretch["person"]
    tiers = component["tiers"]
    deciding = [*component["multipliers"], *component["gates"]]
    deciding += [tiers] if tiers and tiers["kind"] == "whole" else []
    figures = {
        part["metric"]: figure_for(work, part["metric"], person, stretch["place_day"]) for part in deciding
    }
    if no_answer(work, person, name, deciding, figures, loud=any(one.basis for one in due)):
        return
    factor, flat = taken_together(component, figures)
    for one in due:
        for piece in _pieces(work, name, person, one, figures):
            _add_line(work, name, person, one, piece, factor, flat)


def _pieces(work: Work, name: str, person: str, due: Due, figures: Row) -> list[Piece]:
    """The parts of the basis with their tiers; None for no tiers."""
    tiers = work.plan["components"][name]["tiers"]
    if tiers is None:
        return [(due.basis, None)]
    if tiers["kind"] == "marginal":
        return pieces_of(work, name, person, due.share, due.basis)
    steps = [at for at, _ in tiers["steps"]]
    return [(due.basis, tier_at(steps, steps[0] == 0, figures[tiers["metric"]].read(tiers["reads"])))]


def _add_line(
    work: Work, name: str, person: str, due: Due, piece: Piece, factor: Fraction, flat: bool
) -> None:
    component = work.plan["components"][name]
    basis, tier = piece
    rate, clause, times = due.rate, due.clause, Fraction(1)
    if tier is not None:
        pays = component["tiers"]["steps"][tier - 1][1] if tier else Fraction(0)
        if component["tiers"]["gives"] == "rate":
            rate, clause = pays, f"components.{name}.tiers[{tier}]"
        else:
            times = min(pays, Fraction(1)) if flat else pays
    about = due.share["person"] if component["whose"] == "line" else None
    work.add(
        person,
        name,
        clause,
        basis,
        rate,
        due.factor * times * factor,
        event=due.share,
        about=about,
    )
