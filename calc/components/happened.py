"""The events that a clause of a component waits for: payments of deals, cancellations."""

import polars as pl

from calc.conditions import fits
from calc.derived import OF_CREDITS
from calc.language.conditions import Condition
from calc.records import Records


def happened(records: Records, condition: Condition) -> pl.DataFrame:
    """The events that fit, in the columns of `records.events`, each once.

    What asks about who is credited fits an event when it fits one of its credits.
    """
    if not any(name in OF_CREDITS for name in condition.names()):
        return records.events.filter(fits(condition))
    fitting: pl.DataFrame = records.shares.filter(fits(condition))
    return records.events.join(fitting.select("event"), on="event", how="semi", maintain_order="left")
