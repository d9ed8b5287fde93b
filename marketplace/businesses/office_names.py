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


def names_office(written: str, agency: str, offices: Iterable[str]) -> bool:
    """Whether `written` may mean an office of this agency.

    offices: every name that the office itself goes by. True when all words written are words of its names,
    or when the whole agency is written. Rather once too often: a person reads what was declared and decides.
    """
    said, whole = _words(written), _words(agency)
    own = whole.union(*map(_words, offices))
    return bool(said) and (said <= own or (bool(whole) and whole <= said))


def _words(name: str) -> frozenset[str]:
    """The words of a name in small letters and in full, without those that tell no office apart."""
    same = _table()["same_words"]
    written_out = " ".join(same.get(word, word) for word in _WORD.findall(name.lower()))
    return frozenset(written_out.split()) - frozenset(_table()["little_words"])


@cache
def _table() -> dict[str, Any]:
    return read_table(_DATA)
