"""Integer rupiah, and the only two places where rupiah are rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from lokal import format_rupiah, terbilang

from marketplace.kernel.errors import DomainError

MAX_DIGITS = 15
"""Amounts that people type stay under 1,000 trillion rupiah, far inside a 64-bit column."""

_TYPED = re.compile(
    r"(?:rp\.?\s*)?([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?P<sen>[0-9]{1,2}|-))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Rupiah:
    """An amount of whole rupiah; negative for what is owed back. Never a float, never a Decimal."""

    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"rupiah are whole: {self.amount!r}")

    @classmethod
    def parse(cls, text: str) -> Rupiah:
        """Read what a person typed: "1250000", "1.250.000", "Rp 1.250.000,00".

        Raises DomainError for anything else, also for sen and a minus sign: no form asks for less than zero.
        """
        typed = text.strip()
        match = _TYPED.fullmatch(typed)
        if match is None:
            _refuse_amount(typed)
        if (match["sen"] or "0").strip("0-"):
            raise DomainError("Jumlah rupiah harus bulat, tanpa sen. Contoh: 1.250.000.")
        digits = match[1].replace(".", "").lstrip("0") or "0"
        if len(digits) > MAX_DIGITS:
            raise DomainError("Jumlah rupiah ini terlalu besar. Periksa lagi jumlah nolnya.")
        return cls(int(digits))

    def __add__(self, other: Rupiah) -> Rupiah:
        if not isinstance(other, Rupiah):
            return NotImplemented
        return Rupiah(self.amount + other.amount)

    def __sub__(self, other: Rupiah) -> Rupiah:
        if not isinstance(other, Rupiah):
            return NotImplemented
        return Rupiah(self.amount - other.amount)

    def __mul__(self, count: int) -> Rupiah:
        if type(count) is not int:
            return NotImplemented
        return Rupiah(self.amount * count)

    __rmul__ = __mul__

    def __neg__(self) -> Rupiah:
        return Rupiah(-self.amount)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        """ "Rp1.250.000"; "-Rp5.000" below zero."""
        return format_rupiah(self.amount)

    def in_words(self) -> str:
        """The amount in words (*terbilang*) for order letters and receipts: "lima ribu rupiah"."""
        return terbilang(self.amount, currency=True)


ZERO = Rupiah(0)


def percent(amount: Rupiah, basis_points: int) -> Rupiah:
    """`basis_points` hundredths of a percent of `amount`, half a rupiah up; round once per line.

    Below zero it mirrors, so that what is taken back equals what was charged.
    """
    if amount.amount < 0:
        return -percent(-amount, basis_points)
    return Rupiah((amount.amount * basis_points + 5_000) // 10_000)


def per(amount: Rupiah, units: int, content: int) -> Rupiah:
    """What `units` cost when `content` of them cost `amount` (both more than 0), half a rupiah up.

    A price per measure: what 1,000 g cost when 250 g cost Rp18.000.
    """
    if units < 1 or content < 1 or amount.amount < 0:
        raise ValueError("a price per measure needs an amount and measures above zero")
    return Rupiah((2 * amount.amount * units + content) // (2 * content))


def split(total: Rupiah, weights: Sequence[int]) -> list[Rupiah]:
    """Divide `total` by `weights` (each >= 0, not all 0) so that the parts add up to it exactly.

    Largest remainder: every part is rounded down, then the rupiah left over go to the largest remainders,
    ties to the earlier item. Below zero it mirrors.
    """
    if any(weight < 0 for weight in weights) or not any(weights):
        raise ValueError("weights must be zero or more, and not all zero")
    if total.amount < 0:
        return [-part for part in split(-total, weights)]
    weight_sum = sum(weights)
    shares = [divmod(total.amount * weight, weight_sum) for weight in weights]
    left_over = total.amount - sum(whole for whole, _ in shares)
    # Sorting is stable, so equal remainders keep the order of the items.
    by_remainder = sorted(range(len(weights)), key=lambda index: -shares[index][1])
    one_more = set(by_remainder[:left_over])
    return [Rupiah(whole + (index in one_more)) for index, (whole, _) in enumerate(shares)]


def _refuse_amount(typed: str) -> NoReturn:
    if not typed:
        raise DomainError("Isi jumlah rupiah, misalnya 1.250.000.")
    if typed.startswith(("-", "−")):  # people paste the typographic minus
        raise DomainError("Jumlah rupiah tidak boleh kurang dari nol. Contoh: 1.250.000.")
    raise DomainError(
        "Jumlah rupiah tidak terbaca. Tulis angka saja atau dengan titik ribuan, misalnya 1.250.000."
    )
