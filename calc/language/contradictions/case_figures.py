"""Targets, readings and expected figures of a case that no metric would ever look at."""

from collections.abc import Sequence

from calc.language.case_parts import Case, CaseFigure
from calc.language.contradictions.found import Finds, Found, Source, metric_is_known
from calc.language.contradictions.thresholds import figure
from calc.language.document import Path
from calc.language.metrics import Measure, Metric, Scope
from calc.language.suggestions import did_you_mean

Named = dict[str, list[Metric]]  # the metrics that look at a figure, by the name it goes by


def figure_contradictions(source: Source, case: Case, path: Path) -> Finds:
    """Of unknown metrics, in another unit than theirs, of somebody who is not there."""
    targets: Named = {name: [metric] for name, metric in source.plan.metrics.items()}
    for table, figures, known in (
        ("targets", case.targets, targets),
        ("readings", case.readings, readings_of(source.plan.metrics)),
    ):
        for index, row in enumerate(figures):
            yield from _figure((*path, table, index), case, row, known)
            if table == "targets" and row.metric in known:
                where: Path = (*path, table, index, "value")
                yield from figure(where, source.text(where), known[row.metric][0], row.metric)
    for index, measured in enumerate(case.measures):
        where = (*path, "measures", index)
        yield from metric_is_known(source, (*where, "metric"), measured.metric)
        if metric := source.plan.metrics.get(measured.metric):
            yield from figure((*where, "value"), source.text((*where, "value")), metric, measured.metric)


def readings_of(metrics: dict[str, Metric]) -> Named:
    """The names under which figures are imported, each with the metrics that look at it."""
    found: Named = {}
    for name, metric in metrics.items():
        imported = {Measure.READING: [metric.reading or name], Measure.RUBRIC: list(metric.criteria)}
        for reading in imported.get(metric.measure, []):
            found.setdefault(reading, []).append(metric)
    return found


def _figure(path: Path, case: Case, row: CaseFigure, known: Named) -> Finds:
    if row.metric not in known:
        message = f"no metric of this plan looks at `{row.metric}`."
        yield Found((*path, "metric"), message, did_you_mean(row.metric, sorted(known)))
        return
    metrics = known[row.metric]
    scopes = [metric.scope for metric in metrics]
    if not row.of:
        if Scope.COMPANY not in scopes:
            message = f"this does not say which {_whose(scopes[0])} it is of."
            yield Found(path, message, f"Add `of`, like `of: {_example(case, scopes[0])}`.")
        return
    if scopes == [Scope.COMPANY]:
        message = f"`{row.metric}` is the whole company's."
        yield Found((*path, "of"), message, "Take `of` out.")
    elif not any(row.of in _keys(case, metric) for metric in metrics):
        message = f"there is no {_whose(scopes[0])} `{row.of}` in this case."
        hint = did_you_mean(row.of, [key for metric in metrics for key in _keys(case, metric)])
        yield Found((*path, "of"), message, hint)


def _whose(scope: Scope) -> str:
    return scope.value if scope in (Scope.TEAM, Scope.REGION) else "person"


def _example(case: Case, scope: Scope) -> str:
    person = case.people[0]
    return {Scope.TEAM: person.team, Scope.REGION: person.region}.get(scope) or person.person


def _keys(case: Case, metric: Metric) -> Sequence[str]:
    """What may stand after `of` for a metric."""
    if metric.scope in (Scope.PERSON, Scope.LINE):
        return [person.person for person in case.people]
    if metric.scope is Scope.COMPANY:
        return []
    field = metric.scope.value
    places = [getattr(person, field) for person in case.people]
    places += [getattr(move, field) for person in case.people for move in person.moves]
    # A region may have customers alone.
    places += [account.region for account in case.accounts if metric.scope is Scope.REGION]
    linked = [" + ".join(group) for group in metric.linked]
    return [place for place in dict.fromkeys([*places, *linked]) if place]
