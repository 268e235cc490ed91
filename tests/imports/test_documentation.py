"""What docs/importing.md shows works as it says."""

import re
from pathlib import Path

from bot.imports import read_mapping
from bot.imports.kinds import KINDS
from tests.imports.company import Company

GUIDE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text()
# Files of the guide's example: ```csv people.csv
NAMED = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL))
MAPPINGS = Path(__file__).parents[2] / "bot" / "imports" / "mappings"


def test_the_first_import_gives_what_the_guide_says(small_company: Company) -> None:
    for name, content in NAMED.items():
        (small_company.folder / name).write_text(content)
    report = small_company.imports(NAMED["crm.yaml"])
    counts = [f"{count.added} {count.kind}" for count in report.kinds]
    assert counts == ["1 teams", "2 people", "2 placements", "2 accounts", "2 owners", "2 events"]
    assert "1 team, 2 people, 2 placements, 2 accounts, 2 owners and 2 events added; 1 row" in " ".join(
        GUIDE.split()
    )
    assert [(left.file, left.reason, left.rows) for left in report.left_out] == [
        ("deals.csv", "taken only where stage is Closed Won", 1)
    ]
    assert report.problems == ()
    assert [
        (row["kind"], row["amount_minor"]) for row in small_company.rows("events", "kind", "amount_minor")
    ] == [
        ("renewal", 3_000_000),
        ("upsell", 1_200_000),
    ]


def test_the_errors_in_the_guide_are_those_that_are_told(small_company: Company) -> None:
    for name, content in NAMED.items():
        (small_company.folder / name).write_text(content)
    wrong = NAMED["deals.csv"].replace('"$12,000.00"', '"$12.000,00"').replace("D-2,A-2", "D-2,A-3")
    lines = small_company.is_refused(NAMED["crm.yaml"], deals_csv=wrong)
    assert [line for line in lines if line not in GUIDE] == []
    assert len(lines) == 2


def test_every_kind_and_field_is_in_the_guide() -> None:
    table = {row[0]: row[1] for row in re.findall(r"^\| `(\w+)` \| (.*) \|$", GUIDE, re.MULTILINE)}
    for kind in KINDS.values():
        missing = [name for name in kind.fields if f"`{name}`" not in table[kind.name]]
        # Whoever gives an amount may give its currency, which the top of the mapping says for all.
        assert set(missing) <= {"currency"}, kind.name


def test_every_mapping_that_comes_with_micdrop_can_be_read() -> None:
    names = [path.name for path in sorted(MAPPINGS.glob("*.yaml")) if read_mapping(path).files]
    assert names == ["ravenstack.yaml"]
