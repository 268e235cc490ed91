"""What was paid for a deal is held until cash comes in, and taken back when the deal turns bad."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tests.calc.oracle.days import Row, age_ends
from tests.calc.oracle.numbers import nearest
from tests.calc.oracle.scope import event_fits
from tests.calc.oracle.work import Work, total

# Lines whose event is the deal; those of the other two entries are about it.
ON_THE_DEAL = ("pay", "cap", "floor", "hold")
ABOUT_THE_DEAL = ("release", "clawback")


def settle_deals(work: Work, name: str) -> None:
    """Holds, then the payments of the span, then what is taken back in it."""
    component = work.plan["components"][name]
    if component["hold"]:
        _hold_back(work, name)
        for payment in work.events_of_span():
            if payment["parent"] and event_fits(component["hold"]["until"], payment):
                _release(work, name, payment)
    if component["clawback"]:
        for event in work.events_of_span():
            if event_fits(component["clawback"]["when"], event):
                _claw_back(work, name, event)


def _hold_back(work: Work, name: str) -> None:
    made: dict[tuple[str, str], list[Row]] = {}
    for line in work.lines(name):
        if line["event"] and line["entry"] in ("pay", "cap", "floor") and line["span"] == work.span.key:
            made.setdefault((line["person"], line["event"]), []).append(line)
    for (person, _), lines in made.items():
        if held := total(lines):
            clause = f"components.{name}.hold"
            work.add(person, name, clause, held, Fraction(-1), entry="hold", event=lines[0])


def _release(work: Work, name: str, payment: Row) -> None:
    """To everybody with held lines of the payment's deal, by how much of it is paid."""
    paid = _part_paid(work, name, payment)
    lines_of = {
        person: lines
        for person, lines in _lines_of(work, name, payment["parent"]).items()
        if any(line["entry"] == "hold" for line in lines)
    }
    if paid is None:
        if lines_of:
            work.tell("other_currency", None, name)
        return
    for person, lines in lines_of.items():
        held, released = -total(lines, ("hold",)), total(lines, ("release",))
        if nearest(held * paid) == released or not _settles(work, name, person):
            continue
        work.add(
            person,
            name,
            f"components.{name}.hold",
            held,
            paid,
            entry="release",
            earlier=released,
            event=payment,
            about=payment["parent"],
        )


def _part_paid(work: Work, name: str, payment: Row) -> Fraction | None:
    """What part of the deal is paid, up to this payment; None when the two cannot be compared."""
    hold = work.plan["components"][name]["hold"]
    deals = [event for event in work.events if event["event"] == payment["parent"]]
    if not deals or deals[0]["amount"] <= 0:
        return Fraction(1)
    if _part_of(payment, deals[0]) is None:
        return None
    up_to_now = [
        event
        for event in work.events
        if event["parent"] == payment["parent"]
        and event_fits(hold["until"], event)
        and (event["date"], event["event"]) <= (payment["date"], payment["event"])
    ]
    so_far = sum((_part_of(event, deals[0]) or Fraction(0) for event in up_to_now), Fraction(0))
    part = max(Fraction(0), min(Fraction(1), so_far))
    return part if part == 1 or hold["release"] == "parts" else Fraction(0)


def _part_of(payment: Row, deal: Row) -> Fraction | None:
    """What part of the deal one payment is: in the currency that both are in, else in the plan's, to which
    both could be converted."""
    if payment["currency"] == deal["currency"]:
        return Fraction(payment["amount_minor"] or 0, deal["amount_minor"])
    if payment["amount"] == 0:
        return Fraction(0)
    if payment["foreign"] or deal["foreign"]:
        return None
    return Fraction(payment["amount"], deal["amount"])


def _claw_back(work: Work, name: str, event: Row) -> None:
    """From everybody, of every deal that the event is about, its part of what is left."""
    for deal in sorted(_deals_of(work, name, event)):
        for person, lines in _lines_of(work, name, deal).items():
            day = _day_of(work, name, deal)
            part = _part_taken(work, name, day, event["date"]) if day else None
            left = total(lines)
            if part is None or left <= 0 or nearest(left * part[1]) == 0:
                continue
            if not _settles(work, name, person):
                continue
            clause = f"components.{name}.clawback" + (f".bands[{part[0]}]" if part[0] else "")
            work.add(person, name, clause, left, -part[1], entry="clawback", event=event, about=deal)


def _deals_of(work: Work, name: str, event: Row) -> set[str]:
    """The deal that it names, else the others of its account; of these not those that are younger."""
    if event["parent"]:
        return {event["parent"]}
    account = event["account"]
    found = {line["event"] for line in _on_deals(work, name) if account and line["account"] == account}
    days = {deal: _day_of(work, name, deal) for deal in found - {event["event"]}}
    return {deal for deal, day in days.items() if day is not None and day <= event["date"]}


def _part_taken(work: Work, name: str, day: date, today: date) -> tuple[int, Fraction] | None:
    """The number of the band (0 for none) and what it takes; None for a deal that is too old."""
    clawback = work.plan["components"][name]["clawback"]
    if not clawback["bands"]:
        return 0, clawback["takes"]
    for number, (within, takes) in enumerate(clawback["bands"], start=1):
        if today <= age_ends(within, day):
            return number, takes
    return None


def _settles(work: Work, name: str, person: str) -> bool:
    """Only with people who have a stretch in the span; of others it is told."""
    if any(row["person"] == person for row in work.stretches):
        return True
    work.tell("not_on_plan", None, name)
    return False


def _on_deals(work: Work, name: str) -> Iterator[Row]:
    for line in [*work.earlier(name), *work.lines(name)]:
        if line["event"] and line["entry"] in ON_THE_DEAL:
            yield line


def _lines_of(work: Work, name: str, deal: str) -> dict[str, list[Row]]:
    """The component's lines of a deal, earlier ones included, by person."""
    found: dict[str, list[Row]] = {}
    about = [
        line
        for line in [*work.earlier(name), *work.lines(name)]
        if line["entry"] in ABOUT_THE_DEAL and line["about"] == deal
    ]
    for line in [line for line in _on_deals(work, name) if line["event"] == deal] + about:
        found.setdefault(line["person"], []).append(line)
    return dict(sorted(found.items()))


def _day_of(work: Work, name: str, deal: str) -> date | None:
    """The day on its lines, else that of the event."""
    days = [line["date"] for line in _on_deals(work, name) if line["event"] == deal and line["date"]]
    days += [event["date"] for event in work.events if event["event"] == deal]
    return days[0] if days else None
