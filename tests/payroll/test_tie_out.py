"""Whatever does not fit what was published keeps an export from being taken, and it is said whose it is."""

import pytest

from bot.payroll.refusals import ExportRefused
from tests.payroll.office import Office

OF_ANA = "(SELECT s.id FROM statements s JOIN people p ON p.id = s.person_id WHERE p.key = 'ana')"
SHOULD_NOT = "Nothing was exported. `micdrop replay` and `micdrop audit verify` tell more"


def refused(office: Office) -> str:
    with pytest.raises(ExportRefused) as refusal:
        office.takes()
    assert office.kept() == []
    for amount in ("1000", "1,000", "100000", "999"):
        assert amount not in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("table", "statement", "says"),
    [
        (
            "lines",
            f"UPDATE lines SET amount_minor = 99900 WHERE statement_id = {OF_ANA}",
            "The statement of ana for Q1 2024 is not the one that was published",
        ),
        (
            "lines",
            f"UPDATE lines SET clause = 'hold' WHERE statement_id = {OF_ANA}",
            "The statement of ana for Q1 2024 is not the one that was published",
        ),
        (
            "statements",
            f"UPDATE statements SET total_minor = 99900 WHERE id = {OF_ANA}",
            "The statement of ana for Q1 2024 is not the one that was published",
        ),
        (
            "statements",
            f"UPDATE statements SET summary = REPLACE(summary, '100000', '99900') WHERE id = {OF_ANA}",
            "The components of ana for Q1 2024 are not what the lines come to",
        ),
        (
            "reviews",
            "UPDATE reviews SET digest = '0' WHERE person_id = (SELECT id FROM people WHERE key = 'ana')",
            "The pay of ana for Q1 2024 is not what was approved",
        ),
    ],
)
def test_what_was_changed_behind_the_back_of_the_database_is_refused(
    office: Office, table: str, statement: str, says: str
) -> None:
    office.tampers(table, statement)
    said = refused(office)
    assert said.startswith(says)
    assert SHOULD_NOT in said


def test_pay_that_the_export_before_did_not_have_is_refused(one_office: Office) -> None:
    one_office.takes()
    one_office.tampers(
        "exports", 'UPDATE exports SET content = REPLACE(content, \'"pay": "\', \'"pay": "0\')'
    )
    with pytest.raises(ExportRefused, match="The pay of ana for Q1 2024 is not what the export before had"):
        one_office.takes()
    assert one_office.kept() == [1]


def test_two_people_with_one_payroll_id_are_refused(office: Office) -> None:
    office.knows("ana", payroll_id="E-1")
    office.knows("eli", payroll_id="E-1")
    assert refused(office) == (
        "ana and eli have the same payroll id, E-1, so payroll could not tell them apart. Nothing was "
        "exported. Give each an id of their own: import people with a payroll_id."
    )


def test_a_payroll_id_that_is_another_persons_key_is_refused_too(one_office: Office) -> None:
    one_office.knows("ana", payroll_id="eli")
    assert refused(one_office).startswith("ana and eli have the same payroll id, eli,")
