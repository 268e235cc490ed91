"""One wrong cell: nothing changes, and the error names file, row, column, value and what was expected."""

import pytest

from tests.imports.company import Company

FIELDS = """
id: id
kind: kind
date: day
account: account
amount: amount
quantity: {column: score, if_empty: 0}
"""
HEADER = "id,kind,day,account,amount,score\n"
GOOD = {"id": "E-1", "kind": "upsell", "day": "2026-07-01", "account": "A-1", "amount": "10.00", "score": "4"}

AMOUNT = "expected an amount written like 1234.56, with at most 2 decimals."
DATE = "expected a date like 2026-01-31 (YYYY-MM-DD), from 1970 to 2199."


def _row(**cells: str) -> str:
    return ",".join({**GOOD, **cells}.values()) + "\n"


@pytest.mark.parametrize(
    "wrong",
    [
        "NaN",
        "Infinity",
        "1e3",
        "1_000",
        "٣",
        "1.005",
        "+5",
        "$5",
        "--5",
        "5.",
        ".5",
        "0x10",
        "1 000",
        "−5",
        "12,5",
    ],
)
def test_an_amount_is_digits_with_a_point_and_nothing_else(small_company: Company, wrong: str) -> None:
    events = HEADER + _row() + _row(id="E-2", amount=f'"{wrong}"')
    assert small_company.events_are_refused(FIELDS, events) == [
        f"events.csv, row 3, amount: found “{wrong}”; {AMOUNT}"
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "2026-02-30",
        "2026-13-01",
        "01/07/2026",
        "2026-7-1",
        "0026-07-01",
        "٢٠٢٦-٠٧-٠١",
        "2026-07-01 10:00",
        "soon",
    ],
)
def test_a_date_is_one_that_exists_in_the_one_declared_format(small_company: Company, wrong: str) -> None:
    events = HEADER + _row() + _row(id="E-2", day=wrong)
    assert small_company.events_are_refused(FIELDS, events) == [
        f"events.csv, row 3, day: found “{wrong}”; {DATE}"
    ]


@pytest.mark.parametrize(
    ("column", "wrong", "told"),
    [
        (
            "kind",
            "Upsell!",
            "found “Upsell!”; expected a key of small letters, digits, - and _, a letter first.",
        ),
        ("score", "1.2345", "found “1.2345”; expected a number with at most 3 decimals, like 4 or 8.5."),
        ("id", "", "found nothing; expected an id: text on one line, at most 200 characters, for `id`."),
        ("amount", "", "found nothing; expected an amount of money, for `amount`."),
        ("day", "", "found nothing; expected a date, for `date`."),
        (
            "account",
            "A-3",
            "found “A-3”; expected an account that is in the files or was imported before; "
            "did you mean “A-2”?",
        ),
    ],
)
def test_every_other_wrong_cell_is_told_too(
    small_company: Company, column: str, wrong: str, told: str
) -> None:
    lines = small_company.events_are_refused(FIELDS, HEADER + _row(**{column: wrong}))
    assert lines == [f"events.csv, row 2, {column}: {told}"]


def test_an_amount_has_no_more_decimals_than_its_own_currency(small_company: Company) -> None:
    events = (
        "id,day,amount,currency\nE-1,2026-07-01,5.5,USD\nE-2,2026-07-01,5.5,JPY\nE-3,2026-07-01,5.555,KWD\n"
    )
    fields = "id: id\nkind: {always: upsell}\ndate: day\namount: amount\ncurrency: currency\n"
    assert small_company.events_are_refused(fields, events) == [
        "events.csv, row 3, amount: found “5.5”; "
        "expected an amount written like 1234.56, with at most 3 decimals."
    ]


def test_a_currency_must_exist(small_company: Company) -> None:
    events = "id,day,amount,currency\nE-1,2026-07-01,5,DOL\n"
    fields = "id: id\nkind: {always: upsell}\ndate: day\namount: amount\ncurrency: currency\n"
    assert small_company.events_are_refused(fields, events) == [
        "events.csv, row 2, currency: found “DOL”; expected a currency's three letters, like USD or EUR."
    ]


def test_all_errors_are_told_in_the_order_of_rows_up_to_the_limit(small_company: Company) -> None:
    rows = "".join(_row(id=f"E-{number}", amount="x", day="y") for number in range(1, 621))
    lines = small_company.events_are_refused(FIELDS, HEADER + rows, error_limit=3)
    # 620 rows × 2 wrong cells = 1,240; three are shown
    assert lines == [
        f"events.csv, row 2, amount: found “x”; {AMOUNT}",
        f"events.csv, row 2, day: found “y”; {DATE}",
        f"events.csv, row 3, amount: found “x”; {AMOUNT}",
        "and 1,237 more",
    ]


def test_a_long_cell_is_cut_and_control_characters_are_made_visible(small_company: Company) -> None:
    lines = small_company.events_are_refused(
        FIELDS, HEADER + _row(amount="9" * 200) + _row(id="E\x07\u202e2")
    )
    assert lines == [
        f"events.csv, row 2, amount: found “{'9' * 79}…”; {AMOUNT}",
        "events.csv, row 3, id: found “E\\x07\\u202e2”; "
        "expected an id: text on one line, at most 200 characters.",
    ]


def test_a_row_is_counted_in_lines_of_the_file_even_after_cells_with_line_ends_in_them(
    small_company: Company,
) -> None:
    events = (
        'note,id,kind,day,account,amount,score\r\n"a\r\nb\r\nc",'
        + _row()
        + '"x ""y"" z",'
        + _row(id="E-2", day="no")
    )
    # the header is line 1, the first row takes lines 2 to 4
    assert small_company.events_are_refused(FIELDS, events) == [f"events.csv, row 5, day: found “no”; {DATE}"]


def test_the_same_id_twice_names_the_row_where_it_was_first(small_company: Company) -> None:
    events = HEADER + _row() + _row(id="E-2") + _row(amount="11.00")
    assert small_company.events_are_refused(FIELDS, events) == [
        "events.csv, row 4, id: found “E-1”; expected each id once; it is in events.csv, row 2 already."
    ]


def test_rows_that_may_repeat_must_say_the_same(small_company: Company) -> None:
    fields = FIELDS + "repeats: allowed\n"
    assert small_company.events_are_refused(fields, HEADER + _row() + _row() + _row(amount="11.00")) == [
        "events.csv, row 4, id: found “E-1”; "
        "expected each id once; it is in events.csv, row 2 already with something else in it."
    ]


def test_a_share_is_more_than_nothing_and_at_most_all(small_company: Company) -> None:
    mapping = "files: {c.csv: {credits: {event: event, person: person, share: share}}}"
    small_company.imports_events(FIELDS, HEADER + _row())
    shares = "event,person,share\nE-1,ana,0\nE-1,ben,1.5\nE-1,cy,1/3\n"
    told = "expected a share above 0 and up to 1, like 0.5 or 50%, in whole millionths."
    assert small_company.is_refused(mapping, c_csv=shares) == [
        f"c.csv, row 2, share: found “0”; {told}",
        f"c.csv, row 3, share: found “1.5”; {told}",
        "c.csv, row 4, person: found “cy”; expected a person who is in the files or was imported before.",
        f"c.csv, row 4, share: found “1/3”; {told}",
    ]


def test_shares_of_one_event_come_to_a_whole_at_most(small_company: Company) -> None:
    small_company.imports_events(FIELDS, HEADER + _row())
    mapping = "files: {c.csv: {credits: {event: event, person: person, share: share}}}"
    assert small_company.is_refused(mapping, c_csv="event,person,share\nE-1,ana,0.6\nE-1,ben,0.6\n") == [
        "c.csv, row 3, share: found “E-1”; expected shares of at most 100% of an event; these come to 120%."
    ]


def test_what_a_fact_names_must_exist(small_company: Company) -> None:
    small_company.imports_events(FIELDS, HEADER + _row())
    mapping = """
    files:
      a.csv:
        assignments: {person: person, plan: plan, from_date: day}
      c.csv:
        credits: {event: event, person: {column: mail, by: email}, share: {always: 1}}
      t.csv:
        targets: {metric: {always: grr}, scope: scope, scope_key: key, from_date: {always: 2026-01-01},
                  value: aim}
    """
    small_company.has_plan("csm-plan")
    lines = small_company.is_refused(
        mapping,
        a_csv="person,plan,day\nanna,csm-plans,2026-01-01\n",
        c_csv="event,mail\nE-9,zoe@acme.test\n",
        t_csv="scope,key,aim\nteam,East,1\nregion,Mars,1\nplanet,x,1\ncompany,acme,1\nperson,,1\n"
        "line,anna,1\nline,,1\n",
    )
    before = "is in the files or was imported"
    assert lines == [
        f"a.csv, row 2, person: found “anna”; expected a person who {before} before; did you mean “ana”?",
        "a.csv, row 2, plan: found “csm-plans”; expected a plan that was loaded before; "
        "did you mean “csm-plan”?",
        f"c.csv, row 2, event: found “E-9”; expected an event that {before} from this source before.",
        f"c.csv, row 2, mail: found “zoe@acme.test”; expected a person who {before} before.",
        "t.csv, row 2, key: found “East”; "
        "expected a team that people in the files, or imported before, are in.",
        "t.csv, row 3, key: found “Mars”; expected a region that people or accounts are in.",
        "t.csv, row 4, scope: found “planet”; expected one of person, team, region, line, company.",
        "t.csv, row 5, key: found “acme”; expected nothing here, because the company is all there is.",
        "t.csv, row 6, key: found nothing; expected the person that it is about.",
        f"t.csv, row 7, key: found “anna”; expected a person who {before} before; did you mean “ana”?",
        "t.csv, row 8, key: found nothing; expected the person whose line it is about.",
    ]


def test_an_address_that_two_people_have_names_nobody(small_company: Company) -> None:
    people = "person,email,role,start\nana,us@acme.test,csm,2025-01-01\nben,us@acme.test,csm,2025-01-01\n"
    mapping = """
    files:
      people.csv:
        people: {person: person, email: email, role: role, start_date: start}
      e.csv:
        events: {id: id, kind: {always: note}, date: day, person: {column: mail, by: email}}
    """
    assert small_company.is_refused(
        mapping, people_csv=people, e_csv="id,day,mail\n1,2026-01-01,us@acme.test\n"
    ) == ["e.csv, row 2, mail: found “us@acme.test”; expected the address of one person; several have it."]
