"""Indonesia's administrative regions by their dotted Kemendagri codes, from province to village.

Codes are text with leading zeros: "35", "35.77", "35.77.01", "35.77.01.1001". The tables (Kepmendagri
300.2.2-2138/2025, shipped with lokal) are read when first asked for: 7,837 provinces, regencies and districts
in a few milliseconds, 83,762 villages with postcodes only when a village is asked for.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib import resources
from typing import cast

from marketplace.kernel.errors import DomainError


class Level(IntEnum):
    """How deep a region lies; the number of parts of its code."""

    PROVINCE = 1
    REGENCY = 2
    DISTRICT = 3
    VILLAGE = 4


@dataclass(frozen=True, slots=True)
class Region:
    """One region; only villages have a postcode."""

    code: str
    name: str
    level: Level
    postcode: str | None = None


_CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
_KIND_OF_REGION = re.compile(
    r"(?:provinsi|prov|daerah khusus ibukota|daerah istimewa|dki|diy?|kabupaten|kab"
    r"|kota administrasi|kota adm|kota|kecamatan|kec|distrik|kelurahan|kel|desa) "
)


def region(code: str) -> Region:
    """The region of any level; raises DomainError for a code that is not in the tables."""
    name = _names_beside(code).get(code)
    if name is None:
        raise DomainError(f"Kode wilayah {code} tidak dikenal. Pilih wilayah dari daftar, misalnya 35.77.")
    return _region(code, name)


def province(code: str) -> Region:
    """The province, e.g. "35"; raises DomainError for any other code."""
    return _region_at(code, Level.PROVINCE)


def regency(code: str) -> Region:
    """The regency or city, e.g. "35.77"; raises DomainError for any other code."""
    return _region_at(code, Level.REGENCY)


def district(code: str) -> Region:
    """The district (*kecamatan*), e.g. "35.77.01"; raises DomainError for any other code."""
    return _region_at(code, Level.DISTRICT)


def village(code: str) -> Region:
    """The village (*kelurahan* or *desa*), e.g. "35.77.01.1001"; raises DomainError for any other code."""
    return _region_at(code, Level.VILLAGE)


def exists(code: str) -> bool:
    """True for a code of the tables, of any level."""
    return code in _names_beside(code)


def name_of(code: str) -> str:
    """The region's own name: "Kota Madiun"."""
    return region(code).name


@lru_cache(maxsize=10_000)
def label_of(code: str) -> str:
    """The name with its parents, nearest first: "Kota Madiun, Jawa Timur"."""
    return ", ".join(part.name for part in (region(code), *parents(code)))


def parents(code: str) -> list[Region]:
    """The regions around this one, nearest first; empty for a province."""
    parts = code.split(".")
    return [region(".".join(parts[:length])) for length in range(len(parts) - 1, 0, -1)]


def children(code: str | None = None) -> list[Region]:
    """The regions directly inside, by code; the 38 provinces without a code, nothing for a village."""
    if code is not None and not exists(code):
        return []
    below_district = code is not None and _level_of(code) is Level.DISTRICT
    names = _village_names() if below_district else _upper_names()
    return [_region(child, names[child]) for child in _children_index(villages=below_district).get(code, ())]


def is_within(code: str, ancestor: str) -> bool:
    """True when `code` is `ancestor` or lies inside it. Looks at the codes only, not at the tables."""
    return code == ancestor or code.startswith(f"{ancestor}.")


def search(text: str, level: Level | None = None, limit: int = 10) -> list[Region]:
    """Regions whose name contains `text`, best first: whole name, its beginning, a word of it, anywhere.

    A kind in front ("kab.", "kota") only decides between equal matches, which then come larger regions first
    and by code. Villages are searched only with `level=Level.VILLAGE`.
    """
    kind, wanted = _kind_and_name(text)
    if not wanted:
        return []
    names = _village_names() if level is Level.VILLAGE else _upper_names()
    hits = [
        (_match_rank(wanted, name), not names[code].lower().startswith(kind), _level_of(code), code)
        for code, name in _searchable_names(villages=level is Level.VILLAGE).items()
        if wanted in name and level in (None, _level_of(code))
    ]
    return [_region(code, names[code]) for *_, code in sorted(hits)[:limit]]


def postcode_exists(postcode: str) -> bool:
    """True for a postcode that some village has."""
    return postcode in _known_postcodes()


def _region_at(code: str, level: Level) -> Region:
    found = region(code)
    if found.level is not level:
        raise DomainError(f"Kode wilayah {code} bukan tingkat yang diminta. Pilih wilayah dari daftar.")
    return found


def _region(code: str, name: str) -> Region:
    level = _level_of(code)
    return Region(code, name, level, _postcodes().get(code) if level is Level.VILLAGE else None)


def _level_of(code: str) -> Level:
    return Level(code.count(".") + 1)


def _names_beside(code: str) -> Mapping[str, str]:
    """The table that would hold `code`; nothing is read for text that is no code."""
    if not _CODE.fullmatch(code):
        return {}
    return _village_names() if _level_of(code) is Level.VILLAGE else _upper_names()


def _match_rank(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in name else 3


def _kind_and_name(text: str) -> tuple[str, str]:
    """("kab", "bogor") for "Kab. Bogor"; the kind is empty where none is written."""
    words = " ".join(re.findall(r"[a-z0-9][a-z0-9']*", text.lower()))
    kind = _KIND_OF_REGION.match(words)
    return (kind[0].strip(), words[kind.end() :]) if kind else ("", words)


@cache
def _searchable_names(*, villages: bool) -> Mapping[str, str]:
    names = _village_names() if villages else _upper_names()
    return {code: _kind_and_name(name)[1] for code, name in names.items()}


@cache
def _children_index(*, villages: bool) -> Mapping[str | None, tuple[str, ...]]:
    index: dict[str | None, list[str]] = {}
    for code in sorted(_village_names() if villages else _upper_names()):
        parent, dot, _ = code.rpartition(".")
        index.setdefault(parent if dot else None, []).append(code)
    return {parent: tuple(codes) for parent, codes in index.items()}


@cache
def _known_postcodes() -> frozenset[str]:
    return frozenset(_postcodes().values())


@cache
def _upper_names() -> Mapping[str, str]:
    return _read_table("wilayah")


@cache
def _village_names() -> Mapping[str, str]:
    return _read_table("desa")


@cache
def _postcodes() -> Mapping[str, str]:
    return _read_table("kodepos")


def _read_table(name: str) -> Mapping[str, str]:
    packed = resources.files("lokal").joinpath("data", f"{name}.json.gz").read_bytes()
    return cast(Mapping[str, str], json.loads(gzip.decompress(packed)))
