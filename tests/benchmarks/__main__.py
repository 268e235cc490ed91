"""`make bench`: every benchmark, as Markdown; with --write also into the README."""

import argparse
import contextlib
import io
import sys
from pathlib import Path

from tests.benchmarks import (
    bench_calc,
    bench_close,
    bench_import,
    bench_mycomp,
    bench_outbox,
    bench_recognition,
)

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into the README")
    options = parser.parse_args()
    parts = (_answers, _outbox, _recognition, _closing, _calculations, _imports)
    report = "\n\n".join(part() for part in parts)
    print(report)
    if options.write:
        text = README.read_text("utf-8")
        before, _, rest = text.partition(BEGIN)
        after = rest.partition(END)[2]
        README.write_text(f"{before}{BEGIN}\n{report}\n{END}{after}", "utf-8")


def _answers() -> str:
    return "\n".join(bench_mycomp.main())


def _outbox() -> str:
    return "\n".join(bench_outbox.main())


def _calculations() -> str:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        bench_calc.main()
    return printed.getvalue().strip()


def _imports() -> str:
    sys.argv = sys.argv[:1]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        bench_import.main()
    return printed.getvalue().strip()


def _recognition() -> str:
    return "\n".join(bench_recognition.main())


def _closing() -> str:
    return "\n".join(bench_close.main())


if __name__ == "__main__":
    main()
