"""A statement on paper: every line with its arithmetic, whoever's name it bears."""

import io

import pytest
from pypdf import PdfReader

from bot.payroll.paper import Paper
from bot.periods.adjusting import Wanted, add
from bot.runtime import TEMPLATES
from bot.store.engine import writing
from tests.payroll.office import Office
from tests.periods.acorn import Q2
from tests.periods.payday import NOW

FOLDER = "payroll-2024-Q1-export-1-statements"
NO_LETTER = "stands for a letter that the fonts"


def pages(content: bytes) -> list[str]:
    """What each page says, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def statement(office: Office, person: str = "ana") -> str:
    taken = office.takes()
    return " ".join(pages(office.files(taken, ["pdf"])[f"{FOLDER}/{person}.pdf"]))


def test_everybody_has_one_called_by_their_payroll_id(one_office: Office) -> None:
    one_office.knows("eli", payroll_id="E-1042")
    files = one_office.files(one_office.takes(), ["pdf"])
    assert sorted(files) == [f"{FOLDER}/{name}.pdf" for name in ("E-1042", "ana", "bea")]


def test_it_says_what_the_person_gets_and_why(one_office: Office) -> None:
    one_office.knows("ana", payroll_id="E-1007")
    said = statement(one_office, "E-1007")
    assert "Acme · Pay statement Ana Period Q1 2024 (1 Jan 2024 – 31 Mar 2024)" in said
    assert "Payroll id E-1007 Published 3 Jul 2024" in said
    assert "Deals 1 line $1,000.00 Total $1,000.00" in said
    assert "Acorn · 10 Feb 2024" in said
    assert "$10,000.00 × 10% = $1,000.00 · rate 1 of Deals in the plan · crm:D1" in said
    assert "$250.50" not in said
    assert said.endswith("Pay statement of Ana, Q1 2024 · payroll id E-1007 Page 1 of 1")


def test_adjustments_stand_with_their_reasons(one_office: Office) -> None:
    one_office.changes_event("D1", amount_minor=800_000)
    one_office.refreshes(Q2)
    ana = one_office.id_of("ana")
    with writing(one_office.engine) as connection:
        wanted = Wanted(ana, "USD", "Thank you for *everything*", amount_minor=1_000)
        dan = one_office.caller(connection, "dan")
        add(connection, one_office.company(connection), dan, wanted, "k", one_office.now)
    one_office.pays(Q2)
    taken = one_office.takes("2024-Q2")
    (said,) = pages(one_office.files(taken, ["pdf"])["payroll-2024-Q2-export-1-statements/ana.pdf"])
    assert "crm:D1 was changed after Q1 2024 was published." in said
    assert "−$200.00" in said
    assert "Thank you for *everything*" in said
    assert "Adjustments 2 lines −$190.00" in said


def test_many_lines_go_over_pages_with_their_numbers(one_office: Office) -> None:
    for number in range(120):
        one_office.sells(f"N{number}", "2024-05-02", 100_00)
    one_office.pays(Q2)
    taken = one_office.takes("2024-Q2")
    said = pages(one_office.files(taken, ["pdf"])["payroll-2024-Q2-export-1-statements/ana.pdf"])
    assert len(said) > 3
    for number, page in enumerate(said, 1):
        assert page.endswith(f"Page {number} of {len(said)}")
    assert sum(page.count("rate 1 of Deals") for page in said) == 120


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Đặng Nguyễn Thị Ánh",
        "Иван Αθηνά",
        "שרה כהן",
        "محمد علي",
        "अनीता",
        "Արամ გიორგი",
        "Ana\u0301 O’Neil",
    ],
)
def test_a_name_is_written_in_its_own_letters(name: str) -> None:
    made = Paper(TEMPLATES, system_fonts=False).statement(values(name), NOW)
    assert NO_LETTER not in " ".join(pages(made))
    assert b"/Marked true" in made  # a screen reader can read it aloud


@pytest.mark.parametrize("name", ["王伟", "สมชาย", "Ana 😀"])
def test_letters_that_no_font_has_are_said_to_be_missing(name: str) -> None:
    made = Paper(TEMPLATES, system_fonts=False).statement(values(name), NOW)
    said = " ".join(pages(made))
    assert NO_LETTER in said
    assert "The person is the one with the payroll id E-1042 (wang)." in said


@pytest.mark.parametrize(
    "name", ["#panic()", "$x$ *b* _i_", '#read("/etc/passwd")', "\\", "<label> @ref", "“{{7*7}}”"]
)
def test_what_people_wrote_is_never_markup(name: str) -> None:
    (said,) = pages(Paper(TEMPLATES, system_fonts=False).statement(values(name), NOW))
    assert f"Acme · Pay statement {name} Period" in said


def values(name: str) -> dict[str, object]:
    """Of somebody who gets nothing."""
    return {
        "company": "Acme",
        "name": name,
        "person": "wang",
        "payroll_id": "E-1042",
        "period": "Q1 2024",
        "days": "1 Jan 2024 – 31 Mar 2024",
        "published": "3 Jul 2024",
        "statements": [],
        "rewards": [],
    }
