"""`make test` and `make test-long`: says which servers were found, then runs the suite on each.

On SQLite everything but the browser stories. Beside it run those and, on PostgreSQL, what is marked `db` or
`two_connections`: one more than there are cores on a small machine, for each of the three waits a good part
of its time. With CI=true a missing server is an error. A PostgreSQL whose programs are installed but which
does not run is started here, in a temporary folder, by an unprivileged user.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from tools.postgres import TemporaryPostgres

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The Chromium of CHROMIUM or of the usual places."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


Result = tuple[str, int, str]


def pytest(name: str, marks: str, out: IO[str], **environment: str) -> Result:
    """Run what is marked so and pass its output on: the name given, the exit code, the closing line."""
    command = [sys.executable, "-m", "pytest", "-m", marks]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True, errors="replace"
    )
    closing = ""
    for line in process.stdout or ():
        print(line, end="", flush=True, file=out)
        if re.search(r"\d+ (passed|failed|error)", line):
            closing = line.strip()
    return name, process.wait(), closing


def in_browser(browser: str | None, out: IO[str]) -> list[Result]:
    if browser is None:
        return []
    return [pytest("Chromium", "browser and not long", out, CHROMIUM=browser, TEST_DATABASE_URL="")]


def on_postgres(postgres: TemporaryPostgres | None, marks: str, out: IO[str]) -> list[Result]:
    if postgres is None:
        return []
    with postgres:
        chosen = f"({marks}) and (db or two_connections)"
        return [pytest("PostgreSQL", chosen, out, TEST_DATABASE_URL=postgres.url)]


def side_by_side(browser: str | None, postgres: TemporaryPostgres | None) -> list[Result]:
    """SQLite in front; beside it the browser stories and PostgreSQL, whose output follows at the end.

    A TEST_DATABASE_URL that is given means the PostgreSQL run alone: SQLite must not inherit it. The demo is
    loaded once for all.
    """
    seen, kept = io.StringIO(), io.StringIO()
    marks = "not long and not browser"
    with TemporaryDirectory() as shared, ThreadPoolExecutor(2) as beside:
        os.environ["SHARED_DEMO"] = shared
        others = [
            beside.submit(in_browser, browser, seen),
            beside.submit(on_postgres, postgres, marks, kept),
        ]
        results = [pytest("SQLite", marks, sys.stdout, TEST_DATABASE_URL="")]
        results += [result for other in others for result in other.result()]
    print(seen.getvalue(), kept.getvalue(), sep="", flush=True)
    return results


def verdict(results: list[Result]) -> int:
    """1 unless each server ran its tests to a good end: a killed run has a negative code, an empty one 5."""
    return int(any(code for _name, code, _closing in results))


def main() -> None:
    browser, postgres = chromium(), TemporaryPostgres.or_given()
    print(
        f"PostgreSQL: {postgres.url if postgres else 'tidak ada'} | Chromium: {browser or 'tidak ada'}",
        flush=True,
    )
    if os.environ.get("CI") == "true" and not (browser and postgres):
        sys.exit("CI needs PostgreSQL and Chromium")
    if "--long" in sys.argv:  # one after the other: these tests measure
        marks = "long" if browser else "long and not browser"
        results = [pytest("SQLite", marks, sys.stdout, TEST_DATABASE_URL="")]
        results += on_postgres(postgres, "long", sys.stdout)
    else:
        results = side_by_side(browser, postgres)
    for name, code, closing in results:
        print(f"{name}: {closing or 'no tests'} (exit {code})")
    print(results[0][2])
    sys.exit(verdict(results))


if __name__ == "__main__":
    main()
