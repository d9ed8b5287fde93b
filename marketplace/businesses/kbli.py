"""Titles of the KBLI codes that UMKM use most; a code that is not in the table may still exist."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.kernel.dated import read_table

_DATA = Path(__file__).parent / "data"
EDITIONS = ("2025", "2020")


@dataclass(frozen=True, slots=True)
class KbliCode:
    """A class of business activity in one edition."""

    edition: str
    code: str
    title: str


def title_of(edition: str, code: str) -> str:
    """The title of a code, or "" when the table does not hold it."""
    return _titles().get((edition, code), "")


def search(text: str, limit: int = 12) -> list[KbliCode]:
    """Codes that begin with the digits or whose title holds every word of `text`, by edition and code."""
    words = text.lower().split()
    if not words:
        return []
    found = (
        KbliCode(edition, code, title)
        for (edition, code), title in _titles().items()
        if code.startswith(words[0]) or all(word in title.lower() for word in words)
    )
    return sorted(found, key=lambda row: (-int(row.edition), row.code))[:limit]


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What the edition of 2025 did to a code of 2020. removed: it is gone; else it means something else.

    successors: codes of 2025 in its place; empty where no single one is clear.
    """

    code: str
    removed: bool
    successors: tuple[str, ...]

    @property
    def next_step(self) -> str:
        """Which codes of 2025 come in its place, in words."""
        if not self.successors:
            return "Penggantinya menurut barang atau jasa Anda; cari dengan kata di bawah."
        named = ", ".join(f"{code} {title_of('2025', code)}".rstrip() for code in self.successors)
        return f"Penggantinya: {named}."


def change_of(code: str) -> CodeChange | None:
    """What became of a code of 2020 in 2025; None where our comparison names no change."""
    return _changes().get(code)


@cache
def _changes() -> dict[str, CodeChange]:
    rows = read_table(_DATA / "kbli_changes.json")["changes"]
    return {
        row["code"]: CodeChange(row["code"], row["change"] == "removed", tuple(row["successors"]))
        for row in rows
    }


@cache
def _titles() -> dict[tuple[str, str], str]:
    rows = read_table(_DATA / "kbli.json")["codes"]
    return {(row["edition"], row["code"]): row["title"] for row in rows}
