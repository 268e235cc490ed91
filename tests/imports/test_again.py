"""Importing again: what stays, what changes, and what the workspace says about how fresh its facts are."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.imports import import_facts, read_mapping
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.tables import AuditEntry, Import, ImportProblem, Workspace
from tests.imports.company import ACCOUNTS, BASIS, NOW, PEOPLE, Company, day

FIELDS = "id: id\nkind: kind\ndate: day\naccount: account\namount: amount\n"
EVENTS = "id,kind,day,account,amount\nE-1,new,2026-07-01,A-1,10\nE-2,new,2026-09-30,A-2,20\n"
LATER = NOW + timedelta(hours=2)


def _imports(company: Company) -> list[dict[str, object]]:
    with reading(company.engine) as connection:
        return [dict(row) for row in connection.execute(select(table_of(Import))).mappings()]


def test_the_same_files_again_change_nothing_but_when_facts_were_last_looked_at(company: Company) -> None:
    first = company.imports_events(FIELDS, EVENTS)
    before = company.everything()
    again = company.imports_events(FIELDS, EVENTS, now=LATER)
    assert (first.added, first.changed, first.unchanged) == (8, 0, 0)  # 2 people, places, accounts, events
    assert (again.added, again.changed, again.unchanged) == (0, 0, 8)
    assert again.import_id is None
    assert company.everything() == before | {
        "workspace": {"facts_revision": 1, "facts_through": day("2026-09-30"), "facts_imported_at": LATER}
    }
    assert len(_imports(company)) == 1


def test_an_import_is_remembered_with_its_files_and_counts(company: Company) -> None:
    report = company.imports_events(FIELDS, EVENTS)
    row = _imports(company)[0]
    assert {name: row[name] for name in ("added", "changed", "unchanged", "problems", "facts_through")} == {
        "added": 8,
        "changed": 0,
        "unchanged": 0,
        "problems": 0,
        "facts_through": day("2026-09-30"),
    }
    files = json.loads(str(row["files"]))
    assert [(file["name"], file["rows"]) for file in files] == [
        ("people.csv", 2),
        ("accounts.csv", 2),
        ("events.csv", 2),
        ("mapping.yaml", 0),
    ]
    assert all(len(file["digest"]) == 64 for file in files)
    with reading(company.engine) as connection:
        entry = connection.execute(select(table_of(AuditEntry))).mappings().one()
    assert (entry["actor"], entry["action"]) == ("command line", "import")
    assert json.loads(entry["details"]) == {
        "source": "crm",
        "import": report.import_id,
        "added": 8,
        "changed": 0,
        "unchanged": 0,
        "problems": 0,
    }


def test_a_changed_row_changes_one_fact_and_the_revision(company: Company) -> None:
    company.imports_events(FIELDS, EVENTS)
    report = company.imports_events(FIELDS, EVENTS.replace("A-2,20", "A-2,21"), now=LATER)
    assert (report.added, report.changed, report.unchanged, report.facts_revision) == (0, 1, 7, 2)
    assert [row["amount_minor"] for row in company.rows("events")] == [1_000, 2_100]
    assert len(_imports(company)) == 2


def test_rows_that_are_no_longer_in_a_file_stay(company: Company) -> None:
    company.imports_events(FIELDS, EVENTS)
    report = company.imports_events(FIELDS, "".join(EVENTS.splitlines(keepends=True)[:2]))
    assert (report.added, report.changed, len(company.rows("events"))) == (0, 0, 2)


def test_the_same_ids_of_another_source_are_other_events(small_company: Company) -> None:
    small_company.imports_events(FIELDS, EVENTS)
    fields = ", ".join(FIELDS.splitlines())
    mapping = f"source: erp\ncurrency: USD\nfiles:\n  events.csv:\n    events: {{{fields}}}\n"
    assert small_company.imports(mapping).added == 2
    assert len(small_company.rows("events")) == 4


def test_another_workspace_has_facts_of_its_own(small_company: Company) -> None:
    small_company.imports_events(FIELDS, EVENTS)
    with writing(small_company.engine) as connection:
        connection.execute(update(table_of(Workspace)).values(name="Other"))
    small_company.__post_init__()  # a new workspace named Acme
    assert small_company.imports_events(FIELDS, EVENTS).added == 8
    assert len(small_company.rows("events")) == 4


@pytest.mark.parametrize(
    ("zone", "through"),
    [("UTC", "2026-09-30"), ("Pacific/Auckland", "2026-10-01")],
)
def test_facts_reach_until_the_latest_day_that_is_not_in_the_future_where_the_company_is(
    small_company: Company, zone: str, through: str
) -> None:
    with writing(small_company.engine) as connection:
        connection.execute(update(table_of(Workspace)).values(time_zone=zone))
    events = EVENTS + "E-3,new,2026-10-01,A-1,5\nE-4,new,2027-01-01,A-1,5\n"
    report = small_company.imports_events(FIELDS, events, now=datetime(2026, 9, 30, 12, tzinfo=UTC))
    # 12:00 in Greenwich is 01:00 of the next day in Auckland
    assert report.facts_through == day(through)
    assert small_company.workspace()["facts_through"] == day(through)
    assert len(small_company.rows("events")) == 4


def test_old_facts_that_come_late_do_not_take_the_facts_back_in_time(small_company: Company) -> None:
    small_company.imports_events(FIELDS, EVENTS)
    old = "id,kind,day,account,amount\nE-0,new,2025-01-01,A-1,10\n"
    assert small_company.imports_events(FIELDS, old).facts_through == day("2026-09-30")


def test_a_file_about_people_alone_leaves_the_day_that_facts_reach(small_company: Company) -> None:
    small_company.imports_events(FIELDS, EVENTS)
    report = small_company.imports(f"files:{BASIS}", people_csv=PEOPLE + "cy,cy@a.test,csm,2026-01-01\n")
    assert (report.added, report.facts_through) == (2, day("2026-09-30"))


def test_what_a_mapping_does_not_mention_of_people_and_accounts_stays(small_company: Company) -> None:
    small_company.imports(
        "files: {a.csv: {accounts: {account: id, name: name, region: region}},"
        " p.csv: {people: {person: id, name: name, email: mail, start_date: start}}}",
        a_csv="id,name,region\nA-1,Acorn,EMEA\n",
        p_csv="id,name,mail,start\nana,Ana,ana@a.test,2025-01-01\n",
    )
    small_company.imports(
        "files: {a.csv: {accounts: {account: id, segment: size}},"
        " p.csv: {people: {person: id, end_date: left}}}",
        a_csv="id,size\nA-1,large\n",
        p_csv="id,left\nana,2026-08-31\n",
    )
    small_company.imports(
        "files: {a.csv: {accounts: {account: id, contract_months: months}}}", a_csv="id,months\nA-1,24\n"
    )
    assert small_company.rows("accounts") == [
        {"key": "A-1", "name": "Acorn", "region": "EMEA", "segment": "large", "contract_months": 24}
    ]
    person = small_company.rows("people", "name", "email", "start_date", "end_date")
    assert [list(row.values()) for row in person] == [
        ["Ana", "ana@a.test", day("2025-01-01"), day("2026-08-31")]
    ]


def test_a_new_person_without_a_first_day_is_an_error(small_company: Company) -> None:
    mapping = "files: {p.csv: {people: {person: id, end_date: left}}}"
    assert small_company.is_refused(mapping, p_csv="id,left\nana,2026-08-31\n") == [
        "p.csv, row 2, start_date: found nothing; expected a first day at work, because this person is new."
    ]


def test_several_rows_of_a_person_agree_about_the_person(small_company: Company) -> None:
    mapping = "files: {p.csv: {people: {person: id, name: name, role: role, from_date: since}}}"
    people = "id,name,role,since\nana,Ana,csm,2025-01-01\nana,Anna,lead,2026-01-01\n"
    assert small_company.is_refused(mapping, p_csv=people) == [
        "p.csv, row 3, name: found “Anna”; expected the same name in all rows of one person."
    ]


def test_two_files_may_each_tell_a_part_of_the_same_people_and_accounts(small_company: Company) -> None:
    mapping = """
    files:
      a.csv: {accounts: {account: id, name: name}}
      b.csv: {accounts: {account: id, region: region}}
      p.csv: {people: {person: id, name: name, start_date: start}}
      q.csv: {people: {person: id, email: mail, role: role, from_date: since}}
    """
    report = small_company.imports(
        mapping,
        a_csv="id,name\nA-1,Acorn\nA-2,Birch\n",
        b_csv="id,region\nA-2,EMEA\n",
        p_csv="id,name,start\nana,Ana,2025-01-01\n",
        q_csv="id,mail,role,since\nana,ana@a.test,csm,2025-02-01\n",
    )
    assert report.added == 4  # two accounts, a person and her place
    assert small_company.rows("accounts", "key", "name", "region") == [
        {"key": "A-1", "name": "Acorn", "region": ""},
        {"key": "A-2", "name": "Birch", "region": "EMEA"},
    ]
    assert small_company.rows("people", "name", "email", "start_date") == [
        {"name": "Ana", "email": "ana@a.test", "start_date": day("2025-01-01")}
    ]


def test_what_two_files_say_of_one_account_must_agree(small_company: Company) -> None:
    mapping = (
        "files: {a.csv: {accounts: {account: id, name: name}}, b.csv: {accounts: {account: id, name: title}}}"
    )
    lines = small_company.is_refused(mapping, a_csv="id,name\nA-1,Acorn\n", b_csv="id,title\nA-1,Oak\n")
    assert lines == ["b.csv, row 2, title: found “Oak”; expected the same name in all rows of one account."]


def test_a_person_has_one_place_on_a_day(small_company: Company) -> None:
    mapping = "files: {p.csv: {people: {person: id, role: role, start_date: start, from_date: since}}}"
    people = "id,role,start,since\nana,csm,2025-01-01,\nana,lead,2025-01-01,2025-01-01\n"
    assert small_company.is_refused(mapping, p_csv=people) == [
        "p.csv, row 3, since: found “ana from 2025-01-01”; expected one place on a day; this is another."
    ]


def test_contradictions_are_stored_with_the_import_that_found_them(company: Company) -> None:
    mapping = f"""
files:{BASIS}
checks:
  - in: accounts.csv
    when: name is Birch
    say: "{{id}} is a tree."
    done: It is kept.
"""
    report = company.imports(mapping, people_csv=PEOPLE, accounts_csv=ACCOUNTS)
    company.imports(mapping, people_csv=PEOPLE, accounts_csv=ACCOUNTS)
    with reading(company.engine) as connection:
        rows = [dict(row) for row in connection.execute(select(table_of(ImportProblem))).mappings()]
    assert [{name: row[name] for name in row if name not in ("id", "workspace_id")} for row in rows] == [
        {
            "import_id": report.import_id,
            "file": "accounts.csv",
            "row": 3,
            "column": "name",
            "message": "A-2 is a tree. It is kept.",
        }
    ]
    assert _imports(company)[0]["problems"] == 1


def test_an_import_that_breaks_off_halfway_changes_nothing(company: Company) -> None:
    company.write(people_csv=PEOPLE, accounts_csv=ACCOUNTS)
    path = company.folder / "mapping.yaml"
    path.write_text(f"source: crm\nfiles:{BASIS}")
    before = company.everything()

    def unplugged(step: str, done: int, total: int) -> None:
        if step == "writing accounts":
            raise ConnectionError("gone")

    with pytest.raises(ConnectionError, match="gone"):
        import_facts(
            company.engine, company.workspace_id, read_mapping(path), company.folder, NOW, "test", unplugged
        )
    assert company.everything() == before
    assert _imports(company) == []


def test_two_imports_at_once_do_not_get_in_each_others_way(company: Company) -> None:
    company.write(people_csv=PEOPLE, accounts_csv=ACCOUNTS)
    path = company.folder / "mapping.yaml"
    path.write_text(f"source: crm\nfiles:{BASIS}")

    def once(_: int) -> int:
        arguments = (company.workspace_id, read_mapping(path), company.folder, NOW, "test", lambda *_: None)
        return import_facts(company.engine, *arguments).added

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(once, range(2))) == [0, 6]  # 2 people, 2 places, 2 accounts: from one of them
    assert len(_imports(company)) == 1


def test_progress_names_each_step(small_company: Company) -> None:
    small_company.imports_events(FIELDS, EVENTS)
    assert small_company.steps[:3] == [
        "reading people.csv 0 of 3",
        "reading accounts.csv 1 of 3",
        "reading events.csv 2 of 3",
    ]
    assert small_company.steps[-1] == "writing events 2 of 2"
