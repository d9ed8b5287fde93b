"""Numbers and codes of businesses: NPWP, NIB, KBLI, KBKI and postcodes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self, get_args

import lokal

from marketplace.kernel import regions
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers.base import Identifier, PersonalNumber, passes_luhn, wrong_digits
from marketplace.kernel.identifiers.people import CORETAX_PREFIX, Nik
from marketplace.kernel.masking import mask

_SEPARATORS = re.compile(r"[\s.\-]")
_EXAMPLE_NPWP = "contoh 01.999.999.4-999.000 (15 angka) atau 0019999994999000 (16 angka)"
_EXAMPLE_NIB = "contoh 9120999999991"
_EXAMPLE_KBLI = "contoh 10710"
_NITKU_DIGITS, _NPWP_DIGITS = 22, 16


class NpwpKind(StrEnum):
    """The three families of tax numbers in use (PMK 112/2022 and Coretax since 2025)."""

    LEGACY = "legacy"
    CORETAX = "coretax"
    NIK = "nik"


@dataclass(frozen=True, slots=True, repr=False)
class Npwp(PersonalNumber):
    """Nomor Pokok Wajib Pajak, kept in its 16-digit form.

    Legacy numbers are 0 and the old 15 digits, whose ninth is a Luhn check digit over the first eight.
    Coretax numbers begin 1000 and have no published check. A person's number is the NIK.
    """

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{16}", self.value):
            raise _not_npwp(self.value)
        if self.kind is NpwpKind.LEGACY and not passes_luhn(self.value[1:10]):
            raise DomainError(f"Angka pemeriksa NPWP tidak cocok; periksa tiap angkanya, {_EXAMPLE_NPWP}.")
        if self.kind is NpwpKind.NIK:
            try:
                Nik(self.value)
            except DomainError as problem:
                raise DomainError(
                    f"NPWP 16 angka yang tidak diawali 0 atau 1000 harus sama dengan NIK. {problem.message}"
                ) from problem

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 15 or 16 digits with or without the usual dots and hyphen; raises DomainError."""
        digits = _SEPARATORS.sub("", text)
        return cls(f"0{digits}" if len(digits) == 15 else digits)

    @property
    def kind(self) -> NpwpKind:
        """Which family the number belongs to."""
        if self.value.startswith("0"):
            return NpwpKind.LEGACY
        return NpwpKind.CORETAX if self.value.startswith(CORETAX_PREFIX) else NpwpKind.NIK

    @property
    def warnings(self) -> tuple[str, ...]:
        """A Coretax number, which can not be checked; or what is unusual about the NIK."""
        if self.kind is NpwpKind.CORETAX:
            return ("NPWP Coretax (diawali 1000) tidak punya angka pemeriksa; cocokkan dengan kartu NPWP.",)
        return Nik(self.value).warnings if self.kind is NpwpKind.NIK else ()

    @property
    def display(self) -> str:
        """Legacy numbers in the dotted form of the card, others as 16 digits."""
        return lokal.format_npwp15(self.value[1:]) if self.kind is NpwpKind.LEGACY else self.value

    @property
    def masked(self) -> str:
        """Only the last four digits."""
        return mask(self.value)


@dataclass(frozen=True, slots=True)
class Nib(Identifier):
    """Nomor Induk Berusaha of OSS: 13 digits without a public check digit; the QR of the paper proves it."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{13}", self.value):
            if len(self.value) == _NPWP_DIGITS and self.value.isdecimal():
                raise DomainError(
                    f"Itu tampaknya NPWP atau NIK, bukan NIB. NIB terdiri dari 13 angka, {_EXAMPLE_NIB}."
                )
            raise wrong_digits("NIB", self.value, "13", _EXAMPLE_NIB)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a NIB, spaces, dots and hyphens apart; raises DomainError."""
        return cls(_SEPARATORS.sub("", text))

    @property
    def masked(self) -> str:
        """Only the last four digits."""
        return mask(self.value)


KbliEdition = Literal["2020", "2025"]


@dataclass(frozen=True, slots=True)
class Kbli(Identifier):
    """A class of business activity: 5 digits of one edition of the KBLI.

    The 2025 edition (Peraturan BPS 7/2025) split and merged codes of 2020, so that a code means something
    only with its edition. Whether the code is in the edition's table is for the room that holds the table.
    """

    edition: KbliEdition = "2025"

    def __post_init__(self) -> None:
        if self.edition not in get_args(KbliEdition):
            raise DomainError("Edisi KBLI harus 2020 atau 2025.")
        if not re.fullmatch(r"(?!00)[0-9]{5}", self.value):
            raise _not_kbli(self.value)

    @classmethod
    def parse(cls, text: str, *, edition: KbliEdition = "2025") -> Self:
        """Read a KBLI code of `edition`; raises DomainError."""
        return cls(text.strip(), edition)


@dataclass(frozen=True, slots=True)
class Kbki(Identifier):
    """A commodity of the KBKI: 10 digits, of which the first five are the CPC subclass."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{10}", self.value):
            raise DomainError("Kode KBKI terdiri dari 10 angka tanpa tanda baca, contoh 2342001001.")

    @property
    def subclass(self) -> str:
        """The five digits by which the table is searched."""
        return self.value[:5]


@dataclass(frozen=True, slots=True)
class Postcode(Identifier):
    """An Indonesian postcode: 5 digits, the first not 0."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[1-9][0-9]{4}", self.value):
            raise DomainError("Kode pos terdiri dari 5 angka dan tidak diawali 0, contoh 63119.")

    @property
    def warnings(self) -> tuple[str, ...]:
        """A postcode that no village has. Reads the village tables on first use."""
        if regions.postcode_exists(self.value):
            return ()
        return (f"Kode pos {self.value} tidak ada di daftar desa dan kelurahan; periksa lagi.",)


def _not_npwp(typed: str) -> DomainError:
    if len(typed) == _NITKU_DIGITS and typed.isdecimal():
        return DomainError(
            "Itu NITKU (nomor tempat usaha, 22 angka). Hapus enam angka terakhir; sisanya NPWP, "
            f"{_EXAMPLE_NPWP}."
        )
    return wrong_digits("NPWP", typed, "15 atau 16", _EXAMPLE_NPWP)


def _not_kbli(typed: str) -> DomainError:
    if re.fullmatch(r"[0-9]{10}", typed):
        return DomainError(
            f"Itu tampaknya KBKI (kode barang, 10 angka). Kode KBLI terdiri dari 5 angka, {_EXAMPLE_KBLI}."
        )
    if re.fullmatch(r"[0-9]{1,4}", typed):
        return DomainError(
            f"“{typed}” adalah kode kelompok. Pakai kode KBLI lengkap yang terdiri dari 5 angka, "
            f"{_EXAMPLE_KBLI}."
        )
    if re.fullmatch(r"00[0-9]{3}", typed):
        return DomainError(f"Kode KBLI terdiri dari 5 angka dan tidak diawali 00, {_EXAMPLE_KBLI}.")
    return wrong_digits("kode KBLI", typed, "5", _EXAMPLE_KBLI)
