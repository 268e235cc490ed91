"""What tests have measured, printed at the end of a run, whichever worker measured it."""

from collections.abc import Callable, Iterator

import pytest
from _pytest.terminal import TerminalReporter

FIGURES = "figures"
Tell = Callable[[str], None]


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Takes a line for the end of the run."""

    def tell_at_the_end(line: str) -> None:
        request.node.user_properties.append((FIGURES, line))

    return tell_at_the_end


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    lines = list(_told(terminalreporter))
    if lines:
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.write_line(line)


def _told(reporter: TerminalReporter) -> Iterator[str]:
    for outcome in ("passed", "failed"):
        for report in reporter.getreports(outcome):
            if report.when == "call":
                yield from (line for name, line in report.user_properties if name == FIGURES)
