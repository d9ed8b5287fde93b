"""Evidence, the dated checklist, and the readiness that follows from accepted facts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from marketplace.businesses import queries, services, verification_queries
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import LegalForm, Level, requirements
from marketplace.businesses.services import Answer, Decision, Paper, evidence
from marketplace.businesses.services.readiness import computed, ready_until, stored
from marketplace.businesses.states import CaseState, EvidenceState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra import files
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from tests.businesses import factories as make

pytestmark = pytest.mark.db
SMALL = Level.GOVERNMENT_SMALL


def submit(owner, business, requirement, **what):
    with unit_of_work(actor=owner) as (session, actor):
        return services.submit_evidence(session, actor, business.id, requirement=requirement, **what)


def decide(actor, case, *, answers, decision=Decision.ACCEPT, reason=""):
    with unit_of_work(actor=actor) as (session, actor):
        return services.decide(session, actor, case.id, answers=answers, decision=decision, reason=reason)


def waiting_case():
    business, owner = make.business()
    make.fill(business, owner)
    make.show_everything(business, owner, SMALL)
    with unit_of_work(actor=owner) as (session, actor):
        return business, owner, services.submit_for_verification(session, actor, business.id, SMALL)


class TestEvidence:
    @pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"PK\x03\x04", b"MZ", b"%PD", b"\x89PNG"])
    def test_only_pdf_jpeg_and_png_by_their_content(self, session, content):
        business, owner = make.business()
        with pytest.raises(DomainError) as refused:
            submit(owner, business, "nib", paper=Paper(content, "nib.pdf"))
        assert refused.value.field == "content"

    def test_eight_megabytes_are_the_most(self, session):
        business, owner = make.business()
        largest = make.PDF.ljust(evidence.LARGEST, b" ")
        submit(owner, business, "nib", paper=Paper(largest, "nib.pdf"))
        with pytest.raises(DomainError, match="8 MB"):
            submit(owner, business, "nib", paper=Paper(largest + b" ", "nib.pdf"))

    def test_the_name_loses_its_folders_and_gets_the_ending_of_its_content(self, session):
        business, owner = make.business()
        shown = submit(owner, business, "nib", paper=Paper(make.PDF, "..\\..\\etc/NIB Sari.exe"))
        stored_file = session.get_one(files.StoredFile, shown.file_id)
        assert stored_file.filename == "NIB Sari.pdf"

    def test_a_paper_that_ended_is_refused(self, session):
        business, owner = make.business()
        ended = Paper(make.PDF, "nib.pdf", ends_on=clock.today() - timedelta(days=1))
        with pytest.raises(DomainError) as refused:
            submit(owner, business, "nib", paper=ended)
        assert refused.value.field == "ends_on"

    def test_a_new_paper_takes_the_place_of_the_one_before(self, session):
        business, owner = make.business()
        first = submit(owner, business, "nib", paper=Paper(make.PDF, "satu.pdf"))
        submit(owner, business, "nib", paper=Paper(make.PDF, "dua.pdf"))
        make.fresh(session, first)
        assert first.state is EvidenceState.SUPERSEDED

    def test_nobody_declares_the_check_of_the_verifier(self, session):
        business, owner = make.business()
        with pytest.raises(NotFound):
            submit(owner, business, "sanction_check")

    def test_a_helper_shows_only_what_is_not_the_owners_to_show(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner, scopes=("document.upload",)))
        submit(rina, business, "place_of_business", paper=Paper(make.PDF, "tempat.pdf"))
        with pytest.raises(Forbidden):
            submit(rina, business, "owner_identity", paper=Paper(make.PDF, "ktp.pdf"))

    def test_is_read_by_its_owner_and_the_verifier_and_by_nobody_else(self, session):
        business, owner, _case = waiting_case()
        shown = session.scalar(select(Evidence).where(Evidence.requirement == "nib"))
        stored_file = session.get_one(files.StoredFile, shown.file_id)
        _other, stranger = make.business(name="Toko Lain")
        rina = make.acting(make.mandate(business, owner, scopes=("document.upload",)))
        may_read = verification_queries.why_read_evidence
        assert may_read(session, owner, stored_file)
        assert may_read(session, make.verifier(make.person()), stored_file)
        assert not may_read(session, replace(make.verifier(make.person()), region_code="53"), stored_file)
        assert not may_read(session, stranger, stored_file)
        assert not may_read(session, rina, stored_file)


class TestSubmitting:
    def test_names_what_is_missing(self, session):
        business, owner = make.business()
        with (
            pytest.raises(DomainError, match="NIB dari OSS"),
            unit_of_work(actor=owner) as (session, actor),
        ):
            services.submit_for_verification(session, actor, business.id, SMALL)

    def test_is_the_owners(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner, scopes=("document.upload",)))
        with pytest.raises(Forbidden), unit_of_work(actor=rina) as (session, actor):
            services.submit_for_verification(session, actor, business.id, SMALL)


class TestDeciding:
    def test_yes_to_everything_makes_the_business_ready_until_the_first_expiry(self, session):
        business, _owner = make.verified()
        make.fresh(session, business)
        today = clock.today()
        rows = requirements(business.legal_form, today, level=SMALL)
        first_end = min(end for row in rows if (end := row.expires_on(today)))
        assert business.ready_until_government_small == first_end
        assert business.ready_until_government_all is None
        assert queries.is_government_ready(session, business.id, today)
        assert queries.is_government_ready(session, business.id, first_end)
        assert not queries.is_government_ready(session, business.id, first_end + timedelta(days=1))
        assert not queries.is_government_ready(session, business.id, today, small=False)

    def test_one_no_forbids_accepting_and_changes_nothing(self, session):
        business, _owner, case = waiting_case()
        answers = make.all_yes(business, SMALL) | {"nib": Answer((True, True, False, True))}
        with pytest.raises(DomainError, match="NIB"):
            decide(make.verifier(make.person()), case, answers=answers)
        make.fresh(session, case)
        assert case.state is CaseState.SUBMITTED
        by_a_person = Evidence.business_id == business.id, Evidence.decided_by.is_not(None)
        assert session.scalar(select(Evidence.id).where(*by_a_person)) is None

    def test_an_answer_left_out_is_no(self, session):
        business, _owner, case = waiting_case()
        answers = make.all_yes(business, SMALL)
        del answers["sanction_check"]
        with pytest.raises(DomainError, match="Daftar Hitam"):
            decide(make.verifier(make.person()), case, answers=answers)

    def test_returning_rejects_the_doubtful_with_a_reason_and_remembers_what_was_in_order(self, session):
        business, owner, case = waiting_case()
        answers = make.all_yes(business, SMALL) | {"nib": Answer((False,) * 4, "Foto NIB terpotong.")}
        verifier = make.verifier(make.person())
        with pytest.raises(DomainError) as refused:
            decide(verifier, case, answers=answers, decision=Decision.RETURN)
        assert refused.value.field == "reason"
        decide(verifier, case, answers=answers, decision=Decision.RETURN, reason="Perbaiki NIB.")
        by_key = {row.requirement: row for row in session.scalars(select(Evidence))}
        assert by_key["nib"].state is EvidenceState.REJECTED
        assert by_key["nib"].reason == "Foto NIB terpotong."
        assert by_key["tax_number"].state is EvidenceState.SUBMITTED

        submit(owner, business, "nib", paper=Paper(make.PDF, "nib.pdf"))
        with unit_of_work(actor=owner) as (session, actor):
            again = services.submit_for_verification(session, actor, business.id, SMALL)
        assert again.id == case.id
        assert "nib" not in again.answers
        assert again.answers["tax_number"]["yes"] == [True, True]
        make.accept(business, again.id, SMALL)
        assert queries.is_government_ready(session, business.id, clock.today())

    def test_the_record_names_the_version_it_was_judged_by(self, session):
        make.verified()
        case = session.scalar(select(VerificationCase))
        assert (case.requirements_version, case.state) == ("2026.4", CaseState.ACCEPTED)
        assert case.answers["nib"]["yes"] == [True] * 4

    def test_a_decided_case_is_decided(self, session):
        business, _owner = make.verified()
        case = session.scalar(select(VerificationCase))
        with pytest.raises(Conflict):
            decide(make.verifier(make.person()), case, answers=make.all_yes(business, SMALL))

    def test_owners_decide_nothing(self, session):
        business, owner, case = waiting_case()
        with pytest.raises(Forbidden):
            decide(owner, case, answers=make.all_yes(business, SMALL))


class TestReadiness:
    def test_what_is_stored_is_what_the_facts_say(self, session):
        business, owner = make.verified()
        make.fresh(session, business)
        assert stored(business) == computed(session, business)
        with unit_of_work(actor=owner) as (session, actor):
            services.fill_profile(session, actor, business.id, values={"npwp": None})
        make.fresh(session, business)
        assert stored(business) == computed(session, business)

    def test_a_changed_number_sets_its_paper_aside_in_the_same_transaction(self, session):
        business, owner = make.verified()
        with unit_of_work(actor=owner) as (session, actor):
            services.fill_profile(session, actor, business.id, values={"nib": "9120999014999"})
        make.fresh(session, business)
        assert business.ready_until_government_small is None
        assert business.ready_until_bank is not None

    def test_is_null_when_something_is_missing_and_else_the_earliest_end(self):
        rows = requirements(LegalForm.PERORANGAN, date(2026, 11, 24), level=Level.RETAIL)
        accepted = {row.key: None for row in rows}
        assert ready_until(rows, accepted) == date(9999, 12, 31)
        assert ready_until(rows, accepted | {"place": date(2027, 1, 1)}) == date(2027, 1, 1)
        assert ready_until(rows, {key: None for key in accepted if key != "place"}) is None

    def test_the_clause_in_sql_says_the_same_as_the_row(self, session):
        ready, _owner = make.verified()
        make.business(name="Belum siap")
        clause = queries.government_ready_clause(clock.today())
        assert list(session.scalars(select(Business.id).where(clause))) == [ready.id]


def test_the_ladder_says_who_acts_next(session):
    business, owner, _case = waiting_case()
    rungs = verification_queries.ladder(session, session.get_one(Business, business.id))
    assert [rung.next_actor for rung in rungs] == ["", "Verifikator", "Verifikator", "Pemilik"]
    submit(owner, business, "nib", paper=Paper(make.PDF, "nib.pdf"))
    case = verification_queries.open_case(session, business.id)
    answers = make.all_yes(business, SMALL) | {"nib": Answer((False,) * 4)}
    judge = make.verifier(make.person())
    decide(judge, case, answers=answers, decision=Decision.RETURN, reason="Terpotong.")
    rungs = verification_queries.ladder(session, session.get_one(Business, business.id))
    assert rungs[2].next_actor == "Pemilik"


def test_an_accepted_paper_that_proves_false_is_rejected_and_readiness_falls(session):
    business, _owner = make.verified()
    shown = session.scalar(select(Evidence).where(Evidence.requirement == "nib"))
    with unit_of_work(actor=make.verifier(make.person())) as (inside, actor):
        services.reject_evidence(inside, actor, shown.id, reason="NIB ini milik orang lain.")
    make.fresh(session, shown)
    assert shown.state is EvidenceState.REJECTED
    assert not queries.is_government_ready(session, business.id, clock.today())


def test_a_verifier_of_another_region_decides_nothing(session):
    _business, _owner, case = waiting_case()
    elsewhere = replace(make.verifier(make.person()), region_code="53")
    with pytest.raises(NotFound):
        decide(elsewhere, case, answers={}, decision=Decision.REJECT, reason="Bukan daerah saya.")
    shown = session.scalar(select(Evidence).where(Evidence.requirement == "nib"))
    with pytest.raises(NotFound), unit_of_work(actor=elsewhere) as (inside, actor):
        services.reject_evidence(inside, actor, shown.id, reason="Bukan daerah saya.")
