"""Facts that hold from a day on: each lasts until the next begins, and overlaps are errors."""

from datetime import date

from tests.imports.company import ACCOUNTS, BASIS, PEOPLE, Company, day

OWNERS = "files: {o.csv: {owners: {account: account, person: person, from_date: since}}}"
RANGES = OWNERS.replace("from_date: since", "share: share, from_date: since, to_date: till")
PLACES = "files: {p.csv: {people: {person: id, role: role, from_date: since}}}"


def _with_basis(company: Company) -> Company:
    company.imports(f"files:{BASIS}", people_csv=PEOPLE, accounts_csv=ACCOUNTS)
    return company


def _owners(company: Company) -> list[tuple[str, str, str, date | None]]:
    rows = company.rows("owners", "account", "from_date", "person", "to_date")
    return [(row["account"], row["person"], str(row["from_date"]), row["to_date"]) for row in rows]


def test_an_owner_lasts_until_the_next_one_of_the_account(company: Company) -> None:
    _with_basis(company)
    owners = "account,person,since\nA-1,ben,2026-04-01\nA-1,ana,2026-01-01\nA-2,ana,2026-02-01\n"
    company.imports(OWNERS, o_csv=owners)
    assert _owners(company) == [
        ("A-1", "ana", "2026-01-01", day("2026-03-31")),
        ("A-1", "ben", "2026-04-01", None),
        ("A-2", "ana", "2026-02-01", None),
    ]


def test_a_new_owner_ends_the_one_that_was_stored(company: Company) -> None:
    _with_basis(company)
    company.imports(OWNERS, o_csv="account,person,since\nA-1,ana,2026-01-01\n")
    report = company.imports(OWNERS, o_csv="account,person,since\nA-1,ben,2026-04-01\n")
    assert _owners(company) == [
        ("A-1", "ana", "2026-01-01", day("2026-03-31")),
        ("A-1", "ben", "2026-04-01", None),
    ]
    assert [(count.added, count.changed) for count in report.kinds] == [(1, 1)]
    old = company.imports(OWNERS, o_csv="account,person,since\nA-1,ana,2026-01-01\n")
    assert (old.added, old.changed, old.unchanged) == (0, 0, 1)


def test_an_owner_in_between_parts_the_time_of_the_stored_ones(small_company: Company) -> None:
    company = _with_basis(small_company)
    company.imports(OWNERS, o_csv="account,person,since\nA-1,ana,2026-01-01\nA-1,ana,2026-07-01\n")
    company.imports(OWNERS, o_csv="account,person,since\nA-1,ben,2026-04-01\n")
    assert _owners(company) == [
        ("A-1", "ana", "2026-01-01", day("2026-03-31")),
        ("A-1", "ben", "2026-04-01", day("2026-06-30")),
        ("A-1", "ana", "2026-07-01", None),
    ]


def test_another_owner_from_the_same_day_replaces_the_wrong_one(small_company: Company) -> None:
    company = _with_basis(small_company)
    company.imports(OWNERS, o_csv="account,person,since\nA-1,ana,2026-01-01\n")
    report = company.imports(OWNERS, o_csv="account,person,since\nA-1,ben,2026-01-01\n")
    assert _owners(company) == [("A-1", "ben", "2026-01-01", None)]
    assert [(count.added, count.removed) for count in report.kinds] == [(1, 1)]


def test_owners_of_one_day_share_the_account_and_end_together(small_company: Company) -> None:
    company = _with_basis(small_company)
    mapping = OWNERS.replace("from_date", "share: share, from_date")
    owners = (
        "account,person,share,since\nA-1,ana,0.5,2026-01-01\nA-1,ben,0.5,2026-01-01\nA-1,ben,1,2026-03-01\n"
    )
    company.imports(mapping, o_csv=owners)
    assert _owners(company) == [
        ("A-1", "ana", "2026-01-01", day("2026-02-28")),
        ("A-1", "ben", "2026-01-01", day("2026-02-28")),
        ("A-1", "ben", "2026-03-01", None),
    ]


def test_stated_last_days_are_kept_and_may_leave_gaps(small_company: Company) -> None:
    company = _with_basis(small_company)
    owners = "account,person,share,since,till\nA-1,ana,1,2026-01-01,2026-01-31\nA-1,ben,1,2026-03-01,\n"
    company.imports(RANGES, o_csv=owners)
    assert _owners(company) == [
        ("A-1", "ana", "2026-01-01", day("2026-01-31")),
        ("A-1", "ben", "2026-03-01", None),
    ]


def test_shares_over_a_whole_on_any_day_are_an_error(small_company: Company) -> None:
    company = _with_basis(small_company)
    header = "account,person,share,since,till\n"
    told = "A-1”; expected shares of at most 100% on any day; on 2026-01-31 they come to 150%: let the owner"
    lines = company.is_refused(
        RANGES, o_csv=header + "A-1,ana,1,2026-01-01,2026-01-31\nA-1,ben,0.5,2026-01-31,\n"
    )
    assert len(lines) == 1
    assert lines[0].startswith(f"o.csv, row 3, since: found “{told}")
    company.imports(RANGES, o_csv=header + "A-1,ana,1,2026-01-01,\n")
    lines = company.is_refused(RANGES, o_csv=header + "A-1,ben,0.5,2026-01-31,\n")
    assert lines[0].startswith(f"o.csv, row 2, since: found “{told}")


def test_a_complete_history_replaces_what_was_stored_of_its_accounts(small_company: Company) -> None:
    company = _with_basis(small_company)
    header = "account,person,share,since,till\n"
    company.imports(RANGES, o_csv=header + "A-1,ana,1,2026-01-01,\nA-2,ana,1,2026-01-01,\n")
    complete = RANGES.replace("owners: {", "owners: {history: complete, ")
    report = company.imports(complete, o_csv=header + "A-1,ben,0.5,2026-01-31,\n")
    assert _owners(company) == [("A-1", "ben", "2026-01-31", None), ("A-2", "ana", "2026-01-01", None)]
    assert [(count.added, count.removed) for count in report.kinds] == [(1, 1)]


def test_a_last_day_before_the_first_is_an_error(small_company: Company) -> None:
    company = _with_basis(small_company)
    lines = company.is_refused(
        RANGES, o_csv="account,person,share,since,till\nA-1,ana,1,2026-02-01,2026-01-31\n"
    )
    assert lines == [
        "o.csv, row 2, till: found “2026-01-31”; expected a day not before 2026-02-01, its first day."
    ]


def test_people_move_from_place_to_place(company: Company) -> None:
    company.imports(
        PLACES, p_csv="id,role,since\nana,csm,2025-01-01\nana,senior csm,2026-01-01\nana,manager,2026-07-01\n"
    )
    assert [
        (row["role"], str(row["from_date"]), row["to_date"])
        for row in company.rows("placements", "from_date", "role", "to_date")
    ] == [
        ("csm", "2025-01-01", day("2025-12-31")),
        ("senior csm", "2026-01-01", day("2026-06-30")),
        ("manager", "2026-07-01", None),
    ]
    assert company.rows("people", "start_date") == [{"start_date": day("2025-01-01")}]


def test_places_that_overlap_are_an_error(small_company: Company) -> None:
    mapping = "files: {p.csv: {people: {person: id, role: role, from_date: since, to_date: till}}}"
    people = "id,role,since,till\nana,csm,2025-01-01,2026-02-01\nana,manager,2026-01-01,\n"
    assert small_company.is_refused(mapping, p_csv=people) == [
        "p.csv, row 3, since: found “ana from 2026-01-01”; expected a stretch that does not overlap "
        "the one from 2025-01-01: let that one end earlier, or say `history: complete`."
    ]


def test_a_wrong_period_of_work_is_an_error(small_company: Company) -> None:
    mapping = "files: {p.csv: {people: {person: id, start_date: start, end_date: end}}}"
    assert small_company.is_refused(mapping, p_csv="id,start,end\nana,2026-01-01,2025-12-31\n") == [
        "p.csv, row 2, end: found “2025-12-31”; expected a day not before 2026-01-01, the first day at work."
    ]


def test_nobody_leads_themselves_not_even_over_others(small_company: Company) -> None:
    mapping = "files: {p.csv: {people: {person: id, role: role, manager: boss, start_date: start}}}"
    people = "id,role,boss,start\nana,csm,ben,2025-01-01\nben,lead,cy,2025-01-01\ncy,vp,ana,2025-01-01\n"
    lead = "does not lead, directly or over others"
    assert small_company.is_refused(mapping, p_csv=people + "dan,csm,dan,2025-01-01\n") == [
        f"p.csv, row 2, boss: found “ben”; expected a manager whom ana {lead}.",
        f"p.csv, row 3, boss: found “cy”; expected a manager whom ben {lead}.",
        f"p.csv, row 4, boss: found “ana”; expected a manager whom cy {lead}.",
        "p.csv, row 5, boss: found “dan”; expected somebody else as the manager.",
    ]


def test_a_slack_user_is_one_person(small_company: Company) -> None:
    mapping = "files: {p.csv: {people: {person: id, slack_user_id: slack, start_date: start}}}"
    people = "id,slack,start\nana,U1,2025-01-01\nben,U1,2025-01-01\n"
    told = "found “U1”; expected a Slack user of one person; another has it too."
    assert small_company.is_refused(mapping, p_csv=people) == [
        f"p.csv, row 2, slack: {told}",
        f"p.csv, row 3, slack: {told}",
    ]


def test_a_payroll_id_is_one_persons_and_whoever_has_none_shares_nothing(small_company: Company) -> None:
    mapping = "files: {p.csv: {people: {person: id, payroll_id: payroll, start_date: start}}}"
    people = "id,payroll,start\nana,E-1,2025-01-01\nben,,2025-01-01\ncy,,2025-01-01\n"
    small_company.imports(mapping, p_csv=people)
    told = "found “E-1”; expected a payroll id of one person; another has it too."
    assert small_company.is_refused(mapping, p_csv="id,payroll,start\nben,E-1,2025-01-01\n") == [
        f"p.csv, row 2, payroll: {told}"
    ]
    small_company.imports(mapping, p_csv="id,payroll,start\nana,E-7,2025-01-01\nben,E-1,2025-01-01\n")
    rows = small_company.rows("people", "key", "payroll_id")
    assert [row["payroll_id"] for row in rows] == ["E-7", "E-1", ""]


def test_a_new_target_ends_the_one_before(small_company: Company) -> None:
    mapping = """
    files:
      t.csv:
        targets: {metric: {always: grr}, scope: {always: company}, from_date: since, value: aim}
    """
    small_company.imports(mapping, t_csv="since,aim\n2026-01-01,90%\n2026-07-01,92%\n")
    assert [row["to_date"] for row in small_company.rows("targets", "from_date", "to_date")] == [
        day("2026-06-30"),
        None,
    ]


def test_going_to_another_plan_ends_the_one_before_but_plans_of_one_day_run_together(
    company: Company,
) -> None:
    _with_basis(company)
    for plan in ("csm", "lead", "spiff"):
        company.has_plan(plan)
    mapping = "files: {a.csv: {assignments: {person: who, plan: plan, from_date: since}}}"
    company.imports(
        mapping, a_csv="who,plan,since\nana,csm,2026-01-01\nana,lead,2026-07-01\nana,spiff,2026-07-01\n"
    )
    assert [
        (row["plan"], row["to_date"]) for row in company.rows("assignments", "from_date", "plan", "to_date")
    ] == [("csm", day("2026-06-30")), ("lead", None), ("spiff", None)]
