"""A workbook that somebody sent is looked through before any reader of workbooks may open it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from marketplace.kernel.errors import DomainError

BROKEN = "Berkas XLSX ini tidak bisa dibuka. Simpan ulang dari aplikasi lembar kerja, lalu unggah lagi."
TOO_LARGE = "Isi berkas XLSX ini terlalu besar. Simpan sebagai CSV, atau bagi menjadi beberapa berkas."

CHUNK = 64 * 1024
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|sharedStrings|styles)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
"""What reading a table needs; macros, drawings, links and whatever else came along are left behind."""

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold: files inside, bytes unpacked, and the far corner of its filled cells.

    A reader lays all cells out as one rectangle, so two cells at the far corners would fill the memory.
    """

    members: int
    unpacked: int
    rows: int
    columns: int


COMMAND = Limits(members=500, unpacked=2**30, rows=1_048_576, columns=200)
"""What the operator's own command reads."""

SHOP = Limits(members=200, unpacked=40 * 2**20, rows=2_001, columns=60)
"""What a shop may send: two thousand products below the names of the columns."""


def repack(source: Path, target: Path, limits: Limits) -> None:
    """Write a workbook of the needed parts of `source`, unpacked and counted. DomainError past a limit.

    Every part is read through here: at most as many bytes as it says, no document type and so no entity,
    UTF-8 alone. The reader then sees the copy, never what was sent.
    """
    try:
        with zipfile.ZipFile(source) as sent, zipfile.ZipFile(target, "w") as copy:
            _copy(sent, copy, limits)
    except (zipfile.BadZipFile, expat.ExpatError, NotImplementedError, RuntimeError, EOFError) as error:
        raise DomainError(BROKEN) from error


def _copy(sent: zipfile.ZipFile, copy: zipfile.ZipFile, limits: Limits) -> None:
    members = sent.infolist()
    if len(members) > limits.members or len({one.filename.casefold() for one in members}) < len(members):
        raise DomainError(BROKEN)
    left = limits.unpacked
    for member in members:
        if not NEEDED.fullmatch(member.filename):
            continue
        look = _Look(limits, is_sheet=bool(SHEET.fullmatch(member.filename)))
        with sent.open(member) as part, copy.open(member.filename, "w", force_zip64=True) as out:
            left -= _through(part, out, look, left)


def _through(part: IO[bytes], out: IO[bytes], look: _Look, most: int) -> int:
    """Copy one part while it is looked at; returns its bytes."""
    read = 0
    while chunk := part.read(CHUNK):
        read += len(chunk)
        if read > most:
            raise DomainError(TOO_LARGE)
        look.parser.Parse(chunk, False)
        out.write(chunk)
    look.parser.Parse(b"", True)
    return read


@dataclass(slots=True)
class _Look:
    """Follows the XML of one part: refuses a document type, and in a sheet cells beyond the limits."""

    limits: Limits
    is_sheet: bool
    parser: expat.XMLParserType = field(init=False)
    row: int = 0
    column: int = 0

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartDoctypeDeclHandler = self._refuse
        if self.is_sheet:
            self.parser.StartElementHandler = self._started

    def _refuse(self, *_declared: object) -> None:
        raise DomainError(BROKEN)

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        """Where the reader will put the next cell, and whether it holds anything there."""
        name = tag.rpartition(":")[2]
        if name == "row":
            given = attributes.get("r", "")
            self.row = int(given) if given.isascii() and given.isdigit() else self.row + 1
            self.column = 0
        elif name == "c":
            self.column += 1
            if found := REFERENCE.fullmatch(attributes.get("r", "").replace("$", "").upper()):
                self.column, self.row = _number(found[1]), int(found[2])
        elif name in {"v", "is", "f"} and (self.row > self.limits.rows or self.column > self.limits.columns):
            raise DomainError(TOO_LARGE)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
