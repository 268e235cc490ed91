"""What contradicts itself in a metric."""

from collections.abc import Mapping

from calc.language.contradictions.found import (
    Finds,
    Found,
    Source,
    about_events_alone,
    listed,
    twice,
    whole,
)
from calc.language.contradictions.thresholds import figure
from calc.language.document import Path
from calc.language.measures import ALWAYS, TAKES, WITHOUT_CREDIT, takers
from calc.language.metrics import Measure, Metric, Scope, Window, is_money
from calc.language.suggestions import did_you_mean

# What a metric's field says, and how it may look.
_NEEDED = {
    "of": ("which events it looks at", "`of: {kind: upsell}`"),
    "over": ("the events below the line", "`over: {kind: opportunity}`"),
    "start": ("the event at which it starts", "`start: {kind: kickoff}`"),
    "until": ("the event that is waited for", "`until: {kind: live}`"),
    "within": ("how much time there is", "`within: 90 days`"),
    "criteria": ("what is scored, with weights", "`criteria: {quality: 60%, speed: 40%}`"),
    "parts": ("metrics of this plan, with weights", "`parts: {retention: 60%, growth: 40%}`"),
}


def metric_contradictions(source: Source, name: str) -> Finds:
    """Everything in one metric of the plan."""
    metric, path = source.plan.metrics[name], ("metrics", name)
    yield from _fields(metric, path)
    yield from _targets(source, metric, path, name)
    yield from _links(metric, path)
    yield from _unit(metric, path)
    if metric.measure is Measure.BLEND:
        yield from _blend(source, metric, path, name)
    if metric.criteria:
        yield from whole((*path, "criteria"), metric.criteria.values())
    if metric.measure in WITHOUT_CREDIT:
        for field in ("of", "start", "until"):
            yield from about_events_alone((*path, field), getattr(metric, field))


def _fields(metric: Metric, path: Path) -> Finds:
    """Fields that its measure does not take, or lacks."""
    takes = TAKES[metric.measure]
    known = {*ALWAYS, *takes.needs, *takes.may}
    for field in Metric.model_fields:
        if field in metric.model_fields_set and field not in known:
            message = f"a `{metric.measure}` takes no `{field}`."
            yield Found((*path, field), message, f"Take it out; it is for {_whom(field)}.")
    for field in takes.needs:
        if not getattr(metric, field):
            asked, example = _NEEDED[field]
            yield Found(path, f"a `{metric.measure}` needs `{field}`: {asked}.", f"Like {example}.")


def _whom(field: str) -> str:
    """The measures that take a field, or the fewer that do not."""
    having = takers(field)
    lacking = [measure.value for measure in TAKES if measure.value not in having]
    return listed(having) if len(having) <= len(lacking) else f"all but {listed(lacking)}"


def _targets(source: Source, metric: Metric, path: Path, name: str) -> Finds:
    for field in ("target", "target_each"):
        yield from figure((*path, field), source.text((*path, field)), metric, name)
    if metric.target is not None and metric.target_each is not None:
        message = "with `target_each`, this `target` would never count."
        yield Found((*path, "target"), message, "Keep one of them.")
    if metric.target_each is not None and metric.window is not Window.PERIOD:
        message = "what each person is to bring is meant for the component's period, so it takes no `window`."
        yield Found((*path, "window"), message, "Take `window` out, or use `target`.")
    if metric.due == "to_date" and metric.window is Window.PERIOD:
        message = "a target is due bit by bit only with a longer `window`."
        yield Found((*path, "due"), message, "Add `window: year`, or take `due` out.")
    if metric.below_sample == "on_target" and metric.least_sample is None:
        message = "without `least_sample`, there are never too few."
        yield Found((*path, "below_sample"), message, "Add `least_sample`, or take this out.")


def _links(metric: Metric, path: Path) -> Finds:
    if metric.linked and metric.scope not in (Scope.TEAM, Scope.REGION):
        message = "only teams or regions can share a figure."
        yield Found((*path, "linked"), message, "Use `scope: team` or `scope: region`, or take `linked` out.")
    for index, group in enumerate(metric.linked):
        if len(group) < 2:
            yield Found((*path, "linked", index), "it takes two to share a figure.", "Like `[blue, red]`.")
    places = [(index, at) for index, group in enumerate(metric.linked) for at in range(len(group))]
    names = [name for group in metric.linked for name in group]
    for number in twice(names):
        index, at = places[number]
        yield Found((*path, "linked", index, at), f"`{names[number]}` stands here twice.", "Name it once.")


def _unit(metric: Metric, path: Path) -> Finds:
    where = (*path, "shown_as")
    if metric.shown_as is None:
        return
    if is_money(metric.measure, metric.adds):
        if metric.shown_as != "money":
            yield Found(where, "this comes to an amount of money.", "Take `shown_as` out.")
    elif metric.shown_as == "money" and metric.measure is not Measure.READING:
        yield Found(where, f"a `{metric.measure}` does not come to an amount of money.", "Take it out.")


def _blend(source: Source, metric: Metric, path: Path, name: str) -> Finds:
    if metric.scope is not Scope.PERSON:
        message = "a `blend` looks at each person: every part at the person's own team, region or company."
        yield Found((*path, "scope"), message, "Write `scope: person`.")
    if metric.parts:
        yield from whole((*path, "parts"), metric.parts.values())
    metrics = source.plan.metrics
    for part in metric.parts:
        where: Path = (*path, "parts", part)
        if part not in metrics:
            hint = did_you_mean(part, [other for other in metrics if other != name])
            yield Found(where, f"there is no metric `{part}` in this plan.", hint)
        elif name in _within(part, metrics):
            yield Found(where, f"`{part}` rests on `{name}` itself, in a circle.", "Take one of them out.")


def _within(name: str, metrics: Mapping[str, Metric]) -> set[str]:
    """A metric and all that it rests on."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in seen and one in metrics:
            seen.add(one)
            waiting += metrics[one].parts
    return seen
