"""The whole calculation, one plan and component after another."""

from collections.abc import Iterator
from datetime import date

from tests.calc.oracle.bonus import pay_bonus
from tests.calc.oracle.commission import pay_commission
from tests.calc.oracle.company import Company
from tests.calc.oracle.contests import hold_contest
from tests.calc.oracle.credit import credited_events
from tests.calc.oracle.days import Answer, Facts, Row
from tests.calc.oracle.deals import settle_deals
from tests.calc.oracle.limits import limit_component, limit_year
from tests.calc.oracle.overrides import pay_override
from tests.calc.oracle.people import assigned, on_plan, overlapping
from tests.calc.oracle.plans import counting, metrics_of, read_plan, version_for
from tests.calc.oracle.report import report_metric, tell_of_company, tell_of_missed
from tests.calc.oracle.spans import Period, Span, as_span, spans_of
from tests.calc.oracle.spiffs import pay_spiff
from tests.calc.oracle.whole_plan import settle_whole_plan
from tests.calc.oracle.work import Work


def answer_for(
    texts: list[str], rows: Facts, period: Period, start_month: int = 1, as_of: date | None = None
) -> Answer:
    """Lines, measures and problems of a pay period, worked out row by row from plan texts and plain rows.

    `start_month` is the month in which the fiscal year begins; `as_of` the day up to which events count.
    """
    return _Statement(Company(rows), texts, period, start_month, as_of).settled()


class _Statement:
    def __init__(
        self, company: Company, texts: list[str], period: Period, start_month: int, as_of: date | None
    ) -> None:
        self.company, self.period = company, period
        self.start_month, self.as_of = start_month, as_of
        self.span = as_span(period, as_of)
        self.answer = Answer()
        self.assigned = assigned(company, period.start, period.end)
        self.twice = overlapping(self.assigned)
        self.plans = self._plans_in_force([read_plan(text) for text in texts])
        self._events: dict[str, list[Row]] = {}
        self._works: dict[tuple[str, str], Work] = {}

    def settled(self) -> Answer:
        tell_of_company(self.company, self.assigned, self.span, self.answer)
        self.answer.problems |= {("assigned_twice", person, plan, None) for person, plan in self.twice}
        sound = [row for row in self.assigned if (row["person"], row["plan"]) not in self.twice]
        for plan in self.plans.values():
            tell_of_missed(self._work(plan, self.span), sound, self.plans)
            for name, component in counting(plan).items():
                for work in self._works_of(plan, component):
                    if work.stretches:
                        _pay(work, name, component["pay"])
                    if component["pay"] == "commission":
                        settle_deals(work, name)
                if component["pay"] in ("commission", "bonus"):
                    limit_year(self._work(plan, self.span), name)
        for plan in self.plans.values():
            for name, component in counting(plan).items():
                if component["pay"] == "override":
                    pay_override(self._work(plan, self.span), name, self.plans)
        for plan in self.plans.values():
            settle_whole_plan(self._work(plan, self.span))
            for name in plan["metrics"]:
                for work in self._works_of_metric(plan, name):
                    report_metric(work, name)
        return self.answer

    def _plans_in_force(self, versions: list[Row]) -> dict[str, Row]:
        """The version that counts of each plan; where somebody is on a plan without one, it is told."""
        found: dict[str, Row] = {}
        for key in sorted({version["plan"] for version in versions} | {row["plan"] for row in self.assigned}):
            ours = [version for version in versions if version["plan"] == key]
            version = version_for(ours, self.period.start, self.period.end)
            if version is not None:
                found[key] = version
                continue
            people = {row["person"] for row in self.assigned if row["plan"] == key}
            self.answer.problems |= {
                ("plan_not_in_force", person, key, None)
                for person in people
                if (person, key) not in self.twice
            }
        return found

    def _works_of(self, plan: Row, component: Row) -> Iterator[Work]:
        """For each span that a component is worked out for; draws and overrides go by the pay period."""
        if component["pay"] not in ("override", "draw", "guarantee"):
            for span in spans_of(component["every"], self.period, self.start_month, self.as_of):
                yield self._work(plan, span)

    def _works_of_metric(self, plan: Row, name: str) -> list[Work]:
        """For each span in which a component refers to it; the pay period, when none does, or when it is a
        part of a metric that none refers to."""
        used = {key: metrics_of(plan, part) for key, part in counting(plan).items()}
        apart = {one for one in plan["metrics"] if not any(one in names for names in used.values())}
        while more := {part for one in apart for part in plan["metrics"][one]["parts"]} - apart:
            apart |= more
        works = {self.span.key: self._work(plan, self.span)} if name in apart else {}
        for key, names in used.items():
            if name in names:
                works |= {work.span.key: work for work in self._works_of(plan, counting(plan)[key])}
        return list(works.values())

    def _work(self, plan: Row, span: Span) -> Work:
        key = (plan["plan"], span.key)
        if key not in self._works:
            currency = plan["currency"]
            if currency not in self._events:
                events = credited_events(self.company, currency)
                self._events[currency] = [event for event in events if event["date"] <= self.span.last]
            self._works[key] = Work(
                self.company,
                plan,
                self.period,
                self.start_month,
                span,
                self._events[currency],
                self._stretches(plan, span),
                self.answer,
            )
        return self._works[key]

    def _stretches(self, plan: Row, span: Span) -> list[Row]:
        """The plan's in a span, but for those of people whose assignments to it share a day."""
        rows = [row for row in assigned(self.company, span.start, span.end) if row["plan"] == plan["plan"]]
        twice = overlapping(rows)
        self.answer.problems |= {("assigned_twice", person, key, None) for person, key in twice}
        rows = [row for row in rows if (row["person"], row["plan"]) not in twice | self.twice]
        return on_plan(self.company, plan, rows, span)


def _pay(work: Work, name: str, pay: str) -> None:
    """The component's own lines, then those of its limits."""
    if pay == "base":
        for person, _ in work.people():
            work.tell("base_only", person, name)
    paying = {"commission": pay_commission, "bonus": pay_bonus, "spiff": pay_spiff, "contest": hold_contest}
    if pay in paying:
        paying[pay](work, name)
    if pay in ("commission", "bonus"):
        limit_component(work, name)
