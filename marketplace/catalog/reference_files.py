"""Reads the official tables of commodities (KBKI) as their publisher gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from marketplace.businesses.reference_files import ClassificationRow, nearest_code, read_csv
from marketplace.kernel.errors import DomainError

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_LENGTHS = frozenset({1, 2, 3, 4, 5, 7, 10})


def parse_kbki(path: Path) -> Iterator[ClassificationRow]:
    """Rows of the KBKI from a CSV file with columns kode and judul; the year in its name is the edition.

    Codes have 1 to 5, 7 or 10 digits; a code that comes twice counts once, as it came first. DomainError when
    the name has no year, a column is missing, a code has another form or a title is empty.
    """
    year = _YEAR.search(path.stem)
    if year is None:
        raise DomainError("Nama berkas KBKI harus memuat tahun edisinya, misalnya kbki_barang_2012.csv.")
    titles: dict[str, str] = {}
    for row in read_csv(path, ("kode", "judul")):
        code, title = row["kode"].strip(), " ".join(row["judul"].split())
        if not (code.isdecimal() and len(code) in _LENGTHS and title):
            raise DomainError(
                f"Baris KBKI {code or '(kosong)'} di {path.name} tidak berbentuk kode dan judul."
            )
        titles.setdefault(code, title)
    codes = set(titles)
    for code, title in titles.items():
        yield ClassificationRow(year.group(), code, title, nearest_code(code, codes))
