"""How single cells of a shop's table are read, and how what a product says is written into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from marketplace.catalog import reference, units
from marketplace.catalog.bundles import Part
from marketplace.catalog.models import OfferKind, Product
from marketplace.catalog.terms import AREA_LABELS
from marketplace.kernel.codes import is_code
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah
from marketplace.kernel.neutral import plain

ASK, CLEAR = "Tanya harga", "Hapus"
YES, NO, UNKNOWN = "Ya", "Tidak", "Belum tahu"
KINDS = {OfferKind.GOODS: "Barang", OfferKind.SERVICE: "Jasa", OfferKind.BUNDLE: "Hampers"}
CELL_LENGTH = 8_000
"""Longer cells are cut before they are read; the longest that may be kept is half of it."""

_WHOLE = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(?:\.[0-9]{3})+")
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00:00)?")
_DAY_HERE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_TIER = re.compile(r"(?:mulai\s+)?([0-9.]+)\s*[:=]\s*(.+)", re.IGNORECASE)
_PART = re.compile(r"([0-9A-Za-z]{10})(?:\s*[x×*]\s*([0-9.]+))?", re.IGNORECASE)

Cell = str | int | date
Read = Callable[[str], Any]


def folded(text: str) -> str:
    """A text as it is compared: the case of letters and repeated blanks do not count."""
    return " ".join(text.replace(">", "›").casefold().split())


def cell_text(value: Any) -> str:
    """What a cell says as text: whole numbers without a point, dates by year, a truth as Ya or Tidak."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else str(value).replace(".", ",")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return plain(str(value)[:CELL_LENGTH].strip(" "))


def or_cleared(read: Read, empty: Any = None) -> Read:
    """`read` for what may be taken back: the word for it leaves nothing behind."""

    def reading(cell: str) -> Any:
        return empty if folded(cell) == CLEAR.casefold() else read(cell)

    return reading


def as_is(cell: str) -> str:
    return cell


def code(cell: str) -> str:
    found = cell.strip().upper()
    if not is_code(found):
        raise DomainError("Kode berisi 10 huruf dan angka. Kosongkan untuk produk baru.")
    return found


def category(cell: str) -> str:
    found = _categories().get(folded(cell))
    if found is None:
        raise DomainError("Pilih kategori dari daftar di sel ini, atau kosongkan supaya kami usulkan.")
    return found


@cache
def _categories() -> Mapping[str, str]:
    """Every way to name a category: its whole path, its slug, and its last name where only one has it."""
    names: dict[str, str] = {}
    twice = set()
    for one in reference.categories():
        twice |= {folded(one.name)} & names.keys()
        names[folded(one.name)] = one.slug
    single = {name: slug for name, slug in names.items() if name not in twice}
    paths = {folded(label): slug for slug, label in reference.choices()}
    return single | {one.slug: one.slug for one in reference.categories()} | paths


def category_label(product: Product) -> str:
    if not reference.is_category(product.category):
        return ""
    return " › ".join(part.name for part in reference.path(product.category))


def price(cell: str) -> Rupiah | None:
    if folded(cell) == ASK.casefold():
        return None
    try:
        return Rupiah.parse(cell)
    except DomainError as error:
        raise DomainError(f"Isi harga dalam rupiah, misalnya 18000, atau tulis “{ASK}”.") from error


def own_price(cell: str) -> Rupiah:
    try:
        return Rupiah.parse(cell)
    except DomainError as error:
        raise DomainError(f"Isi harga dalam rupiah, misalnya 17000, atau tulis “{CLEAR}”.") from error


def tiers(cell: str) -> list[dict[str, int]]:
    """ "mulai 10: 16000; mulai 50: 15000"."""
    rows = []
    for part in filter(None, map(str.strip, cell.split(";"))):
        found = _TIER.fullmatch(part)
        try:
            if found is None:
                raise DomainError(part)
            rows.append({"from": whole(found[1]), "price": Rupiah.parse(found[2]).amount})
        except DomainError as error:
            raise DomainError("Tulis seperti ini: mulai 10: 16000; mulai 50: 15000.") from error
    return rows


def tiers_text(product: Product) -> str:
    return "; ".join(f"mulai {tier['from']}: {tier['price']}" for tier in product.tiers)


def parts(cell: str) -> list[Part]:
    """ "K7M2Q9X4TB × 2; R5T8W3Y6NC × 1", or the codes alone for one of each."""
    found = []
    for text in filter(None, map(str.strip, cell.split(";"))):
        match = _PART.fullmatch(text)
        if match is None or not is_code(match[1].upper()):
            raise DomainError("Tulis kode barang dan jumlahnya: K7M2Q9X4TB × 2; R5T8W3Y6NC × 1.")
        found.append(Part(match[1].upper(), whole(match[2] or "1")))
    return found


def parts_text(inside: Sequence[tuple[str, int]]) -> str:
    return "; ".join(f"{part} × {quantity}" for part, quantity in inside)


def whole(cell: str) -> int:
    if not _WHOLE.fullmatch(cell):
        raise DomainError("Isi angka bulat, misalnya 12.")
    return int(cell.replace(".", ""))


def content(cell: str) -> int | None:
    return units.parse_content(cell)


def content_cell(product: Product) -> Cell:
    """A whole number as a number, "1,5" as text."""
    if product.content_milli is None:
        return ""
    number, part = divmod(product.content_milli, units.MILLI)
    return units.content_text(product.content_milli, "").strip() if part else number


def day(cell: str) -> date:
    """A day as spreadsheets give it (2026-10-01) or as people write it here (1/10/2026)."""
    by_year, here = _DAY.fullmatch(cell), _DAY_HERE.fullmatch(cell)
    numbers = by_year.groups() if by_year else here.groups()[::-1] if here else ()
    try:
        year, month, number = map(int, numbers)
        return date(year, month, number)
    except ValueError as error:
        raise DomainError("Isi tanggal, misalnya 31/12/2026.") from error


def yes_or_no(cell: str) -> bool:
    found = {"ya": True, "y": True, "tidak": False, "t": False}.get(folded(cell))
    if found is None:
        raise DomainError(f"Isi {YES} atau {NO}.")
    return found


def origin(cell: str) -> bool | None:
    if folded(cell) == UNKNOWN.casefold():
        return None
    try:
        return yes_or_no(cell)
    except DomainError as error:
        raise DomainError(f"Isi {YES}, {NO}, atau {UNKNOWN}.") from error


def told(value: bool | None) -> str:
    return {True: YES, False: NO, None: UNKNOWN}[value]


def country(cell: str) -> str:
    return _chosen(cell, reference.countries(), "Pilih negara dari daftar di sel ini, atau kosongkan.")


def kind(cell: str) -> str:
    return _chosen(cell, KINDS, f"Isi {KINDS[OfferKind.GOODS]}, {KINDS[OfferKind.SERVICE]}, atau Hampers.")


def area(cell: str) -> str:
    return _chosen(cell, AREA_LABELS, "Pilih daerah layanan dari daftar di sel ini, atau kosongkan.")


def measure(cell: str) -> str:
    same = {one: one for one in units.measures()}
    return _chosen(cell, same, "Pilih satuan isi dari daftar di sel ini, atau kosongkan.")


def _chosen(cell: str, labels: Mapping[Any, str], refusal: str) -> str:
    found = {folded(label): key for key, label in labels.items()}.get(folded(cell))
    if found is None:
        raise DomainError(refusal)
    return str(found)
