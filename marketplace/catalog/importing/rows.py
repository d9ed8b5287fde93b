"""From a row of somebody's file to the values of a product: cleaned, sorted, and marked where it is odd."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from marketplace.catalog import reference
from marketplace.catalog.services.values import MAX_PRICE, NAME_LENGTH, TEXT_LENGTH
from marketplace.catalog.suggest import suggest
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import clean_line, clean_text

ODD_PRICE = "harga-janggal"
"""The flag of a price outside `SENSIBLE_PRICES`, or one that cannot be read as rupiah."""

SENSIBLE_PRICES = (Rupiah(100), Rupiah(10_000_000_000))
ID_LENGTH, SOURCE_LENGTH, LOCATION_LENGTH = 100, 60, 100
RAW_LENGTH = 20_000

# Emoji, arrows, dingbats and their variation marks: decoration of titles, never part of a name.
_DECORATION = re.compile(
    "[\u2190-\u2bff\u3000-\u303f\ufe00-\ufe0f\U0001f000-\U0001faff\U000e0000-\U000e007f]+"
)


@dataclass(frozen=True, slots=True)
class CleanRow:
    """A valid row. `fingerprint` is equal exactly when everything else is."""

    external_id: str
    source: str
    name: str
    category: str
    price: Rupiah | None
    description: str
    flags: tuple[str, ...]
    fingerprint: str


def clean(values: Mapping[str, Any], *, default_source: str) -> CleanRow:
    """The row as it will be kept. Raises DomainError for one without id or title; anything else is kept.

    A title or text that is too long ends at its last whole word. A category that is not ours is ignored
    for a sure suggestion from the title, and where there is none the row stays unsorted.
    """
    external_id = _line(values.get("id"), ID_LENGTH)
    if not external_id:
        raise DomainError("id kosong", field="id")
    name = _line(_DECORATION.sub(" ", _text(values.get("title"))), NAME_LENGTH)
    if not name:
        raise DomainError("Nama produk kosong setelah dibersihkan.", field="title")
    price, flags = _price(values.get("price"))
    row: dict[str, Any] = {
        "external_id": external_id,
        "source": _line(values.get("source"), SOURCE_LENGTH) or default_source,
        "name": name,
        "category": _category(_text(values.get("category")).strip().casefold(), name),
        "price": price,
        "description": _description(values),
        "flags": flags,
    }
    digest = hashlib.blake2b("\x1f".join(map(str, row.values())).encode(), digest_size=12)
    return CleanRow(**row, fingerprint=digest.hexdigest())


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool | dict | list):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)[:RAW_LENGTH]


def _line(value: Any, length: int) -> str:
    text = _text(value)
    if text.isascii() and text.isprintable():  # most are, and need no look at each character
        return _shortened(" ".join(text.split()), length)
    return _shortened(clean_line(text, RAW_LENGTH * 20), length)


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    whole_words, _, _ = text[: length + 1].rpartition(" ")
    return whole_words or text[:length]


def _price(value: Any) -> tuple[Rupiah | None, tuple[str, ...]]:
    text = _text(value).strip()
    if not text:
        return None, ()
    try:
        price = Rupiah.parse(text)
    except DomainError:
        return None, (ODD_PRICE,)
    if not Rupiah(0) < price <= MAX_PRICE:
        return None, (ODD_PRICE,)
    low, high = SENSIBLE_PRICES
    return price, () if low <= price <= high else (ODD_PRICE,)


def _category(given: str, name: str) -> str:
    ours = _our_categories().get(given)
    if ours is not None:
        return ours
    suggestion = suggest(name)
    if suggestion is not None and suggestion.sure:
        return suggestion.slug
    return _category_of_text(given)


@lru_cache(maxsize=2000)
def _category_of_text(given: str) -> str:
    suggestion = suggest(given) if given else None
    return suggestion.slug if suggestion is not None and suggestion.sure else reference.OTHER


@lru_cache(maxsize=1)
def _our_categories() -> Mapping[str, str]:
    names = {one.name.casefold(): one.slug for one in reference.categories()}
    return names | {one.slug: one.slug for one in reference.categories()}


def _description(values: Mapping[str, Any]) -> str:
    told = clean_text(_text(values.get("description")), RAW_LENGTH * 20)
    place = _line(values.get("location"), LOCATION_LENGTH)
    parts = [_shortened(told, TEXT_LENGTH - LOCATION_LENGTH - 20), f"Dikirim dari {place}." if place else ""]
    return "\n\n".join(filter(None, parts))
