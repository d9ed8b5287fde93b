"""NIK, NIP and telephone numbers. Numbers are synthetic: district 99 does not exist."""

from __future__ import annotations

from datetime import date

import lokal
import pytest

from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import MINIMUM_SELLER_AGE, Nik, Nip, Phone, age_on

MAN, WOMAN = "3273991708950001", "3171995708950002"
EXAMPLE, SIXTEEN = "contoh 3273991708950001", "NIK terdiri dari 16 angka"
NO_BIRTH = (
    "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang ada (perempuan: tanggal ditambah 40), "
    "contoh 3273991708950001."
)


class TestNik:
    @pytest.mark.parametrize(
        ("typed", "value", "birth"),
        [
            (MAN, MAN, date(1995, 8, 17)),
            (WOMAN, WOMAN, date(1995, 8, 17)),
            ("6571994101900003", "6571994101900003", date(1990, 1, 1)),
            ("3273 9917-0895.0001", MAN, date(1995, 8, 17)),
            ("9601992902000001", "9601992902000001", date(2000, 2, 29)),  # 1900 had no such day
        ],
    )
    def test_reads_valid_numbers_and_their_birth_date(self, typed, value, birth):
        nik = Nik.parse(typed)
        assert nik.value == value
        assert nik.birth_date_on(date(2026, 11, 24)) == birth

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("", f"{SIXTEEN}. Periksa lagi, {EXAMPLE}."),
            ("327399170895000", f"{SIXTEEN}; yang diisi 15 angka. Periksa lagi, {EXAMPLE}."),
            ("32739917089500011", f"{SIXTEEN}; yang diisi 17 angka. Periksa lagi, {EXAMPLE}."),
            ("327399170895000A", f"NIK hanya berisi angka; periksa “A”. {SIXTEEN}, {EXAMPLE}."),
            ("٣٢٧٣٩٩١٧٠٨٩٥٠٠٠١", f"NIK hanya berisi angka; periksa “٣”. {SIXTEEN}, {EXAMPLE}."),
            ("01.999.999.4-999.000", f"Itu tampaknya NPWP lama, bukan NIK. {SIXTEEN}, {EXAMPLE}."),
            (
                "0019999994999000",
                f"Itu tampaknya NPWP 16 angka, bukan NIK. Salin NIK dari KTP, {EXAMPLE}.",
            ),
            (
                "1000123412341234",
                f"Itu tampaknya NPWP Coretax (diawali 1000), bukan NIK. Salin NIK dari KTP, {EXAMPLE}.",
            ),
            ("9120999999991", f"Itu tampaknya NIB, bukan NIK. {SIXTEEN}, {EXAMPLE}."),
            ("0812-3456-7890", f"Itu tampaknya nomor HP, bukan NIK. {SIXTEEN}, {EXAMPLE}."),
            ("199001012015011999", f"Itu tampaknya NIP, bukan NIK. {SIXTEEN}, {EXAMPLE}."),
            ("0099991708950001", f"Dua angka pertama NIK (00) bukan kode provinsi, {EXAMPLE}."),
            ("3999991708950001", f"Dua angka pertama NIK (39) bukan kode provinsi, {EXAMPLE}."),
            ("3273993213950001", NO_BIRTH),
            ("3273993208950001", NO_BIRTH),  # day 32
            ("3273994008950001", NO_BIRTH),  # day 40 is neither man nor woman
            ("3273997208950001", NO_BIRTH),  # day 72
            ("3273998508950001", NO_BIRTH),  # day 85
            ("3273990008950001", NO_BIRTH),
            ("3273993002950001", NO_BIRTH),  # 30 February
            ("3273991708950000", f"Empat angka terakhir NIK tidak boleh 0000. Periksa lagi, {EXAMPLE}."),
        ],
    )
    def test_says_exactly_why_it_can_not_be_one(self, typed, message):
        with pytest.raises(DomainError) as refusal:
            Nik.parse(typed)
        assert refusal.value.message == message

    @pytest.mark.parametrize("province", ["65", "92", "93", "95", "96"])
    def test_provinces_founded_lately_are_known(self, province):
        assert Nik.parse(f"{province}01991708950001")

    def test_a_regency_of_another_table_only_warns(self):
        assert Nik.parse(MAN).warnings == ()
        [warning] = Nik.parse("3299991708950001").warnings
        assert "32.99" in warning

    @pytest.mark.parametrize(
        ("day", "age"),
        [(date(2012, 8, 16), 16), (date(2012, 8, 17), 17), (date(2026, 11, 24), 31), (date(1995, 8, 17), 0)],
    )
    def test_age_grows_on_the_birthday(self, day, age):
        assert age_on(Nik.parse(MAN), day) == age
        assert age_on(Nik.parse(WOMAN), day) == age
        assert (age >= MINIMUM_SELLER_AGE) is (day >= date(2012, 8, 17))

    def test_a_person_is_never_born_in_the_future(self):
        """lokal reads year 26 as 2026 in the whole of 2026, also for a birthday still to come."""
        number = "3273993112260001"
        assert lokal.parse_nik(number, reference_date=date(2026, 11, 24)).birth_date == "2026-12-31"
        assert Nik.parse(number).birth_date_on(date(2026, 11, 24)) == date(1926, 12, 31)
        assert Nik.parse(number).birth_date_on(date(2026, 12, 31)) == date(2026, 12, 31)

    @pytest.mark.parametrize("number", ["3200991708950001", "3273001708950001"])
    def test_regency_or_district_00_is_not_refused_although_lokal_does(self, number):
        """Only the province, the date and the serial decide; other parts of the region warn at most."""
        assert not lokal.parse_nik(number).valid
        assert Nik.parse(number)

    def test_an_unknown_district_does_not_warn_although_lokal_does(self):
        assert lokal.parse_nik(
            MAN, lookup_wilayah=lambda code: "Kota Bandung" if code == "32.73" else None
        ).warnings
        assert Nik.parse(MAN).warnings == ()


class TestMasking:
    @pytest.mark.parametrize(
        ("number", "masked", "display"),
        [
            (Nik(MAN), "3273••••••••0001", MAN),
            (Nip("199001012015011999"), "•••••••••••••••999", "19900101 201501 1 999"),
            (Phone("+6281234567890"), "0812••••7890", "0812-3456-7890"),
            (Phone("+62215550100"), "0215••••00", "(021) 5550100"),
        ],
    )
    def test_a_personal_number_shows_itself_masked(self, number, masked, display):
        assert number.masked == str(number) == f"{number}" == masked
        assert repr(number) == f"{type(number).__name__}({masked})"
        assert number.display == display
        assert number.value not in repr([number])

    def test_equal_numbers_are_equal(self):
        assert Nik.parse(MAN) == Nik(MAN)
        assert len({Nik(MAN), Nik(MAN), Nik(WOMAN)}) == 2


class TestNip:
    @pytest.mark.parametrize(
        "typed",
        [
            "199001012015011999",
            "198512052010122998",
            "197803152003121997",
            "19900101 201501 1 999",
            "199001012006021999",
        ],
    )
    def test_reads_valid_numbers(self, typed):
        assert len(Nip.parse(typed).value) == 18

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("19900101201501199", "18 angka"),
            ("19900101201501199A", "18 angka"),
            ("199013012015011999", "tanggal lahir"),
            ("199001012015131999", "pengangkatan"),
            ("199001012006011999", "pengangkatan"),  # not yet over 16 years old
            ("199001011989011999", "pengangkatan"),
            ("199001012015013999", "ke-15"),
        ],
    )
    def test_refuses_what_can_not_be_one_with_an_example(self, typed, message):
        with pytest.raises(DomainError, match=message) as refusal:
            Nip.parse(typed)
        assert "contoh 199001012015011999" in refusal.value.message


class TestPhone:
    @pytest.mark.parametrize(
        "typed",
        [
            "081234567890",
            "0812-3456-7890",
            "+62 812-3456-7890",
            "6281234567890",
            "81234567890",
            "62 0812 3456 7890",
            "+62 0812 3456 7890",
            "0062 812 3456 7890",
            "06281234567890",
            "+62 62 812 3456 7890",
            " (0812) 3456.7890 ",
        ],
    )
    def test_every_usual_spelling_is_one_number(self, typed):
        phone = Phone.parse(typed)
        assert phone.value == "+6281234567890"
        assert phone.display == "0812-3456-7890"
        assert phone.is_mobile
        assert phone.warnings == ()

    def test_the_country_code_behind_a_zero_is_not_an_area_code(self):
        """lokal keeps "0628…" of 12 digits as a landline of area 0628; nobody would ever be reached there."""
        assert lokal.parse_phone("062812345678").e164 == "+6262812345678"
        assert Phone.parse("062812345678").value == "+62812345678"
        assert Phone.parse("0628 20123").value == "+6262820123"

    @pytest.mark.parametrize("typed", ["0062 812 3456 7890", "+62 62 812 3456 7890"])
    def test_country_codes_that_lokal_refuses(self, typed):
        assert not lokal.parse_phone(typed).valid
        assert Phone.parse(typed).is_mobile

    @pytest.mark.parametrize(
        ("typed", "mobile"), [("(021) 5550100", False), ("0800-1234-567", False), ("0857 12345678", True)]
    )
    def test_only_mobile_numbers_receive_codes(self, typed, mobile):
        assert Phone.parse(typed).is_mobile is mobile

    def test_lokal_takes_free_of_charge_numbers_for_mobile(self):
        assert lokal.parse_phone("0800-1234-567").type == "mobile"

    def test_an_unknown_prefix_warns(self):
        [warning] = Phone.parse("0861 2345 6789").warnings
        assert "0861" in warning

    @pytest.mark.parametrize(
        "typed", ["08123", "021-123", "+6281234567890123", "+14155550100", "0812-ABCD-7890", "", "0", "12345"]
    )
    def test_refuses_what_can_not_be_one_with_an_example(self, typed):
        with pytest.raises(DomainError, match="contoh 0812-3456-7890"):
            Phone.parse(typed)

    @pytest.mark.parametrize("value", ["081234567890", "+62 81234567890", ""])
    def test_only_e164_is_kept(self, value):
        with pytest.raises(DomainError):
            Phone(value)
