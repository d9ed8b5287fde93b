"""`catalog import --publish` of every row: speed, memory, what a second import of the same file costs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from bench.folders import Prepared
from bench.plan import Plan
from bench.report import Section, Table
from bench.servers import Ran, flask

COUNTS = re.compile(r"(\d+) (baru|berubah|sama|ditolak|diterima dengan catatan)")
TOTAL = re.compile(r"^(\d+) baris dalam ([\d.]+) detik .*simpanan terlama ([\d.]+) detik", re.MULTILINE)
WORDS = {
    "baru": "created",
    "berubah": "changed",
    "sama": "unchanged",
    "ditolak": "refused",
    "diterima dengan catatan": "flagged",
}
BAD_ROWS = (
    {"id": "", "title": "Tanpa nomor"},
    {"id": "kosong", "title": " \u200b "},
    {"id": "tanpa-judul"},
    {"id": "harga", "title": "Kerupuk", "price": "dua belas", "source": "uji"},
)


def run(plan: Plan) -> Section:
    """The whole file into an empty database, the same file again, and rows that are no rows."""
    prepared = plan.folders.catalogue()
    if prepared.imported is None:
        note = "The file of real rows is not beside the project (SHARED_DATA), so nothing was imported."
        return Section("import", "Import", [], {}, [note])
    again = flask(prepared.path, "catalog", "import", "--publish", str(prepared.path / "rows.jsonl"))
    refused = flask(prepared.path, "catalog", "import", str(_bad_file(prepared.path)))
    runs = {
        "all rows into an empty catalogue": _counted(prepared.imported),
        "the same file again": _counted(again),
        "rows that are wrong": _counted(refused),
    }
    return _section(prepared, runs)


def _bad_file(folder: Path) -> Path:
    path = folder / "wrong.jsonl"
    lines = [json.dumps(row) for row in BAD_ROWS]
    path.write_text("\n".join([lines[0], '{"id": "putus', *lines[1:]]) + "\n")
    return path


def _counted(ran: Ran) -> dict[str, Any]:
    """What the command says on its last lines. Its seconds are without the start of the program."""
    total = TOTAL.search(ran.output)
    assert total is not None, ran.output[-500:]
    counts = {WORDS[word]: int(number) for number, word in COUNTS.findall(ran.output.splitlines()[-2])}
    found = {"rows": int(total[1]), "seconds": float(total[2]), "longest_commit": float(total[3])}
    return {**found, "peak_mib": ran.peak_mib, **counts}


def _section(prepared: Prepared, runs: dict[str, dict[str, Any]]) -> Section:
    columns = ["rows", "seconds", "longest_commit", "peak_mib", *WORDS.values()]
    rows = [
        [name, round(found["rows"] / max(found["seconds"], 0.1)), *(found[column] for column in columns)]
        for name, found in runs.items()
    ]
    database = (prepared.path / "lapak.db").stat().st_size / 1024**2
    titles = ["", "rows/s", "rows", "seconds", "longest commit (s)", "peak MiB", *WORDS.values()]
    return Section(
        "import",
        f"Import of {prepared.label}",
        [Table(titles, rows)],
        {"runs": runs, "database_mib": database},
        [
            "Every new row is a product, a frozen version, a step of the timeline and an event; "
            f"the database is {database:.0f} MiB afterwards.",
        ],
    )
