"""What people type, made clean; numbers and days as people read them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from babel.dates import format_date

from marketplace.kernel.errors import DomainError

# Letters by category, but drawn as nothing: a name of these alone would look empty.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_line(text: str, max_length: int) -> str:
    """One line: NFKC, without control, direction and invisible characters, single spaces, trimmed.

    Raises DomainError when more than `max_length` characters remain; nothing is cut silently.
    """
    return _within(" ".join(_visible(text).split()), max_length)


def clean_text(text: str, max_length: int) -> str:
    """Several lines, cleaned as `clean_line` does; line breaks stay, at most one empty line between two."""
    lines = (_SPACES.sub(" ", line).strip() for line in _visible(text).split("\n"))
    return _within(_BLANK_LINES.sub("\n\n", "\n".join(lines)).strip(), max_length)


def drawn(text: str) -> str:
    """The text as it is, without control, direction and invisible characters; lines stay lines."""
    return "".join(character for character in text if _is_visible(character))


def dotted(number: int) -> str:
    """A whole number with dots between thousands: "1.234"."""
    return f"{number:,}".replace(",", ".")


def day_text(day: date) -> str:
    """ "24 November 2026"."""
    return format_date(day, "d MMMM y", locale="id")


def _visible(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Letters that an invisible character kept apart now join.
    return unicodedata.normalize("NFKC", drawn(normal))


def _is_visible(character: str) -> bool:
    """False for controls (but tab and newline), formats (bidi, zero width), surrogates, private use."""
    if character in "\t\n":
        return True
    return not unicodedata.category(character).startswith("C") and character not in _BLANK_LETTERS


def _within(text: str, max_length: int) -> str:
    if len(text) > max_length:
        raise DomainError(f"Paling banyak {max_length} karakter; sekarang {len(text)}. Ringkas sedikit.")
    return text
