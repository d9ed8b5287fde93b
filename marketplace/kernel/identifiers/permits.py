"""Numbers of certificates and permits of products: halal, P-IRT, BPOM, TKDN, SNI and trade marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers.base import Identifier

_SPACES = re.compile(r"\s")
_SEPARATORS = re.compile(r"[\s.\-]")


@dataclass(frozen=True, slots=True)
class HalalNumber(Identifier):
    """The number of a halal certificate of BPJPH: `ID` and 17 digits.

    The ruling of MUI behind it has a number of its own (LPPOM…, KH…), which many papers show more clearly.
    """

    def __post_init__(self) -> None:
        if re.fullmatch(r"ID[0-9]{17}", self.value):
            return
        if self.value.startswith(("KH", "LPPOM", "MUI")):
            raise DomainError(
                "Itu nomor ketetapan halal, bukan nomor sertifikatnya. Cari nomor yang diawali “ID” di "
                "bagian atas sertifikat BPJPH."
            )
        digits = sum(one.isdigit() for one in self.value)
        raise DomainError(
            f"Nomor sertifikat halal adalah “ID” lalu 17 angka; yang diisi {digits} angka. Lihat bagian "
            "atas sertifikat BPJPH, contoh ID35110001234560926."
        )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number, spaces, dots and hyphens apart; raises DomainError."""
        return cls(_SEPARATORS.sub("", text).upper())


@dataclass(frozen=True, slots=True)
class PirtNumber(Identifier):
    """A permit for home-made food (SPP-IRT): 13 digits, a hyphen, and the last two of the year it ends in."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[1-9][0-9]{12}-[0-9]{2}", self.value):
            digits = sum(one.isdigit() for one in self.value)
            raise DomainError(
                f"Nomor P-IRT terdiri dari 15 angka; yang diisi {digits} angka. Salin dari SPP-IRT atau "
                "label, contoh 2063577010123-29 (dua angka terakhir tahun habisnya)."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 15 digits, with or without the words *P-IRT No.* and the hyphen; raises DomainError."""
        digits = re.sub(r"(?i)p-?irt|no\.?|[\s.\-:]", "", text)
        return cls(f"{digits[:13]}-{digits[13:]}" if len(digits) == 15 else digits)

    @property
    def ends_in(self) -> int:
        """The year in which the permit ends."""
        return 2000 + int(self.value[-2:])


@dataclass(frozen=True, slots=True)
class BpomNumber(Identifier):
    """A registration at BPOM: food (MD, imported ML), cosmetics (NA to NE), traditional medicine (TR)."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"M[DL]([0-9]{12}|[0-9]{15})|N[A-E][0-9]{11,12}|T[RIL][0-9]{9}", self.value):
            raise DomainError(
                "Nomor izin edar BPOM dimulai “MD” atau “ML” (pangan, 12 atau 15 angka), “NA” sampai “NE” "
                "(kosmetik, 11 atau 12 angka), atau “TR” (obat tradisional, 9 angka). Lihat label atau surat "
                "izin edarnya."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number, with or without *BPOM RI*; raises DomainError."""
        return cls(re.sub(r"BPOM|RI(?=[\sMNT])|[\s.\-:]", "", text.upper()))

    @property
    def imported(self) -> bool:
        """Food that was made abroad."""
        return self.value.startswith("ML")


@dataclass(frozen=True, slots=True)
class TkdnNumber(Identifier):
    """The number of a TKDN certificate: it names TKDN and the year, between slashes."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{1,8}/(?=.*TKDN)[0-9A-Z./\-]*/20[0-9]{2}", self.value):
            raise DomainError(
                "Nomor sertifikat TKDN memuat kata TKDN dan tahun, contoh 2137/SJ-IND.8/TKDN/5/2026. Salin "
                "dari bagian atas sertifikat."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number, spaces apart; raises DomainError."""
        return cls(_SPACES.sub("", text).upper())


@dataclass(frozen=True, slots=True)
class SniNumber(Identifier):
    """The number of an SPPT SNI. Each certifying body writes its own; all have digits and a separator."""

    def __post_init__(self) -> None:
        digits = sum(one.isdigit() for one in self.value)
        if digits < 4 or not re.search(r"[/:\-]", self.value):
            raise DomainError(
                "Salin nomor sertifikat SNI selengkapnya dengan garis miringnya, contoh "
                "LSPr-012/SNI-3692/2026. Nomornya ada di bawah judul sertifikat."
            )


@dataclass(frozen=True, slots=True)
class TrademarkNumber(Identifier):
    """A trade mark at DJKI: registered (IDM and 9 digits), or applied for (three letters and 10 digits)."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"IDM[0-9]{9}|[DJRVWM](ID|00)[0-9]{10}", self.value):
            raise DomainError(
                "Nomor merek adalah “IDM” lalu 9 angka (sudah terdaftar), atau nomor permohonan seperti "
                "DID2026012345. Lihat sertifikat atau tanda terima dari DJKI."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number, spaces, dots and hyphens apart; raises DomainError."""
        return cls(_SEPARATORS.sub("", text).upper())

    @property
    def registered(self) -> bool:
        """The mark is registered, not only applied for."""
        return self.value.startswith("IDM")
