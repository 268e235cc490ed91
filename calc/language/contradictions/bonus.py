"""What contradicts itself in a bonus."""

from calc.language.contradictions.curves import payout_contradictions
from calc.language.contradictions.found import Finds, Found, Source, metric_is_known, whole
from calc.language.document import Path
from calc.language.pay import Bonus


def bonus_contradictions(source: Source, path: Path, bonus: Bonus) -> Finds:
    """The one metric of a bonus and its curve, or its parts."""
    if bonus.metric is not None and bonus.parts:
        message = "a bonus rests on one `metric`, or on several `parts`."
        yield Found((*path, "metric"), message, "Keep one of the two.")
    elif bonus.metric is not None:
        yield from metric_is_known(source, (*path, "metric"), bonus.metric)
        if not bonus.payout:
            message = "this does not say what it pays at which attainment."
            yield Found(path, message, "Add `payout`, like `- {at: 100%, pays: 100%}`.")
        yield from payout_contradictions(source, path, bonus, bonus.metric, bonus.reads or "attainment")
    elif bonus.parts:
        yield from _parts(source, path, bonus)
    else:
        yield Found(path, "this does not say what the bonus rests on.", "Add `metric`, or `parts`.")


def _parts(source: Source, path: Path, bonus: Bonus) -> Finds:
    for index, part in enumerate(bonus.parts):
        where: Path = (*path, "parts", index)
        yield from metric_is_known(source, (*where, "metric"), part.metric)
        curve, at = (part, where) if part.payout else (bonus, path)
        if not curve.payout:
            message = "this part has no `payout`, and the bonus has none for all parts."
            yield Found(where, message, "Add `payout` here, or to the bonus.")
        yield from payout_contradictions(source, at, curve, part.metric, curve.reads or "attainment")
        for field in ("reads", "between", "beyond") if not part.payout else ():
            if field in part.model_fields_set:
                message = f"`{field}` belongs to a `payout` of this part's own."
                yield Found((*where, field), message, "Add `payout` here, or take it out.")
    for field in ("payout", "reads", "between", "beyond") if all(part.payout for part in bonus.parts) else ():
        if field in bonus.model_fields_set:
            message = "every part has a `payout` of its own, so this never counts."
            yield Found((*path, field), message, "Take it out.")
    yield from whole((*path, "parts"), [part.weight for part in bonus.parts])
