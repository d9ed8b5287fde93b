"""Numbers of persons: NIK, NIP and telephone numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

import lokal

from marketplace.kernel import regions
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers.base import PersonalNumber, passes_luhn, wrong_digits
from marketplace.kernel.masking import mask

MINIMUM_SELLER_AGE = 17
"""Age at which a person holds a KTP (UU 24/2013 Pasal 63 ayat (1)) and may sell here."""

_SEPARATORS = re.compile(r"[\s.\-]")
_NIK = re.compile(r"[0-9]{16}")
_NIP = re.compile(r"[0-9]{18}")
_EXAMPLE_NIK = "contoh 3273991708950001"  # district 99 does not exist, so nobody owns it
_EXAMPLE_NIP = "contoh 199001012015011999"
CORETAX_PREFIX = "1000"
"""How tax numbers begin that Coretax gives since 2025; no province has the code 10."""
_WOMAN = 40  # added to the day of birth in a woman's NIK


@dataclass(frozen=True, slots=True, repr=False)
class Nik(PersonalNumber):
    """Nomor Induk Kependudukan, PPRRSS DDMMYY XXXX: region of first registration, birth, serial.

    There is no check digit. Regions are Kemendagri codes; only the province must exist, because old numbers
    keep the codes of regencies and districts that were split since.
    """

    def __post_init__(self) -> None:
        if not _NIK.fullmatch(self.value):
            raise wrong_digits("NIK", self.value, "16", _EXAMPLE_NIK)
        if tax_number := _tax_number(self.value):
            raise DomainError(f"Itu tampaknya {tax_number}, bukan NIK. Salin NIK dari KTP, {_EXAMPLE_NIK}.")
        if not regions.exists(self.value[:2]):
            raise DomainError(
                f"Dua angka pertama NIK ({self.value[:2]}) bukan kode provinsi, {_EXAMPLE_NIK}."
            )
        if not self._possible_births():
            raise DomainError(
                "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang ada (perempuan: tanggal ditambah 40), "
                f"{_EXAMPLE_NIK}."
            )
        if self.value[12:] == "0000":
            raise DomainError(
                "Empat angka terakhir NIK tidak boleh 0000. Periksa lagi, contoh 3273991708950001."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a NIK written with or without spaces, dots and hyphens; raises DomainError."""
        return cls(_SEPARATORS.sub("", text))

    @property
    def regency_code(self) -> str:
        """The dotted code of the regency of first registration; today's tables may not know it."""
        return f"{self.value[:2]}.{self.value[2:4]}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """A regency that today's tables do not know."""
        if regions.exists(self.regency_code):
            return ()
        return (
            f"Kode kabupaten/kota {self.regency_code} pada NIK tidak ada di daftar sekarang. "
            "NIK lama bisa memakai kode sebelum pemekaran; cocokkan dengan KTP.",
        )

    @property
    def masked(self) -> str:
        """Region of the regency and serial: "3273••••••••0001"."""
        return mask(self.value, first=4)

    def birth_date_on(self, day: date) -> date:
        """The date of birth as seen on `day`: of the two centuries possible, the later not after `day`."""
        births = self._possible_births()
        return max((birth for birth in births if birth <= day), default=births[0])

    def _possible_births(self) -> list[date]:
        day, month, year = (int(self.value[start : start + 2]) for start in (6, 8, 10))
        if day > _WOMAN:
            day -= _WOMAN
        candidates = (_real_date(century + year, month, day) for century in (1900, 2000))
        return [birth for birth in candidates if birth is not None]


def age_on(nik: Nik, day: date) -> int:
    """Whole years lived on `day` by the person whose number this is, by the birth date in it."""
    birth = nik.birth_date_on(day)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@dataclass(frozen=True, slots=True, repr=False)
class Nip(PersonalNumber):
    """Nomor Induk Pegawai of a civil servant: birth YYYYMMDD, start YYYYMM, sex 1 or 2, serial of 3."""

    def __post_init__(self) -> None:
        if not _NIP.fullmatch(self.value):
            raise wrong_digits("NIP", self.value, "18", _EXAMPLE_NIP)
        birth = _real_date(int(self.value[:4]), int(self.value[4:6]), int(self.value[6:8]))
        if birth is None:
            raise DomainError(
                "Delapan angka pertama NIP bukan tanggal lahir yang ada, contoh 199001012015011999."
            )
        start = _real_date(int(self.value[8:12]), int(self.value[12:14]), 1)
        if start is None or (start.year - 16, start.month) <= (birth.year, birth.month):
            raise DomainError(
                f"Angka ke-9 sampai ke-14 NIP bukan bulan pengangkatan yang mungkin, {_EXAMPLE_NIP}."
            )
        if self.value[14] not in "12":
            raise DomainError(f"Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan), {_EXAMPLE_NIP}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a NIP written with or without spaces and hyphens; raises DomainError."""
        return cls(_SEPARATORS.sub("", text))

    @property
    def display(self) -> str:
        """Grouped as on papers: "19900101 201501 1 999"."""
        return f"{self.value[:8]} {self.value[8:14]} {self.value[14]} {self.value[15:]}"

    @property
    def masked(self) -> str:
        """Only the serial."""
        return mask(self.value, last=3)


_EXAMPLE_PHONE = "contoh 0812-3456-7890"
_DIALLED_ABROAD = re.compile(r"^00(?=62)")
# The country code written twice or behind a zero: "0628123…", "+62 628123…". A landline of area 0628
# (Kabanjahe) has at most 10 digits after the zero, a mobile number behind 62 at least 11.
_DOUBLED_COUNTRY = re.compile(r"^(?:\+?62|0)0?62(?=8[0-9]{8,11}$)")
_NOT_MOBILE = re.compile(r"^\+628[04]")  # 0800 free of charge, 0804 shared cost


@dataclass(frozen=True, slots=True, repr=False)
class Phone(PersonalNumber):
    """An Indonesian telephone number, kept as E.164 ("+6281234567890"), shown as 0812-3456-7890."""

    def __post_init__(self) -> None:
        known = lokal.parse_phone(self.value)
        if known.e164 != self.value:
            raise DomainError(f"Nomor telepon tidak lengkap atau tidak dikenal, {_EXAMPLE_PHONE}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number written any usual way: 0812…, 62812…, +62 812…, 0062…, (021) …; raises DomainError.

        Also undoes the trap of the country code behind a zero or written twice ("062812…", "+62 0812…").
        """
        digits = re.sub(r"[\s().\-]", "", text)
        if not digits:
            raise DomainError(f"Isi nomor telepon, {_EXAMPLE_PHONE}.")
        plain = _DOUBLED_COUNTRY.sub("+62", _DIALLED_ABROAD.sub("+", digits))
        known = lokal.parse_phone(plain)
        if known.e164 is None:
            problem = known.errors[0].message.rstrip(".")
            raise DomainError(f"{problem}. Periksa lagi nomor telepon, {_EXAMPLE_PHONE}.")
        return cls(known.e164)

    @property
    def is_mobile(self) -> bool:
        """True when the number can receive messages and codes."""
        return lokal.parse_phone(self.value).type == "mobile" and not _NOT_MOBILE.match(self.value)

    @property
    def warnings(self) -> tuple[str, ...]:
        """A mobile prefix no operator is known to use."""
        return tuple(
            f"{issue.message} Periksa lagi nomornya." for issue in lokal.parse_phone(self.value).warnings
        )

    @property
    def display(self) -> str:
        """As dialled at home: "0812-3456-7890", "(021) 5550100"."""
        return lokal.parse_phone(self.value).national or self.value

    @property
    def masked(self) -> str:
        """First four and last four digits, "0812••••7890"; of a short number fewer at the end."""
        return mask(self.value.replace("+62", "0", 1), first=4)


def _tax_number(digits: str) -> str:
    """Which tax number 16 digits are that no NIK begins with; "" for all others."""
    if digits.startswith(CORETAX_PREFIX):
        return "NPWP Coretax (diawali 1000)"
    return "NPWP 16 angka" if digits.startswith("0") and passes_luhn(digits[1:10]) else ""


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
