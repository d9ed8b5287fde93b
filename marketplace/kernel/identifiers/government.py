"""Codes of agencies, their units, plans and budgets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers.base import Identifier


@dataclass(frozen=True, slots=True)
class RupCode(Identifier):
    """The code of a plan entry in SiRUP: 8 digits today, 5 to 10 accepted; unique per year and kind."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{5,10}", self.value):
            raise DomainError("Kode RUP berupa angka saja tanpa titik, biasanya 8 angka, contoh 61000001.")

    @property
    def warnings(self) -> tuple[str, ...]:
        """Any length but 8."""
        if len(self.value) == 8:
            return ()
        return (f"Kode RUP biasanya 8 angka; ini {len(self.value)} angka. Cocokkan dengan SiRUP.",)


@dataclass(frozen=True, slots=True)
class AgencyCode(Identifier):
    """The code of a ministry (K), agency (L) or region (D): a letter and up to four digits."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z][0-9]{1,4}", self.value):
            raise DomainError(
                "Kode kementerian, lembaga, atau pemerintah daerah berupa satu huruf dan 1 sampai 4 angka, "
                "contoh K34."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an agency code in either case; raises DomainError."""
        return cls(text.strip().upper())


@dataclass(frozen=True, slots=True)
class SatkerCode(Identifier):
    """The code of a work unit (*satuan kerja*): 6 digits as text, leading zeros included."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{6}", self.value):
            raise DomainError("Kode satker terdiri dari 6 angka termasuk angka 0 di depan, contoh 099901.")


class BudgetSource(StrEnum):
    """Which budget an account belongs to."""

    APBN = "apbn"
    APBD = "apbd"


_MAK = re.compile(r"[A-Z]{2}\.[0-9]{4}\.[A-Z]{3}\.[0-9]{3}\.[0-9]{3}\.[0-9A-Za-z]{2}\.[0-9]{6}")
_KODE_REKENING = re.compile(r"[0-9]\.[0-9]\.[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")


@dataclass(frozen=True, slots=True)
class BudgetAccount(Identifier):
    """The account a purchase is paid from: MAK of the state budget or *kode rekening* of a regional one.

    MAK: programme, activity, KRO, RO, component, sub-component, account. *Kode rekening*: six groups.
    """

    def __post_init__(self) -> None:
        if not (_MAK.fullmatch(self.value) or _KODE_REKENING.fullmatch(self.value)):
            raise DomainError(
                "Tulis MAK lengkap, contoh WA.0001.EBA.994.002.0A.521111 (APBN), "
                "atau kode rekening enam kelompok, contoh 5.1.02.01.01.0024 (APBD)."
            )

    @classmethod
    def parse_list(cls, text: str) -> tuple[Self, ...]:
        """Read one or more accounts separated by comma or semicolon; raises DomainError."""
        return tuple(cls.parse(part) for part in re.split(r"[,;]", text) if part.strip())

    @property
    def source(self) -> BudgetSource:
        """State or regional budget, by the form of the code."""
        return BudgetSource.APBN if _MAK.fullmatch(self.value) else BudgetSource.APBD
