"""Why a business may be sanctioned, how, and for how long: dated data with its basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from marketplace.businesses.sanction_models import SanctionKind
from marketplace.kernel.dated import Period, in_force, read_table
from marketplace.kernel.errors import DomainError

_DATA = Path(__file__).parent / "data" / "sanction_grounds.json"

KIND_LABELS = MappingProxyType(
    {
        SanctionKind.WARNING: "Peringatan",
        SanctionKind.FREEZE: "Pembekuan",
        SanctionKind.DELIST: "Penurunan dari katalog",
        SanctionKind.BLACKLIST: "Daftar Hitam",
    }
)

CONSEQUENCES = MappingProxyType(
    {
        SanctionKind.WARNING: "Semua tetap berjalan. Perbaiki yang disebut, supaya tidak menjadi pembekuan.",
        SanctionKind.FREEZE: (
            "Toko dan produk Anda tidak terlihat, dan tidak bisa dipesan atau dipilih instansi. "
            "Pesanan dan kontrak yang sudah ditandatangani tetap Anda kerjakan dan tetap dibayar."
        ),
        SanctionKind.DELIST: (
            "Semua produk Anda turun dari katalog, dan tidak bisa dipesan atau dipilih instansi. "
            "Pesanan dan kontrak yang sudah ditandatangani tetap Anda kerjakan dan tetap dibayar."
        ),
        SanctionKind.BLACKLIST: (
            "Usaha Anda tercantum dalam Daftar Hitam dan tidak boleh dipilih instansi mana pun. Toko tidak "
            "terlihat. Kontrak yang sudah ditandatangani tetap Anda kerjakan dan tetap dibayar."
        ),
    }
)
"""What a sanction means for the seller, in the words of her page."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason for a sanction. years: how long by law; None where the decision itself names the end."""

    key: str
    label: str
    kinds: frozenset[SanctionKind]
    years: int | None
    basis: str
    period: Period

    def last_day(self, since: date) -> date | None:
        """The last day of a sanction of fixed length that begins on a day; None when it has none."""
        if self.years is None:
            return None
        try:
            anniversary = since.replace(year=since.year + self.years)
        except ValueError:
            anniversary = date(since.year + self.years, 3, 1)
        return anniversary - timedelta(days=1)


def grounds(on: date) -> tuple[Ground, ...]:
    """The grounds in force on a day, in the order of the table."""
    return in_force(_all(), on)


def ground(key: str, kind: SanctionKind, on: date) -> Ground:
    """The ground of this key for a kind of sanction; DomainError beside `ground` for any other."""
    for row in grounds(on):
        if row.key == key:
            if kind in row.kinds:
                return row
            raise DomainError(
                f"Alasan “{row.label}” tidak untuk {KIND_LABELS[kind]}. Pilih jenis atau alasan lain.",
                field="ground",
            )
    raise DomainError("Pilih alasan dari daftar.", field="ground")


@cache
def _all() -> tuple[Ground, ...]:
    return tuple(
        Ground(
            row["key"],
            row["label"],
            frozenset(SanctionKind(kind) for kind in row["kinds"]),
            row["years"],
            row["basis"],
            Period.of(row),
        )
        for row in read_table(_DATA)["grounds"]
    )
