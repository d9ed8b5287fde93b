"""Reads listings from CSV, XLSX and JSONL, one row at a time, whatever is in them."""

from __future__ import annotations

import codecs
import csv
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from python_calamine import CalamineWorkbook

from marketplace.catalog.importing.untrusted import BROKEN, COMMAND, Limits, repack
from marketplace.kernel.errors import DomainError

FIELDS = ("id", "title", "category", "price", "description", "location", "source")
REQUIRED = ("id", "title")
MAX_XLSX_BYTES = 50 * 2**20


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the file has it; `number` is its line or row there. `fault`: why it could not be read."""

    number: int
    values: dict[str, Any]
    fault: str = ""


Columns = Callable[[Sequence[str]], dict[str, int]]
"""From the first row of a table: which column is at which place. DomainError when one is missed."""


def read_rows(path: Path) -> Iterator[RawRow]:
    """The rows of a file by its ending; raises DomainError for a file that is none of the three kinds."""
    if path.suffix.lower() == ".jsonl":
        return _read_jsonl(path)
    return read_table(path, _columns, COMMAND)


def read_table(path: Path, columns: Columns, limits: Limits) -> Iterator[RawRow]:
    """The rows of a CSV or XLSX file under the names that `columns` finds in its first row."""
    reader = {".csv": _read_csv, ".xlsx": _read_xlsx}.get(path.suffix.lower())
    if reader is None:
        raise DomainError("Berkas harus berakhiran .csv, .xlsx, atau .jsonl.")
    return reader(path, columns, limits)


def _read_jsonl(path: Path) -> Iterator[RawRow]:
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                values = json.loads(line)
            except (ValueError, RecursionError):
                yield RawRow(number, {}, "Baris ini tidak utuh.")
                continue
            if isinstance(values, dict):
                yield RawRow(number, {field: values.get(field) for field in FIELDS})
            else:
                yield RawRow(number, {}, "Baris ini bukan satu produk.")


def _read_csv(path: Path, named: Columns, _limits: Limits) -> Iterator[RawRow]:
    with path.open(encoding=_encoding(path), errors="replace", newline="") as lines:
        reader = csv.reader(_without_nul(lines), _dialect(path))
        columns = named(next(reader, []))
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield RawRow(reader.line_num, {}, "Baris ini tidak bisa dibaca sebagai CSV.")
                continue
            if any(cells):
                yield RawRow(reader.line_num, _by_name(columns, cells))


def _read_xlsx(path: Path, named: Columns, limits: Limits) -> Iterator[RawRow]:
    if path.stat().st_size > MAX_XLSX_BYTES:
        raise DomainError("Berkas XLSX lebih dari 50 MB. Simpan sebagai CSV, lalu impor lagi.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tabel.xlsx"
        repack(path, copy, limits)
        try:
            sheet = CalamineWorkbook.from_path(copy).get_sheet_by_index(0)
        except Exception as error:  # the library raises its own kinds for each broken part
            raise DomainError(BROKEN) from error
    rows = sheet.iter_rows()
    columns = named([str(cell) for cell in next(rows, [])])
    for number, cells in enumerate(rows, start=2):
        if any(cell != "" for cell in cells):
            yield RawRow(number, _by_name(columns, cells))


def _columns(header: Sequence[str]) -> dict[str, int]:
    places = {name.strip().casefold(): place for place, name in enumerate(header)}
    absent = [name for name in REQUIRED if name not in places]
    if absent:
        raise DomainError(
            f"Baris pertama harus memuat nama kolom; yang belum ada: {', '.join(absent)}. "
            f"Kolom yang dikenal: {', '.join(FIELDS)}."
        )
    return {name: places[name] for name in FIELDS if name in places}


def _by_name(columns: dict[str, int], cells: Sequence[Any]) -> dict[str, Any]:
    return {name: cells[place] if place < len(cells) else None for name, place in columns.items()}


def _encoding(path: Path) -> str:
    """UTF-8, or what Windows wrote before it: a file that is no UTF-8 keeps its accents so."""
    with path.open("rb") as content:
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := content.read(2**20):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _dialect(path: Path) -> type[csv.Dialect]:
    """Comma, or semicolon as Indonesian spreadsheets write it: whichever the first line has more of."""

    class Found(csv.excel):
        delimiter = ","

    with path.open(encoding=_encoding(path), errors="replace") as lines:
        first = lines.readline()
    if first.count(";") > first.count(","):
        Found.delimiter = ";"
    return Found


def _without_nul(lines: TextIO) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)
