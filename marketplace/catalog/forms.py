"""Forms of the seller's product pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.catalog import reference
from marketplace.catalog.models import Product
from marketplace.catalog.services.adding import Incomplete
from marketplace.catalog.services.values import NAME_LENGTH, TEXT_LENGTH, UNIT_LENGTH, ProductValues
from marketplace.catalog.terms_forms import TermsForm, filled
from marketplace.kernel.errors import DomainError
from marketplace.web.forms import FileInput, Form, RupiahField, TextField, optional


class StockForm(Form):
    """The pieces there are, beside a product of the list."""

    stock = IntegerField("Stok", [InputRequired("Isi jumlah stok, misalnya 24.")])


class PriceForm(Form):
    """The price, beside a product of the list; empty means *tanya harga*."""

    price = RupiahField("Harga", [optional])


class FirstForm(Form):
    """A new product in one screen; nothing but the name is needed to keep it in the list as a draft."""

    KEPT = ("name", "price", "stock", "made_to_order", "category", "unit")
    """What the open draft keeps as it was typed."""

    photo = FileInput("Foto")
    name = TextField(
        "Nama produk",
        [InputRequired("Isi nama produk."), Length(max=NAME_LENGTH)],
        description="Sebut barang, rasa atau bahan, dan isinya. Contoh: Keripik tempe sagu 250 g.",
    )
    price = RupiahField("Harga", [optional], description="Kosongkan kalau pembeli perlu bertanya dulu.")
    stock = IntegerField("Stok", [optional], description="Berapa yang siap dijual hari ini.")
    made_to_order = BooleanField("Dibuat setelah dipesan")
    category = SelectField("Kategori", [optional])
    unit = TextField("Satuan", [Length(max=UNIT_LENGTH)], description="Misalnya bungkus, botol, lembar.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.category.choices = [("", "Pilihkan dari nama produk"), *reference.choices()]

    def values(self) -> ProductValues:
        return ProductValues(
            name=self.name.data,
            price=self.price.amount,
            made_to_order=self.made_to_order.data,
            category=self.category.data or "",
            unit=self.unit.data,
        )

    def put_back(self, typed: Mapping[str, str]) -> None:
        """Show what an open draft kept, as it was typed."""
        self.process(MultiDict(typed))

    def typed(self) -> dict[str, str]:
        """The posted fields as they stand, readable or not."""
        return {name: request.form[name] for name in self.KEPT if name in request.form}

    def show(self, error: DomainError) -> None:
        """Each gap beside its own field, where nothing else is told already."""
        if not isinstance(error, Incomplete):
            return super().show(error)
        for name, sentence in error.gaps.items():
            self._fields[name].errors = [*self._fields[name].errors, sentence][:1]
        return None


class PhotoForm(Form):
    """One more photo."""

    photo = FileInput("Foto")


EDITED = (
    "version",
    "name",
    "price",
    "unit",
    "category",
    "description",
    "made_to_order",
    "without_photo",
)
"""Fields whose form says exactly what the product keeps."""


class EditForm(Form):
    """What shoppers read of a product."""

    version = IntegerField("Versi")
    name = TextField("Nama produk", [InputRequired("Isi nama produk."), Length(max=NAME_LENGTH)])
    price = RupiahField("Harga", [optional], description="Kosongkan untuk “Tanya harga”.")
    unit = TextField("Satuan", [Length(max=UNIT_LENGTH)])
    category = SelectField("Kategori", [optional])
    description = TextAreaField(
        "Penjelasan",
        [Length(max=TEXT_LENGTH)],
        description="Bahan, ukuran, cara pakai, dan daya simpan. Pembeli membacanya sebelum memesan.",
    )
    made_to_order = BooleanField("Dibuat setelah dipesan")
    without_photo = BooleanField("Tayangkan tanpa foto")
    word_1 = TextField("Pilihan pertama", [InputRequired("Isi pilihannya, misalnya pedas.")])
    word_2 = TextField("Pilihan kedua", [InputRequired("Isi pilihannya, misalnya Biru.")])

    def __init__(self, product: Product, **kwargs: Any) -> None:
        words = product.variant_values
        shown = {f"word_{number}": word for number, word in enumerate(words.values(), start=1)}
        super().__init__(data={field: getattr(product, field) for field in EDITED} | shown, **kwargs)
        self.category.choices = [("", "Belum dipilih"), *reference.choices()]
        for unused in {"word_1", "word_2"} - shown.keys():
            del self[unused]
        self.words = dict(zip(words, [self[name] for name in shown], strict=True))
        for name, typed in self.words.items():
            typed.label.text = name

    def show(self, error: DomainError) -> None:
        """What is wrong with the words of a variant stands beside the first of them."""
        if error.field == "variant_values" and self.words:
            error = DomainError(error.message, field="word_1")
        super().show(error)

    def values(self) -> ProductValues:
        words = {name: typed.data for name, typed in self.words.items()}
        return (ProductValues(variant_values=words) if words else ProductValues()) | ProductValues(
            name=self.name.data,
            price=self.price.amount,
            unit=self.unit.data,
            category=self.category.data or "",
            description=self.description.data or "",
            made_to_order=self.made_to_order.data,
            without_photo=self.without_photo.data,
        )


class GovernmentForm(TermsForm):
    """What government buyers need beside what shoppers read."""

    version = IntegerField("Versi")
    search = TextField("Cari kode barang (KBKI)", description="Ketik nama barangnya, misalnya keripik.")
    kbki = RadioField("Kode barang (KBKI)", [optional], validate_choice=False)
    is_domestic = RadioField(
        "Dibuat di Indonesia?",
        [optional],
        choices=[("ya", "Ya, buatan dalam negeri"), ("tidak", "Tidak, barang impor"), ("", "Belum tahu")],
    )
    lead_days = IntegerField(
        "Lama menyiapkan", [optional], description="Hari dari pesanan sampai siap kirim, untuk jumlah biasa."
    )
    min_qty = IntegerField("Pesanan paling sedikit", [optional])
    weight_g = IntegerField("Berat satu satuan", [optional], description="Bersama kemasannya.")
    valid_until = DateField(
        "Tayang sampai",
        [optional],
        format=["%Y-%m-%d", "%d/%m/%Y"],
        description="Isi untuk barang musiman. Sesudah hari itu produk tidak tampil lagi.",
    )

    @classmethod
    def of(cls, product: Product, capacity: Mapping[str, Any]) -> GovernmentForm:
        answer = {True: "ya", False: "tidak", None: ""}[product.is_domestic]
        return cls(
            data=filled(product, capacity)
            | {
                "version": product.version,
                "kbki": product.kbki or "",
                "is_domestic": answer,
                "lead_days": product.lead_days,
                "min_qty": product.min_qty,
                "weight_g": product.weight_g,
                "valid_until": product.valid_until,
            }
        )

    def offer(self, commodities: Sequence[reference.Commodity], *, in_vain: bool) -> None:
        """Let these commodities be chosen. in_vain: nothing was found, and the field says so."""
        if in_vain:
            self.search.description = "Tidak ada kode dengan kata itu. Yang di bawah menurut kategorinya."
        found = dict.fromkeys((one.code, f"{one.title} · {one.code}") for one in commodities)
        self.kbki.choices = [*found, ("", "Belum tahu")]

    def values(self) -> ProductValues:
        return self.terms() | ProductValues(
            kbki=self.kbki.data or None,
            is_domestic={"ya": True, "tidak": False}.get(self.is_domestic.data or ""),
            lead_days=self.lead_days.data or 0,
            min_qty=self.min_qty.data or 1,
            weight_g=self.weight_g.data,
            valid_until=self.valid_until.data,
        )
