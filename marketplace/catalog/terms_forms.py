"""The form of the terms of a product: how much, at which prices, made how fast, packed how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from wtforms import DateField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import Length, ValidationError

from marketplace.catalog import reference, units
from marketplace.catalog.models import OfferKind, Product
from marketplace.catalog.services.values import (
    CAPACITY_NAME_LENGTH,
    KIND_LABELS,
    MOST_TIERS,
    REASON_LENGTH,
    STORY_LENGTH,
    ProductValues,
)
from marketplace.catalog.terms import AREA_LABELS, quantity_of
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import dotted
from marketplace.web.forms import Form, RupiahField, TextField, optional

PLAIN = (
    "step_qty",
    "max_qty",
    "government_from",
    "government_until",
    "government_reason",
    "length_cm",
    "width_cm",
    "height_cm",
    "hs_code",
    "content_unit",
    "origin_country",
    "story",
)
"""Fields whose form says exactly what the product keeps."""

TIERS = range(1, MOST_TIERS + 1)


class QuantityField(TextField):
    """A quantity as people type it ("1.200"); `.number` is None when nothing was typed."""

    @property
    def number(self) -> int | None:
        return quantity_of(self.data) if self.data else None

    def pre_validate(self, form: Any) -> None:
        if self.data and not quantity_of(self.data):
            raise ValidationError("Isi jumlah dengan angka, misalnya 12.")


class TermsForm(Form):
    """Sections of "Lengkapi untuk pengadaan" that also shoppers read."""

    QUANTITIES = ("kind", "content", "content_unit", "min_qty", "step_qty", "max_qty")
    TIER_PRICES = ("tiers", *(f"tier_{part}_{number}" for number in TIERS for part in ("from", "price")))
    AGENCY_PRICES = ("government_price", "government_from", "government_until", "government_reason")
    MAKING = ("lead_days", "capacity_per_week", "capacity_name", "service_area", "made_to_order")
    PACKING = (
        "is_domestic",
        "origin_country",
        "weight_g",
        "length_cm",
        "width_cm",
        "height_cm",
        "hs_code",
        "story",
    )

    kind = RadioField("Yang dijual", [optional], choices=[])
    service_area = SelectField("Daerah layanan", [optional], description="Sejauh mana Anda datang.")
    content = TextField("Isi satu satuan", description="Misalnya 250 untuk 250 gram.")
    content_unit = SelectField(
        "Satuan isi", [optional], description="Pembeli melihat harga per kilogram atau liter."
    )
    step_qty = IntegerField("Kelipatan", [optional], description="Misalnya 12 bila dijual per lusin.")
    max_qty = IntegerField("Pesanan paling banyak", [optional], description="Kosongkan bila tidak dibatasi.")
    tiers = TextField("Harga grosir")
    government_price = RupiahField(
        "Harga untuk instansi",
        [optional],
        description="Per satuan, tanpa pajak dan ongkos kirim. Kosongkan bila sama dengan harga umum.",
    )
    government_from = DateField("Berlaku mulai", [optional])
    government_until = DateField("Berlaku sampai", [optional])
    government_reason = TextAreaField(
        "Alasan bila lebih mahal dari harga umum",
        [Length(max=REASON_LENGTH)],
        description="Pejabat Pembuat Komitmen (PPK) di instansi membacanya.",
    )
    capacity_per_week = IntegerField(
        "Sanggup membuat per minggu",
        [optional],
        description="Pembeli melihat kapan pesanan besar paling cepat siap.",
    )
    capacity_name = TextField(
        "Dihitung bersama",
        [Length(max=CAPACITY_NAME_LENGTH)],
        description="Tulis nama yang sama pada produk lain dari dapur atau tangan yang sama. Contoh: Dapur.",
    )
    length_cm = IntegerField("Panjang kemasan", [optional])
    width_cm = IntegerField("Lebar kemasan", [optional])
    height_cm = IntegerField("Tinggi kemasan", [optional])
    hs_code = TextField("Kode HS", description="Kode barang untuk ekspor. Kosongkan bila belum tahu.")
    origin_country = SelectField("Negara asal", [optional])
    story = TextAreaField(
        "Cerita pembuatnya",
        [Length(max=STORY_LENGTH)],
        description="Siapa yang membuat, dan bagaimana. Pembeli membacanya di halaman produk.",
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        chosen = (OfferKind.GOODS, OfferKind.SERVICE)
        self.kind.choices = [(kind.value, KIND_LABELS[kind]) for kind in chosen]
        self.service_area.choices = [("", "Belum dipilih")] + [
            (area.value, label) for area, label in AREA_LABELS.items()
        ]
        self.content_unit.choices = [("", "Belum dipilih"), *((code, code) for code in units.measures())]
        self.origin_country.choices = [("", "Belum dipilih"), *reference.countries().items()]

    def wrong_in(self, names: Sequence[str]) -> bool:
        """Something is wrong in one of these fields, so that their section has to be open."""
        return any(self[name].errors for name in names if name in self)

    def validate_content(self, field: TextField) -> None:
        try:
            units.parse_content(field.data)
        except DomainError as error:
            raise ValidationError(error.message) from error

    @property
    def tier_rows(self) -> list[tuple[Any, Any]]:
        """The fields of each price step: from how many, and the price."""
        return [(self[f"tier_from_{number}"], self[f"tier_price_{number}"]) for number in TIERS]

    def terms(self) -> ProductValues:
        """What was filled in; DomainError beside `tiers` for a step with only one of its two numbers."""
        values: dict[str, Any] = {field: self[field].data or None for field in PLAIN}
        for field in ("government_reason", "content_unit", "story"):
            values[field] = values[field] or ""
        values |= {
            "step_qty": self.step_qty.data or 1,
            "content_milli": units.parse_content(self.content.data),
            "tiers": self._tiers(),
            "government_price": self.government_price.amount,
            "service_area": self.service_area.data or None,
            "capacity_per_week": self.capacity_per_week.data or None,
            "capacity_name": self.capacity_name.data,
        }
        if self.kind.data in {OfferKind.GOODS.value, OfferKind.SERVICE.value}:
            values["kind"] = self.kind.data
        if self.kind.data == OfferKind.SERVICE.value:
            values["made_to_order"] = True
        return cast(ProductValues, values)

    def _tiers(self) -> list[dict[str, int]]:
        tiers = []
        for start, price in self.tier_rows:
            if (start.number is None) != (price.amount is None):
                raise DomainError("Isi jumlah dan harganya, atau kosongkan keduanya.", field="tiers")
            if start.number is not None:
                tiers.append({"from": start.number, "price": price.amount.amount})
        return tiers


for _number in TIERS:
    setattr(TermsForm, f"tier_from_{_number}", QuantityField(f"Mulai jumlah, harga grosir {_number}"))
    setattr(
        TermsForm, f"tier_price_{_number}", RupiahField(f"Harga satuan, harga grosir {_number}", [optional])
    )


def filled(product: Product, capacity: Mapping[str, Any]) -> dict[str, Any]:
    """The terms of a product as the form shows them."""
    data = {field: getattr(product, field) for field in PLAIN}
    for number, tier in enumerate(product.tiers, start=1):
        data[f"tier_from_{number}"] = dotted(tier["from"])
        data[f"tier_price_{number}"] = Rupiah(tier["price"])
    content = units.content_text(product.content_milli, "").strip() if product.content_milli else ""
    return {**data, **capacity} | {
        "kind": product.kind.value,
        "service_area": product.service_area.value if product.service_area else "",
        "content": content,
        "government_price": product.government_price,
    }
