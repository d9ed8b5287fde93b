"""`make test` and `make test-long`: says which servers were found, then runs the suite on each.

On SQLite everything; on PostgreSQL what is marked `db` or `two_connections`. With CI=true a missing
server is an error. A PostgreSQL whose programs are installed but which does not run is started here, in
a temporary folder, by an unprivileged user.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.postgres import TemporaryPostgres

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_TESTS = 5


def chromium() -> str | None:
    """The Chromium of CHROMIUM or of the usual places."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run pytest with its output passed on; its exit code and its closing line."""
    command = [sys.executable, "-m", "pytest", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True, errors="replace"
    )
    closing = ""
    for line in process.stdout or ():
        print(line, end="", flush=True)
        if re.search(r"\d+ (passed|failed|error)", line):
            closing = line.strip()
    code = process.wait()
    return (0 if code == NO_TESTS else code), closing


def main() -> None:
    long = "--long" in sys.argv
    browser, postgres = chromium(), TemporaryPostgres.or_given()
    print(
        f"PostgreSQL: {postgres.url if postgres else 'tidak ada'} | Chromium: {browser or 'tidak ada'}",
        flush=True,
    )
    if os.environ.get("CI") == "true" and not (browser and postgres):
        sys.exit("CI needs PostgreSQL and Chromium")
    marks = "long" if long else "not long"
    sqlite_marks = marks if browser else f"{marks} and not browser"
    results = [("SQLite", *pytest("-m", sqlite_marks, CHROMIUM=browser or ""))]
    if postgres:
        with postgres:
            run = pytest("-m", f"({marks}) and (db or two_connections)", TEST_DATABASE_URL=postgres.url)
            results.append(("PostgreSQL", *run))
    for name, code, closing in results:
        print(f"{name}: {closing or 'no tests'} (exit {code})")
    print(results[0][2])
    sys.exit(max(code for _name, code, _closing in results))


if __name__ == "__main__":
    main()
