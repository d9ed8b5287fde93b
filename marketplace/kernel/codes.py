"""Public names of things: random codes, ULIDs and the slugs of addresses; never a number of the database."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

RandomBelow = Callable[[int], int]

CODE_LENGTH = 10
SLUG_LENGTH = 60

# Crockford's base 32: no I, L, O or U, so that a code read from paper or over the phone has one reading.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")
_CODE = re.compile(f"[{_ALPHABET}]{{{CODE_LENGTH}}}")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['’‘ʼ`]")  # typographic ones occur in names

_random_below: RandomBelow = secrets.randbelow


def set_source(source: RandomBelow) -> RandomBelow:
    """Draw from `source(n)`, an int below n, e.g. `random.Random(7).randrange`; returns the source before it.

    The default is the operating system's secure generator; only tests and demo data set another.
    """
    global _random_below
    previous, _random_below = _random_below, source
    return previous


def new_code() -> str:
    """A public code: 10 random Crockford base32 characters, upper case (50 bits)."""
    return _encode(_random_below(32**CODE_LENGTH), CODE_LENGTH)


def is_code(text: str) -> bool:
    """True for a code in its one true spelling: 10 characters, upper case."""
    return _CODE.fullmatch(text) is not None


def new_ulid(at: datetime) -> str:
    """A ULID of 26 characters for the aware instant `at`: 48 bits of milliseconds, 80 random bits."""
    if at.tzinfo is None:
        raise ValueError("a ULID needs an aware datetime")
    milliseconds = int(at.timestamp() * 1000)
    return _encode(milliseconds, 10) + _encode(_random_below(2**80), 16)


def slugify(text: str) -> str:
    """`text` as lower-case ASCII words joined by "-", cut between words at 60 characters; may be empty."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).replace("&", " dan "))
    ascii_text = decomposed.encode("ascii", "ignore").decode().lower()
    slug = _NOT_SLUG.sub("-", ascii_text).strip("-")
    if len(slug) <= SLUG_LENGTH:
        return slug
    whole_words, _, _ = slug[: SLUG_LENGTH + 1].rpartition("-")
    return whole_words or slug[:SLUG_LENGTH]


@lru_cache(maxsize=20_000)
def slug_with_code(words: str, code: str) -> str:
    """The slug of an address: "keripik-tempe-7H2K9M4QRT"; the code alone when `words` leave nothing."""
    return f"{slugify(words)}-{code}".lstrip("-")


def code_from_slug(slug: str) -> str | None:
    """The code at the end of a slug in its true spelling, or None.

    Forgives lower case and the letters Crockford reads as digits (I and L are 1, O is 0); whoever finds the
    thing by it compares the slug and answers 301 to the right one.
    """
    last_word = slug.rpartition("-")[2]
    code = last_word.upper().translate(_READ_AS)
    return code if is_code(code) else None


def _encode(number: int, length: int) -> str:
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits = _ALPHABET[digit] + digits
    return digits
