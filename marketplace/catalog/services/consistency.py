"""What the terms of one product must be beside each other, whichever form or file they came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from marketplace.catalog import reference
from marketplace.catalog.models import OfferKind
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import dotted

FIELDS = (
    "price",
    "min_qty",
    "step_qty",
    "max_qty",
    "tiers",
    "government_price",
    "government_from",
    "government_until",
    "content_milli",
    "content_unit",
    "length_cm",
    "width_cm",
    "height_cm",
    "kind",
    "made_to_order",
    "is_domestic",
    "origin_country",
)
"""What is looked at."""

NEW: Mapping[str, Any] = MappingProxyType(
    dict.fromkeys(FIELDS)
    | {"min_qty": 1, "step_qty": 1, "tiers": [], "content_unit": "", "kind": OfferKind.GOODS}
)
"""The terms of a product of which nothing is said yet."""

Problem = tuple[str, str]


def ensure_consistent(terms: Mapping[str, Any]) -> None:
    """terms: the product's values by field (`FIELDS`). DomainError beside the first field that is wrong."""
    for rule in (_quantities, _tiers, _government_price, _content, _packing, _kind, _origin):
        for field, sentence in rule(terms):
            raise DomainError(sentence, field=field)


def _quantities(terms: Mapping[str, Any]) -> Iterator[Problem]:
    least, step, most = terms["min_qty"], terms["step_qty"], terms["max_qty"]
    if least % step:
        yield "min_qty", f"Pesanan paling sedikit harus kelipatan {dotted(step)}."
    if most is not None and most < least:
        yield "max_qty", f"Pesanan paling banyak tidak boleh di bawah {dotted(least)}, yang paling sedikit."
    if most is not None and most % step:
        yield "max_qty", f"Pesanan paling banyak harus kelipatan {dotted(step)}."


def _tiers(terms: Mapping[str, Any]) -> Iterator[Problem]:
    tiers, price, most = terms["tiers"], terms["price"], terms["max_qty"]
    if not tiers:
        return
    if price is None:
        yield "price", "Isi harga satuan dulu, atau hapus harga grosirnya."
        return
    if tiers[0]["from"] <= terms["min_qty"]:
        least = dotted(terms["min_qty"])
        yield "tiers", f"Harga grosir mulai di atas pesanan paling sedikit, yaitu {least}."
    if most is not None and tiers[-1]["from"] > most:
        yield "tiers", f"Harga grosir mulai paling banyak dari {dotted(most)}, pesanan paling banyak."
    for one, more in pairwise(tiers):
        if one["from"] == more["from"]:
            yield "tiers", f"Jumlah {dotted(one['from'])} tertulis dua kali. Pakai satu harga saja."
    for dearer, cheaper in pairwise([price.amount, *(tier["price"] for tier in tiers)]):
        if cheaper >= dearer:
            yield (
                "tiers",
                f"Makin banyak, makin murah: {Rupiah(cheaper)} belum di bawah {Rupiah(dearer)}.",
            )


def _government_price(terms: Mapping[str, Any]) -> Iterator[Problem]:
    begins, ends = terms["government_from"], terms["government_until"]
    if terms["government_price"] is None and (begins or ends):
        yield "government_price", "Isi harga untuk instansi, atau kosongkan tanggalnya."
    if begins and ends and ends < begins:
        yield "government_until", "Tanggal akhirnya sebelum tanggal mulai. Periksa lagi."


def _content(terms: Mapping[str, Any]) -> Iterator[Problem]:
    if terms["content_milli"] is not None and not terms["content_unit"]:
        yield "content_unit", "Pilih satuan isinya, misalnya gram."
    if terms["content_milli"] is None and terms["content_unit"]:
        yield "content_milli", "Isi jumlahnya, misalnya 250, atau kosongkan satuannya."


def _packing(terms: Mapping[str, Any]) -> Iterator[Problem]:
    sides = {field: terms[field] for field in ("length_cm", "width_cm", "height_cm")}
    if any(sides.values()) and not all(sides.values()):
        empty = next(field for field, side in sides.items() if side is None)
        yield empty, "Isi panjang, lebar, dan tinggi sekaligus, atau kosongkan ketiganya."


def _kind(terms: Mapping[str, Any]) -> Iterator[Problem]:
    if terms["kind"] == OfferKind.SERVICE and not terms["made_to_order"]:
        yield "made_to_order", "Jasa tidak memakai stok. Pilih “dibuat setelah dipesan”."


def _origin(terms: Mapping[str, Any]) -> Iterator[Problem]:
    country, domestic = terms["origin_country"], terms["is_domestic"]
    if country and domestic is not None and domestic != (country == reference.HOME_COUNTRY):
        yield "origin_country", "Negara asal tidak cocok dengan jawaban “dibuat di Indonesia”."
