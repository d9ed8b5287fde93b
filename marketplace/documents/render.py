"""From a snapshot to the bytes of a PDF: tagged (PDF/UA-1), archival (PDF/A-2b), the same bytes always.

What people typed reaches the template as JSON data and never as code. Only the fonts shipped here are used.
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import segno
import typst

_ROOT = Path(__file__).resolve().parents[2]
_TEMPLATES = _ROOT / "templates" / "documents"
_FONTS = _ROOT / "static" / "fonts" / "papers"

CURRENT_VERSIONS: Mapping[str, str] = {
    "ba-negosiasi": "2026.1",
    "spk": "2026.1",
    "bast": "2026.1",
    "kuitansi": "2026.1",
    "pakta-integritas": "2026.1",
}
"""The version of each template; a paper names the one that it was set with and is never set again."""

# What the shipped fonts draw in every style: ASCII, Latin-1, most of Latin Extended-A, punctuation.
DRAWN_LETTERS = frozenset(
    chr(code)
    for first, last in (
        *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x107), (0x10C, 0x113), (0x116, 0x11B), (0x11E, 0x123)),
        *((0x12A, 0x12B), (0x12E, 0x131), (0x136, 0x137), (0x139, 0x148), (0x14C, 0x14D), (0x150, 0x15B)),
        *((0x15E, 0x165), (0x16A, 0x16B), (0x16E, 0x173), (0x178, 0x17E), (0x2012, 0x2014)),
        *((0x2018, 0x201A), (0x201C, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2122, 0x2122)),
    )
    for code in range(first, last + 1)
)


def render_pdf(template: str, version: str, data: Mapping[str, object], issued_on: date) -> bytes:
    """The PDF of `data` in `template`, dated `issued_on`.

    data: a snapshot of `papers`, JSON-safe, with `check_url`. LookupError for a template or version that is
    not current: old papers are stored, not rendered again.
    """
    if CURRENT_VERSIONS.get(template) != version:
        raise LookupError(f"template {template} does not stand in version {version}")
    shown = {**_printable_object(data), "version": version, "qr": _qr_code(str(data["check_url"]))}
    pdf = _compiler(template, shown).compile(
        format="pdf",
        pdf_standards=["ua-1", "a-2b"],
        timestamp=datetime.combine(issued_on, time(), tzinfo=UTC),
    )
    assert isinstance(pdf, bytes)
    return pdf


def render_poster(data: Mapping[str, object], *, image: bool = False) -> bytes:
    """A shop's poster as tagged PDF, or its picture as PNG; the code on it opens `address`.

    data: title, name, place, things (list of str), address (whole), market, paper ("a4" or "a5").
    """
    shown = {**_printable_object(data), "qr": _qr_code(str(data["address"]), dark="#000000")}
    compiler = _compiler("poster", shown)
    made = compiler.compile(format="png", ppi=72) if image else compiler.compile(pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made


def _compiler(template: str, shown: Mapping[str, object]) -> typst.Compiler:
    return typst.Compiler(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(shown, ensure_ascii=False, sort_keys=True)},
    )


def printable(text: str) -> str:
    """`text` in the letters of the shipped fonts: marks fall away where a letter cannot carry them, else "?".

    A glyph that is missing would make the archive format refuse the whole paper.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(character if character in DRAWN_LETTERS else _nearest(character) for character in composed)


def _nearest(character: str) -> str:
    if character == "\n":
        return character
    plain = "".join(part for part in unicodedata.normalize("NFKD", character) if part in DRAWN_LETTERS)
    return plain or ("" if unicodedata.category(character)[0] in "CM" else "?")


def _printable_object(data: Mapping[str, object]) -> dict[str, object]:
    return {key: _printable_value(value) for key, value in data.items()}


def _printable_value(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return _printable_object(value)
    if isinstance(value, list):
        return [_printable_value(part) for part in value]
    return value


def _qr_code(address: str, dark: str = "#1a1a1a") -> str:
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False, dark=dark)
    return drawing.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
