"""The acts of the tour's steps: each is a short list of words that a person can read and a program can do.

`["open", ADDRESS]`, `["press", BUTTON]`, `["pressat", BUTTON, ROW]`, `["follow", LINK]`,
`["fill", LABEL, TEXT]`, `["choose", LABEL, OPTION]`, `["tick", LABEL]`, `["answerall", TEXT]`,
`["attach", LABEL, PICTURE]`, `["paper", LABEL, NAME]`, `["see", TEXT]`,
`["note", NAME, SELECTOR]`, `["download", LINK]`, `["spoil", LABEL]`, `["clock", SHIFT]`.
Words in braces stand for what only the running program knows: `places` fills in `{usaha}`, whoever noted a
name fills in that one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from marketplace.demo.moves import SHIFTS
from marketplace.web.filters import tanggal

Act = tuple[str, ...]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAME = re.compile(r"\{([^{}]+)\}")

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "open": "Buka {0}",
        "press": "Tekan “{0}”",
        "pressat": "Di baris “{1}” tekan “{0}”",
        "follow": "Pilih “{0}”",
        "fill": "Isi “{0}”: {1}",
        "choose": "Pada “{0}” pilih {1}",
        "tick": "Centang “{0}”",
        "answerall": "Jawab setiap catatan: {0}",
        "attach": "Pada “{0}” pilih sebuah foto",
        "paper": "Pada “{0}” pilih foto atau PDF: {1}",
        "see": "Terlihat: “{0}”",
        "note": "Catat {0}",
        "download": "Unduh “{0}”",
        "spoil": "Ubah satu bita berkas tadi, lalu pilih pada “{0}”",
    }
)


def in_words(act: Act, known: Mapping[str, str]) -> str:
    """An act as the page of the tour says it; raises KeyError for a verb that nobody knows."""
    verb, *values = act
    if verb == "clock":
        return f"Jam demo: tekan “{SHIFTS[values[0]].label}”"
    return WORDS[verb].format(*(_value(value, known) for value in values))


def _value(value: str, known: Mapping[str, str]) -> str:
    """Names filled in where they are known, days as people write them."""
    if _DAY.fullmatch(value):
        return tanggal(date.fromisoformat(value))
    return _NAME.sub(lambda found: known.get(found[1], found[1]), value)
