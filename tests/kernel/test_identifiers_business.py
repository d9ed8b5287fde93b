"""NPWP, NIB, KBLI, KBKI and postcodes. Numbers are synthetic: tax office 999 does not exist."""

from __future__ import annotations

import re

import lokal
import pytest

from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import Kbki, Kbli, Nib, Npwp, NpwpKind, Postcode
from marketplace.kernel.masking import mask

CORETAX = "1000123412341234"
NPWPS = "contoh 01.999.999.4-999.000 (15 angka) atau 0019999994999000 (16 angka)"


class TestNpwp:
    @pytest.mark.parametrize(
        ("typed", "value", "kind", "display"),
        [
            ("01.999.999.4-999.000", "0019999994999000", NpwpKind.LEGACY, "01.999.999.4-999.000"),
            ("019999994999000", "0019999994999000", NpwpKind.LEGACY, "01.999.999.4-999.000"),
            ("0028888881999000", "0028888881999000", NpwpKind.LEGACY, "02.888.888.1-999.000"),
            ("90.777.777.5-999.001", "0907777775999001", NpwpKind.LEGACY, "90.777.777.5-999.001"),
            (CORETAX, CORETAX, NpwpKind.CORETAX, CORETAX),
            ("3273991708950001", "3273991708950001", NpwpKind.NIK, "3273991708950001"),
        ],
    )
    def test_reads_the_three_families_into_16_digits(self, typed, value, kind, display):
        npwp = Npwp.parse(typed)
        assert (npwp.value, npwp.kind, npwp.display) == (value, kind, display)

    def test_both_forms_of_a_legacy_number_are_the_same(self):
        assert Npwp.parse("01.999.999.4-999.000") == Npwp.parse("0019999994999000")

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("01.999.999.5-999.000", f"Angka pemeriksa NPWP tidak cocok; periksa tiap angkanya, {NPWPS}."),
            ("0019999995999000", f"Angka pemeriksa NPWP tidak cocok; periksa tiap angkanya, {NPWPS}."),
            (
                "01999999499900",
                f"NPWP terdiri dari 15 atau 16 angka; yang diisi 14 angka. Periksa lagi, {NPWPS}.",
            ),
            (
                "01.999.999.4-999.00A",
                f"NPWP hanya berisi angka; periksa “A”. NPWP terdiri dari 15 atau 16 angka, {NPWPS}.",
            ),
            ("", f"NPWP terdiri dari 15 atau 16 angka. Periksa lagi, {NPWPS}."),
            (
                "9120999999991",
                f"Itu tampaknya NIB, bukan NPWP. NPWP terdiri dari 15 atau 16 angka, {NPWPS}.",
            ),
            (
                "0812-3456-7890",
                f"Itu tampaknya nomor HP, bukan NPWP. NPWP terdiri dari 15 atau 16 angka, {NPWPS}.",
            ),
            (
                "0019999994999000000000",
                "Itu NITKU (nomor tempat usaha, 22 angka). Hapus enam angka terakhir; sisanya NPWP, "
                f"{NPWPS}.",
            ),
            (
                "3273993213950001",
                "NPWP 16 angka yang tidak diawali 0 atau 1000 harus sama dengan NIK. Angka ke-7 sampai ke-12 "
                "NIK bukan tanggal lahir yang ada (perempuan: tanggal ditambah 40), contoh 3273991708950001.",
            ),
            (
                "9999991708950001",
                "NPWP 16 angka yang tidak diawali 0 atau 1000 harus sama dengan NIK. Dua angka pertama NIK "
                "(99) bukan kode provinsi, contoh 3273991708950001.",
            ),
        ],
    )
    def test_says_exactly_why_it_can_not_be_one(self, typed, message):
        with pytest.raises(DomainError) as refusal:
            Npwp.parse(typed)
        assert refusal.value.message == message

    def test_coretax_numbers_pass_with_a_warning_although_lokal_refuses_them(self):
        assert not lokal.parse_npwp(CORETAX).valid
        [warning] = Npwp.parse(CORETAX).warnings
        assert "Coretax" in warning

    @pytest.mark.parametrize("typed", ["01.999.999.5-999.000", "0019999995999000"])
    def test_the_check_digit_counts_although_lokal_ignores_it(self, typed):
        assert lokal.parse_npwp(typed).valid
        with pytest.raises(DomainError):
            Npwp.parse(typed)

    @pytest.mark.parametrize(("typed", "warned"), [("0019999994999000", False), ("3299991708950001", True)])
    def test_the_warnings_of_a_nik_are_those_of_its_npwp(self, typed, warned):
        assert bool(Npwp.parse(typed).warnings) is warned

    def test_shows_itself_masked(self):
        npwp = Npwp.parse("01.999.999.4-999.000")
        assert str(npwp) == npwp.masked == "••••••••••••9000"
        assert repr(npwp) == "Npwp(••••••••••••9000)"


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Nib, "0000000000017"),
        (Nib, "1311260000001"),
        (Nib, " 9120 9999 99991 "),
        (Nib, "9120.9999-99991"),
        (Kbli, "10710"),
        (Kbli, " 01111 "),
        (Kbki, "3212901001"),
        (Kbki, "2342001001"),
        (Kbki, "8512100001"),
        (Postcode, "10110"),
        (Postcode, "40111"),
        (Postcode, "77111"),
    ],
)
def test_valid_codes(kind, typed):
    code = kind.parse(typed)
    assert code.value == re.sub(r"[ .-]", "", typed)
    assert code.masked == (mask(code.value) if kind is Nib else code.value)


NIBS, KBLIS, KBKIS = "contoh 9120999999991", "contoh 10710", "contoh 2342001001"
FIVE = "Kode KBLI terdiri dari 5 angka"
KBKI = f"Kode KBKI terdiri dari 10 angka tanpa tanda baca, {KBKIS}."
POSTCODE = "Kode pos terdiri dari 5 angka dan tidak diawali 0, contoh 63119."


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        (Nib, "", f"NIB terdiri dari 13 angka. Periksa lagi, {NIBS}."),
        (Nib, "913112600001", f"NIB terdiri dari 13 angka; yang diisi 12 angka. Periksa lagi, {NIBS}."),
        (Nib, "13112600000011", f"NIB terdiri dari 13 angka; yang diisi 14 angka. Periksa lagi, {NIBS}."),
        (Nib, "91-20-9999", f"NIB terdiri dari 13 angka; yang diisi 8 angka. Periksa lagi, {NIBS}."),
        (Nib, "912099999999l", f"NIB hanya berisi angka; periksa “l”. NIB terdiri dari 13 angka, {NIBS}."),
        (
            Nib,
            "01.999.999.4-999.000",
            f"Itu tampaknya NPWP lama, bukan NIB. NIB terdiri dari 13 angka, {NIBS}.",
        ),
        (
            Nib,
            "0019999994999000",
            f"Itu tampaknya NPWP atau NIK, bukan NIB. NIB terdiri dari 13 angka, {NIBS}.",
        ),
        (
            Nib,
            "3273991708950001",
            f"Itu tampaknya NPWP atau NIK, bukan NIB. NIB terdiri dari 13 angka, {NIBS}.",
        ),
        (Nib, "081234567890", f"Itu tampaknya nomor HP, bukan NIB. NIB terdiri dari 13 angka, {NIBS}."),
        (Kbli, "", f"{FIVE}. Periksa lagi, {KBLIS}."),
        (
            Kbli,
            "1071",
            f"“1071” adalah kode kelompok. Pakai kode KBLI lengkap yang terdiri dari 5 angka, {KBLIS}.",
        ),
        (Kbli, "107101", f"{FIVE}; yang diisi 6 angka. Periksa lagi, {KBLIS}."),
        (Kbli, "00000", f"{FIVE} dan tidak diawali 00, {KBLIS}."),
        (Kbli, "1O710", f"Kode KBLI hanya berisi angka; periksa “O”. {FIVE}, {KBLIS}."),
        (Kbli, "9120999999991", f"Itu tampaknya NIB, bukan kode KBLI. {FIVE}, {KBLIS}."),
        (Kbli, "2342001001", f"Itu tampaknya KBKI (kode barang, 10 angka). {FIVE}, {KBLIS}."),
        (Kbki, "32129", KBKI),
        (Kbki, "3212-901", KBKI),
        (Kbki, "KBKI123456", KBKI),
        (Postcode, "0111", POSTCODE),
        (Postcode, "01110", POSTCODE),
        (Postcode, "4011A", POSTCODE),
    ],
)
def test_what_is_wrong_with_a_code_is_said_exactly(kind, typed, message):
    with pytest.raises(DomainError) as refusal:
        kind.parse(typed)
    assert refusal.value.message == message


def test_a_kbli_code_belongs_to_an_edition():
    assert Kbli.parse("10710").edition == "2025"
    assert Kbli.parse("10710", edition="2020") != Kbli.parse("10710", edition="2025")
    with pytest.raises(DomainError, match="Edisi"):
        Kbli("10710", "2015")


def test_the_subclass_of_a_kbki_code():
    assert Kbki.parse("2342001001").subclass == "23420"


def test_a_postcode_without_villages_warns():
    assert Postcode.parse("63119").warnings == ()
    assert "99999" in Postcode.parse("99999").warnings[0]
