"""The columns of a shop's own table of products, in the order of the sheet.

Template, import, error report and export all go by this one list, so that what is exported can be imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from marketplace.catalog import reference, units
from marketplace.catalog.importing import cells
from marketplace.catalog.importing.cells import ASK, KINDS, NO, UNKNOWN, YES, Cell, Read, or_cleared
from marketplace.catalog.importing.wholes import Whole
from marketplace.catalog.models import OfferKind
from marketplace.catalog.terms import AREA_LABELS
from marketplace.kernel.errors import DomainError
from marketplace.kernel.neutral import plain

CODE, NAME, STOCK, PARTS = "code", "name", "stock", "parts"
SHARED_NAME = "variant_of"
OPTION_KEYS = (("option_1", "value_1"), ("option_2", "value_2"))
VARIANT = (SHARED_NAME, *(key for pair in OPTION_KEYS for key in pair))
BESIDE = frozenset({CODE, STOCK, PARTS, *VARIANT})
"""Columns that are no field of `ProductValues`."""

_BESIDE_A_NAME = re.compile(r"\([^)]*\)|\*")

Show = Callable[[Whole], Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key`: a field of ProductValues, or one of `BESIDE`. `choices`: what to choose a cell from.

    read: a cell that is not empty to the value; DomainError with what to write instead. show: the way back.
    strict: nothing but a choice is accepted. words: what it holds is text, even where it looks like a number.
    """

    key: str
    title: str
    hint: str
    width: int
    read: Read
    show: Show
    choices: Callable[[], Sequence[str]] | None = None
    strict: bool = False
    words: bool = False


def _own(field: str) -> Show:
    """What the product itself says; nothing for None, and for nothing."""

    def show(whole: Whole) -> Cell:
        value: Cell | None = getattr(whole.product, field)
        return "" if value is None else value

    return show


def _number(field: str, title: str, hint: str, width: int) -> Column:
    return Column(field, title, hint, width, cells.whole, _own(field))


def _number_or_none(field: str, title: str, hint: str, width: int) -> Column:
    return Column(field, title, hint, width, or_cleared(cells.whole), _own(field))


def _truth(field: str, title: str, hint: str, width: int) -> Column:
    def show(whole: Whole) -> Cell:
        return cells.told(getattr(whole.product, field))

    return Column(field, title, hint, width, cells.yes_or_no, show, choices=lambda: (YES, NO), strict=True)


def _day(field: str, title: str, hint: str) -> Column:
    return Column(field, title, hint, 14, or_cleared(cells.day), _own(field))


def _word_of_option(place: int, part: int) -> Show:
    return lambda whole: whole.option(place)[part]


def _stock(whole: Whole) -> Cell:
    """Hampers have none of their own: it follows what is inside."""
    return "" if whole.product.kind is OfferKind.BUNDLE else whole.product.stock


def _price(whole: Whole) -> Cell:
    return whole.product.price.amount if whole.product.price else ASK


def _government_price(whole: Whole) -> Cell:
    price = whole.product.government_price
    return price.amount if price else ""


def _area(whole: Whole) -> Cell:
    area = whole.product.service_area
    return AREA_LABELS[area] if area else ""


def _origin(whole: Whole) -> Cell:
    return cells.told(whole.product.is_domestic)


COLUMNS: Sequence[Column] = (
    Column(
        CODE, "Kode", "Jangan diubah. Kosongkan untuk produk baru.", 13, cells.code, _own(CODE), words=True
    ),
    Column(
        NAME,
        "Nama produk",
        "Wajib untuk produk baru. Sebut ukurannya, misalnya: Keripik tempe 250 g.",
        38,
        cells.as_is,
        _own(NAME),
        words=True,
    ),
    Column(
        "kind",
        "Jenis",
        "Barang, Jasa, atau Hampers. Kosong: Barang. Jasa selalu dibuat setelah dipesan.",
        11,
        cells.kind,
        lambda whole: KINDS[whole.product.kind],
        choices=lambda: tuple(KINDS.values()),
        strict=True,
    ),
    Column(
        "category",
        "Kategori",
        "Pilih dari daftar. Kosong: kami usulkan dari nama.",
        34,
        cells.category,
        lambda whole: cells.category_label(whole.product),
        choices=lambda: [label for _slug, label in reference.choices()],
        strict=True,
    ),
    Column("price", "Harga (Rp)", f"Angka saja, misalnya 18000. Atau tulis: {ASK}.", 13, cells.price, _price),
    Column(
        "unit",
        "Satuan",
        "Pilih dari daftar, atau tulis sendiri.",
        12,
        cells.as_is,
        _own("unit"),
        choices=lambda: list(units.units()),
    ),
    Column(
        STOCK,
        "Stok",
        "Jumlah yang ada sekarang. Kosongkan bila tidak berubah, dan untuk hampers.",
        9,
        cells.whole,
        _stock,
    ),
    Column(
        SHARED_NAME,
        "Pilihan dari",
        "Untuk ukuran, rasa, atau warna: nama bersamanya, sama di tiap baris. Misalnya: Kaos polos.",
        26,
        cells.as_is,
        lambda whole: whole.group.name if whole.group else "",
        words=True,
    ),
    *(
        Column(key, title, hint, 14, cells.as_is, _word_of_option(place, part), words=True)
        for place, names in enumerate(OPTION_KEYS)
        for part, (key, title, hint) in enumerate(
            (
                (
                    names[0],
                    f"Pilihan {place + 1}",
                    ("Misalnya: Ukuran.", "Boleh kosong. Misalnya: Warna.")[place],
                ),
                (names[1], f"Isi pilihan {place + 1}", ("Misalnya: XL.", "Misalnya: Biru.")[place]),
            )
        )
    ),
    Column(
        "content_milli",
        "Isi satu satuan",
        "Angka saja, misalnya 250 untuk 250 gram. Pembeli melihat harga per kilogram atau liter.",
        12,
        or_cleared(cells.content),
        lambda whole: cells.content_cell(whole.product),
    ),
    Column(
        "content_unit",
        "Satuan isi",
        "Pilih dari daftar. Boleh kosong.",
        11,
        or_cleared(cells.measure, ""),
        _own("content_unit"),
        choices=lambda: list(units.measures()),
        strict=True,
    ),
    _truth("made_to_order", "Dibuat setelah dipesan", f"{YES} atau {NO}.", 14),
    _number("lead_days", "Lama menyiapkan (hari)", "Dari pesanan sampai siap kirim.", 14),
    Column(
        "capacity_per_week",
        "Sanggup membuat per minggu",
        "Untuk yang dibuat setelah dipesan. Boleh kosong.",
        14,
        or_cleared(cells.whole),
        lambda whole: whole.per_week or "",
    ),
    Column(
        "capacity_name",
        "Dihitung bersama",
        "Nama yang sama pada produk dari dapur atau tangan yang sama. Misalnya: Dapur.",
        16,
        or_cleared(cells.as_is, ""),
        lambda whole: whole.made_with,
        words=True,
    ),
    Column(
        "service_area",
        "Daerah layanan",
        "Untuk jasa: sejauh mana Anda datang.",
        22,
        or_cleared(cells.area),
        _area,
        choices=lambda: list(AREA_LABELS.values()),
        strict=True,
    ),
    _number("min_qty", "Pesanan paling sedikit", "Angka bulat, biasanya 1.", 14),
    _number("step_qty", "Kelipatan pesanan", "Angka bulat, biasanya 1.", 12),
    _number_or_none("max_qty", "Pesanan paling banyak", "Angka bulat. Boleh kosong.", 14),
    Column(
        "tiers",
        "Harga grosir",
        "Mulai jumlah berapa, harga satuannya berapa: mulai 10: 16000; mulai 50: 15000.",
        30,
        or_cleared(cells.tiers, []),
        lambda whole: cells.tiers_text(whole.product),
        words=True,
    ),
    Column(
        "government_price",
        "Harga untuk instansi (Rp)",
        "Satu satuan, tanpa pajak dan ongkos kirim. Kosong bila sama dengan harga umum.",
        14,
        or_cleared(cells.own_price),
        _government_price,
    ),
    _day("government_from", "Harga instansi mulai", "Tanggal, misalnya 1/10/2026. Boleh kosong."),
    _day("government_until", "Harga instansi sampai", "Tanggal, misalnya 31/12/2026. Boleh kosong."),
    Column(
        "government_reason",
        "Alasan harga instansi",
        "Wajib bila lebih mahal dari harga umum. Pejabat di instansi membacanya.",
        30,
        or_cleared(cells.as_is, ""),
        _own("government_reason"),
        words=True,
    ),
    Column(
        PARTS,
        "Isi hampers",
        "Untuk hampers: kode barang yang sudah tayang, dan jumlahnya. K7M2Q9X4TB × 2; R5T8W3Y6NC × 1.",
        34,
        cells.parts,
        lambda whole: cells.parts_text(whole.parts),
        words=True,
    ),
    _number_or_none("length_cm", "Panjang kemasan (cm)", "Isi ketiga ukuran sekaligus, atau kosongkan.", 12),
    _number_or_none("width_cm", "Lebar kemasan (cm)", "Angka bulat.", 12),
    _number_or_none("height_cm", "Tinggi kemasan (cm)", "Angka bulat.", 12),
    _number_or_none("weight_g", "Berat satu satuan (gram)", "Bersama kemasannya.", 14),
    Column(
        "description",
        "Penjelasan",
        "Bahan, ukuran, cara pakai, daya simpan.",
        50,
        cells.as_is,
        _own("description"),
        words=True,
    ),
    _truth("without_photo", "Tanpa foto", f"{YES}: boleh tayang walau belum ada foto.", 11),
    Column(
        "is_domestic",
        "Buatan Indonesia",
        f"{YES}, {NO}, atau {UNKNOWN}.",
        12,
        cells.origin,
        _origin,
        choices=lambda: (YES, NO, UNKNOWN),
        strict=True,
    ),
    Column(
        "kbki",
        "Kode barang (KBKI)",
        "Untuk pengadaan pemerintah: 5 atau 10 angka. Boleh kosong.",
        14,
        or_cleared(cells.as_is),
        _own("kbki"),
        words=True,
    ),
    Column(
        "origin_country",
        "Negara asal",
        "Pilih dari daftar. Boleh kosong.",
        16,
        or_cleared(cells.country),
        lambda whole: reference.countries().get(whole.product.origin_country or "", ""),
        choices=lambda: list(reference.countries().values()),
        strict=True,
    ),
    Column(
        "hs_code",
        "Kode HS",
        "Kode barang untuk ekspor: 6, 8, atau 10 angka. Boleh kosong.",
        14,
        or_cleared(cells.as_is),
        _own("hs_code"),
        words=True,
    ),
    Column(
        "story",
        "Cerita pembuatnya",
        "Siapa yang membuat, dan bagaimana.",
        40,
        or_cleared(cells.as_is, ""),
        _own("story"),
        words=True,
    ),
)

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
    return cells.folded(_BESIDE_A_NAME.sub(" ", plain(name)))
