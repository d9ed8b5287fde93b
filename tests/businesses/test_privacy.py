"""Who may read whose papers and numbers, what that leaves behind, and when the picture of the KTP goes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from marketplace.businesses import services
from marketplace.businesses.requirements import Level
from marketplace.businesses.rules import rule
from marketplace.businesses.services import Decision, Paper, keeping
from marketplace.businesses.states import CaseState, EvidenceState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra import counting, files, jobs, timeline, upkeep
from marketplace.infra.disclosures import Disclosure
from marketplace.infra.files import StoredFile
from marketplace.infra.personal_data import keepers
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.kernel.errors import DomainError, Forbidden, NotFound, Refused
from tests.businesses import factories as make
from tests.client import HTMX

pytestmark = pytest.mark.db
SMALL = Level.GOVERNMENT_SMALL
NIB, NPWP = "9120999014277", "02.273.647.4-999.000"


def document() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 400), "white").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def story(database):
    """A business that asked to be verified, its owner, and its KTP as a photo."""
    business, owner = make.business()
    make.fill(business, owner)
    make.show_everything(business, owner, SMALL)
    with unit_of_work(actor=owner) as (session, actor):
        paper = Paper(photo(), "ktp.jpg")
        ktp = services.submit_evidence(session, actor, business.id, requirement="owner_identity", paper=paper)
        case = services.submit_for_verification(session, actor, business.id, SMALL)
    return business, owner, ktp, case


def decide(business, case, decision=Decision.ACCEPT):
    with unit_of_work(actor=make.verifier(make.person("Rahmat"))) as (session, actor):
        answers = make.all_yes(business, SMALL) if decision is Decision.ACCEPT else {}
        services.decide(session, actor, case.id, answers=answers, decision=decision, reason="Buram.")
    if decision is not Decision.RETURN:
        with unit_of_work(actor=make.verifier(make.person("Theresia"))) as (session, actor):
            services.confirm(session, actor, case.id)


def file_of(session, evidence) -> StoredFile:
    return session.get_one(StoredFile, session.get_one(Evidence, evidence.id).file_id)


def killed_after(work) -> None:
    """Do the work in a transaction that never commits, as when the machine is switched off."""

    def half() -> None:
        with unit_of_work(actor=make.SYSTEM) as (session, _actor):
            work(session)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()


def read(actor, code) -> bytes:
    with unit_of_work(actor=actor) as (session, who):
        return files.read_private(session, who, code)[1]


class TestWhoReads:
    """owner, staff, helper with every scope, verifier of the open case, others: who gets the KTP."""

    @pytest.fixture
    def readers(self, story):
        business, owner, _ktp, _case = story
        _other, stranger = make.business(name="Toko Lain")
        verifier = make.verifier(make.person("Rahmat"))
        helper = make.mandate(business, owner, scopes=("document.upload", "profile.write"))
        return {
            "owner": owner,
            "verifier": verifier,
            "staff": replace(owner, role=Role.STAFF),
            "helper": make.acting(helper),
            "helper as verifier": replace(verifier, user_id=helper.helper_id),
            "verifier elsewhere": replace(verifier, region_code="53"),
            "stranger": stranger,
            "shopper": make.shopper(make.person()),
            "admin": replace(verifier, role=Role.ADMIN),
            "ppk": replace(verifier, role=Role.PPK),
            "auditor": replace(verifier, role=Role.AUDITOR),
        }

    def test_only_the_owner_and_the_verifier_in_charge(self, session, story, readers):
        code = file_of(session, story[2]).code
        allowed = set()
        for name, actor in readers.items():
            try:
                read(actor, code)
            except NotFound:
                continue
            allowed.add(name)
        assert allowed == {"owner", "verifier"}

    @pytest.mark.parametrize("decision", [Decision.ACCEPT, Decision.REJECT])
    def test_once_the_case_is_decided_its_verifier_reads_no_more(self, session, story, readers, decision):
        business, _owner, ktp, case = story
        decide(business, case, decision)
        code = file_of(session, ktp).code
        with pytest.raises(NotFound):
            read(readers["verifier"], code)
        assert read(readers["owner"], code)

    def test_a_paper_renewed_later_is_read_again(self, session, story, readers):
        business, owner, _ktp, case = story
        decide(business, case)
        with unit_of_work(actor=owner) as (inside, actor):
            nib = services.submit_evidence(
                inside, actor, business.id, requirement="nib", paper=Paper(make.PDF, "nib.pdf")
            )
        assert read(readers["verifier"], file_of(session, nib).code)

    def test_the_same_holds_for_whole_numbers(self, story, readers):
        _business, _owner, _ktp, case = story
        allowed = set()
        for name, actor in readers.items():
            try:
                with unit_of_work(actor=actor) as (session, who):
                    services.reveal_case_numbers(session, who, case.code)
            except (NotFound, Refused):
                continue
            allowed.add(name)
        assert allowed == {"verifier"}

    def test_nobody_but_the_owner_reveals_from_inside_the_business(self, story, readers):
        business = story[0]
        for name in ("staff", "helper", "stranger"):
            with pytest.raises((Forbidden, NotFound)), unit_of_work(actor=readers[name]) as (session, actor):
                services.reveal_own_numbers(session, actor, business.id)


class TestOnThePage:
    @pytest.fixture
    def browsers(self, as_actor, story):
        business, owner, _ktp, _case = story
        verifier = make.person("Rahmat Hidayatullah")
        with unit_of_work(actor=make.SYSTEM) as (session, actor):
            make.accounts.grant_platform_role(session, actor, user_id=verifier.id, role=Role.VERIFIER)
        hers = as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code)
        return hers, as_actor(verifier.id, Role.VERIFIER, make.verifier(verifier).party, code="platform")

    def test_the_owner_gets_her_own_and_the_verifier_a_marked_copy(self, session, story, browsers):
        code = file_of(session, story[2]).code
        hers, theirs = (browser.get(f"/berkas/{code}") for browser in browsers)
        assert hers.data == photo()
        assert theirs.data != photo()
        assert theirs.mimetype == "image/jpeg"
        for answer in (hers, theirs):
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
            assert answer.headers["Content-Disposition"].startswith("attachment")

    def test_a_document_carries_the_name_of_its_reader(self, session, story, browsers):
        business, owner, _ktp, _case = story
        with unit_of_work(actor=owner) as (inside, actor):
            nib = services.submit_evidence(
                inside, actor, business.id, requirement="nib", paper=Paper(document(), "nib.pdf")
            )
        answer = browsers[1].get(f"/berkas/{file_of(session, nib).code}")
        words = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
        assert "Hanya untuk verifikasi Lapak Nusa: Rahmat Hidayatullah" in words

    def test_what_cannot_be_marked_is_answered_with_a_sentence(self, session, story, browsers):
        nib = session.scalar(select(Evidence).where(Evidence.requirement == "nib"))
        answer = browsers[1].get(f"/berkas/{file_of(session, nib).code}")
        assert answer.status_code == 422
        assert "unggah ulang sebagai foto" in answer.text

    def test_the_owner_reads_who_saw_what_and_why(self, session, story, browsers):
        code = file_of(session, story[2]).code
        hers, theirs = browsers
        theirs.get(f"/berkas/{code}")
        page = hers.get("/penjual/usaha/siapa-melihat").text
        assert "Rahmat Hidayatullah" in page
        assert "Identitas pemilik" in page
        assert "Memeriksa pengajuan “Bisa jualan ke pemerintah, nilai kecil”" in page
        assert "/penjual/usaha/siapa-melihat" in hers.get("/penjual/usaha/berkas").text

    def test_numbers_are_masked_on_every_page_until_asked_for(self, session, story, browsers):
        hers, theirs = browsers
        case = f"/verifikasi/{story[3].code}"
        for browser, page in (
            (hers, "/penjual/usaha"),
            (hers, "/penjual/usaha/berkas"),
            (theirs, case),
            (theirs, "/verifikasi"),
        ):
            shown = browser.get(page).text
            assert NIB not in shown
            assert NPWP not in shown
        for browser, page in ((hers, "/penjual/usaha"), (theirs, case)):
            answer = browser.submit(f"{page}/nomor-lengkap", {}, page=page, headers=HTMX)
            assert NIB in answer.text
            assert NPWP in answer.text
            assert answer.headers["Cache-Control"] == "no-store"
        seen = session.scalars(select(Disclosure.what).order_by(Disclosure.id)).all()
        assert seen == ["nib", "npwp", "nib", "npwp"]

    def test_the_list_asks_the_same_of_the_database_however_long(self, session, story, browsers):
        code = file_of(session, story[2]).code
        hers, _theirs = browsers
        hers.get(f"/berkas/{code}")
        hers.get("/penjual/usaha/siapa-melihat")
        few = counting.current()
        for _ in range(25):
            read(story[1], code)
        page = hers.get("/penjual/usaha/siapa-melihat").text
        assert counting.current() == few
        assert "Halaman 1 dari 2" in page


class TestForgettingTheKtp:
    def late(self, days=0):
        length = rule("keeping.owner_identity.days", clock.today()).number
        return clock.frozen(clock.now() + timedelta(days=length + days))

    def clean_up(self):
        with unit_of_work(actor=make.SYSTEM) as (session, actor):
            upkeep.clean_up(session, actor, {})
        jobs.run_due()
        with clock.frozen(clock.now() + timedelta(minutes=1)):
            jobs.run_due()

    @pytest.mark.parametrize("decision", [Decision.ACCEPT, Decision.REJECT])
    def test_the_picture_goes_and_what_was_found_stays(self, session, story, decision):
        business, _owner, ktp, case = story
        decide(business, case, decision)
        path = files.path_of(file_of(session, ktp).blob)
        with self.late(-1):
            self.clean_up()
            assert path.exists()
        with self.late():
            self.clean_up()
        assert not path.exists()
        session.expire_all()
        row = session.get_one(Evidence, ktp.id)
        assert row.state in {EvidenceState.ACCEPTED, EvidenceState.REJECTED}
        assert row.decided_by is not None
        assert file_of(session, ktp).erased_at is not None
        step = timeline.of(session, ("evidence", ktp.id))[-1]
        assert step.event == "forget_file"
        assert "UU 27/2022" in step.reason
        assert step.details["days"] == 30

    def test_a_case_begun_anew_asks_for_a_picture_that_was_refused_and_is_gone(
        self, session, story, as_actor
    ):
        business, owner, _ktp, case = story
        decide(business, case, Decision.REJECT)
        with self.late():
            self.clean_up()
            browser = as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code)
            page = browser.get("/penjual/usaha/berkas").text
            assert "kirim foto baru" in page
            with pytest.raises(DomainError, match="Identitas pemilik"):
                self.begin_anew(owner, business)
            assert "kirim foto baru" in browser.get("/penjual/usaha/berkas/ktp").text
            make.show_everything(business, owner, SMALL)
            assert self.begin_anew(owner, business).state is CaseState.SUBMITTED

    def test_a_case_begun_anew_does_not_ask_for_a_picture_that_was_accepted(self, session, story, as_actor):
        business, owner, ktp, case = story
        decide(business, case)
        with self.late():
            self.clean_up()
            browser = as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code)
            page = browser.get("/penjual/usaha/berkas").text
            assert "Gambarnya sudah dihapus" in page
            assert "kirim foto baru" not in page
            assert self.begin_anew(owner, business).state is CaseState.SUBMITTED
        assert session.get_one(Evidence, ktp.id).state is EvidenceState.ACCEPTED

    def begin_anew(self, owner, business):
        with unit_of_work(actor=owner) as (session, actor):
            return services.submit_for_verification(session, actor, business.id, SMALL)

    def test_only_the_ktp_goes_and_only_once(self, session, story):
        business, _owner, ktp, case = story
        decide(business, case)
        for _ in range(2):
            with self.late():
                self.clean_up()
        steps = [step.event for step in timeline.of(session, ("evidence", ktp.id))]
        assert steps.count("forget_file") == 1
        kept = select(StoredFile.id).where(StoredFile.erased_at.is_(None))
        assert session.scalar(kept) is not None
        assert session.get_one(VerificationCase, case.id).state.value == "accepted"

    def test_what_waits_to_be_checked_stays(self, session, story):
        with self.late(300):
            self.clean_up()
        assert file_of(session, story[2]).erased_at is None

    def test_a_picture_that_was_replaced_goes_too(self, session, story):
        business, owner, ktp, _case = story
        with unit_of_work(actor=owner) as (inside, actor):
            newer = services.submit_evidence(
                inside, actor, business.id, requirement="owner_identity", paper=Paper(photo(), "baru.jpg")
            )
        with self.late():
            self.clean_up()
        assert file_of(session, ktp).erased_at is not None
        assert file_of(session, newer).erased_at is None

    def test_a_run_that_is_killed_leaves_all_or_nothing(self, session, story):
        business, owner, ktp, case = story
        decide(business, case)
        code = file_of(session, ktp).code
        with self.late():
            killed_after(keeping.forget_checked_papers)
            assert read(owner, code) == photo()
            self.clean_up()
            with pytest.raises(NotFound):
                read(owner, code)

    def test_the_page_says_that_it_is_gone(self, session, story, as_actor):
        business, owner, _ktp, case = story
        decide(business, case)
        with self.late():
            self.clean_up()
        hers = as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code)
        assert "Gambarnya sudah dihapus" in hers.get("/penjual/usaha/berkas").text

    def test_an_owner_who_asks_for_erasure_takes_every_paper_along(self, session, story):
        business, owner, _ktp, _case = story
        with unit_of_work(actor=owner) as (inside, _actor):
            keepers()["businesses"].erase(inside, owner.user_id)
        session.expire_all()
        left = (
            select(StoredFile.id)
            .join(Evidence, Evidence.file_id == StoredFile.id)
            .where(Evidence.business_id == business.id, StoredFile.sealed_key.is_not(None))
        )
        assert session.scalar(left) is None


def test_deleting_while_it_is_being_read_gives_the_picture_or_nothing(session, story):
    """The reader has the row before the deletion commits: the answer is whole or says that it is gone."""
    business, owner, ktp, case = story
    decide(business, case)
    stored = file_of(session, ktp)
    with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
        files.erase(inside, inside.get_one(StoredFile, stored.id))
    with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
        files.remove_erased(inside)
    with pytest.raises(NotFound):
        read(owner, stored.code)
