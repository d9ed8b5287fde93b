"""Copies of private papers carry the reader's name; what can't be marked does not leave."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from marketplace.infra import watermark
from marketplace.kernel.errors import Refused
from tests.shared_data import shared

WORDS = "Hanya untuk verifikasi Lapak Nusa: Rahmat (verifikator), 24 November 2026"


def picture(size=(800, 500), kind="JPEG", **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **options)
    return out.getvalue()


def document(*, pages=2, active=False, password="") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if active:
        script = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): DictionaryObject(script)})
        writer.add_attachment("lampiran.txt", b"isi")
    if password:
        writer.encrypt(user_password=password, owner_password="lain")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_marked_all_over_and_loses_its_metadata(kind):
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    marked, mime = watermark.mark(picture(kind=kind, exif=exif), f"image/{kind.lower()}", WORDS)
    assert mime == "image/jpeg"
    assert b"Kamera Rahasia" not in marked
    image = Image.open(io.BytesIO(marked)).convert("L")
    assert image.size == (800, 500)
    for left in range(0, 800, 200):
        for top in range(0, 500, 250):
            corner = image.crop((left, top, left + 200, top + 250))
            assert corner.getextrema()[0] < 215, "a part of the picture shows no words"


def test_every_page_of_a_document_says_for_whom():
    marked, mime = watermark.mark(document(), "application/pdf", WORDS)
    assert mime == "application/pdf"
    for page in PdfReader(io.BytesIO(marked)).pages:
        assert "Hanya untuk verifikasi Lapak Nusa: Rahmat (verifikator)" in page.extract_text()


def test_what_a_document_could_do_by_itself_is_taken_out():
    marked, _mime = watermark.mark(document(active=True), "application/pdf", WORDS)
    assert b"app.alert" not in marked
    assert b"lampiran.txt" not in marked


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"%PDF-1.7\nrusak", "application/pdf"),
        (document(password="rahasia"), "application/pdf"),
        (document(pages=61), "application/pdf"),
        (b"\xff\xd8\xff rusak", "image/jpeg"),
        (picture((200, 200))[:300], "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
    ],
    ids=["broken pdf", "locked pdf", "too many pages", "broken jpeg", "cut jpeg", "empty png"],
)
def test_what_cannot_be_marked_does_not_leave(content, mime):
    with pytest.raises(Refused, match="unggah ulang sebagai foto"):
        watermark.mark(content, mime, WORDS)


def test_hostile_pictures_are_marked_or_refused_within_the_limits():
    folder = shared("images/hostile")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            begun = time.monotonic()
            try:
                marked, _mime = watermark.mark(path.read_bytes(), "image/jpeg", WORDS)
            except Refused:
                marked = b""
            assert not marked or Image.open(io.BytesIO(marked)).format == "JPEG"
            assert time.monotonic() - begun < watermark.WAIT_SECONDS
