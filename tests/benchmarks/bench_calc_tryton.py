"""trytond-commission from PyPI, in a throw-away environment: how many commissions a second it makes."""

import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl

from calc.language.amounts import read_ratio
from tests.benchmarks.facts_at_scale import KINDS, PRODUCTS, RATES, read_facts

VERSION = "8.2.0"
EVENTS = 2_000  # making their invoices takes it far longer than the commissions that are measured
INSIDE = Path(__file__).with_name("bench_calc_tryton_inside.py")


def rate(folder: Path) -> float:
    """Commissions a second, measured on the first EVENTS events of the facts in a folder.

    Raises RuntimeError, with the reason, where the package cannot be installed or run.
    """
    events, formulas = _events(folder), _formulas()
    with tempfile.TemporaryDirectory() as name:
        given = json.dumps({"events": events, "rates": formulas})
        try:
            done = _run([_installed(Path(name)), str(INSIDE)], given)
        except subprocess.CalledProcessError as error:
            raise RuntimeError((error.stderr.strip() or str(error)).splitlines()[-1]) from error
    made = json.loads(done.splitlines()[-1])
    expected = sum((amount * Fraction(formulas[what]) for what, _, _, amount in events), Fraction(0)) / 100
    # It keeps four digits of each amount, so each may be half a unit of the last one away.
    assert abs(Fraction(made["sum"]) - expected) <= Fraction(EVENTS, 20_000), (
        "it has worked out something else"
    )
    created, seconds = float(made["created"]), float(made["seconds"])
    return created / seconds


def _installed(folder: Path) -> str:
    """The Python of a new environment that has the package."""
    _run([sys.executable, "-m", "venv", str(folder)])
    python = str(folder / "bin" / "python")
    _run([python, "-m", "pip", "install", "--quiet", f"trytond-commission=={VERSION}"])
    return python


def _run(command: list[str], given: str = "") -> str:
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        command, input=given, check=True, capture_output=True, text=True, env={**os.environ, **quiet}
    )
    return done.stdout


def _formulas() -> dict[str, str]:
    """Each kind and product as a product of its own, with its rate as a decimal number."""
    return {
        f"{kind} of {product}": _decimal(read_ratio(rate))
        for kind, row in zip(KINDS, RATES, strict=True)
        for product, rate in zip(PRODUCTS, row, strict=True)
    }


def _decimal(rate: Fraction) -> str:
    return str(Decimal(rate.numerator) / Decimal(rate.denominator))


def _events(folder: Path) -> list[tuple[str, str, str, int]]:
    given = read_facts(folder)
    owned = given.events.head(EVENTS).drop("person").join(given.owners, on="account", maintain_order="left")
    what = pl.format("{} of {}", "kind", "product")
    return owned.select(what, "person", pl.col("date").cast(pl.String), "amount_minor").rows()
