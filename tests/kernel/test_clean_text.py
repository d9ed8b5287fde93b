"""Typed text is normalised, invisible characters go; personal data is unreadable in logs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import clean_line, clean_text


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
