"""Units of measure that sellers choose from, with the international codes that open data need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.kernel.dated import read_table

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: code as stored and shown beside prices, name in full, dimension (count, mass, …).

    unece: the nearest code of UN/ECE Recommendations 20 and 21.
    """

    code: str
    name: str
    dimension: str
    unece: str


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by its code, in the order of the table."""
    return {row["code"]: Unit(**row) for row in read_table(_DATA / "units.json")["units"]}
