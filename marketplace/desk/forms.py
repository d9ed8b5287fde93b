"""Forms of the desk: what was done at INAPROC, and what a shop promises."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, IntegerField
from wtforms.validators import InputRequired, Length

from marketplace.catalog.models import Product
from marketplace.web.forms import Form, RupiahField, TextField, optional


class StepForm(Form):
    reference = TextField(
        "Nomor dari INAPROC",
        description="Nomor akun atau nomor permohonan, bila ada.",
        validators=[optional, Length(max=40)],
    )
    done_on = DateField(
        "Selesai pada tanggal",
        format=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        validators=[InputRequired("Isi tanggal selesainya.")],
    )

    def values(self) -> dict[str, Any]:
        """What was noted, as `record_step` takes it."""
        return {"reference": self.reference.data, "done_on": self.done_on.data}


class ShopPolicyForm(Form):
    text = TextField(
        "Catatan kebijakan toko",
        description="Janji Anda bila barang rusak, kurang, atau terlambat. Tulis yang sanggup Anda tepati.",
        validators=[InputRequired("Tulis satu atau dua kalimat.")],
    )


class WeekPriceForm(Form):
    """One price to look at; the field for agencies is there only where the product has a price for them."""

    version = IntegerField("Versi")
    price = RupiahField("Harga", [InputRequired("Isi harganya, misalnya 18.000.")])
    government_until = DateField(
        "Harga untuk instansi berlaku sampai",
        [optional],
        format=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        description="Kosongkan bila berlaku terus.",
    )

    @classmethod
    def of(cls, product: Product) -> WeekPriceForm:
        """The form as the product stands."""
        shown = {name: getattr(product, name) for name in ("version", "price", "government_until")}
        form = cls(data=shown)
        if product.government_price is None:
            del form.government_until
        return form

    def values(self) -> dict[str, Any]:
        """What the owner says of the price, as `review_price` takes it."""
        ends = self.government_until.data if "government_until" in self else None
        return {"price": self.price.amount, "government_until": ends, "version": self.version.data}


class WeekStockForm(Form):
    """One stock to count."""

    stock = IntegerField("Ada berapa sekarang?", [InputRequired("Isi jumlah stok, misalnya 24.")])
