"""Whether what somebody wrote names an office: short forms, order and little words tell nothing apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.kernel.dated import read_table

_DATA = Path(__file__).parent / "data" / "office_words.json"
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[;/]|\sdan\s")


def names_office(written: str, agency: str, offices: Iterable[str]) -> bool:
    """Whether `written` may mean an office of this agency, among others or with a part of it.

    offices: every name that the office itself goes by. True when all words written, or those of one office
    written in a row of several, are words of its names; or when the whole agency or the whole of one of its
    names is written. Rather once too often: a person reads what was declared and decides.
    """
    whole, names = _words(agency), [_words(name) for name in offices]
    own = whole.union(*names)
    complete = [whole, *(name for name in names if not name <= whole)]
    return any(
        bool(said) and (said <= own or any(bool(name) and name <= said for name in complete))
        for said in _each(written, whole)
    )


def _each(written: str, whole: frozenset[str]) -> list[frozenset[str]]:
    """The words of all that was written, and of each office in it; a place after a comma is no office."""
    rows = _BETWEEN.split(written.lower())
    parts = [_words(part) for row in rows for part in row.split(",")]
    return [_words(written), *map(_words, rows), *(part for part in parts if not part <= whole)]


def _words(name: str) -> frozenset[str]:
    """The words of a name in small letters and in full, without those that tell no office apart."""
    same = _table()["same_words"]
    written_out = " ".join(same.get(word, word) for word in _WORD.findall(name.lower()))
    return frozenset(written_out.split()) - frozenset(_table()["little_words"])


@cache
def _table() -> dict[str, Any]:
    return read_table(_DATA)
