"""From what people write to the terms that are compared: letters, units, word stems.

Stems by Snowball's Indonesian stemmer. The same function prepares documents and queries.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

MAX_TERMS = 40
MAX_LETTERS = 40

_WORDS = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_UNITS = {
    **dict.fromkeys(("gr", "gram", "grm", "g"), "g"),
    **dict.fromkeys(("kilo", "kilogram", "kg"), "kg"),
    **dict.fromkeys(("liter", "ltr", "l"), "l"),
    **dict.fromkeys(("ml", "mili", "mililiter"), "ml"),
    **dict.fromkeys(("pcs", "pc", "biji", "buah"), "pcs"),
    **dict.fromkeys(("org", "orang"), "orang"),
}
# Words that stand in nearly every title and tell nothing.
_EMPTY = frozenset(
    ("dan", "di", "ke", "dari", "yang", "untuk", "dengan", "untk", "utk", "dgn", "the", "of", "for")
)
_stemmer = snowballstemmer.stemmer("indonesian")


def words(text: str) -> list[str]:
    """Lower-case words as written, letters apart from digits: "250gr" is "250", "g"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _REPEATED.sub(r"\1", folded)
    return [_UNITS.get(word, word) for word in _WORDS.findall(folded) if len(word) <= MAX_LETTERS]


def terms(text: str) -> list[str]:
    """The stems to index or to look for, in order, without words that tell nothing."""
    return [_stem(word) for word in words(text) if word not in _EMPTY]


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    if word[0].isdigit() or len(word) <= 3:
        return word
    stem: str = _stemmer.stemWord(word)
    return stem
