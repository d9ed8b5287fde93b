"""Whether two writings mean the same name: titles, legal forms, points and capitals tell nobody apart."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from marketplace.kernel.dated import read_table

_DATA = Path(__file__).parent / "data" / "name_words.json"
_POINTS = re.compile(r"(?<=\w)\.(?=\w)")
_OTHERS = re.compile(r"[^\w]+")
CUT_AT = 18
"""Savings books cut long names; from this many letters on, the beginning is enough."""


def plain_name(name: str) -> str:
    """The name in small letters without titles, legal forms and signs: "CV. Maju Jaya" is "maju jaya"."""
    words = _OTHERS.sub(" ", _POINTS.sub("", name.lower())).split()
    kept = [word for word in words if word not in _tell_nobody_apart()]
    return " ".join(kept or words)


def same_name(one: str, other: str) -> bool:
    """Whether both are the same name, also where a bank cut one of them off."""
    first, second = sorted((plain_name(one), plain_name(other)), key=len)
    if not first:
        return False
    return first == second or (len(first) >= CUT_AT and second.startswith(first))


@cache
def _tell_nobody_apart() -> frozenset[str]:
    table = read_table(_DATA)
    return frozenset([*table["titles"], *table["legal_forms"]])
