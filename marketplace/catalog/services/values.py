"""What a seller says of a product: cleaned and checked, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypedDict

from sqlalchemy.orm import Session

from marketplace.businesses.texts import day_words
from marketplace.catalog import reference
from marketplace.catalog.models import OfferKind, ServiceArea
from marketplace.catalog.terms import AREA_LABELS
from marketplace.catalog.units import MOST_CONTENT, content_text, measures
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import Kbki
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import clean_line, clean_text, dotted

NAME_LENGTH = 255
TEXT_LENGTH = 4000
UNIT_LENGTH = 30
MAX_PRICE = Rupiah(10_000_000_000_000)
MAX_DAYS = 365
MAX_QUANTITY = 1_000_000
MAX_WEIGHT_G = 10_000_000
MAX_SIDE_CM = 2_000
MOST_TIERS = 5
REASON_LENGTH = 500
STORY_LENGTH = 2_000
CAPACITY_NAME_LENGTH = 60
WORD_LENGTH = 40

KIND_LABELS = {
    OfferKind.GOODS: "Barang",
    OfferKind.SERVICE: "Jasa",
    OfferKind.BUNDLE: "Hampers (gabungan produk Anda)",
}
LABELS = {
    "name": "Nama produk",
    "variant_values": "Pilihan",
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
    "kind": "Jenis",
    "content_milli": "Isi satu satuan",
    "content_unit": "Satuan isi",
    "step_qty": "Kelipatan pesanan",
    "max_qty": "Pesanan paling banyak",
    "tiers": "Harga grosir",
    "government_price": "Harga untuk instansi",
    "government_from": "Harga instansi berlaku mulai",
    "government_until": "Harga instansi berlaku sampai",
    "government_reason": "Alasan harga instansi",
    "length_cm": "Panjang kemasan",
    "width_cm": "Lebar kemasan",
    "height_cm": "Tinggi kemasan",
    "hs_code": "Kode HS",
    "origin_country": "Negara asal",
    "service_area": "Daerah layanan",
    "story": "Cerita pembuatnya",
    "capacity_per_week": "Kapasitas per minggu",
    "capacity_name": "Kapasitas dipakai bersama",
    "valid_until": "Tayang sampai",
}
"""What people read for each field where a change is shown."""


class ProductValues(TypedDict, total=False):
    """What a seller fills in; keys left out stay as they are.

    variant_values: of a variant, the word for each of its options. category: slug of the tree.
    price: None for *tanya harga*. lead_days: calendar days to make it.
    weight_g: grams of one unit. kbki: 5 or 10 digits. is_domestic: the seller's word, not a verified claim.
    content_milli: thousandths of content_unit (a code of `units.measures`) in one unit. tiers: `{"from": 10,
    "price": 16000}` each, rupiah. hs_code: 6, 8 or 10 digits. origin_country: two letters of ISO 3166.
    *_cm: the packed unit. capacity_name: products with the same one
    share their capacity. kind and service_area: values of `OfferKind` and `ServiceArea`.
    valid_until: the last day on sale, None without end.
    """

    name: str
    variant_values: Mapping[str, str]
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
    kind: str
    content_milli: int | None
    content_unit: str
    step_qty: int
    max_qty: int | None
    tiers: Sequence[Mapping[str, int]]
    government_price: Rupiah | None
    government_from: date | None
    government_until: date | None
    government_reason: str
    length_cm: int | None
    width_cm: int | None
    height_cm: int | None
    hs_code: str | None
    origin_country: str | None
    service_area: str | None
    story: str
    capacity_per_week: int | None
    capacity_name: str
    valid_until: date | None


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
    """The values as JSON can hold them: a price as its rupiah, a day in ISO form."""
    return {field: _plain(value) for field, value in values.items()}


def from_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """What `to_plain` wrote, read back."""
    read: dict[str, Callable[[Any], Any]] = {"price": Rupiah, "government_price": Rupiah}
    read |= {"government_from": date.fromisoformat, "government_until": date.fromisoformat}
    read |= {"valid_until": date.fromisoformat, "kind": OfferKind, "service_area": ServiceArea}
    return {
        field: read[field](value) if field in read and value is not None else value
        for field, value in values.items()
    }


def shown(field: str, value: Any) -> str:
    """A value as people read it in a list of changes."""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if field in {"price", "government_price"}:
        return str(value) if value else {"price": "Tanya harga"}.get(field, "")
    if field == "category" and value:
        return " › ".join(part.name for part in reference.path(value))
    if field == "tiers":
        return "; ".join(f"mulai {dotted(row['from'])}: {Rupiah(row['price'])}" for row in value)
    if field == "variant_values":
        return "; ".join(f"{name}: {word}" for name, word in (value or {}).items())
    if field == "content_milli" and value:
        return content_text(value, "").strip()
    if isinstance(value, OfferKind):
        return KIND_LABELS[value]
    if isinstance(value, ServiceArea):
        return AREA_LABELS[value]
    if isinstance(value, date):
        return day_words(value)
    return "" if value is None else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Rupiah):
        return value.amount
    return value.isoformat() if isinstance(value, date) else value


def _name(value: str) -> str:
    name = clean_line(value, NAME_LENGTH)
    if not name:
        raise DomainError("Isi nama produk, misalnya: Keripik tempe sagu 250 g.")
    return name


def option_word(value: str) -> str:
    """A word of an option as it is kept: "XL"; words stand between commas in the table of variants."""
    word = clean_line(value.replace("|", "/"), WORD_LENGTH)
    if "," in word:
        raise DomainError("Tulis tiap isi pilihan tanpa koma, misalnya 1.5 liter.")
    return word


def _words(value: Mapping[str, str]) -> dict[str, str]:
    words = {name: option_word(word) for name, word in value.items()}
    if not all(words.values()):
        raise DomainError("Isi pilihannya, misalnya pedas.")
    return words


def _category(value: str) -> str:
    if value and not reference.is_category(value):
        raise DomainError("Pilih kategori dari daftar.")
    return value


def _price(value: Rupiah | None) -> Rupiah | None:
    if value is None:
        return None
    if value <= Rupiah(0):
        raise DomainError("Isi harga lebih dari Rp0.")
    if value > MAX_PRICE:
        raise DomainError(f"Harga paling tinggi {MAX_PRICE}. Periksa lagi banyaknya angka nol.")
    return value


def _number(lowest: int, highest: int, unit: str) -> Callable[[int], int]:
    def check(value: int) -> int:
        if not lowest <= value <= highest:
            raise DomainError(f"Isi angka {lowest} sampai {highest:,} {unit}.".replace(",", "."))
        return value

    return check


def _kbki(value: str | None) -> str | None:
    code = (value or "").strip()
    if not code:
        return None
    if len(code) == 5 and code.isascii() and code.isdigit():
        return code
    return Kbki.parse(code).value


def _tiers(rows: Sequence[Mapping[str, int]]) -> list[dict[str, int]]:
    """The steps by quantity; what they mean beside each other and the price is for `consistency`."""
    if len(rows) > MOST_TIERS:
        raise DomainError(f"Paling banyak {MOST_TIERS} harga grosir.")
    for row in rows:
        _number(2, MAX_QUANTITY, "buah")(row["from"])
        _price(Rupiah(row["price"]))
    tiers = [{"from": row["from"], "price": row["price"]} for row in rows]
    return sorted(tiers, key=lambda tier: tier["from"])


def _hs_code(value: str | None) -> str | None:
    code = (value or "").replace(".", "").replace(" ", "")
    if not code:
        return None
    if len(code) in (6, 8, 10) and code.isascii() and code.isdigit():
        return code
    raise DomainError("Kode HS berisi 6, 8, atau 10 angka. Contoh: 1905.90.90.")


def _one_of(kind: type[StrEnum], *, empty: bool) -> Callable[[str | None], StrEnum | None]:
    def check(value: str | None) -> StrEnum | None:
        if empty and not value:
            return None
        if value not in set(kind):
            raise DomainError("Pilih salah satu dari daftar.")
        return kind(value)

    return check


def _measure(value: str) -> str:
    if value and value not in measures():
        raise DomainError("Pilih satuan isi dari daftar.")
    return value


def _country(value: str | None) -> str | None:
    if value and value not in reference.countries():
        raise DomainError("Pilih negara dari daftar.")
    return value or None


def _optional(check: Callable[[int], int]) -> Callable[[int | None], int | None]:
    return lambda value: None if value is None else check(value)


def _known_commodity(session: Session, code: str) -> str:
    """A 5-digit code must be in the tables; a 10-digit one at least its subclass, where that is known."""
    if reference.commodity(session, code) or reference.commodity(session, code[:5]):
        return code
    raise DomainError(f"Kode KBKI {code} tidak ada di daftar. Cari lewat nama barangnya.", field="kbki")


def _last_day(value: date | None) -> date | None:
    if value is not None and value < clock.today():
        raise DomainError("Isi tanggal hari ini atau sesudahnya, atau kosongkan.")
    return value


def _as_is(value: Any) -> Any:
    return value


_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "name": _name,
    "variant_values": _words,
    "category": _category,
    "description": lambda value: clean_text(value, TEXT_LENGTH),
    "unit": lambda value: clean_line(value, UNIT_LENGTH),
    "price": _price,
    "made_to_order": _as_is,
    "without_photo": _as_is,
    "lead_days": _number(0, MAX_DAYS, "hari"),
    "min_qty": _number(1, MAX_QUANTITY, "buah"),
    "weight_g": _optional(_number(1, MAX_WEIGHT_G, "gram")),
    "kbki": _kbki,
    "is_domestic": _as_is,
    "kind": _one_of(OfferKind, empty=False),
    "content_milli": _optional(_number(1, MOST_CONTENT, "seperseribu")),
    "content_unit": _measure,
    "step_qty": _number(1, MAX_QUANTITY, "buah"),
    "max_qty": _optional(_number(1, MAX_QUANTITY, "buah")),
    "tiers": _tiers,
    "government_price": _price,
    "government_from": _as_is,
    "government_until": _as_is,
    "government_reason": lambda value: clean_text(value, REASON_LENGTH),
    "length_cm": _optional(_number(1, MAX_SIDE_CM, "cm")),
    "width_cm": _optional(_number(1, MAX_SIDE_CM, "cm")),
    "height_cm": _optional(_number(1, MAX_SIDE_CM, "cm")),
    "hs_code": _hs_code,
    "origin_country": _country,
    "service_area": _one_of(ServiceArea, empty=True),
    "story": lambda value: clean_text(value, STORY_LENGTH),
    "capacity_per_week": _optional(_number(1, MAX_QUANTITY, "buah")),
    "capacity_name": lambda value: clean_line(value, CAPACITY_NAME_LENGTH),
    "valid_until": _last_day,
}
