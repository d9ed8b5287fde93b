"""Data folders to measure on: real rows where they are beside the project, else the demo; made once a run."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from flask import Flask

from bench.servers import Ran, flask
from marketplace.app import create_app
from marketplace.infra import outbox
from marketplace.infra.db import db
from marketplace.settings import Settings

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
ROWS_FILE = "products/products_real.jsonl"


def shared(path: str) -> Path | None:
    """A file or folder of the data for trying, below SHARED_DATA or ../shared/data; None where absent."""
    found = Path(os.environ.get("SHARED_DATA") or _BESIDE) / path
    return found if found.exists() else None


def real_rows() -> Path | None:
    """The file of 48,155 real product rows; None where it is absent."""
    return shared(ROWS_FILE)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A data folder with its database and index. `imported`: the import that filled it, where one did."""

    path: Path
    label: str
    rows: int
    imported: Ran | None
    indexed: Ran


@dataclass(slots=True)
class Folders:
    """Makes data folders below `root`, each at most once. `most`: take no more rows than this (0: all)."""

    root: Path
    most: int = 0
    _made: dict[str, Prepared] = field(default_factory=dict)

    def demo(self) -> Prepared:
        """The demo's businesses and products, with their pictures."""
        return self._made.get("demo") or self._keep("demo", self._with_demo())

    def catalogue(self, wanted: int = 0) -> Prepared:
        """The first `wanted` real rows (0: all) on sale and indexed; the demo where there are none."""
        rows = real_rows()
        if rows is None:
            return self.demo()
        limit = min(filter(None, (wanted, self.most)), default=0)
        name = f"rows-{limit or 'all'}"
        return self._made.get(name) or self._keep(name, self._with_rows(name, rows, limit))

    def _keep(self, name: str, made: Prepared) -> Prepared:
        self._made[name] = made
        return made

    def _with_demo(self) -> Prepared:
        path = self._migrated("demo")
        tell("loading the demo")
        flask(path, "demo", "load")
        indexed = flask(path, "search", "rebuild")
        count = _first_number(indexed.output)
        return Prepared(path, f"the demo's {count:,} products", count, None, indexed)

    def _with_rows(self, name: str, rows: Path, limit: int) -> Prepared:
        path = self._migrated(name)
        chosen = _first_rows(rows, path / "rows.jsonl", limit)
        tell(f"importing {limit or 'all'} real rows")
        imported = flask(path, "catalog", "import", "--publish", str(chosen))
        indexed = flask(path, "search", "rebuild")
        count = _first_number(indexed.output)
        return Prepared(path, f"{count:,} real products", count, imported, indexed)

    def _migrated(self, name: str) -> Path:
        path = self.root / name
        path.mkdir(parents=True)
        flask(path, "db", "upgrade")
        return path


def _first_rows(rows: Path, target: Path, limit: int) -> Path:
    with rows.open(encoding="utf-8") as source, target.open("w", encoding="utf-8") as copy:
        copy.writelines(islice(source, limit or None))
    return target


def _first_number(output: str) -> int:
    """How many products `search rebuild` says it indexed, on its last line."""
    return int(output.strip().splitlines()[-1].split()[0])


def tell(doing: str) -> None:
    """Say what takes a while."""
    print(f"  {doing} ...", flush=True)


@contextmanager
def opened(prepared: Prepared) -> Iterator[Flask]:
    """The program inside this process, on a prepared folder."""
    app = create_app(Settings.from_env(dict(os.environ) | {"DATA_DIR": str(prepared.path)}))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def waited_for_outbox(seconds: float = 120.0) -> bool:
    """Whether the worker has nothing left to deliver; asks until then or until the time is over."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        count, _oldest = outbox.waiting(db.session())
        db.session.rollback()
        if not count:
            return True
        time.sleep(0.5)
    return False
