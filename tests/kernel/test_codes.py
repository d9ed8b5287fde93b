"""Public codes have one spelling, and slugs are plain ASCII that lead back to the code."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel import codes

random_codes = st.integers(min_value=0).map(lambda seed: _seeded_code(seed))


def _seeded_code(seed: int) -> str:
    previous = codes.set_source(random.Random(seed).randrange)
    try:
        return codes.new_code()
    finally:
        codes.set_source(previous)


def test_a_seeded_source_repeats_its_codes():
    assert _seeded_code(7) == _seeded_code(7)
    assert _seeded_code(7) != _seeded_code(8)


def test_codes_differ_and_are_codes():
    drawn = {codes.new_code() for _ in range(1000)}
    assert len(drawn) == 1000
    assert all(codes.is_code(code) for code in drawn)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("7H2K9M4QRT", True),
        ("0000000000", True),
        ("7h2k9m4qrt", False),
        ("7H2K9M4QR", False),
        ("7H2K9M4QRTA", False),
        ("7H2K9M4QRI", False),
        ("7H2K9M4QRL", False),
        ("7H2K9M4QRO", False),
        ("7H2K9M4QRU", False),
        ("7H2K9M4QRT\n", False),
        ("", False),
    ],
)
def test_is_code(text, answer):
    assert codes.is_code(text) is answer


ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def test_ulids_are_well_formed_and_sort_by_time():
    at = datetime(2026, 11, 24, tzinfo=UTC)
    earlier, later = codes.new_ulid(at), codes.new_ulid(at + timedelta(milliseconds=1))
    assert ULID.fullmatch(earlier)
    assert earlier < later
    assert earlier[:10] == codes.new_ulid(at)[:10]
    assert earlier != codes.new_ulid(at)


def test_the_time_of_a_ulid_is_its_milliseconds():
    """The example of the ULID specification: 01ARYZ6S41 is 1469918176385."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=1469918176385)
    assert codes.new_ulid(at).startswith("01ARYZ6S41")


def test_a_ulid_needs_an_aware_instant():
    with pytest.raises(ValueError, match="aware"):
        codes.new_ulid(datetime(2026, 11, 24))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Keripik Tempe Pedas", "keripik-tempe-pedas"),
        ("Batik Ma'ruf & Co.", "batik-maruf-dan-co"),
        ("Jum’at Berkah", "jumat-berkah"),
        ("Kopi “Arabika” 250 g — Gayo", "kopi-arabika-250-g-gayo"),
        ("Café Nusantara", "cafe-nusantara"),
        ("  --  ", ""),
        ("商店", ""),
        ("a" * 70, "a" * 60),
        ("kata " * 20, "-".join(["kata"] * 12)),
        ("a" * 60 + " b", "a" * 60),
    ],
)
def test_slugify(text, slug):
    assert codes.slugify(text) == slug


@given(st.text())
def test_slugs_are_short_plain_and_stable(text):
    slug = codes.slugify(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 60
    assert codes.slugify(slug) == slug


@given(st.text(), random_codes)
def test_the_code_is_found_again_in_any_slug(words, code):
    slug = codes.slug_with_code(words, code)
    assert codes.code_from_slug(slug) == code
    assert codes.code_from_slug(slug.lower()) == code


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("keripik-tempe-7H2K9M4QRT", "7H2K9M4QRT"),
        ("nama-lain-7h2k9m4qrt", "7H2K9M4QRT"),
        ("7H2K9M4QRT", "7H2K9M4QRT"),
        ("keripik-ILO2K9M4QR", "1102K9M4QR"),
        ("keripik-tempe", None),
        ("keripik-7H2K9M4QRT-", None),
        ("", None),
    ],
)
def test_code_from_slug(slug, code):
    assert codes.code_from_slug(slug) == code
