"""Contradictions are listed with a sentence about each row, and the sentence says what was done with it."""

from tests.imports.company import Company

SUBSCRIPTIONS = (
    "id,account,start,end,churned\n"
    "S-1,A-1,2026-01-01,,yes\n"
    "S-2,A-1,2026-03-01,2026-02-01,yes\n"
    "S-3,A-2,2025-12-01,,no\n"
    "S-4,A-9,2026-05-01,,no\n"
)
ACCOUNTS = "key,signup,churned\nA-1,2026-01-01,yes\nA-2,2026-01-01,no\nA-9,2026-01-01,no\n"
FILES = """
files:
  accounts.csv:
    accounts: {account: key}
  subs.csv:
    events: {id: id, kind: {always: new}, date: start, account: account}
checks:
"""


def _problems(company: Company, checks: str) -> list[tuple[str, int, str]]:
    report = company.imports(FILES + checks, accounts_csv=ACCOUNTS, subs_csv=SUBSCRIPTIONS)
    return [(each.file, each.row, each.message) for group in report.problems for each in group.examples]


def test_two_cells_of_a_row_contradict_each_other(small_company: Company) -> None:
    checks = """
  - in: subs.csv
    when: [churned is yes, end is empty]
    say: "Subscription {id} is churned but has no last day."
    done: It counts as running.
  - in: subs.csv
    when: end is before start
    say: "Subscription {id} ends on {end}, before it starts on {start}."
    done: Both are kept.
"""
    assert _problems(small_company, checks) == [
        ("subs.csv", 2, "Subscription S-1 is churned but has no last day. It counts as running."),
        (
            "subs.csv",
            3,
            "Subscription S-2 ends on 2026-02-01, before it starts on 2026-03-01. Both are kept.",
        ),
    ]
    assert len(small_company.rows("events")) == 4  # nothing is dropped


def test_a_row_contradicts_the_row_of_another_file_that_belongs_to_it(small_company: Company) -> None:
    checks = """
  - in: subs.csv
    match: account is key of accounts.csv
    when: start is before signup of accounts.csv
    say: "{id} starts before {account} signed up on {signup of accounts.csv}."
    done: Kept.
"""
    assert _problems(small_company, checks) == [
        ("subs.csv", 4, "S-3 starts before A-2 signed up on 2026-01-01. Kept.")
    ]


def test_a_cell_is_not_what_the_other_file_says(small_company: Company) -> None:
    checks = """
  - in: subs.csv
    match: account is key of accounts.csv
    when: churned is not churned of accounts.csv
    say: "{id} is {churned}, its account {churned of accounts.csv}."
    done: Kept.
"""
    small_company.imports(FILES + checks, accounts_csv=ACCOUNTS, subs_csv=SUBSCRIPTIONS)
    other = SUBSCRIPTIONS.replace("S-1,A-1,2026-01-01,,yes", "S-1,A-1,2026-01-01,,no")
    report = small_company.imports(FILES + checks, accounts_csv=ACCOUNTS, subs_csv=other)
    assert [each.message for each in report.problems[0].examples] == ["S-1 is no, its account yes. Kept."]


def test_a_row_contradicts_what_all_rows_of_another_file_say(small_company: Company) -> None:
    checks = """
  - in: accounts.csv
    when: [churned is yes, key is among account of subs.csv where end is empty]
    say: "{key} is churned but has a running subscription."
    done: Kept.
  - in: accounts.csv
    when: key is not among account of subs.csv where churned is no
    say: "{key} has no subscription that goes on."
    done: Kept.
"""
    assert _problems(small_company, checks) == [
        ("accounts.csv", 2, "A-1 is churned but has a running subscription. Kept."),
        ("accounts.csv", 2, "A-1 has no subscription that goes on. Kept."),
    ]


def test_a_check_may_leave_its_rows_out_and_then_they_are_counted(small_company: Company) -> None:
    checks = """
  - in: subs.csv
    when: end is before start
    say: "{id} ends before it starts."
    done: It is left out.
    leave_out: yes
"""
    report = small_company.imports(FILES + checks, accounts_csv=ACCOUNTS, subs_csv=SUBSCRIPTIONS)
    assert [row["external_id"] for row in small_company.rows("events")] == ["S-1", "S-3", "S-4"]
    assert [(left.reason, left.rows) for left in report.left_out] == [("end is before start", 1)]


def test_groups_count_all_rows_and_show_the_first(small_company: Company) -> None:
    checks = '  - {in: subs.csv, when: account is not empty, say: "{id} is there.", done: Fine.}\n'
    report = small_company.imports(
        FILES + checks, accounts_csv=ACCOUNTS, subs_csv=SUBSCRIPTIONS, error_limit=2
    )
    group = report.problems[0]
    assert (group.check, group.done, group.rows, len(group.examples)) == ("{id} is there.", "Fine.", 4, 2)
    assert report.problem_rows == 4


def test_a_row_can_match_only_one_row_of_the_other_file(small_company: Company) -> None:
    checks = """
  - in: accounts.csv
    match: key is account of subs.csv
    when: signup is before start of subs.csv
    say: "{key}"
    done: Kept.
"""
    lines = small_company.is_refused(FILES + checks, accounts_csv=ACCOUNTS, subs_csv=SUBSCRIPTIONS)
    assert lines == [
        "subs.csv, row 3, account: found “A-1”; "
        "expected each value once, because rows of accounts.csv are matched by it."
    ]


def test_cells_in_sentences_are_short_and_harmless(small_company: Company) -> None:
    checks = '  - {in: subs.csv, when: churned is no, say: "Is {churned} {id} {}?", done: Kept.}\n'
    subs = SUBSCRIPTIONS.splitlines()[0] + f'\n"S\x07{"9" * 90}",A-1,2026-01-01,,no\n'
    clean = FILES.replace("{id: id,", "{id: account,")
    report = small_company.imports(clean + checks, accounts_csv=ACCOUNTS, subs_csv=subs)
    assert report.problems[0].examples[0].message == f"Is no S�{'9' * 78} {{}}? Kept."
