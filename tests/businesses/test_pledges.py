"""What an owner signs: her name under today's text, and a paper that anybody can check."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.businesses import personal, pledge_queries, queries, services, verification_queries
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.businesses.pledges import Relation
from marketplace.businesses.requirements import Level
from marketplace.businesses.services import Signature
from marketplace.businesses.services.pledges import MOST_RELATIONS
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.documents import queries as papers
from marketplace.documents.models import IssuedDocument
from marketplace.infra.audit import PLATFORM, AuditEntry
from marketplace.infra.files import StoredFile
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from marketplace.notifications.models import Notice
from tests.businesses import factories as make

pytestmark = pytest.mark.db
SMALL = Level.GOVERNMENT_SMALL
PACT, CONFLICT = "integrity_pact", "not_civil_servant"
PAGE = "/penjual/usaha/berkas/pakta-integritas"
RELATIONS_PAGE = "/penjual/usaha/berkas/benturan-kepentingan"
OFFICE = "Dinas Kesehatan Kota Madiun"
FAMILY = Relation(OFFICE, "family", "Bambang Sutrisno")


def text_of(answer):
    return answer.get_data(as_text=True)


def shown(session, business, requirement=PACT):
    which = Evidence.business_id == business.id, Evidence.requirement == requirement
    return session.scalar(select(Evidence).where(*which, Evidence.state != EvidenceState.SUPERSEDED))


def paper_of(session, evidence):
    return session.scalar(select(IssuedDocument).where(IssuedDocument.subject_id == evidence.id))


@pytest.fixture
def shop(database):
    business, owner = make.business()
    make.fill(business, owner)
    return business, owner


@pytest.fixture
def browser(as_actor, shop):
    def open_browser(*, stepped_up=True):
        business, owner = shop
        party = PartyRef(PartyKind.BUSINESS, business.id)
        return as_actor(owner.user_id, Role.OWNER, party, code=business.code, stepped_up=stepped_up)

    return open_browser


class TestSigning:
    def test_name_version_and_time_are_kept_and_audited(self, session, shop):
        business, owner = shop
        signed = make.sign(business, owner, PACT, name="  Sari   Handayani ")
        assert (signed.state, signed.text_version) == (EvidenceState.SUBMITTED, "2025.2")
        assert signed.signed_name == "Sari Handayani"
        entry = session.scalar(select(AuditEntry).where(AuditEntry.action == "businesses.sign_pledge"))
        assert entry.data == {"requirement": PACT, "version": "2025.2", "relations": 0}

    def test_only_the_owner_signs_never_staff_or_helper_or_stranger(self, session, shop):
        business, owner = shop
        helper = make.acting(make.mandate(business, owner, scopes=("document.upload",)))
        staff = replace(owner, role=Role.STAFF, scopes=frozenset({"document.upload"}))
        for nobody in (helper, staff):
            with pytest.raises(Forbidden):
                make.sign(business, nobody, PACT)
        _other, stranger = make.business(name="Toko Lain")
        with pytest.raises(NotFound):
            make.sign(business, stranger, PACT)
        assert shown(session, business) is None

    def test_a_text_that_is_no_longer_the_one_she_read_is_not_signed(self, session, shop):
        business, owner = shop
        signature = Signature("2025.1", "Sari Handayani")
        with pytest.raises(Conflict, match="berganti"), unit_of_work(actor=owner) as (inside, actor):
            services.sign_pledge(inside, actor, business.id, requirement=PACT, signature=signature)

    def test_nothing_but_a_signature_shows_it_and_nothing_else_is_signed(self, session, shop):
        business, owner = shop
        with pytest.raises(NotFound), unit_of_work(actor=owner) as (inside, actor):
            services.submit_evidence(inside, actor, business.id, requirement=PACT, statement="Setuju")
        signature = Signature("2025.2", "Sari Handayani")
        for other in ("capacity", "sanction_check", "nib"):
            with pytest.raises(NotFound), unit_of_work(actor=owner) as (inside, actor):
                services.sign_pledge(inside, actor, business.id, requirement=other, signature=signature)

    @pytest.mark.parametrize("name", ["", ".", "7", "S"])
    def test_a_signature_has_letters(self, session, shop, name):
        with pytest.raises(DomainError) as refused:
            make.sign(*shop, PACT, name=name)
        assert refused.value.field == "name"


class TestPaper:
    def test_the_pact_is_a_paper_that_cek_compares_byte_for_byte(self, session, shop, client):
        business, owner = shop
        paper = paper_of(session, make.sign(business, owner, PACT))
        assert paper.pdf.startswith(b"%PDF")
        assert paper.snapshot["signatory"]["representative"] == "Sari Handayani"
        facts = papers.public_facts(session, paper.code)
        assert papers.same_bytes(facts, paper.pdf)
        assert not papers.same_bytes(facts, paper.pdf + b" ")
        page = text_of(client.get(f"/cek/{paper.code}"))
        assert "Pakta integritas" in page
        assert "BERLAKU" in page
        assert "Sari Handayani" not in page

    def test_relations_are_printed_nowhere(self, session, shop):
        assert paper_of(session, make.sign(*shop, CONFLICT, FAMILY)) is None

    def test_a_new_signature_makes_the_paper_before_it_void(self, session, shop):
        first, second = (paper_of(session, make.sign(*shop, PACT)) for _ in range(2))
        session.refresh(first)
        assert (first.voided_at is not None, second.voided_at is None) == (True, True)
        assert [paper.number[:4] for paper in (first, second)] == ["001/", "002/"]

    def test_owner_and_verifier_of_the_region_read_it_and_nobody_else(self, session, shop):
        business, owner = shop
        code = paper_of(session, make.sign(business, owner, PACT)).code
        verifier = make.verifier(make.person("Dewi Lestari"))
        for reader in (owner, verifier):
            assert papers.for_reader(session, reader, code).code == code
        helper = make.acting(make.mandate(business, owner, scopes=("document.upload",)))
        _other, stranger = make.business(name="Toko Lain")
        far, partial = replace(verifier, region_code="53"), make.verifier_by_id(owner.user_id)
        for reader in (helper, stranger, far, partial, Actor.visitor()):
            with pytest.raises(NotFound):
                papers.for_reader(session, reader, code)

    def test_what_proves_false_is_void_at_once(self, session):
        business, _owner = make.verified()
        evidence = shown(session, business)
        paper = paper_of(session, evidence)
        with unit_of_work(actor=make.verifier(make.person())) as (inside, actor):
            services.reject_evidence(inside, actor, evidence.id, reason="Bukan tanda tangan pemilik.")
        session.refresh(paper)
        assert (paper.voided_at is not None, paper.void_reason) == (True, "Bukan tanda tangan pemilik.")


class TestRelations:
    def test_none_or_some_are_declared_and_every_change_stays_in_the_history(self, session, shop):
        business, owner = shop
        make.sign(business, owner, CONFLICT)
        make.sign(business, owner, CONFLICT, FAMILY)
        make.sign(business, owner, CONFLICT, replace(FAMILY, relation="employee", name=""))
        now = pledge_queries.signed_by(session, business)[CONFLICT]
        before = pledge_queries.earlier(session, business, CONFLICT)
        assert now.relations == (Relation(OFFICE, "employee"),)
        assert [one.relations for one in before] == [(FAMILY,), ()]

    @pytest.mark.parametrize(
        ("relations", "field"),
        [
            (None, "has"),
            ((Relation("", "family"),), "office-1"),
            ((FAMILY, Relation("Dinas Pasar", "")), "relation-2"),
            ((FAMILY, Relation("Dinas Pasar", "friend")), "relation-2"),
            ((Relation(OFFICE, "family", "x" * 121),), "name-1"),
            ((FAMILY,) * (MOST_RELATIONS + 1), "has"),
        ],
    )
    def test_what_is_missing_is_said_beside_its_field(self, session, shop, relations, field):
        business, owner = shop
        signature = Signature("2025.1", "Sari Handayani", relations)
        with pytest.raises(DomainError) as refused, unit_of_work(actor=owner) as (inside, actor):
            services.sign_pledge(inside, actor, business.id, requirement=CONFLICT, signature=signature)
        assert refused.value.field == field

    def test_export_gives_them_and_erasure_takes_them(self, session, shop):
        business, owner = shop
        evidence = make.sign(business, owner, CONFLICT, FAMILY)
        given = personal.export(session, owner.user_id)["usaha"][0]["pernyataan"][0]
        assert (given["nama"], given["teks"]) == ("Sari Handayani", "2025.1")
        assert given["hubungan"] == [
            {"kantor": OFFICE, "jenis": "Keluarga pejabat kantor itu", "nama": "Bambang Sutrisno"}
        ]
        with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
            personal.erase(inside, owner.user_id)
        session.refresh(evidence)
        assert (evidence.signed_name, evidence.relations_json) == (None, None)

    def test_export_gives_an_owner_nothing_that_another_owner_signed(self, session, shop):
        business, owner = shop
        make.sign(business, owner, CONFLICT, FAMILY)
        partner = make.person("Wahyu Hidayat")
        with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
            as_owner = {"role": MemberRole.OWNER, "joined_at": clock.now()}
            inside.add(Member(business_id=business.id, user_id=partner.id, **as_owner))
        make.sign(business, make.owner(business, partner), PACT, name="Wahyu Hidayat")
        for user_id, name in ((owner.user_id, "Sari Handayani"), (partner.id, "Wahyu Hidayat")):
            given = personal.export(session, user_id)["usaha"][0]["pernyataan"]
            assert [signed["nama"] for signed in given] == [name]
        with unit_of_work(actor=owner) as (inside, actor):
            identity = {"requirement": "owner_identity", "paper": services.Paper(make.PDF, "ktp.pdf")}
            ktp = services.submit_evidence(inside, actor, business.id, **identity).file_id
        kept = session.get_one(StoredFile, ktp).code
        for user_id, given in ((owner.user_id, 1), (partner.id, 0)):
            assert sum(kept in one.name for one in personal.belongings(session, user_id)) == given
        code = paper_of(session, shown(session, business)).code
        for user_id, given in ((owner.user_id, 0), (partner.id, 1)):
            files = [one.name for one in personal.belongings(session, user_id)]
            assert files.count(f"usaha-{business.code}/surat/pakta-integritas-{code}.pdf") == given


class TestPages:
    def test_she_reads_signs_and_downloads(self, session, shop, browser):
        owner_browser = browser()
        page = text_of(owner_browser.get(PAGE))
        assert "tidak menyuap" in page
        assert f"{PAGE}/tanda-tangan" in page
        fields = {"name": "Sari Handayani", "agreed": "1", "text_version": "2025.2"}
        assert owner_browser.submit(f"{PAGE}/tanda-tangan", fields).location == PAGE
        code = paper_of(session, shown(session, shop[0])).code
        page = text_of(owner_browser.get(PAGE))
        assert f"/dokumen/{code}.pdf" in page
        assert "Lihat sisanya dan ajukan" in page
        answer = owner_browser.get(f"/dokumen/{code}.pdf")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")

    def test_signing_wants_a_fresh_proof_of_who_she_is(self, session, shop, browser):
        assert "/akun/konfirmasi" in browser(stepped_up=False).get(f"{PAGE}/tanda-tangan").location
        assert browser(stepped_up=False).get(PAGE).status_code == 200

    def test_nothing_typed_is_lost(self, session, shop, browser):
        answer = browser().submit(
            f"{PAGE}/tanda-tangan", {"name": "Sari Handayani", "text_version": "2025.2"}
        )
        assert answer.status_code == 422
        assert 'value="Sari Handayani"' in text_of(answer)
        assert "Centang bila Anda sudah membaca." in text_of(answer)

    def test_one_more_relation_without_scripts_then_signed(self, session, shop, browser):
        page, owner_browser = f"{RELATIONS_PAGE}/tanda-tangan", browser()
        typed = {"has": "ada", "office-1": OFFICE, "relation-1": "family", "text_version": "2025.1"}
        more = text_of(owner_browser.submit(page, typed | {"tambah": "1"}))
        assert f'value="{OFFICE}"' in more
        assert 'name="office-2"' in more
        fields = typed | {"office-2": "", "relation-2": "", "name-2": "", "name": "Sari", "agreed": "1"}
        assert owner_browser.submit(page, fields).status_code == 303
        now = pledge_queries.signed_by(session, session.get_one(Business, shop[0].id))[CONFLICT]
        assert now.relations == (Relation(OFFICE, "family"),)
        assert f'value="{OFFICE}"' in text_of(owner_browser.get(page))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"has": "tidak", "office-1": OFFICE}, "Anda mengisi hubungan di bawah."),
            ({"has": "ada"}, "Tulis kantornya, atau pilih “Tidak ada”."),
            ({}, "Pilih: tidak ada hubungan, atau ada."),
        ],
    )
    def test_choice_and_rows_must_fit(self, session, shop, browser, typed, said):
        fields = {"name": "Sari", "agreed": "1", "text_version": "2025.1", "relation-1": ""} | typed
        answer = browser().submit(f"{RELATIONS_PAGE}/tanda-tangan", fields)
        assert answer.status_code == 422
        assert said in text_of(answer)

    def test_a_helper_reads_the_text_and_no_relation(self, session, shop, as_actor):
        business, owner = shop
        make.sign(business, owner, CONFLICT, FAMILY)
        mandate = make.mandate(business, owner, scopes=("document.upload",))
        party = PartyRef(PartyKind.BUSINESS, business.id)
        helper = as_actor(mandate.helper_id, Role.HELPER, party, code=business.code, mandate_id=mandate.id)
        page = text_of(helper.get(RELATIONS_PAGE))
        assert "Hanya pemilik yang bisa menandatanganinya." in page
        assert OFFICE not in page
        assert helper.get(f"{RELATIONS_PAGE}/tanda-tangan").status_code == 403

    def test_a_paper_page_is_no_page_to_sign(self, shop, browser):
        assert browser().get("/penjual/usaha/berkas/nib/tanda-tangan").status_code == 404


class TestVerifier:
    @pytest.fixture
    def judge(self, as_actor):
        account = make.person("Rahmat Hidayatullah")
        with unit_of_work(actor=make.SYSTEM) as (session, actor):
            accounts.grant_platform_role(session, actor, user_id=account.id, role=Role.VERIFIER)
        return as_actor(account.id, Role.VERIFIER, PLATFORM, code="platform")

    def test_sees_who_signed_what_and_which_relations(self, session, judge):
        business, owner, case = make.waiting_case()
        make.sign(business, owner, CONFLICT, FAMILY)
        page = text_of(judge.get(f"/verifikasi/{case.code}"))
        assert f"{OFFICE}: Keluarga pejabat kantor itu, Bambang Sutrisno" in page
        code = paper_of(session, shown(session, business)).code
        assert f"/dokumen/{code}.pdf" in page
        assert judge.get(f"/dokumen/{code}.pdf").status_code == 200

    def test_takes_back_what_was_accepted_with_a_reason_and_the_owner_reads_it(self, session, judge):
        business, owner, case = make.waiting_case()
        make.accept(business, case.id, SMALL)
        page = f"/verifikasi/{case.code}/nib/tarik"
        assert page in text_of(judge.get(f"/verifikasi/{case.code}"))
        assert judge.submit(page, {"reason": ""}).status_code == 422
        assert judge.submit(page, {"reason": "NIB ini milik orang lain."}).status_code == 303
        assert not queries.is_government_ready(session, business.id, clock.today())
        step = verification_queries.step_of(session, session.get_one(Business, business.id), "nib")
        assert (step.state, step.note) == ("bad", "NIB ini milik orang lain.")
        told = session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id)).all()
        assert any("tidak diterima lagi: NIB ini milik orang lain. Perbaiki" in text for text in told)
        assert judge.get(page).status_code == 404

    def test_what_proved_itself_is_not_taken_back_nor_by_somebody_of_the_business(
        self, session, judge, as_actor
    ):
        business, owner, case = make.waiting_case()
        make.accept(business, case.id, SMALL)
        assert judge.get(f"/verifikasi/{case.code}/nama-toko/tarik").status_code == 404
        with unit_of_work(actor=make.SYSTEM) as (inside, actor):
            accounts.grant_platform_role(inside, actor, user_id=owner.user_id, role=Role.VERIFIER)
        partial = as_actor(owner.user_id, Role.VERIFIER, PLATFORM, code="platform")
        assert partial.get(f"/verifikasi/{case.code}/nib/tarik").status_code == 422
