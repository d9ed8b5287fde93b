"""Texts with a version: what people consent to, and the words in which a request is read aloud."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date

from marketplace.kernel.dated import read_table

_DATA = Path(__file__).parent / "data"
WORD_COUNT = 6
WRONG_WORDS = (
    "Enam kata ini tidak cocok dengan permintaan untuk usaha Anda. "
    "Baca lagi dari layar pendamping, urut dari kiri."
)


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What a person reads before agreeing; the version and every word are kept with the consent."""

    purpose: str
    version: str
    text: str


def consent_text(purpose: str, **names: str) -> ConsentText:
    """The present text for a purpose ("business_data", "mandate") with its names filled in."""
    row = _consents()[purpose]
    return ConsentText(purpose, row["version"], row["text"].format(**names))


def owner_called_after(shop: str) -> str:
    """How an owner is called who gave no name of her own yet: "Pemilik Keripik Bu Sari"."""
    return f"Pemilik {shop}"


def day_words(day: date) -> str:
    """ "22 Februari 2027", as consents and notes say a day."""
    return format_date(day, "d MMMM y", locale="id")


def words_of(secret: str) -> str:
    """Six words for a random secret, 48 bits of it: "padi kawung jendela rotan pagi sungai"."""
    digest = hashlib.sha256(secret.encode()).digest()
    return " ".join(_words()[byte] for byte in digest[:WORD_COUNT])


def normal_words(typed: str) -> str:
    """What a person typed, as `words_of` writes it: lower case, single spaces, no commas."""
    return " ".join(typed.replace(",", " ").lower().split())


@cache
def _words() -> tuple[str, ...]:
    return tuple(read_table(_DATA / "words.json")["words"])


@cache
def _consents() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = read_table(_DATA / "consents.json")["texts"]
    return texts
