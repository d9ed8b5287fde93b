"""Numbers of a business: the edition a KBLI code belongs to, bank account numbers, and what stays hidden."""

from __future__ import annotations

import pytest

from marketplace.businesses import kbli, official_kbli, queries, services
from marketplace.businesses.models import Business
from marketplace.businesses.official_kbli import OfficialKbli
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError
from tests.businesses import factories as make
from tests.businesses.test_kbli_files import shipped_codes

pytestmark = pytest.mark.db

OLDER = "Bila NIB Anda masih memakai edisi 2020, isi di kolom KBLI 2020."
TEMPE = (
    "Kode 10391 berasal dari KBLI 2020 dan tidak ada lagi di KBLI 2025. Penggantinya: 10307 Membuat tempe. "
    f"{OLDER}"
)
ONLINE = (
    "Kode 47911 berasal dari KBLI 2020 dan tidak ada lagi di KBLI 2025. Penggantinya menurut barang atau "
    f"jasa Anda; cari dengan kata di bawah. {OLDER}"
)
IN_2025 = "Kode 10307 ada di KBLI 2025, bukan di KBLI 2020. Isi di kolom KBLI 2025."
IN_2020 = "Kode 98111 ada di KBLI 2020, bukan di KBLI 2025. Isi di kolom KBLI 2020."
NOT_IN_2020 = "Kode 98765 tidak ada di KBLI 2020. Salin lima angkanya dari lampiran NIB."
NOWHERE = (
    "Kode 98765 tidak ada di KBLI 2020 maupun KBLI 2025. Salin lima angkanya dari lampiran NIB, atau cari "
    "dengan kata di bawah."
)
GROUP = "“1071” adalah kode kelompok. Pakai kode KBLI lengkap yang terdiri dari 5 angka, contoh 10710."
ACCOUNT = "Nomor rekening terdiri dari 8 sampai 20 angka"


def text_of(answer):
    return answer.get_data(as_text=True)


def write(owner, business: Business, *codes: tuple[str, str]) -> None:
    with unit_of_work(actor=owner) as (session, actor):
        values = {"kbli": [list(pair) for pair in codes]}
        services.fill_profile(session, actor, business.id, values=values)


def load(*codes: tuple[str, str]) -> None:
    with unit_of_work(actor=Actor.system("test")) as (session, _actor):
        session.add_all(
            OfficialKbli(edition=edition, code=code, title="Judul", parent="") for edition, code in codes
        )


class TestKbliEditions:
    @pytest.mark.parametrize(
        ("loaded", "typed", "field", "message"),
        [
            ([], ("2025", "10391"), "kbli.2025", TEMPE),
            ([], ("2025", "47911"), "kbli.2025", ONLINE),
            ([], ("2020", "1071"), "kbli.2020", GROUP),
            ([("2020", "10110")], ("2020", "10307"), "kbli.2020", IN_2025),
            ([("2020", "98111"), ("2025", "10110")], ("2025", "98111"), "kbli.2025", IN_2020),
            ([("2020", "10110")], ("2020", "98765"), "kbli.2020", NOT_IN_2020),
            ([("2020", "10110"), ("2025", "10110")], ("2025", "98765"), "kbli.2025", NOWHERE),
        ],
    )
    def test_a_code_of_another_edition_or_of_none_is_refused_exactly(
        self, session, loaded, typed, field, message
    ):
        load(*loaded)
        business, owner = make.business()
        with pytest.raises(DomainError) as refused:
            write(owner, business, typed)
        assert (refused.value.field, refused.value.message) == (field, message)

    def test_without_the_official_table_an_unknown_code_is_kept_and_told(self, session):
        business, owner = make.business()
        write(owner, business, ("2025", "98765"))
        _classes, advice = official_kbli.offered(session, "", [["2025", "98765"]])
        assert advice == [
            "Kode 98765 belum ada di daftar kami untuk KBLI 2025. Verifikator mencocokkannya dengan lampiran "
            "NIB Anda."
        ]

    def test_a_code_that_was_there_before_the_table_stays(self, session):
        business, owner = make.business()
        write(owner, business, ("2025", "98765"))
        load(("2020", "10110"), ("2025", "10110"))
        write(owner, business, ("2025", "98765"), ("2025", "10307"))
        assert queries.kbli_of(session, business.id) == [("2025", "98765"), ("2025", "10307")]

    @pytest.mark.parametrize(
        ("code", "advice", "ticks"),
        [
            (
                "10391",
                "Kode 10391 (KBLI 2020) tidak ada lagi di KBLI 2025. Penggantinya: 10307 Membuat tempe. "
                "Perbarui dulu di OSS.",
                ["10307"],
            ),
            (
                "10762",
                "Kode 10762 (KBLI 2020) dipakai untuk kegiatan lain di KBLI 2025. Penggantinya: 10797 "
                "Seduhan herbal. Perbarui dulu di OSS.",
                ["10797"],
            ),
        ],
    )
    def test_a_code_of_2020_that_changed_offers_those_of_2025(self, session, code, advice, ticks):
        classes, said = official_kbli.offered(session, "", [["2020", code]])
        assert ([one.code for one in classes], said) == (ticks, [advice])

    def test_with_a_successor_nothing_more_is_said(self, session):
        classes, said = official_kbli.offered(session, "", [["2020", "10391"], ["2025", "10307"]])
        assert (classes, said) == ([], [])

    def test_the_comparison_names_codes_that_ship(self):
        old, new = set(shipped_codes("2020")), set(shipped_codes("2025"))
        changes = [change for code in old if (change := kbli.change_of(code))]
        assert len(changes) > 50
        assert all(set(change.successors) <= new for change in changes)
        assert all(change.code not in new for change in changes if change.removed)


class TestAccountNumbers:
    @pytest.mark.parametrize(
        ("number", "message"),
        [
            ("12", f"{ACCOUNT}; yang diisi 2 angka. Periksa lagi, contoh 0012345678."),
            (
                "00999900I2345",
                f"Nomor rekening hanya berisi angka; periksa “I”. {ACCOUNT}, contoh 0012345678.",
            ),
            ("", f"{ACCOUNT}. Periksa lagi, contoh 0012345678."),
        ],
    )
    def test_what_is_wrong_with_it_is_said_exactly(self, session, number, message):
        business, owner = make.business()
        with pytest.raises(DomainError) as refused, unit_of_work(actor=owner) as (inside, actor):
            services.set_bank_account(
                inside, actor, business.id, bank="Bank Jatim", number=number, holder="Sari Handayani"
            )
        assert (refused.value.field, refused.value.message) == ("number", message)


class TestOnThePage:
    def test_numbers_that_are_there_are_masked_and_an_empty_field_keeps_them(self, session, owner_of):
        business, owner = make.business()
        make.fill(business, owner, npwp="0019999994999000")
        browser = owner_of(business, owner)
        shown = text_of(browser.get("/penjual/usaha/nomor"))
        assert "•••••••••4277" in shown
        assert "9120999014277" not in shown
        answer = browser.submit("/penjual/usaha/nomor", {"kbli_2020": "10794", "pkp": "ya"})
        assert answer.status_code == 303
        make.fresh(session, business)
        assert (business.nib, business.npwp, business.pkp) == ("9120999014277", "0019999994999000", True)

    def test_a_code_of_the_wrong_edition_is_refused_beside_its_field_and_stays(self, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        fields = {"kbli_2025": "10391", "kbli_2020": "10794", "pkp": "tidak"}
        answer = browser.submit("/penjual/usaha/nomor", fields)
        assert answer.status_code == 422
        assert TEMPE in text_of(answer)
        assert 'value="10391"' in text_of(answer)

    def test_a_coretax_number_is_taken_and_what_to_compare_is_said(self, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        browser.submit("/penjual/usaha/nomor", {"npwp": "1000123412341234", "pkp": "tidak"})
        assert "NPWP Coretax (diawali 1000) tidak punya angka pemeriksa" in text_of(
            browser.get("/penjual/usaha")
        )

    def test_what_a_helper_proposes_does_not_show_the_number_before(self, session):
        business, owner = make.business()
        make.fill(business, owner)
        rina = make.acting(make.mandate(business, owner))
        with unit_of_work(actor=rina) as (inside, actor):
            change = services.fill_profile(inside, actor, business.id, values={"nib": "9120999014999"})
        assert change.diff == [{"label": "NIB", "before": "•••••••••4277", "after": "9120999014999"}]
