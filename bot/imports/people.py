"""People and their places in the company, out of rows that hold both."""

import polars as pl

from bot.imports.combine import BLOCK, UNTIL_NEXT, WHOLE_HISTORY, Tell, given, merge
from bot.imports.errors import FILE, ROW

# A person's own fields, and what they are called in the store.
FIELDS = {
    "name": "name",
    "email": "email",
    "slack_user_id": "slack_user_id",
    "payroll_id": "payroll_id",
    "admin": "is_admin",
    "start_date": "start_date",
    "end_date": "end_date",
}
PLACE = (FILE, ROW, BLOCK)


def people_of(rows: pl.DataFrame, stored: pl.DataFrame, tell: Tell) -> pl.DataFrame:
    """One row a person: `key` and the columns of the store. A field no block fills keeps what is stored."""
    first_places = rows.group_by("person").agg(pl.col("from_date").min())
    said = merge(rows, "person", list(FIELDS), tell).join(first_places, on="person", maintain_order="left")
    before = stored.rename({column: f"\0{column}" for column in FIELDS.values()}).rename({"key": "person"})
    both = said.join(before, on="person", how="left", maintain_order="left")
    filled = both.with_columns(
        pl.when(given(name)).then(pl.col(name)).otherwise(pl.col(f"\0{column}")).alias(column)
        for name, column in FIELDS.items()
    ).with_columns(
        pl.coalesce(pl.col("name").replace("", None), "person").alias("name"),
        pl.col("email").fill_null(""),
        pl.col("payroll_id").fill_null(""),
        pl.col("is_admin").fill_null(value=False),
        pl.coalesce("start_date", "\0start_date", "from_date").alias("start_date"),
    )
    _must_make_sense(filled, stored, tell)
    return filled.select(pl.col("person").alias("key"), *FIELDS.values())


def placements_of(rows: pl.DataFrame, people: pl.DataFrame, tell: Tell) -> pl.DataFrame:
    """Each row that names a role, from its own day on, or else from the person's first."""
    first_days = people.select(pl.col("key").alias("person"), pl.col("start_date").alias("\0first"))
    places = (
        rows.filter(pl.col("role").is_not_null())
        .join(first_days, on="person", how="left", maintain_order="left")
        .with_columns(pl.coalesce("from_date", "\0first").alias("from_date"), pl.col("region").fill_null(""))
        .filter(pl.col("from_date").is_not_null())
    )
    own = places.filter(pl.col("manager") == pl.col("person"))
    tell(
        own.with_columns(value=pl.col("manager"), expected=pl.lit("somebody else as the manager")), "manager"
    )
    again = places.filter(~pl.struct("person", "from_date").is_first_distinct()).with_columns(
        value=pl.format("{} from {}", "person", "from_date"),
        expected=pl.lit("one place on a day; this is another"),
    )
    tell(again, "from_date")
    columns = ("person", "role", "team", "region", "manager", "from_date", "to_date")
    return places.select(*columns, *PLACE, UNTIL_NEXT, WHOLE_HISTORY)


def tell_circles(places: pl.DataFrame, tell: Tell) -> None:
    """Notes people who, as last placed, are led by themselves over others. `places` holds stored rows too."""
    latest = places.sort("from_date").unique("person", keep="last")
    leads = dict(latest.select("person", "manager").iter_rows())
    in_circle = [person for person in leads if leads[person] != person and _leads_itself(person, leads)]
    told = latest.filter(pl.col("person").is_in(in_circle), pl.col(ROW).is_not_null()).with_columns(
        value=pl.col("manager"),
        expected=pl.format("a manager whom {} does not lead, directly or over others", "person"),
    )
    tell(told, "manager")


def _leads_itself(person: str, leads: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    at = leads.get(person)
    while at is not None and at not in seen:
        if at == person:
            return True
        seen.add(at)
        at = leads.get(at)
    return False


def _must_make_sense(people: pl.DataFrame, stored: pl.DataFrame, tell: Tell) -> None:
    without = people.filter(pl.col("start_date").is_null()).with_columns(
        value=pl.lit(""), expected=pl.lit("a first day at work, because this person is new")
    )
    tell(without, "start_date")
    backward = people.filter(pl.col("end_date") < pl.col("start_date")).with_columns(
        value=pl.col("end_date").cast(pl.String),
        expected=pl.format("a day not before {}, the first day at work", "start_date"),
    )
    tell(backward, "end_date")
    _must_be_of_one(people, stored, "slack_user_id", "a Slack user", tell)
    _must_be_of_one(people, stored, "payroll_id", "a payroll id", tell)


def _must_be_of_one(people: pl.DataFrame, stored: pl.DataFrame, field: str, what: str, tell: Tell) -> None:
    """Notes those who would share what belongs to one person; nobody shares an empty one."""
    others = stored.filter(~pl.col("key").is_in(people["person"].implode()))
    taken = pl.concat([others.select(field), people.select(field)]).filter(pl.col(field) != "")
    twice = taken.filter(~pl.col(field).is_unique())[field]
    shared = people.filter(pl.col(field).is_in(twice.implode())).with_columns(
        value=pl.col(field), expected=pl.lit(f"{what} of one person; another has it too")
    )
    tell(shared, field)
