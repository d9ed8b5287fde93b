"""Reads the official tables of business activities (KBLI) as their publishers give them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from marketplace.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class ClassificationRow:
    """One code of an official table; parent is "" at the top."""

    edition: str
    code: str
    title: str
    parent: str


# The files of KBLI 2025 from the top down, and the key that names the code above.
_LEVELS_2025 = (
    ("01_kategori.json", None),
    ("02_golongan_pokok.json", "kategori_code"),
    ("03_golongan.json", "golongan_pokok_code"),
    ("04_subgolongan.json", "golongan_code"),
    ("05_kelompok.json", "subgolongan_code"),
)


def parse_kbli2020(path: Path) -> Iterator[ClassificationRow]:
    """Rows of KBLI 2020 (Peraturan BPS 2/2020) from a CSV file with columns kode, judul and induk.

    A parent that the file does not hold is replaced by the longest code above that it does hold. DomainError
    when a column is missing or a title is empty.
    """
    rows = list(read_csv(path, ("kode", "judul", "induk")))
    codes = {row["kode"] for row in rows}
    for row in rows:
        parent = row["induk"]
        known = parent in codes or not parent
        yield _row("2020", row["kode"], row["judul"], parent if known else nearest_code(row["kode"], codes))


def parse_kbli2025(folder: Path) -> Iterator[ClassificationRow]:
    """Rows of KBLI 2025 (Peraturan BPS 7/2025) from a folder with one JSON file a level.

    DomainError when a file is missing or a title is empty.
    """
    for name, parent_key in _LEVELS_2025:
        file = folder / name
        if not file.is_file():
            raise DomainError(f"Berkas {name} tidak ada di folder KBLI 2025.")
        for entry in json.loads(file.read_text(encoding="utf-8-sig")):
            yield _row("2025", entry["code"], entry["title"], entry[parent_key] if parent_key else "")


def read_csv(path: Path, columns: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    """The rows of a CSV file; DomainError when one of `columns` is missing from its head."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise DomainError(f"Kolom {', '.join(missing)} tidak ada di {path.name}.")
        yield from reader


def nearest_code(code: str, codes: set[str]) -> str:
    """The longest code of `codes` that `code` begins with and is not itself; "" when there is none."""
    return next((code[:length] for length in range(len(code) - 1, 0, -1) if code[:length] in codes), "")


def _row(edition: str, code: str, title: str, parent: str) -> ClassificationRow:
    if not title.strip():
        raise DomainError(f"Kode KBLI {code} edisi {edition} tidak berjudul.")
    return ClassificationRow(edition, code.strip(), " ".join(title.split()), parent.strip())
