"""One row of the table of prices and stock."""

from __future__ import annotations

from typing import Any

from wtforms import IntegerField
from wtforms.validators import InputRequired

from marketplace.catalog.queries_prices import PriceRow
from marketplace.catalog.services import RowChange, RowsRefused
from marketplace.kernel.money import Rupiah
from marketplace.web.forms import Form, RupiahField, TextField, optional


class RowForm(Form):
    """What a person wants of one product; `seen_price` and `seen_stock` are what the page had shown.

    A field that the row does not have, because its price is fixed or it is not counted, is left out.
    """

    price = RupiahField("Harga", [optional])
    stock = IntegerField("Stok", [InputRequired("Isi jumlah stok, misalnya 24.")])
    seen_price = TextField("Harga tadi")
    seen_stock = TextField("Stok tadi")

    def __init__(self, row: PriceRow) -> None:
        super().__init__(prefix=f"{row.product.code}-", data=_shown(row))
        self.row = row
        if row.fixed:
            del self.price
        if not row.counted:
            del self.stock

    def change(self) -> RowChange:
        """The row as a change; what cannot be read, or has no field, counts as left alone."""
        seen, stock = _rupiah(self.seen_price.data), _number(self.seen_stock.data)
        return RowChange(
            self.row.product.code,
            seen_price=seen,
            price=self.price.amount if "price" in self else seen,
            seen_stock=stock,
            stock=self.stock.data if "stock" in self else None,
        )

    def keep_or_renew(self, refused: RowsRefused | None) -> None:
        """Before the row is shown again: what was typed stays, what was not touched is shown as it is now.

        A row that somebody else changed is told so once; the next save is meant.
        """
        code, change = self.row.product.code, self.change()
        if not (self.errors or change.new_price or change.new_stock):
            for known in self:
                known.raw_data = None
            self.process(None, data=_shown(self.row))
            return
        for field, now in (("price", "seen_price"), ("stock", "seen_stock")):
            if refused is None or (code, field) not in refused.refusals:
                continue
            self[field].errors = [*self[field].errors, refused.refusals[code, field]]
            if (code, field) in refused.moved:
                self[now].process(None, _shown(self.row)[now])


def _shown(row: PriceRow) -> dict[str, Any]:
    price = row.product.price
    return {
        "price": price,
        "stock": row.product.stock,
        "seen_price": str(price.amount) if price else "",
        "seen_stock": str(row.product.stock),
    }


def _rupiah(text: str) -> Rupiah | None:
    number = _number(text)
    return Rupiah(number) if number else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
