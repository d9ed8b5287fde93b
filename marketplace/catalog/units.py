"""Units of measure that sellers choose from, what they hold, and what that costs per kilogram or litre."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from marketplace.catalog.rules import rule
from marketplace.kernel.dated import read_table
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah, per
from marketplace.kernel.text import dotted

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


@dataclass(frozen=True, slots=True)
class Measure:
    """How the content of a unit is told: `per_base` of these are one `base`, by which prices are compared."""

    code: str
    base: str
    per_base: int


GRAMS = 1000
MILLI = 1000
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
MOST_CONTENT = 1_000_000 * MILLI


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure of contents by its code, in the order of the table."""
    return {row["code"]: Measure(**row) for row in read_table(_DATA / "units.json")["contents"]}


def parse_content(typed: str) -> int | None:
    """Thousandths of what a person typed: "250" is 250000, "1,5" is 1500; None for nothing.

    Raises DomainError for anything else.
    """
    text = typed.strip()
    if not text:
        return None
    text = text.replace(".", "") if _THOUSANDS.fullmatch(text) else text.replace(".", ",")
    whole, _, part = text.partition(",")
    digits = whole + part
    if not (digits.isascii() and digits.isdigit() and len(part) <= 3 and len(whole) <= 7):
        raise DomainError("Isi angka, misalnya 250 atau 1,5.")
    return int(whole or "0") * MILLI + int((part + "000")[:3])


def content_text(content_milli: int, unit: str) -> str:
    """ "250 gram", "1,5 liter"."""
    whole, part = divmod(content_milli, MILLI)
    decimals = f",{part:03}".rstrip("0") if part else ""
    return f"{dotted(whole)}{decimals} {unit}"


def price_per_measure(price: Rupiah, content_milli: int, unit: str) -> tuple[Rupiah, str]:
    """What one base measure costs, and its name: Rp18.000 for 250 gram is Rp72.000 per kg."""
    measure = measures()[unit]
    return per(price, measure.per_base * MILLI, content_milli), measure.base


def volumetric_g(length_cm: int, width_cm: int, height_cm: int, on: date) -> int:
    """What couriers take a light, large parcel to weigh (p × l × t / 6000 kg), in grams, rounded up."""
    return -(-length_cm * width_cm * height_cm * GRAMS // rule("volumetric.divisor", on).number)
