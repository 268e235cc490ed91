"""Days away from work, what one currency is worth in another, and owners who have roles."""

from datetime import date

import pytest

from bot.imports import read_mapping
from calc.language.document import DocumentError
from tests.imports.company import ACCOUNTS, BASIS, PEOPLE, Company, day

LEAVE = "files: {l.csv: {leave: {person: who, from_date: first, to_date: last}}}"
RATES = """
files:
  r.csv:
    exchange_rates: {currency: of, to_currency: in, date: day, rate: rate}
"""
OWNERS = "files: {o.csv: {owners: {account: account, person: person, role: role, from_date: since}}}"


def _with_basis(company: Company) -> Company:
    company.imports(f"files:{BASIS}", people_csv=PEOPLE, accounts_csv=ACCOUNTS)
    return company


def test_leave_has_a_first_day_and_a_last_one_once_that_is_known(company: Company) -> None:
    _with_basis(company)
    company.imports(LEAVE, l_csv="who,first,last\nana,2026-03-01,2026-03-31\nana,2026-07-01,\n")
    first = {"person": "ana", "from_date": day("2026-03-01"), "to_date": day("2026-03-31")}
    second = {"person": "ana", "from_date": day("2026-07-01")}
    assert company.rows("leave") == [first, {**second, "to_date": None}]
    report = company.imports(LEAVE, l_csv="who,first,last\nana,2026-07-01,2026-08-15\n")
    assert company.rows("leave") == [first, {**second, "to_date": day("2026-08-15")}]
    assert [(count.kind, count.added, count.changed) for count in report.kinds] == [("leave", 0, 1)]


def test_leave_that_was_called_off_goes_with_a_complete_history(company: Company) -> None:
    _with_basis(company)
    rows = "who,first,last\nana,2026-03-01,2026-03-31\nana,2026-07-01,2026-07-31\nben,2026-07-01,2026-07-31\n"
    company.imports(LEAVE, l_csv=rows)
    complete = LEAVE.replace("leave: {", "leave: {history: complete, ")
    report = company.imports(complete, l_csv="who,first,last\nana,2026-03-01,2026-03-31\n")
    assert company.rows("leave", "person", "from_date") == [
        {"person": "ana", "from_date": day("2026-03-01")},
        {"person": "ben", "from_date": day("2026-07-01")},
    ]
    assert [(count.unchanged, count.removed) for count in report.kinds] == [(1, 1)]


def test_leave_that_makes_no_sense_is_an_error(small_company: Company) -> None:
    _with_basis(small_company)
    rows = "who,first,last\nanna,2026-03-01,\n"
    assert small_company.is_refused(LEAVE, l_csv=rows) == [
        "l.csv, row 2, who: found “anna”; expected a person who is in the files or was imported before; "
        "did you mean “ana”?"
    ]
    rows = "who,first,last\nana,2026-03-01,\nana,2026-05-01,2026-05-31\nben,2026-03-02,2026-03-01\n"
    assert small_company.is_refused(LEAVE, l_csv=rows) == [
        "l.csv, row 3, first: found “ana from 2026-05-01”; expected a stretch that does not overlap the one "
        "from 2026-03-01: let that one end earlier, or say `history: complete`.",
        "l.csv, row 4, last: found “2026-03-01”; expected a day not before 2026-03-02, its first day.",
    ]


def test_leave_without_its_last_days_is_a_mistake_in_the_mapping(small_company: Company) -> None:
    path = small_company.folder / "m.yaml"
    path.write_text("source: hr\nfiles: {l.csv: {leave: {person: who, from_date: first}}}")
    with pytest.raises(DocumentError, match=r"`to_date` is missing\. Like `to_date: NAME OF THE COLUMN`"):
        read_mapping(path)


def test_rates_are_exact_ratios(company: Company) -> None:
    report = company.imports(
        RATES,
        r_csv="of,in,day,rate\nEUR,USD,2026-01-01,1.0825\nIDR,USD,2026-01-01,1/16300\n"
        "VND,USD,2026-01-01,0.000039123456789\n",
    )
    assert [(count.kind, count.added) for count in report.kinds] == [("exchange_rates", 3)]
    since = {"source": "crm", "to_currency": "USD", "on_date": day("2026-01-01")}
    assert company.rows("exchange_rates", "currency", *since, "rate_num", "rate_den") == [
        {"currency": "EUR", **since, "rate_num": 433, "rate_den": 400},  # 10,825 ÷ 10,000
        {"currency": "IDR", **since, "rate_num": 1, "rate_den": 16_300},
        {"currency": "VND", **since, "rate_num": 39_123_456_789, "rate_den": 10**15},
    ]


def test_there_is_one_rate_for_a_day_whoever_says_it(company: Company) -> None:
    rates = "of,in,day,rate\nEUR,USD,2026-01-01,1.08\nEUR,USD,2026-02-01,1.1\n"
    company.imports(RATES, r_csv=rates)
    again = company.imports("source: bank\n" + RATES, r_csv=rates)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    other = company.imports("source: bank\n" + RATES, r_csv="of,in,day,rate\nEUR,USD,2026-02-01,1.2\n")
    assert (other.added, other.changed) == (0, 1)
    assert company.rows("exchange_rates", "on_date", "source", "rate_num", "rate_den") == [
        {"on_date": day("2026-01-01"), "source": "crm", "rate_num": 27, "rate_den": 25},
        {"on_date": day("2026-02-01"), "source": "bank", "rate_num": 6, "rate_den": 5},
    ]


@pytest.mark.parametrize(
    "rate", ["", "0", "0.0", "1/0", "-1.08", "1,08", "108%", "1e3", "1234567890", "123456789.0000000001", "٣"]
)
def test_a_rate_is_above_zero_and_short_enough_to_be_exact(small_company: Company, rate: str) -> None:
    found = f"found “{rate}”" if rate else "found nothing"
    why = "an exchange rate above 0, like 1.0825 or 1/16300, with at most 18 digits"
    (line,) = small_company.is_refused(RATES, r_csv=f'of,in,day,rate\nEUR,USD,2026-01-01,"{rate}"\n')
    assert line in (f"r.csv, row 2, rate: {found}; expected {why}{end}" for end in (".", ", for `rate`."))


def test_what_a_currency_is_worth_in_itself_is_no_rate(small_company: Company) -> None:
    rates = "of,in,day,rate\nEUR,USD,2026-01-01,1\nUSD,USD,2026-01-01,1\nEUR,XYZ,2026-01-01,1\n"
    lines = small_company.is_refused(RATES, r_csv=rates.replace("EUR,XYZ,2026-01-01,1\n", ""))
    assert lines == ["r.csv, row 3, in: found “USD”; expected another currency; this is the same."]
    (line,) = small_company.is_refused(RATES, r_csv=rates.replace("USD,USD,2026-01-01,1\n", ""))
    assert line.startswith("r.csv, row 3, in: found “XYZ”; expected a currency")


def _owners(company: Company) -> list[tuple[str, str, str, date | None]]:
    rows = company.rows("owners", "role", "from_date", "person", "to_date")
    return [(row["role"], row["person"], str(row["from_date"]), row["to_date"]) for row in rows]


def test_a_new_owner_in_one_role_leaves_the_other_role_alone(company: Company) -> None:
    _with_basis(company)
    company.imports(
        OWNERS, o_csv="account,person,role,since\nA-1,ana,csm,2026-01-01\nA-1,ana,ae,2026-01-01\n"
    )
    company.imports(OWNERS, o_csv="account,person,role,since\nA-1,ben,csm,2026-04-01\n")
    assert _owners(company) == [
        ("ae", "ana", "2026-01-01", None),
        ("csm", "ana", "2026-01-01", day("2026-03-31")),
        ("csm", "ben", "2026-04-01", None),
    ]
    again = company.imports(OWNERS, o_csv="account,person,role,since\nA-1,ben,csm,2026-04-01\n")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)


def test_owners_in_one_role_come_to_a_whole_at_most(small_company: Company) -> None:
    _with_basis(small_company)
    mapping = OWNERS.replace("from_date: since", "share: share, from_date: since")
    header = "account,person,role,share,since\n"
    rows = header + "A-1,ana,csm,1,2026-01-01\nA-1,ana,ae,0.5,2026-01-01\nA-1,ben,ae,0.75,2026-01-01\n"
    (line,) = small_company.is_refused(mapping, o_csv=rows)
    told = "found “A-1 / ae”; expected shares of at most 100% on any day; on 2026-01-01 they come to 125%"
    assert line.startswith(f"o.csv, row 4, since: {told}")


def test_a_complete_history_of_owners_also_clears_those_without_a_role(small_company: Company) -> None:
    """Owners were imported before roles were known: with them, the file says all there is of its accounts."""
    _with_basis(small_company)
    plain = OWNERS.replace("role: role, ", "")
    small_company.imports(plain, o_csv="account,person,since\nA-1,ana,2026-01-01\nA-2,ana,2026-01-01\n")
    complete = OWNERS.replace("owners: {", "owners: {history: complete, ")
    small_company.imports(complete, o_csv="account,person,role,since\nA-1,ana,csm,2026-01-01\n")
    assert small_company.rows("owners", "account", "role") == [
        {"account": "A-1", "role": "csm"},
        {"account": "A-2", "role": ""},
    ]
