"""The form of variants: the options, then a price and a stock for each combination."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from wtforms import HiddenField, IntegerField
from wtforms.validators import Length, NumberRange

from marketplace.catalog.inventory import MAX_STOCK
from marketplace.catalog.services import Option, Row, RowsRefused
from marketplace.catalog.states import ProductState
from marketplace.catalog.variants_shown import Cell
from marketplace.kernel.money import Rupiah
from marketplace.web.forms import Form, RupiahField, TextField, optional

NUMBERS = (1, 2)


class VariantForm(Form):
    """`rows` only carries what is wrong with the table as a whole."""

    name_1 = TextField("Pilihan pertama", [Length(max=40)], description="Contoh: Ukuran, Rasa, atau Warna.")
    option_1 = TextField(
        "Isi pilihan pertama", [Length(max=400)], description="Pisahkan dengan koma. Contoh: S, M, L."
    )
    name_2 = TextField("Pilihan kedua", [Length(max=40)])
    option_2 = TextField("Isi pilihan kedua", [Length(max=400)])
    rows = HiddenField()

    @classmethod
    def of(cls, options: Sequence[Option]) -> VariantForm:
        """The form with the options of a product's group."""
        data: dict[str, str] = {}
        for number, option in zip(NUMBERS, options, strict=False):
            data |= {f"name_{number}": option.name, f"option_{number}": ", ".join(option.values)}
        return cls(data=data)

    def options(self) -> list[Option]:
        """What was typed, not yet checked."""
        return [
            Option(self[f"name_{number}"].data, tuple(self[f"option_{number}"].data.split(",")))
            for number in NUMBERS
        ]


class CellForm(Form):
    """Price and stock of one combination, beside what the table had shown; no price: it is not sold."""

    price = RupiahField("Harga", [optional])
    stock = IntegerField(
        "Stok",
        [optional, NumberRange(0, MAX_STOCK, "Stok diisi angka bulat mulai dari 0.")],
    )
    code = TextField("Kode")
    seen_price = TextField("Harga tadi")
    seen_stock = TextField("Stok tadi")

    def __init__(self, number: int, cell: Cell, *, counted: bool) -> None:
        product = cell.product
        # A table that is made anew begins with what is known; what was typed comes from the form posted.
        shown = {"code": "", "seen_price": "", "seen_stock": ""}
        if product is not None:
            price = product.price if product.state is not ProductState.WITHDRAWN else None
            seen = str(product.price.amount) if product.price else ""
            shown = {"code": product.code, "seen_price": seen, "seen_stock": str(product.stock)}
            shown |= {"price": price, "stock": product.stock}  # type: ignore[dict-item]
        super().__init__(prefix=f"baris{number}-", data=shown)
        self.cell = cell
        if not counted:
            del self.stock

    def row(self) -> Row:
        """The combination as it was typed."""
        return Row(
            self.cell.values,
            self.price.amount,
            self.stock.data if "stock" in self else None,
            code=self.code.data,
            seen_price=_rupiah(self.seen_price.data),
            seen_stock=_number(self.seen_stock.data),
        )


def cell_forms(cells: Sequence[Cell], *, counted: bool) -> list[CellForm]:
    """A form for each combination; counted: whether pieces are counted at all."""
    return [CellForm(number, cell, counted=counted) for number, cell in enumerate(cells, start=1)]


def is_saving() -> bool:
    """The table was sent, not only asked for."""
    return request.form.get("aksi") == "simpan"


def show_refusals(forms: Sequence[CellForm], refused: RowsRefused, *, origin: str) -> None:
    """Put each refusal beside its cell; a cell that somebody else changed is shown as it is by now.

    origin: the code of the product that becomes the first variant sold, "" where there are variants.
    """
    first = next((form for form in forms if form.price.data), None) if origin else None
    for form in forms:
        code = origin if form is first else form.code.data
        for field, seen in (("price", "seen_price"), ("stock", "seen_stock")):
            place = (code, field)
            if place not in refused.refusals or field not in form:
                continue
            form[field].errors = [*form[field].errors, refused.refusals[place]]
            if place in refused.moved and form.cell.product is not None:
                product = form.cell.product
                now = product.stock if field == "stock" else product.price.amount if product.price else ""
                form[seen].process(None, str(now))


def _rupiah(text: str) -> Rupiah | None:
    number = _number(text)
    return Rupiah(number) if number else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
