"""NPWP, NIB, KBLI, KBKI and postcodes. Numbers are synthetic: tax office 999 does not exist."""

from __future__ import annotations

import lokal
import pytest

from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import Kbki, Kbli, Nib, Npwp, NpwpKind, Postcode

CORETAX = "1000123412341234"


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
            ("01.999.999.5-999.000", "Angka pemeriksa"),
            ("0019999995999000", "Angka pemeriksa"),
            ("01999999499900", "15 atau 16 angka"),
            ("01.999.999.4-999.00A", "15 atau 16 angka"),
            ("", "15 atau 16 angka"),
            ("3273993213950001", "harus sama dengan NIK"),
            ("9999991708950001", "harus sama dengan NIK"),
        ],
    )
    def test_refuses_what_can_not_be_one(self, typed, message):
        with pytest.raises(DomainError, match=message) as refusal:
            Npwp.parse(typed)
        assert "contoh" in refusal.value.message

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
        assert str(npwp) == npwp.masked == "************9000"
        assert repr(npwp) == "Npwp(************9000)"


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Nib, "0000000000017"),
        (Nib, "1311260000001"),
        (Nib, " 9120 9999 99991 "),
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
    assert code.value == typed.replace(" ", "")
    shown = code.value if kind is not Nib else f"{'•' * 9}{code.value[-4:]}"
    assert code.masked == shown


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        (Nib, "913112600001", "13 angka"),
        (Nib, "13112600000011", "13 angka"),
        (Nib, "91-20-9999", "13 angka"),
        (Kbli, "1071", "5 angka"),
        (Kbli, "00000", "5 angka"),
        (Kbli, "ABCDE", "5 angka"),
        (Kbki, "32129", "10 angka"),
        (Kbki, "3212-901", "10 angka"),
        (Kbki, "KBKI123456", "10 angka"),
        (Postcode, "0111", "5 angka"),
        (Postcode, "01110", "5 angka"),
        (Postcode, "4011A", "5 angka"),
    ],
)
def test_invalid_codes_are_refused_with_an_example(kind, typed, message):
    with pytest.raises(DomainError, match=message) as refusal:
        kind.parse(typed)
    assert "contoh" in refusal.value.message


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
