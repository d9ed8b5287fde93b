"""The columns of a shop's own table of products: what they are called, how cells are read and written.

Template, import, error report and export all go by this one list, so that what is exported can be imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from marketplace.catalog import reference, units
from marketplace.catalog.importing.neutral import plain
from marketplace.catalog.models import Product
from marketplace.kernel.codes import is_code
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah

ASK = "Tanya harga"
YES, NO, UNKNOWN = "Ya", "Tidak", "Belum tahu"
CODE, NAME, STOCK = "code", "name", "stock"
CELL_LENGTH = 8_000
"""Longer cells are cut before they are read; the longest that may be kept is half of it."""

_WHOLE = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(?:\.[0-9]{3})+")
_BESIDE = re.compile(r"\([^)]*\)|\*")

Cell = str | int
Read = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key`: a field of ProductValues, or code, stock. `choices`: what a cell may be chosen from.

    read: a cell that is not empty to the value; DomainError with what to write instead. show: the way back.
    """

    key: str
    title: str
    hint: str
    width: int
    read: Read
    show: Callable[[Product], Cell]
    choices: Callable[[], Sequence[str]] | None = None
    strict: bool = False


def _code(cell: str) -> str:
    code = cell.strip().upper()
    if not is_code(code):
        raise DomainError("Kode berisi 10 huruf dan angka. Kosongkan untuk produk baru.")
    return code


def _category(cell: str) -> str:
    found = _categories().get(_folded(cell))
    if found is None:
        raise DomainError("Pilih kategori dari daftar di sel ini, atau kosongkan supaya kami usulkan.")
    return found


@cache
def _categories() -> Mapping[str, str]:
    """Every way to name a category: its whole path, its slug, and its last name where only one has it."""
    names: dict[str, str] = {}
    twice = set()
    for one in reference.categories():
        twice |= {_folded(one.name)} & names.keys()
        names[_folded(one.name)] = one.slug
    single = {name: slug for name, slug in names.items() if name not in twice}
    paths = {_folded(label): slug for slug, label in reference.choices()}
    return single | {one.slug: one.slug for one in reference.categories()} | paths


def _folded(text: str) -> str:
    return " ".join(text.replace(">", "›").casefold().split())


def _category_label(product: Product) -> str:
    if not reference.is_category(product.category):
        return ""
    return " › ".join(part.name for part in reference.path(product.category))


def _price(cell: str) -> Rupiah | None:
    if _folded(cell) == ASK.casefold():
        return None
    try:
        return Rupiah.parse(cell)
    except DomainError as error:
        raise DomainError(f"Isi harga dalam rupiah, misalnya 18000, atau tulis “{ASK}”.") from error


def _whole(cell: str) -> int:
    if not _WHOLE.fullmatch(cell):
        raise DomainError("Isi angka bulat, misalnya 12.")
    return int(cell.replace(".", ""))


def _yes_or_no(cell: str) -> bool:
    found = {"ya": True, "y": True, "tidak": False, "t": False}.get(_folded(cell))
    if found is None:
        raise DomainError(f"Isi {YES} atau {NO}.")
    return found


def _origin(cell: str) -> bool | None:
    if _folded(cell) == UNKNOWN.casefold():
        return None
    try:
        return _yes_or_no(cell)
    except DomainError as error:
        raise DomainError(f"Isi {YES}, {NO}, atau {UNKNOWN}.") from error


def _country(cell: str) -> str:
    found = {_folded(name): code for code, name in reference.countries().items()}.get(_folded(cell))
    if found is None:
        raise DomainError("Pilih negara dari daftar di sel ini, atau kosongkan.")
    return found


def _told(value: bool | None) -> str:
    return {True: YES, False: NO, None: UNKNOWN}[value]


def _as_is(cell: str) -> str:
    return cell


def _yes_no() -> Sequence[str]:
    return (YES, NO)


COLUMNS: Sequence[Column] = (
    Column(
        CODE,
        "Kode",
        "Jangan diubah. Kosongkan untuk produk baru.",
        13,
        _code,
        lambda product: product.code,
    ),
    Column(
        NAME,
        "Nama produk",
        "Wajib untuk produk baru. Sebut ukurannya, misalnya: Keripik tempe 250 g.",
        38,
        _as_is,
        lambda product: product.name,
    ),
    Column(
        "category",
        "Kategori",
        "Pilih dari daftar. Kosong: kami usulkan dari nama.",
        34,
        _category,
        _category_label,
        choices=lambda: [label for _slug, label in reference.choices()],
        strict=True,
    ),
    Column(
        "price",
        "Harga (Rp)",
        f"Angka saja, misalnya 18000. Atau tulis: {ASK}.",
        13,
        _price,
        lambda product: product.price.amount if product.price else ASK,
    ),
    Column(
        "unit",
        "Satuan",
        "Pilih dari daftar, atau tulis sendiri.",
        12,
        _as_is,
        lambda product: product.unit,
        choices=lambda: list(units.units()),
    ),
    Column(
        STOCK,
        "Stok",
        "Jumlah yang ada sekarang. Kosongkan bila tidak berubah.",
        9,
        _whole,
        lambda product: product.stock,
    ),
    Column(
        "made_to_order",
        "Dibuat setelah dipesan",
        f"{YES} atau {NO}.",
        14,
        _yes_or_no,
        lambda product: _told(product.made_to_order),
        choices=_yes_no,
        strict=True,
    ),
    Column(
        "lead_days",
        "Lama menyiapkan (hari)",
        "Dari pesanan sampai siap kirim.",
        14,
        _whole,
        lambda product: product.lead_days,
    ),
    Column(
        "min_qty",
        "Pesanan paling sedikit",
        "Angka bulat, biasanya 1.",
        14,
        _whole,
        lambda product: product.min_qty,
    ),
    Column(
        "step_qty",
        "Kelipatan pesanan",
        "Angka bulat, biasanya 1.",
        12,
        _whole,
        lambda product: product.step_qty,
    ),
    Column(
        "max_qty",
        "Pesanan paling banyak",
        "Angka bulat. Boleh kosong.",
        14,
        _whole,
        lambda product: product.max_qty or "",
    ),
    Column(
        "length_cm",
        "Panjang kemasan (cm)",
        "Isi ketiga ukuran sekaligus, atau kosongkan.",
        12,
        _whole,
        lambda product: product.length_cm or "",
    ),
    Column(
        "width_cm",
        "Lebar kemasan (cm)",
        "Angka bulat.",
        12,
        _whole,
        lambda product: product.width_cm or "",
    ),
    Column(
        "height_cm",
        "Tinggi kemasan (cm)",
        "Angka bulat.",
        12,
        _whole,
        lambda product: product.height_cm or "",
    ),
    Column(
        "weight_g",
        "Berat satu satuan (gram)",
        "Bersama kemasannya.",
        14,
        _whole,
        lambda product: "" if product.weight_g is None else product.weight_g,
    ),
    Column(
        "description",
        "Penjelasan",
        "Bahan, ukuran, cara pakai, daya simpan.",
        50,
        _as_is,
        lambda product: product.description,
    ),
    Column(
        "without_photo",
        "Tanpa foto",
        f"{YES}: boleh tayang walau belum ada foto.",
        11,
        _yes_or_no,
        lambda product: _told(product.without_photo),
        choices=_yes_no,
        strict=True,
    ),
    Column(
        "is_domestic",
        "Buatan Indonesia",
        f"{YES}, {NO}, atau {UNKNOWN}.",
        12,
        _origin,
        lambda product: _told(product.is_domestic),
        choices=lambda: (YES, NO, UNKNOWN),
        strict=True,
    ),
    Column(
        "kbki",
        "Kode barang (KBKI)",
        "Untuk pengadaan pemerintah: 5 atau 10 angka. Boleh kosong.",
        14,
        _as_is,
        lambda product: product.kbki or "",
    ),
    Column(
        "origin_country",
        "Negara asal",
        "Pilih dari daftar. Boleh kosong.",
        16,
        _country,
        lambda product: reference.countries().get(product.origin_country or "", ""),
        choices=lambda: list(reference.countries().values()),
        strict=True,
    ),
    Column(
        "hs_code",
        "Kode HS",
        "Kode barang untuk ekspor: 6, 8, atau 10 angka. Boleh kosong.",
        14,
        _as_is,
        lambda product: product.hs_code or "",
    ),
    Column(
        "story",
        "Cerita pembuatnya",
        "Siapa yang membuat, dan bagaimana.",
        40,
        _as_is,
        lambda product: product.story or "",
    ),
)
"""In the order of the sheet."""

TITLES: Mapping[str, str] = {column.key: column.title for column in COLUMNS}
BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}


@dataclass(slots=True)
class Header:
    """Finds our columns in the first row of a sheet; `ignored` are the names that are none of ours."""

    ignored: list[str]

    def places(self, names: Sequence[str]) -> dict[str, int]:
        """From key to place; DomainError when there is neither a name nor a code to go by."""
        known = {_title(column.title): column.key for column in COLUMNS}
        found: dict[str, int] = {}
        for place, name in enumerate(names):
            key = known.get(_title(name))
            if key is not None:
                found.setdefault(key, place)
            elif name.strip():
                self.ignored.append(" ".join(name.split())[:60])
        if not found.keys() & {CODE, NAME}:
            raise DomainError(
                f"Baris pertama harus memuat nama kolom seperti di contoh, sedikitnya “{TITLES[NAME]}”. "
                "Unduh contohnya, lalu salin isi Anda ke sana."
            )
        return found


def _title(name: str) -> str:
    """A title as it is compared: without what stands in brackets or marks it as required."""
    return _folded(_BESIDE.sub(" ", plain(name)))


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
