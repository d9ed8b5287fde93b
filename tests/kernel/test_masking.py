"""One mask for people and businesses: what stays readable, and that little does."""

from __future__ import annotations

import pytest

from marketplace.kernel.masking import mask, mask_email, mask_personal


@pytest.mark.parametrize(
    ("text", "first", "last", "masked"),
    [
        ("3273991708950001", 4, 4, "3273••••••••0001"),
        ("081234567890", 4, 4, "0812••••7890"),
        ("0215550100", 4, 4, "0215••••00"),
        ("12345678", 0, 4, "••••5678"),
        ("1234", 0, 4, "••34"),
        ("1", 1, 4, "•"),
        ("siti", 1, 0, "s•••"),
        ("", 1, 4, ""),
    ],
)
def test_at_least_a_third_is_hidden(text, first, last, masked):
    assert mask(text, first=first, last=last) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [("siti@contoh.id", "s•••@contoh.id"), ("s@contoh.id", "•@contoh.id")],
)
def test_an_address_keeps_its_first_letter_and_its_site(address, masked):
    assert mask_email(address) == masked


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("nik=3273991708950001", "nik=3273••••••••0001"),
        ("value 9999999999999999 refused", "value ••••••••••••9999 refused"),  # no valid NIK, still a number
        ("NPWP 01.999.999.4-999.000", "NPWP •••••••••••9000"),
        ("tax 0019999994999000", "tax ••••••••••••9000"),
        ("tax 1000123412341234", "tax ••••••••••••1234"),
        ("tax 909999994999000", "tax •••••••••••9000"),
        ("hp 0812-3456-7890", "hp 0812••••7890"),
        ('{"phone": "+6281234567890"}', '{"phone": "0812••••7890"}'),
        ("mail budi@gmail.com", "mail b•••@gmail.com"),
        ("mail penjual@demo.test", "mail p••••••@demo.test"),
        ("rekening BCA 1234567890", "rekening BCA ••••••7890"),
        ("NIP 199001012015011999", "NIP •••••••••••••••999"),
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
