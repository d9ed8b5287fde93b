"""What a seller says of a product: cleaned and checked, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from sqlalchemy.orm import Session

from marketplace.catalog import reference
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import Kbki
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import clean_line, clean_text

NAME_LENGTH = 255
TEXT_LENGTH = 4000
UNIT_LENGTH = 30
MAX_PRICE = Rupiah(10_000_000_000_000)
MAX_DAYS = 365
MAX_QUANTITY = 1_000_000
MAX_WEIGHT_G = 10_000_000

LABELS = {
    "name": "Nama produk",
    "category": "Kategori",
    "description": "Penjelasan",
    "unit": "Satuan",
    "price": "Harga",
    "made_to_order": "Dibuat setelah dipesan",
    "without_photo": "Tanpa foto",
    "lead_days": "Lama pembuatan",
    "min_qty": "Pesanan paling sedikit",
    "weight_g": "Berat",
    "kbki": "Kode KBKI",
    "is_domestic": "Buatan dalam negeri",
}
"""What people read for each field where a change is shown."""


class ProductValues(TypedDict, total=False):
    """What a seller fills in; keys left out stay as they are.

    category: slug of the tree. price: None for *tanya harga*. lead_days: calendar days to make it.
    weight_g: grams of one unit. kbki: 5 or 10 digits. is_domestic: the seller's word, not a verified claim.
    """

    name: str
    category: str
    description: str
    unit: str
    price: Rupiah | None
    made_to_order: bool
    without_photo: bool
    lead_days: int
    min_qty: int
    weight_g: int | None
    kbki: str | None
    is_domestic: bool | None


def checked(session: Session, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, cleaned; raises DomainError that names the field."""
    unknown = values.keys() - LABELS.keys()
    if unknown:
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    found = {}
    for field, value in values.items():
        try:
            found[field] = _CHECKS[field](value)
        except DomainError as error:
            raise type(error)(error.message, field=field) from error
    if found.get("kbki"):
        found["kbki"] = _known_commodity(session, found["kbki"])
    return found


def to_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON can hold them: a price as its rupiah."""
    return {field: value.amount if isinstance(value, Rupiah) else value for field, value in values.items()}


def from_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """What `to_plain` wrote, read back."""
    price = values.get("price")
    return dict(values) | ({"price": Rupiah(price)} if price is not None else {})


def shown(field: str, value: Any) -> str:
    """A value as people read it in a list of changes."""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if field == "price":
        return str(value) if value else "Tanya harga"
    if field == "category" and value:
        return " › ".join(part.name for part in reference.path(value))
    return "" if value is None else str(value)


def _name(value: str) -> str:
    name = clean_line(value, NAME_LENGTH)
    if not name:
        raise DomainError("Isi nama produk, misalnya: Keripik tempe sagu 250 g.")
    return name


def _category(value: str) -> str:
    if value and not reference.is_category(value):
        raise DomainError("Pilih kategori dari daftar.")
    return value


def _price(value: Rupiah | None) -> Rupiah | None:
    if value is None:
        return None
    if not Rupiah(0) < value <= MAX_PRICE:
        raise DomainError("Isi harga lebih dari Rp0, atau kosongkan supaya pembeli bertanya harga.")
    return value


def _number(lowest: int, highest: int, unit: str) -> Callable[[int], int]:
    def check(value: int) -> int:
        if not lowest <= value <= highest:
            raise DomainError(f"Isi angka {lowest} sampai {highest:,} {unit}.".replace(",", "."))
        return value

    return check


def _weight(value: int | None) -> int | None:
    return None if value is None else _number(1, MAX_WEIGHT_G, "gram")(value)


def _kbki(value: str | None) -> str | None:
    code = (value or "").strip()
    if not code:
        return None
    if len(code) == 5 and code.isascii() and code.isdigit():
        return code
    return Kbki.parse(code).value


def _known_commodity(session: Session, code: str) -> str:
    """A 5-digit code must be in the tables; a 10-digit one at least its subclass, where that is known."""
    if reference.commodity(session, code) or reference.commodity(session, code[:5]):
        return code
    raise DomainError(f"Kode KBKI {code} tidak ada di daftar. Cari lewat nama barangnya.", field="kbki")


def _as_is(value: Any) -> Any:
    return value


_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "name": _name,
    "category": _category,
    "description": lambda value: clean_text(value, TEXT_LENGTH),
    "unit": lambda value: clean_line(value, UNIT_LENGTH),
    "price": _price,
    "made_to_order": _as_is,
    "without_photo": _as_is,
    "lead_days": _number(0, MAX_DAYS, "hari"),
    "min_qty": _number(1, MAX_QUANTITY, "buah"),
    "weight_g": _weight,
    "kbki": _kbki,
    "is_domestic": _as_is,
}
