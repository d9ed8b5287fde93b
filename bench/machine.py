"""Where and when something was measured: a number without its machine says nothing."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from marketplace.infra.db import sqlite_module

ROOT = Path(__file__).resolve().parent.parent
GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine, the versions and the commit of a run. `load`: the load average when it began."""

    cpu: str
    cores: int
    memory_gib: float
    system: str
    python: str
    sqlite: str
    commit: str
    changed: bool
    date: str
    load: float


def describe() -> Machine:
    """This machine now. Outside of a git working copy the commit is empty."""
    pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return Machine(
        cpu=_cpu(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_gib=round(pages * page / GIB, 1),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        sqlite=sqlite_module().sqlite_version,
        commit=_git("rev-parse", "--short=7", "HEAD"),
        changed=bool(_git("status", "--porcelain", "--untracked-files=no")),
        # Real time on purpose: the demo clock of a data folder says nothing of when this ran.
        date=datetime.now(UTC).date().isoformat(),
        load=round(os.getloadavg()[0], 1),
    )


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
