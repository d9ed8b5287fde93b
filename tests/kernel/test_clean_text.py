"""Typed text is normalised, invisible characters go; personal data is unreadable in logs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import clean_line, clean_text, mask_name, mask_personal


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Keripik   Tempe \n", "Keripik Tempe"),
        ("Ｋｅｒｉｐｉｋ", "Keripik"),
        ("ﬁsh", "fish"),
        ("harga\u202e0001", "harga0001"),
        ("\u2066Toko\u2069", "Toko"),
        ("ke\u200bri\ufeffpik", "keripik"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("baris\r\ndua\tkolom", "baris dua kolom"),
        ("\u3164\u115f\u2800", ""),
        ("Ö\u0308", "Ö\u0308"),
        ("Poe\u200b\u0301", "Poé"),
        ("🌶️ Sambal", "🌶️ Sambal"),
    ],
)
def test_clean_line(typed, clean):
    assert clean_line(typed, 40) == clean


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        (" Satu \r\n\r\n\r\n\r\n  dua\u202e  tiga \n", "Satu\n\ndua tiga"),
        ("a\rb", "a\nb"),
        ("\n\n", ""),
    ],
)
def test_clean_text_keeps_lines(typed, clean):
    assert clean_text(typed, 40) == clean


@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_too_long_is_said_and_never_cut(clean):
    assert clean("a" * 10 + "   ", 10) == "a" * 10
    with pytest.raises(DomainError, match="Paling banyak 10 karakter; sekarang 11"):
        clean("a" * 11, 10)


@given(st.text())
def test_cleaning_twice_changes_nothing(typed):
    once = clean_line(typed, 10_000)
    assert clean_line(once, 10_000) == once
    assert "\n" not in once


def test_mask_name():
    assert mask_name("Siti Nur Aminah") == "S*** N*** A***"


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("nik=3273991708950001", "nik=3273********0001"),
        ("value 9999999999999999 refused", "value ************9999 refused"),  # no valid NIK, still a number
        ("NPWP 01.999.999.4-999.000", "NPWP ***********9000"),
        ("tax 0019999994999000", "tax ************9000"),
        ("tax 1000123412341234", "tax ************1234"),
        ("tax 909999994999000", "tax ************9000"),
        ("hp 0812-3456-7890", "hp 0812****7890"),
        ('{"phone": "+6281234567890"}', '{"phone": "0812****7890"}'),
        ("mail budi@gmail.com", "mail b***@gmail.com"),
        ("mail penjual@demo.test", "mail p***@demo.test"),
        ("rekening BCA 1234567890", "rekening BCA ******7890"),
        ("NIP 199001012015011999", "NIP ***************999"),
    ],
)
def test_personal_numbers_are_masked(line, masked):
    assert mask_personal(line) == masked


@pytest.mark.parametrize(
    "line",
    [
        "GET /produk/keripik-tempe-7H2K9M4QRT 200 12ms",
        "order 01KZZZZZZZ0000000000000001 total Rp1.250.000",
        "rup 61000001 nib 9120999999991",
        "paket 12345678 dibuat 2026-11-24T02:00:00Z",
    ],
)
def test_everything_else_stays_readable(line):
    assert mask_personal(line) == line
