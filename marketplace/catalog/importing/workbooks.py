"""Workbooks that we hand out: the template, the rows to put right, and a shop's own products.

Strings are written as strings and neutralised, so that no spreadsheet runs what somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import IO, Any

import xlsxwriter

from marketplace.catalog.importing.cells import ASK, CLEAR, KINDS, YES, Cell
from marketplace.catalog.importing.columns import COLUMNS, NAME, OPTION_KEYS, SHARED_NAME, STOCK, Column
from marketplace.catalog.importing.wholes import Whole
from marketplace.catalog.models import OfferKind, ServiceArea
from marketplace.catalog.terms import AREA_LABELS
from marketplace.kernel.neutral import neutral

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LAST_ROW = 2_000
LISTS = "Daftar"
TO_DO = "Yang perlu diperbaiki"
INDIGO, WHITE, RED, PALE_RED = "#182C66", "#FFFFFF", "#A62B1F", "#FBE7E3"

SHIRT: Mapping[str, Cell] = {
    SHARED_NAME: "Kaos polos",
    OPTION_KEYS[0][0]: "Ukuran",
    "unit": "buah",
    STOCK: 12,
}
EXAMPLES: Sequence[Mapping[str, Cell]] = (
    {
        NAME: "Keripik tempe sagu 250 g",
        "category": "Makanan dan minuman › Camilan dan keripik",
        "price": 18000,
        "unit": "bungkus",
        STOCK: 40,
        "content_milli": 250,
        "content_unit": "gram",
        "tiers": "mulai 10: 17000; mulai 50: 16000",
        "government_price": 17500,
        "government_until": date(2027, 12, 31),
        "weight_g": 270,
        "description": "Tempe iris tipis berbalut sagu. Tahan 2 bulan dalam wadah tertutup.",
    },
    {
        NAME: "Nasi kotak ayam bakar",
        "price": 25000,
        "unit": "kotak",
        "made_to_order": YES,
        "lead_days": 2,
        "capacity_per_week": 500,
        "capacity_name": "Dapur",
        "min_qty": 20,
        "without_photo": YES,
    },
    {
        NAME: "Jasa jahit seragam",
        "kind": KINDS[OfferKind.SERVICE],
        "price": ASK,
        "unit": "stel",
        "made_to_order": YES,
        "lead_days": 14,
        "service_area": AREA_LABELS[ServiceArea.REGENCY],
    },
    {**SHIRT, OPTION_KEYS[0][1]: "M", "price": 55000},
    {**SHIRT, OPTION_KEYS[0][1]: "XL", "price": 60000},
)
HOW_TO: Sequence[str] = (
    "Isi lembar “Produk”, satu baris untuk satu produk.",
    "Simpan, lalu unggah di halaman Impor dari berkas. Kami periksa dulu; belum ada yang berubah.",
    "Anda melihat mana yang baru, yang berubah, dan yang perlu diperbaiki. Baru sesudah itu Anda memutuskan.",
    "Sel kosong tidak mengubah apa-apa. Untuk produk baru, sel kosong diisi yang biasa.",
    f"Untuk mengosongkan isian yang boleh kosong, tulis: {CLEAR}.",
    "Produk dikenali dari kodenya. Tanpa kode, produk dikenali dari namanya yang persis sama.",
    "Mengunggah berkas yang sama dua kali tidak menggandakan produk.",
    "Ukuran, rasa, dan warna: satu baris untuk tiap gabungan, dengan “Pilihan dari” yang sama.",
    "Nama tiap pilihan kami buat dari “Pilihan dari” dan isinya. Kolom nama boleh kosong.",
    "Kategori, penjelasan, dan cerita dipakai bersama semua pilihan. Harga dan stok milik tiap baris.",
    "Hampers: tulis kode barang di dalamnya. Barangnya harus sudah tayang, dan stoknya dihitung dari isinya.",
    "Foto ditambahkan di halaman produknya, bukan lewat berkas ini.",
    "Paling banyak 2.000 baris dan 5 MB sekali unggah.",
)


@dataclass(frozen=True, slots=True)
class Faulty:
    """A refused row: its cells as they came, and by column key ("" for the row) what is to be put right."""

    cells: Mapping[str, str]
    errors: Mapping[str, str]


class _Book:
    """A workbook under way, with the formats that its sheets share."""

    def __init__(self, out: IO[bytes]) -> None:
        self.book = xlsxwriter.Workbook(out, OPTIONS)
        head = {"bold": True, "bg_color": INDIGO, "font_color": WHITE, "text_wrap": True, "valign": "vcenter"}
        self.head = self.book.add_format(head | {"border": 1, "border_color": WHITE})
        self.title = self.book.add_format({"bold": True, "font_size": 14, "font_color": INDIGO})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.bold = self.book.add_format({"bold": True, "valign": "top"})
        self.text = self.book.add_format({"num_format": "@"})
        self.day = self.book.add_format({"num_format": "d/m/yyyy"})
        self.number = self.book.add_format({"num_format": "#,##0"})
        wrong = {"bg_color": PALE_RED, "font_color": RED, "border": 2, "border_color": RED, "num_format": "@"}
        self.wrong = self.book.add_format(wrong)

    def products(self, name: str, *, extra: str = "") -> Any:
        """A sheet under our columns, with drop-downs. extra: the title of one more column at the end."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        sheet.set_row(0, 34)
        for place, column in enumerate(COLUMNS):
            plain = self.text if column.words else None
            sheet.set_column(place, place, column.width, plain)
            sheet.write_string(0, place, column.title, self.head)
            sheet.write_comment(0, place, column.hint, {"x_scale": 2, "author": "Petunjuk"})
            if column.choices:
                sheet.data_validation(1, place, LAST_ROW, place, _drop_down(column))
        if extra:
            sheet.set_column(len(COLUMNS), len(COLUMNS), 60)
            sheet.write_string(0, len(COLUMNS), extra, self.head)
        return sheet

    def write(self, sheet: Any, row: int, place: int, cell: Cell) -> None:
        if isinstance(cell, int):
            sheet.write_number(row, place, cell, self.number)
        elif isinstance(cell, date):
            sheet.write_datetime(row, place, cell, self.day)
        elif cell:
            sheet.write_string(row, place, neutral(cell))

    def lists(self) -> None:
        """Last, because the drop-downs of the others take their choices from here."""
        sheet = self.book.add_worksheet(LISTS)
        columns = [column for column in COLUMNS if column.choices]
        chosen = [column.choices() for column in columns if column.choices]
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title, self.head)
        for row in range(max(map(len, chosen))):
            for place, choices in enumerate(chosen):
                if row < len(choices):
                    sheet.write_string(row + 1, place, choices[row])


def _drop_down(column: Column) -> dict[str, Any]:
    assert column.choices is not None
    letter = chr(ord("A") + [one.key for one in COLUMNS if one.choices].index(column.key))
    return {
        "validate": "list",
        "source": f"={LISTS}!${letter}$2:${letter}${len(column.choices()) + 1}",
        "error_type": "stop" if column.strict else "information",
        "error_title": column.title[:32],
        "error_message": column.hint[:255],
    }


def template() -> bytes:
    """The empty table with drop-downs, three examples, and how to fill it in."""
    out = BytesIO()
    book = _Book(out)
    book.products("Produk")
    examples = book.products("Contoh")
    for row, example in enumerate(EXAMPLES, start=1):
        for place, column in enumerate(COLUMNS):
            book.write(examples, row, place, example.get(column.key, ""))
    _instructions(book, "Lembar “Contoh” memberi contohnya.")
    book.lists()
    book.book.close()
    return out.getvalue()


def _instructions(book: _Book, *more: str) -> None:
    """How to fill in the table and what each column means. more: what holds for this workbook alone."""
    how_to = (*HOW_TO, *more)
    sheet = book.book.add_worksheet("Petunjuk")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 78)
    sheet.write_string(0, 0, "Cara mengisi", book.title)
    for row, sentence in enumerate(how_to, start=2):
        sheet.write_string(row, 0, f"{row - 1}.", book.bold)
        sheet.write_string(row, 1, sentence, book.wrapped)
    first = len(how_to) + 4
    sheet.write_string(first - 1, 0, "Kolom", book.head)
    sheet.write_string(first - 1, 1, "Isi", book.head)
    for row, column in enumerate(COLUMNS, start=first):
        sheet.write_string(row, 0, column.title, book.bold)
        sheet.write_string(row, 1, column.hint, book.wrapped)


def faults(rows: Iterable[Faulty]) -> bytes:
    """The refused rows under our columns, wrong cells marked and told; corrected, it is uploaded as it is."""
    out = BytesIO()
    book = _Book(out)
    sheet = book.products("Produk", extra=TO_DO)
    for number, faulty in enumerate(rows, start=1):
        for place, column in enumerate(COLUMNS):
            cell, error = faulty.cells.get(column.key, ""), faulty.errors.get(column.key)
            if error is None:
                book.write(sheet, number, place, cell)
                continue
            sheet.write_string(number, place, neutral(cell), book.wrong)
            sheet.write_comment(number, place, error, {"x_scale": 2, "author": "Pemeriksaan"})
        sheet.write_string(number, len(COLUMNS), _told(faulty.errors), book.wrapped)
    book.lists()
    book.book.close()
    return out.getvalue()


def _told(errors: Mapping[str, str]) -> str:
    titles = {column.key: f"{column.title}: " for column in COLUMNS}
    return neutral("\n".join(f"{titles.get(key, '')}{sentence}" for key, sentence in errors.items()))


def export(products: Iterable[Whole], out: IO[bytes]) -> None:
    """A shop's products as a workbook to change and upload again; row by row, in little memory."""
    book = _Book(out)
    sheet = book.products("Produk")
    for number, product in enumerate(products, start=1):
        for place, column in enumerate(COLUMNS):
            book.write(sheet, number, place, column.show(product))
    _instructions(book)
    book.lists()
    book.book.close()


def csv_rows(products: Iterable[Whole]) -> Iterable[Sequence[Cell]]:
    """The same table for CSV: the names of the columns, then each product."""
    yield [column.title for column in COLUMNS]
    for product in products:
        shown = (column.show(product) for column in COLUMNS)
        yield [neutral(cell) if isinstance(cell, str) else cell for cell in shown]
