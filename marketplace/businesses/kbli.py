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


@cache
def _titles() -> dict[tuple[str, str], str]:
    rows = read_table(_DATA / "kbli.json")["codes"]
    return {(row["edition"], row["code"]): row["title"] for row in rows}
