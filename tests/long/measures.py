"""How large the long tests are, and what they found: every line says how often something was tried."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCALE = max(1, int(os.environ.get("SCALE", "1")))
"""1 fits into twelve minutes on two idle cores; 10 is for a night."""

_found: list[tuple[str, str, str]] = []


def tell(what: str, tried: str, found: str) -> None:
    """Keep a line for the end of the run: what was tried how often, and what came of it, zeros too."""
    _found.append((what, tried, found))


def lines() -> list[str]:
    return [f"{what}: {tried} -> {found}" for what, tried, found in _found]


def write_evidence(folder: Path, database: str, closing: str) -> None:
    """Append this run to the page of its day, with the machine and the commit it ran on."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    page = folder / f"{now:%Y-%m-%d}-test-long.md"
    rows = [f"| {what} | {tried} | {found} |" for what, tried, found in _found]
    text = "\n".join(
        [
            f"## {database}, {now:%Y-%m-%d %H:%M} UTC",
            "",
            f"- Commit: `{_commit()}`",
            f"- Machine: {_machine()}",
            f"- Size: SCALE={SCALE}; {closing}",
            "",
            "| What | Tried | Found |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )
    before = page.read_text() if page.exists() else f"# `make test-long`, {now:%Y-%m-%d}\n"
    page.write_text(f"{before}\n{text}")


def _commit() -> str:
    asked = ["git", "rev-parse", "--short=12", "HEAD"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "not under git"


def _machine() -> str:
    """Cores, how busy they were in the last quarter of an hour, system and Python."""
    busy = os.getloadavg()[2]
    return (
        f"{os.cpu_count()} cores with a load of {busy:.1f}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )
