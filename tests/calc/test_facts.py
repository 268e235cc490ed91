"""Facts as frames: whole tables from partial ones, and refusal of what does not belong."""

from datetime import date

import polars as pl
import pytest

from calc.facts import SCHEMAS, empty, facts


def test_tables_that_are_not_given_are_empty_with_all_their_columns() -> None:
    made = facts()
    for table, schema in SCHEMAS.items():
        assert dict(getattr(made, table).schema) == dict(schema)
        assert getattr(made, table).is_empty()


@pytest.mark.parametrize("frame", [pl.DataFrame(), empty(SCHEMAS["people"]), pl.DataFrame({"name": []})])
def test_a_table_without_rows_stays_without_rows(frame: pl.DataFrame) -> None:
    assert facts(people=frame).people.is_empty()


def test_columns_left_out_are_empty_and_the_others_stand_in_order() -> None:
    frame = pl.DataFrame({"start_date": [date(2024, 1, 1)], "person": ["ana"]})
    assert facts(people=frame).people.rows() == [("ana", None, date(2024, 1, 1), None)]


def test_an_id_that_is_empty_is_none() -> None:
    event = {"event": ["e1", "e2"], "account": ["", "acme"], "person": ["ana", ""], "parent": ["", None]}
    made = facts(
        events=pl.DataFrame({**event, "product": ["", "Core"]}),
        placements=pl.DataFrame({"person": ["ana"], "manager": [""]}),
        paid=pl.DataFrame({"person": ["ana"], "event": [""], "about": ["e1"], "account": [""]}),
    )
    assert made.events.select("event", "account", "person", "parent", "product").rows() == [
        ("e1", None, "ana", None, ""),  # a product is no id
        ("e2", "acme", None, None, "Core"),
    ]
    assert made.placements["manager"].to_list() == [None]
    assert made.paid.select("event", "about", "account").rows() == [(None, "e1", None)]


def test_a_table_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no table 'persons'; there are people, placements"):
        facts(persons=pl.DataFrame())


def test_a_column_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="people has no column 'salary'; it has person, name, start_date"):
        facts(people=pl.DataFrame({"person": ["ana"], "salary": [1]}))


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(pl.exceptions.PolarsError):
        facts(events=pl.DataFrame({"event": ["e1"], "amount_minor": ["a lot"]}))
