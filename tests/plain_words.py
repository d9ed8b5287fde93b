"""Words that nobody should have to know: English ones, and abbreviations that are not explained."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from marketplace.kernel import clock
from marketplace.web import terms

WORD = re.compile(r"\b[^\W\d_]+\b")
CAPITALS = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]+h?(?:-[A-Z]+)?(?!\w)")
NUMBERED = re.compile(r"(?=\S*\d)(?=\S*[/.-])\S+")
"""Numbers of papers and codes: what stands between spaces and has a digit and a separator."""
CODE_DIGITS = 2
"""From so many digits on, capitals are a code."""
LETTERS = re.compile(r"“[A-Z]{2,4}”")
"""Letters in quotes are what stands on a paper or is typed: “ID” lalu 17 angka."""
NAMES = frozenset({"DAK"})
"""Capitals in official names that are kept as they are: Hong Kong DAK."""


def _english() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "english_words.txt").read_text(encoding="utf-8").split())


ENGLISH = _english()
"""The commonest English words and those of interfaces, apart from names and what is Indonesian as well.

A word that Indonesian takes over (KBBI), or that is somebody's name, is taken out of the file.
"""


def english(text: str) -> set[str]:
    """English words of a text."""
    return set(WORD.findall(text.lower())) & ENGLISH


def abbreviations(text: str, *, words: Iterable[str] = ()) -> set[str]:
    """Abbreviations of a text that not everybody knows.

    words: small letters of what is a word though it may be written in capitals.
    """
    found = {
        short for short in CAPITALS.findall(LETTERS.sub(" ", NUMBERED.sub(" ", text))) if not _is_code(short)
    }
    return found - terms.known() - NAMES - {word.upper() for word in words}


def unexplained(text: str, *, words: Iterable[str] = ()) -> set[str]:
    """Abbreviations whose plain words do not stand in the text, nor at its foot when that is part of it."""
    said = text.lower()
    explained = {term.short for term in terms.terms(clock.today()) if term.long.lower() in said}
    return abbreviations(text, words=words) - explained


def _is_code(short: str) -> bool:
    return sum(letter.isdigit() for letter in short) >= CODE_DIGITS
