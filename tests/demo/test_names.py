"""The customers' names belong to nobody."""

import re
import unicodedata
from pathlib import Path

from bot.demo.company import Company, make_company
from tests.demo.conftest import TODAY

WELL_KNOWN = set((Path(__file__).parent / "well_known_names.txt").read_text("utf-8").split())


def test_no_customer_is_called_like_a_company_that_everybody_knows() -> None:
    names = {account.name for seed in range(12) for account in make_company(seed, TODAY).accounts}
    words = {word for name in names for word in _plain(name)}
    assert len(words) > 500 < len(names)
    assert len(WELL_KNOWN) > 200
    assert words & WELL_KNOWN == set()


def test_the_first_word_of_a_name_is_put_together_and_never_comes_twice(company: Company) -> None:
    first = [_plain(account.name)[0] for account in company.accounts]
    assert len(set(first)) == len(first)
    assert all(6 <= len(word) <= 13 for word in first)


def test_names_have_what_files_and_slack_stumble_over(company: Company) -> None:
    letters = {letter for account in company.accounts for letter in account.name}
    assert {"&", ",", "'", ".", "ü"} <= letters


def _plain(name: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.findall("[a-z]+", bare)
