"""What is measured, on whose results, over which days, against what."""

from calc.language.conditions import Condition
from calc.language.metrics import Adds, Measure, Metric, Scope, Window
from calc.words.events import age, all_events, an_event, customers, one_event
from calc.words.teller import Teller, listed, sentence

_WINDOWS = {
    Window.PERIOD: "period",
    Window.MONTH: "month",
    Window.QUARTER: "quarter",
    Window.HALF: "half-year",
    Window.YEAR: "year",
}
_CUSTOMERS = {
    Scope.PERSON: "your customers",
    Scope.TEAM: "your team's customers",
    Scope.REGION: "your region's customers",
    Scope.COMPANY: "the company's customers",
    Scope.LINE: "the customers of you and everybody below you",
}
_CREDITED = {
    Scope.PERSON: "that you are credited for",
    Scope.TEAM: "that your team is credited for",
    Scope.REGION: "that your region is credited for",
    Scope.COMPANY: "of the whole company",
    Scope.LINE: "that you and everybody below you are credited for",
}
_FOR = {
    Scope.PERSON: "for you",
    Scope.TEAM: "for your team",
    Scope.REGION: "for your region",
    Scope.COMPANY: "for the company",
    Scope.LINE: "for you and everybody below you",
}
_ADDS = {
    Adds.COUNT: "how many there are",
    Adds.QUANTITY: "the quantities",
    Adds.AMOUNT: "the amounts",
    Adds.TCV: "the whole contracts' worth",
    Adds.ACV: "a year's worth",
    Adds.ARR: "the yearly recurring revenue after them",
    Adds.MRR: "the monthly recurring revenue after them",
    Adds.GROWTH: "the recurring revenue they add",
    Adds.KEPT: "the recurring revenue they keep",
    Adds.RECURRING_CHANGE: "the change in recurring revenue",
}


def measured(teller: Teller, name: str) -> list[str]:
    """What a metric is, what is aimed for, and what else holds for it."""
    metric = teller.plan.metrics[name]
    return [
        sentence(f"{metric.title}: {_measure(teller, name, metric)}"),
        *_aim(teller, name, metric),
        *_less_is_better(metric),
        *_linked(metric),
        *_sample(metric),
    ]


def _measure(teller: Teller, name: str, metric: Metric) -> str:
    told = {
        Measure.GROSS_RETENTION: _retention,
        Measure.NET_RETENTION: _retention,
        Measure.LOGO_RETENTION: _logos,
        Measure.SUM: _sum,
        Measure.COUNT: _count,
        Measure.RATIO: _ratio,
        Measure.NPS: _nps,
        Measure.CSAT: _csat,
        Measure.AVERAGE: _average,
        Measure.TIME_BETWEEN: _time,
        Measure.REACHED: _reached,
        Measure.COVERAGE: _coverage,
    }
    if metric.measure in told:
        return told[metric.measure](metric)
    return _composed(teller, name, metric)


def _retention(metric: Metric) -> str:
    opened = f"of the recurring revenue that {_whose(metric)} had when the {_window(metric)} began"
    growth = "growth counts" if metric.measure is Measure.NET_RETENTION else "growth does not count"
    plus = "" if metric.plus is None else f"; what {_them(metric.plus)} add counts on top"
    return f"{opened}, what is left at its end ({growth}){plus}"


def _logos(metric: Metric) -> str:
    opened = f"of {_whose(metric)} with recurring revenue when the {_window(metric)} began"
    return f"{opened}, how many still have some at its end"


def _sum(metric: Metric) -> str:
    adds = _ADDS[metric.adds or Adds.AMOUNT]
    taken = "" if metric.less is None else f", less the same of {_them(metric.less)}"
    return f"{adds} of {_events(metric.of, metric)} in the {_window(metric)}, added up{taken}"


def _count(metric: Metric) -> str:
    taken = "" if metric.less is None else f", less one for each of the {all_events(metric.less, 'events')}"
    return f"the number of {_events(metric.of, metric)} in the {_window(metric)}{taken}"


def _ratio(metric: Metric) -> str:
    adds = _ADDS[metric.adds or Adds.COUNT]
    above, below = _events(metric.of, metric), _them(metric.over)
    return f"{above} in the {_window(metric)} out of {below}, by {adds}"


def _nps(metric: Metric) -> str:
    answers = _answers(metric)
    return f"of the answers in the {_window(metric)} ({answers}) the 9s and 10s less the 0s to 6s, times 100"


def _csat(metric: Metric) -> str:
    answers = _answers(metric)
    return f"of the answers in the {_window(metric)} ({answers}) those of {metric.satisfied_from} and more"


def _average(metric: Metric) -> str:
    return f"the {metric.average} of the figures of {_events(metric.of, metric)} in the {_window(metric)}"


def _time(metric: Metric) -> str:
    way = f"from their first {_one(metric.start)} to the next {_one(metric.until)}"
    counts = f"({metric.average}), where that comes in the {_window(metric)}"
    return f"how many days {_whose(metric)} take {way} {counts}"


def _reached(metric: Metric) -> str:
    time = age(metric.within) if metric.within is not None else ""
    until = an_event(metric.until) if metric.until is not None else "an event"
    way = f"{until} within {time} of their first {_one(metric.start)}"
    return f"of {_whose(metric)} whose time is up in the {_window(metric)}, how many have had {way}"


def _coverage(metric: Metric) -> str:
    opened = f"of {_whose(metric)} with recurring revenue when the {_window(metric)} began"
    events = f"{_one(metric.of)}" if metric.times == 1 else f"{_them(metric.of)}"
    return f"{opened}, how many have had at least {metric.times} {events}"


def _composed(teller: Teller, name: str, metric: Metric) -> str:
    """Readings, and what is put together of several."""
    if metric.measure is Measure.READING:
        named = f" as {metric.reading}" if metric.reading not in (None, name) else ""
        return f"imported{named} {_FOR[metric.scope]}, the latest figure in the {_window(metric)}"
    if metric.measure is Measure.RUBRIC:
        parts = [
            f"{key.replace('_', ' ')} {teller.percent(weight)}" for key, weight in metric.criteria.items()
        ]
        where = f"{_FOR[metric.scope]}, the latest in the {_window(metric)}"
        return f"scores out of {metric.scale} {where}: {listed(parts)}"
    parts = [f"{teller.title(key)} {teller.percent(weight)}" for key, weight in metric.parts.items()]
    return f"{listed(parts)}, each by how much of its target it reaches, put together {_FOR[metric.scope]}"


def _aim(teller: Teller, name: str, metric: Metric) -> list[str]:
    told = []
    if metric.target is not None:
        told.append(f"Its target is {teller.figure(name, metric.target)}, unless another is imported.")
    if metric.target_each is not None:
        each = f"each person on the plan is to bring {teller.figure(name, metric.target_each)}"
        together = "" if metric.scope is Scope.PERSON else "; the target is what they are to bring together"
        told.append(sentence(f"{each}{together}, unless a target is imported"))
    if metric.due == "to_date":
        months = f"the months of the {_window(metric)} so far"
        told.append(f"Only the part of the target that is due by the period's end counts: {months}.")
    return told


def _less_is_better(metric: Metric) -> list[str]:
    return ["Less is better: it counts as the target over the figure."] if metric.better == "lower" else []


def _linked(metric: Metric) -> list[str]:
    return [f"The {metric.scope}s {listed(names)} have one figure together." for names in metric.linked]


def _sample(metric: Metric) -> list[str]:
    if metric.least_sample is None:
        return []
    few = f"with fewer than {metric.least_sample:,} to go by"
    if metric.below_sample == "on_target":
        return [sentence(f"{few} it counts as just on target")]
    return [sentence(f"{few} it does not count, and pays nothing")]


def _whose(metric: Metric) -> str:
    return f"{_CUSTOMERS[metric.scope]}{customers(metric.customers)}"


def _window(metric: Metric) -> str:
    return _WINDOWS[metric.window]


def _events(condition: Condition | None, metric: Metric) -> str:
    events = all_events(condition) if condition is not None else "all events"
    return f"{events} {_CREDITED[metric.scope]}"


def _answers(metric: Metric) -> str:
    """Of the kind that is called like the measure, unless another is named."""
    asked = metric.of or Condition()
    if not asked.kind:
        asked = asked.model_copy(update={"kind": (metric.measure.value,)})
    return _events(asked, metric)


def _them(condition: Condition | None) -> str:
    return all_events(condition) if condition is not None else "all events"


def _one(condition: Condition | None) -> str:
    return one_event(condition) if condition is not None else "event"
