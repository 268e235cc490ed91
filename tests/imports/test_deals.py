"""What deals bring along: what they are about, how long they run, who had which part in them."""

import pytest

from tests.imports.company import ACCOUNTS, BASIS, PEOPLE, Company, day

FIELDS = """
id: id
kind: kind
date: {always: 2026-07-01}
account: {always: A-1}
parent: about
effort: effort
term_months: months
amount: {column: amount, if_empty: 0}
previous: {column: previous, if_empty: 0}
"""
HEADER = "id,kind,about,effort,months,amount,previous\n"
DEAL = "D-1,upsell,,module,36,36000,1000.50\n"
PAYMENT = "P-1,payment,D-1,,,100,\n"
COLUMNS = ("external_id", "parent", "effort", "term_months", "amount_minor", "previous_minor")


def _events(company: Company) -> list[list[object]]:
    return [list(row.values()) for row in company.rows("events", *COLUMNS)]


def test_a_deal_says_how_long_it_runs_and_what_it_replaces_and_a_payment_which_deal_it_is_for(
    company: Company,
) -> None:
    company.imports_events(FIELDS, HEADER + PAYMENT + DEAL)  # the order of the two does not matter
    assert _events(company) == [
        ["D-1", "", "module", 36, 3_600_000, 100_050],
        ["P-1", "crm:D-1", "", None, 10_000, 0],
    ]


def test_a_payment_may_come_in_a_later_file_than_its_deal(company: Company) -> None:
    company.imports_events(FIELDS, HEADER + DEAL)
    report = company.imports_events(FIELDS, HEADER + PAYMENT)
    assert [(count.kind, count.added, count.changed) for count in report.kinds][-1] == ("events", 1, 0)
    assert _events(company)[1][:2] == ["P-1", "crm:D-1"]


def test_the_same_again_changes_nothing_and_another_deal_one_event(company: Company) -> None:
    deals = HEADER + DEAL + DEAL.replace("D-1", "D-2")
    company.imports_events(FIELDS, deals + PAYMENT)
    again = company.imports_events(FIELDS, deals + PAYMENT)
    assert (again.added, again.changed) == (0, 0)
    other = company.imports_events(FIELDS, deals + PAYMENT.replace("D-1", "D-2"))
    assert (other.added, other.changed) == (0, 1)
    assert _events(company)[2][:2] == ["P-1", "crm:D-2"]


def test_what_the_newest_file_does_not_say_of_an_event_is_empty_again(company: Company) -> None:
    company.imports_events(FIELDS, HEADER + DEAL + PAYMENT)
    plain = "id: id\nkind: kind\ndate: {always: 2026-07-01}\namount: amount\n"
    report = company.imports_events(plain, "id,kind,amount\nD-1,upsell,36000\nD-3,upsell,1\n")
    assert (report.added, report.changed) == (1, 1)
    assert _events(company)[:2] == [["D-1", "", "", None, 3_600_000, 0], ["D-3", "", "", None, 100, 0]]


@pytest.mark.parametrize(
    ("name", "cell"), [("parent", "D-1"), ("effort", "users"), ("term_months", "0"), ("previous", "0.01")]
)
def test_one_column_that_nobody_says_anything_of_any_more_is_enough_to_change_an_event(
    company: Company, name: str, cell: str
) -> None:
    plain = "id: id\nkind: kind\ndate: {always: 2026-07-01}\n"
    both = "id,kind,more\nD-1,upsell,\nD-2,upsell," + cell + "\n"
    value = "{column: more, if_empty: 0}" if name == "previous" else "more"
    company.imports_events(f"{plain}{name}: {value}\namount: {{always: 1}}\n", both)
    without = plain + "amount: {always: 1}\n"
    report = company.imports_events(without, both)
    assert (report.added, report.changed) == (0, 1)
    assert _events(company)[1] == ["D-2", "", "", None, 100, 0]
    assert company.imports_events(without, both).changed == 0


def test_a_deal_that_is_nowhere_is_an_error_with_its_row_and_column(small_company: Company) -> None:
    small_company.imports_events(FIELDS, HEADER + DEAL)
    events = HEADER + DEAL + PAYMENT.replace("D-1", "D-11") + PAYMENT.replace("P-1", "P-2")
    assert small_company.events_are_refused(FIELDS, events) == [
        "events.csv, row 3, about: found “D-11”; expected an event that is in the files or was imported "
        "from this source before; did you mean “D-1”?"
    ]


def test_a_deal_of_another_source_is_not_known(small_company: Company) -> None:
    small_company.imports_events(FIELDS, HEADER + DEAL)
    fields = ", ".join(FIELDS.strip().splitlines())
    mapping = f"source: bank\ncurrency: USD\nfiles: {{pay.csv: {{events: {{{fields}}}}}}}"
    (line,) = small_company.is_refused(mapping, pay_csv=HEADER + PAYMENT)
    assert line.startswith("pay.csv, row 2, about: found “D-1”; expected an event that is in the files")


def test_nothing_is_about_itself(small_company: Company) -> None:
    assert small_company.events_are_refused(FIELDS, HEADER + DEAL + "P-1,payment,P-1,,,1,\n") == [
        "events.csv, row 3, about: found “P-1”; expected another event; this is the same."
    ]


@pytest.mark.parametrize("months", ["-1", "1.5", "1201", "12 months", "3e1", "٣"])
def test_a_term_is_a_number_of_months(small_company: Company, months: str) -> None:
    events = HEADER + DEAL.replace(",36,", f",{months},")
    assert small_company.events_are_refused(FIELDS, events) == [
        f"events.csv, row 2, months: found “{months}”; expected a whole number of months, from 0 to 1200."
    ]


def test_what_a_deal_replaces_is_all_or_nothing(small_company: Company) -> None:
    strict = FIELDS.replace("{column: previous, if_empty: 0}", "previous")
    assert small_company.events_are_refused(strict, HEADER + DEAL + PAYMENT) == [
        "events.csv, row 3, previous: found nothing; expected an amount of money, for `previous`."
    ]


CREDITS = """
files:
  c.csv:
    credits: {event: deal, person: who, role: part, share: share}
"""


def test_shares_of_an_event_come_to_a_whole_in_each_role(company: Company) -> None:
    company.imports_events(FIELDS, HEADER + DEAL)
    shares = "deal,who,part,share\nD-1,ana,csm,1\nD-1,ana,ae,0.5\nD-1,ben,ae,0.5\n"
    company.imports(CREDITS, c_csv=shares)
    assert company.rows("credits") == [
        {"event": "D-1", "person": "ana", "role": "ae", "share_ppm": 500_000},
        {"event": "D-1", "person": "ana", "role": "csm", "share_ppm": 1_000_000},
        {"event": "D-1", "person": "ben", "role": "ae", "share_ppm": 500_000},
    ]
    again = company.imports(CREDITS, c_csv=shares)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert company.is_refused(CREDITS, c_csv=shares + "D-1,ben,csm,0.25\n") == [
        "c.csv, row 5, share: found “D-1”; expected shares as csm of at most 100% of an event; "
        "these come to 125%."
    ]


def test_a_newer_file_replaces_the_shares_of_every_role(company: Company) -> None:
    company.imports_events(FIELDS, HEADER + DEAL)
    company.imports(CREDITS, c_csv="deal,who,part,share\nD-1,ana,csm,1\nD-1,ben,,1\n")
    report = company.imports(CREDITS, c_csv="deal,who,part,share\nD-1,ana,ae,1\n")
    assert company.rows("credits", "person", "role") == [{"person": "ana", "role": "ae"}]
    assert [(count.added, count.removed) for count in report.kinds] == [(1, 2)]


def test_the_same_share_twice_names_what_tells_shares_apart(small_company: Company) -> None:
    small_company.imports_events(FIELDS, HEADER + DEAL)
    twice = "deal,who,part,share\nD-1,ana,csm,0.5\nD-1,ana,csm,0.5\n"
    assert small_company.is_refused(CREDITS, c_csv=twice) == [
        "c.csv, row 3, deal: found “D-1 / ana / csm”; expected each event, person, role once; "
        "it is in c.csv, row 2 already."
    ]


def test_targets_and_readings_may_be_about_a_line(company: Company) -> None:
    of_line = "scope: {always: line}, scope_key: lead"
    mapping = f"""
files:{BASIS}
  t.csv:
    targets: {{metric: {{always: grr}}, {of_line}, from_date: {{always: 2026-01-01}}, value: aim}}
    readings: {{metric: {{always: nps}}, {of_line}, date: {{always: 2026-06-30}}, value: nps}}
"""
    company.imports(mapping, people_csv=PEOPLE, accounts_csv=ACCOUNTS, t_csv="lead,aim,nps\nana,92%,45\n")
    assert company.rows("targets", "scope", "scope_key") == [{"scope": "line", "scope_key": "ana"}]
    assert company.rows("readings", "scope", "scope_key", "on_date") == [
        {"scope": "line", "scope_key": "ana", "on_date": day("2026-06-30")}
    ]
