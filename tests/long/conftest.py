"""What the long tests share: a fixed morning, and the lines that are told at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.kernel import clock
from tests.long import measures
from tests.procurement.conftest import TUESDAY_TEN
from tests.search.conftest import index_folder

__all__ = ["index_folder"]


@pytest.fixture
def tuesday_morning() -> Iterator[None]:
    """10.00 WIB on a working day of a week without holidays, for purchases with deadlines."""
    with clock.frozen(TUESDAY_TEN):
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """Say what was tried how often; with EVIDENCE=folder also keep it there."""
    if not measures.lines():
        return
    terminalreporter.section("what was tried, and what was found")
    for line in measures.lines():
        terminalreporter.line(line)
    if folder := os.environ.get("EVIDENCE"):
        counts = {name: len(terminalreporter.stats.get(name, [])) for name in ("passed", "failed", "skipped")}
        closing = ", ".join(f"{count} {name}" for name, count in counts.items())
        database = "PostgreSQL" if os.environ.get("TEST_DATABASE_URL") else "SQLite"
        measures.write_evidence(Path(folder), database, closing)
