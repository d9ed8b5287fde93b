"""A table that a shop uploads, read once and whole before any transaction opens."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path, PurePath

from marketplace.catalog.importing.columns import Header
from marketplace.catalog.importing.readers import RawRow, read_table
from marketplace.catalog.importing.untrusted import SHOP
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import clean_line

MAX_BYTES = 5 * 2**20
MOST_READ = 2_001
"""One more than may be brought in, so that the service can say that there are too many."""

KINDS = (".xlsx", ".csv")


def read_upload(content: bytes, filename: str) -> tuple[list[RawRow], list[str]]:
    """The rows below the names of the columns, and those names that are none of ours.

    Raises DomainError for a file that is too large, of another kind, broken, or without our columns.
    """
    kind = PurePath(filename).suffix.lower()
    if not content:
        raise DomainError("Pilih berkas XLSX atau CSV dulu.", field="file")
    if kind not in KINDS:
        raise DomainError("Berkasnya harus XLSX atau CSV. Unduh contohnya, lalu isi di sana.", field="file")
    if len(content) > MAX_BYTES:
        raise DomainError("Berkasnya lebih dari 5 MB. Bagi menjadi beberapa berkas.", field="file")
    header = Header(ignored=[])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"kiriman{kind}"
        path.write_bytes(content)
        try:
            rows = list(islice(read_table(path, header.places, SHOP), MOST_READ))
        except DomainError as error:
            raise DomainError(error.message, field="file") from error
    return rows, header.ignored


def shown_name(filename: str) -> str:
    """The name of an uploaded file as pages show it."""
    return clean_line(PurePath(filename.replace("\\", "/")).name[:120], 400)[:80] or "tanpa nama"
