"""The mapping language: what it can say about a company's own export, so that no script is needed."""

import pytest

from tests.imports.company import Company, day

HEADER = "id,account,start,end,tier,value,flag\n"
ROWS = (
    "S-1,A-1,2026-02-01,,Pro,100,no\n"
    "S-2,A-1,2026-01-01,2026-06-30,Basic,50,yes\n"
    "S-3,A-2,2026-03-01,,Pro,70,no\n"
    "S-4,A-2,2026-03-01,,Basic,0,no\n"
)
IDS = "id: id\ndate: start\naccount: account\n"


def _kinds(company: Company) -> dict[str, str]:
    return {row["external_id"]: row["kind"] for row in company.rows("events")}


def _amounts(company: Company) -> dict[str, int]:
    return {row["external_id"]: row["amount_minor"] for row in company.rows("events")}


@pytest.mark.parametrize(
    ("where", "taken"),
    [
        ("tier is Pro", ["S-1", "S-3"]),
        ("tier is not Pro", ["S-2", "S-4"]),
        ("tier is one of Basic, Gold", ["S-2", "S-4"]),
        ('tier is not one of "Basic", Gold', ["S-1", "S-3"]),
        ("end is empty", ["S-1", "S-3", "S-4"]),
        ("end is not empty", ["S-2"]),
        ("start is before 2026-02-01", ["S-2"]),
        ("start is after 2026-02-01", ["S-3", "S-4"]),
        ("start is not after 2026-02-01", ["S-1", "S-2"]),
        ("end is after start", ["S-2"]),
        ("end is not before start", ["S-2"]),  # an empty cell is neither before nor not before
        ("value is above 50", ["S-1", "S-3"]),
        ("value is below 50.5", ["S-2", "S-4"]),
        ("first for each account by start", ["S-2", "S-3"]),
        ("first for each account by start where tier is Basic", ["S-2", "S-4"]),
        ("first for each account, tier by value", ["S-1", "S-2", "S-3", "S-4"]),
        ("account is among id of accounts.csv where name is Birch", ["S-3", "S-4"]),
        ("account is not among id of accounts.csv where name is Birch", ["S-1", "S-2"]),
        ("[tier is Pro, account is A-2]", ["S-3"]),
    ],
)
def test_where_takes_the_rows_it_says(small_company: Company, where: str, taken: list[str]) -> None:
    report = small_company.imports_events(IDS + f"kind: {{always: note}}\nwhere: {where}\n", HEADER + ROWS)
    assert sorted(_kinds(small_company)) == taken
    assert sum(left.rows for left in report.left_out) == 4 - len(taken)


def test_the_first_row_of_a_group_does_not_depend_on_the_order_of_rows(small_company: Company) -> None:
    """S-3 and S-4 start on the same day: their other cells decide, so Basic comes before Pro."""
    fields = IDS + "kind: {always: note}\nwhere: first for each account by start\n"
    turned = HEADER + "".join(reversed(ROWS.splitlines(keepends=True)))
    small_company.imports_events(fields, turned)
    assert sorted(_kinds(small_company)) == ["S-2", "S-3"]


def test_each_reason_for_leaving_rows_out_is_counted(small_company: Company) -> None:
    fields = IDS + "kind: {always: note}\nwhere: [tier is Pro, account is A-2]\n"
    report = small_company.imports_events(fields, HEADER + ROWS)
    assert [(left.kind, left.reason, left.rows) for left in report.left_out] == [
        ("events", "taken only where tier is Pro", 2),
        ("events", "taken only where account is A-2", 1),  # of those that are Pro
    ]


def test_the_first_case_that_fits_gives_the_value(small_company: Company) -> None:
    kinds = """
kind:
  - trial: value is 0
  - new: first for each account by start
  - upsell: [flag is yes, tier is Pro]
  - renewal: otherwise
"""
    small_company.imports_events(IDS + kinds, HEADER + ROWS)
    assert _kinds(small_company) == {"S-1": "renewal", "S-2": "new", "S-3": "new", "S-4": "trial"}


def test_a_row_that_no_case_fits_is_an_error(small_company: Company) -> None:
    kinds = "kind:\n  - upsell: tier is Pro\n"
    told = "kind: found nothing; expected a row that one of the mapping's cases fits."
    assert small_company.events_are_refused(IDS + kinds, HEADER + ROWS) == [
        f"events.csv, row 3, {told}",
        f"events.csv, row 5, {told}",
    ]


def test_values_are_translated_and_unknown_ones_are_errors(small_company: Company) -> None:
    some = IDS + "kind: {column: tier, values: {Pro: upsell}}\n"
    told = "found “Basic”; expected one of Pro (or another line in `values` of the mapping)."
    assert small_company.events_are_refused(some, HEADER + ROWS) == [
        f"events.csv, row 3, tier: {told}",
        f"events.csv, row 5, tier: {told}",
    ]
    all_of_them = IDS + "kind: {column: tier, values: {Pro: upsell, otherwise: renewal}}\n"
    small_company.imports_events(all_of_them, HEADER + ROWS)
    assert _kinds(small_company) == {"S-1": "upsell", "S-2": "renewal", "S-3": "upsell", "S-4": "renewal"}


def test_one_row_can_be_two_events_told_apart_by_a_prefix(small_company: Company) -> None:
    both = """
- {id: {column: id, prefix: "start:"}, kind: {always: new}, date: start, account: account,
   amount: value, recurring_change: value}
- {id: {column: id, prefix: "end:"}, kind: {always: churn}, date: end, account: account,
   where: end is not empty,
   amount: {column: value, sign: minus}, recurring_change: {column: value, sign: minus}}
"""
    small_company.imports_events(both, HEADER + ROWS)
    assert _amounts(small_company) == {
        "start:S-1": 10_000,
        "start:S-2": 5_000,
        "start:S-3": 7_000,
        "start:S-4": 0,
        "end:S-2": -5_000,
    }


def test_columns_together_make_an_id_where_a_file_has_none(small_company: Company) -> None:
    fields = "id: {columns: [account, start, tier]}\ndate: start\nkind: {always: note}\n"
    small_company.imports_events(fields, HEADER + ROWS)
    assert "A-2/2026-03-01/Basic" in _kinds(small_company)


@pytest.mark.parametrize(
    ("style", "cell", "minor"),
    [
        ("1,234.56", "1,234,567.8", 123_456_780),
        ("1.234,56", "-1.234,5", -123_450),
        ("1 234,56 €", "1\u202f234,56\u00a0€", 123_456),
        ("$1,234.56", "$1,234", 123_400),
        ("$1,234.56", "-$5", -500),
        ("USD 1234", "USD 12", 1_200),
        ("(1,234.56)", "(1,234.56)", -123_456),
        ("1'234.56", "1'234.56", 123_456),
        ("1234.5600", "12.3400", 1_234),
        ("minor units", "1234", 1_234),
    ],
)
def test_amounts_are_read_in_the_style_of_the_example(
    small_company: Company, style: str, cell: str, minor: int
) -> None:
    fields = f"""
id: id
kind: {{always: upsell}}
date: day
amount: {{column: amount, amounts: "{style}"}}
"""
    small_company.imports_events(fields, f'id;day;amount\nE-1;2026-07-01;"{cell}"\n', separator=";")
    assert _amounts(small_company) == {"E-1": minor}


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        ("1,234.56", "1,23"),
        ("1.234,56", "1,234.56"),
        ("1234.56", "1,234"),
        ("1234.56", "$5"),
        ("1234.5600", "1.2345"),
    ],
)
def test_amounts_in_another_style_are_refused(small_company: Company, style: str, cell: str) -> None:
    fields = f'id: id\nkind: {{always: upsell}}\ndate: day\namount: {{column: amount, amounts: "{style}"}}\n'
    lines = small_company.events_are_refused(fields, f'id,day,amount\nE-1,2026-07-01,"{cell}"\n')
    assert lines[0].startswith(
        f"events.csv, row 2, amount: found “{cell}”; expected an amount written like {style}"
    )


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("YYYY-MM-DD", "2026-07-04"),
        ("DD.MM.YYYY", "04.07.2026"),
        ("D.M.YYYY", "4.7.2026"),
        ("M/D/YY", "7/4/26"),
        ("DD-MMM-YYYY", "04-Jul-2026"),
        ("MMM D, YYYY", "JUL 4, 2026"),
        ("YYYYMMDD", "20260704"),
        ("YYYY-MM-DD hh:mm:ss", "2026-07-04 23:59:59"),
        ("YYYY-MM-DDT*", "2026-07-04T23:59:59.123+02:00"),
    ],
)
def test_dates_are_read_in_the_declared_format(small_company: Company, form: str, cell: str) -> None:
    mapping = f"""
    dates: "{form}"
    files:
      e.csv: {{events: {{id: id, kind: {{always: note}}, date: day}}}}
    """
    small_company.imports(mapping, e_csv=f'id,day\nE-1,"{cell}"\n')
    assert small_company.rows("events", "occurred_on") == [{"occurred_on": day("2026-07-04")}]


def test_each_column_may_have_its_own_date_format(small_company: Company) -> None:
    mapping = """
    files:
      e.csv:
        dates: {opened: D.M.YYYY, closed: M/D/YYYY}
        events:
          - {id: id, kind: {always: opened}, date: opened}
          - {id: {column: id, prefix: c}, kind: {always: closed}, date: closed, where: closed is after opened}
    """
    small_company.imports(mapping, e_csv="id,opened,closed\n1,4.7.2026,8/1/2026\n2,4.7.2026,\n")
    assert small_company.rows("events", "external_id", "occurred_on") == [
        {"external_id": "1", "occurred_on": day("2026-07-04")},
        {"external_id": "2", "occurred_on": day("2026-07-04")},
        {"external_id": "c1", "occurred_on": day("2026-08-01")},
    ]


def test_a_condition_on_cells_it_cannot_compare_is_an_error_not_a_no(small_company: Company) -> None:
    fields = IDS + "kind: {always: note}\nwhere: [end is before 2027-01-01, value is above 10]\n"
    rows = ROWS.replace("2026-06-30", "soon").replace(",70,", ",many,")
    lines = small_company.events_are_refused(fields, HEADER + rows)
    assert [line.split(";")[0] for line in lines] == [
        "events.csv, row 3, end: found “soon”",
        "events.csv, row 4, value: found “many”",
    ]


def test_one_file_feeds_several_kinds_and_several_files_one_kind(small_company: Company) -> None:
    mapping = """
    files:
      q1.csv: &no
        accounts: {account: account, repeats: allowed}
        events: {id: id, kind: {always: note}, date: start, account: account}
      q2.csv:
        accounts: {account: account, repeats: allowed}
        events: {id: id, kind: {always: note}, date: start, account: account}
    """.replace(" &no", "")
    q2 = HEADER + "S-9,A-2,2026-04-01,,Pro,1,no\n"
    small_company.imports(mapping, q1_csv=HEADER + ROWS, q2_csv=q2)
    assert len(small_company.rows("accounts")) == 2
    assert len(small_company.rows("events")) == 5


def test_a_file_may_pass_over_rows_for_all_that_is_made_of_it(small_company: Company) -> None:
    mapping = """
    files:
      e.csv:
        where: tier is Pro
        accounts: {account: account, repeats: allowed}
        events: {id: id, kind: {always: note}, date: start, account: account}
    """
    report = small_company.imports(mapping, e_csv=HEADER + ROWS)
    assert sorted(_kinds(small_company)) == ["S-1", "S-3"]
    assert [(left.kind, left.reason, left.rows) for left in report.left_out] == [
        ("", "taken only where tier is Pro", 2)
    ]
