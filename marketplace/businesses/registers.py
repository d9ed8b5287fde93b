"""Official registers behind one interface. Today a person looks on the site and writes down what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from marketplace.kernel.dated import Period, in_force, read_table
from marketplace.kernel.errors import DomainError, NotFound

_DATA = Path(__file__).parent / "data" / "official_registers.json"


class LookupResult(StrEnum):
    """What a register said of a business."""

    MATCHES = "matches"
    DIFFERS = "differs"
    NOT_FOUND = "not_found"


RESULT_LABELS = MappingProxyType(
    {
        LookupResult.MATCHES: "Ditemukan dan cocok",
        LookupResult.DIFFERS: "Ditemukan, tetapi berbeda",
        LookupResult.NOT_FOUND: "Tidak ditemukan",
    }
)
EXCLUDED_LABELS = MappingProxyType(
    {
        LookupResult.MATCHES: "Usaha ini ada di sana",
        LookupResult.DIFFERS: "Ada nama mirip, bukan usaha ini",
        LookupResult.NOT_FOUND: "Tidak ditemukan",
    }
)
"""Of a register of those who are excluded, where to be found is the bad answer."""


@dataclass(frozen=True, slots=True)
class Register:
    """An official register: who keeps it, where a person looks, and how long one look may be used."""

    key: str
    slug: str
    name: str
    keeper: str
    url: str
    look_for: str
    good: LookupResult
    valid_days: int
    basis: str
    period: Period

    @property
    def labels(self) -> Mapping[LookupResult, str]:
        """Each answer in words."""
        return EXCLUDED_LABELS if self.good is LookupResult.NOT_FOUND else RESULT_LABELS

    def valid_until(self, looked_on: date) -> date:
        """The last day on which a look on that day still counts."""
        return looked_on + timedelta(days=self.valid_days)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person read on the register's site; picture: bytes of a screenshot, or None."""

    result: LookupResult
    words: str
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is kept of an answer. source: "manual" when a person looked, else the name of the connection."""

    result: LookupResult
    words: str
    source: str


class RegisterAdapter(Protocol):
    """How a register is asked. seen: what a person saw there, for adapters that can't ask by themselves."""

    def ask(self, register: Register, seen: Seen | None) -> Finding: ...


class ManualAdapter:
    """Asks nobody: it takes what a person saw, and says so."""

    def ask(self, register: Register, seen: Seen | None) -> Finding:
        """Raises DomainError when nobody has looked."""
        if seen is None or not seen.words:
            raise DomainError(f"Buka {register.name}, lalu tulis apa yang Anda lihat.", field="words")
        return Finding(seen.result, seen.words, "manual")


_adapters: dict[str, RegisterAdapter] = {}


def use_adapter(key: str, adapter: RegisterAdapter) -> None:
    """Ask this register by another way than by hand."""
    _adapters[key] = adapter


def adapter_of(register: Register) -> RegisterAdapter:
    """How this register is asked; by hand where nothing else was set."""
    return _adapters.get(register.key, ManualAdapter())


def registers(on: date) -> tuple[Register, ...]:
    """The registers in use on a day, in the order of the table."""
    return in_force(_all(), on)


def register_of(slug: str, on: date) -> Register:
    """The register of an address; NotFound for any other."""
    for row in registers(on):
        if row.slug == slug:
            return row
    raise NotFound(f"register {slug}")


def register_named(key: str, on: date) -> Register:
    """The register of a key; NotFound for any other."""
    for row in registers(on):
        if row.key == key:
            return row
    raise NotFound(f"register {key}")


@cache
def _all() -> tuple[Register, ...]:
    return tuple(
        Register(
            row["key"],
            row["slug"],
            row["name"],
            row["keeper"],
            row["url"],
            row["look_for"],
            LookupResult(row["good"]),
            row["valid_days"],
            row["basis"],
            Period.of(row),
        )
        for row in read_table(_DATA)["registers"]
    )
