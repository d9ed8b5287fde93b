"""A signature ends with its text: a new text asks anew, and so does a declaration from before any text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from marketplace.businesses import pledge_queries, pledges, queries, services
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import LegalForm, requirements
from marketplace.businesses.services import Decision, facts, readiness
from marketplace.businesses.services.pledges import end_old_signatures
from marketplace.businesses.services.readiness import computed, stored
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.notifications.models import Notice
from tests.businesses import factories as make
from tests.businesses.test_pledges import CONFLICT, PACT, SMALL, paper_of, shown

pytestmark = pytest.mark.db
OLD_TEXT = datetime(2025, 6, 24, 3, 0, tzinfo=UTC)
LAST_OF_OLD = date(2025, 6, 30)
FIRST_OF_NEW = datetime(2025, 7, 1, 3, 0, tzinfo=UTC)
IN_GRACE = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
AFTER_GRACE = datetime(2027, 1, 24, 3, 0, tzinfo=UTC)


def sweep():
    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        return end_old_signatures(session)


def rows_of(session, business):
    """Every signature of the pact, oldest first."""
    session.expire_all()
    which = Evidence.business_id == business.id, Evidence.requirement == PACT
    return list(session.scalars(select(Evidence).where(*which).order_by(Evidence.id)))


def is_ready(session, business, on):
    session.expire_all()
    assert stored(session.get_one(Business, business.id)) == computed(session, business)
    return queries.is_government_ready(session, business.id, on)


def asked(business, owner):
    with unit_of_work(actor=owner) as (session, actor):
        return services.submit_for_verification(session, actor, business.id, SMALL)


def accept(business, owner):
    make.accept(business, asked(business, owner).id, SMALL)


class TestNewText:
    def test_a_signature_falls_with_its_text_by_the_clock_alone(self, session):
        with clock.frozen(OLD_TEXT):
            business, _owner = make.verified()
            assert shown(session, business).expires_on == LAST_OF_OLD
            assert queries.is_government_ready(session, business.id, LAST_OF_OLD)
        assert not queries.is_government_ready(session, business.id, FIRST_OF_NEW.date())

    def test_the_owner_is_asked_anew_for_that_one_and_told(self, session):
        with clock.frozen(OLD_TEXT):
            business, owner = make.verified()
        paper = paper_of(session, shown(session, business))
        with clock.frozen(FIRST_OF_NEW):
            assert sweep()
            assert not sweep()
            session.expire_all()
            assert shown(session, business) is None
            assert shown(session, business, CONFLICT).state is EvidenceState.ACCEPTED
            assert (paper.voided_at is not None, stored(business) == computed(session, business)) == (
                True,
                True,
            )
            told = session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id)).all()
            assert "Teks “Pakta integritas” berganti. Baca yang baru, lalu tanda tangani lagi." in told
            assert make.sign(business, owner, PACT).text_version == "2025.2"
            assert not sweep()

    def test_what_waits_under_an_old_text_is_not_accepted(self, session):
        with clock.frozen(OLD_TEXT):
            business, _owner, case = make.waiting_case()
        with clock.frozen(FIRST_OF_NEW), pytest.raises(DomainError, match="Pakta integritas"):
            make.accept(business, case.id, SMALL)

    def test_an_end_that_is_set_later_is_given_to_what_was_accepted_before(self, session):
        with clock.frozen(OLD_TEXT):
            business, _owner = make.verified()
            evidence = shown(session, business)
            with unit_of_work(actor=make.SYSTEM):
                evidence.expires_on = None
            assert sweep()
            assert not sweep()
            session.refresh(evidence)
            assert (evidence.state, evidence.expires_on) == (EvidenceState.ACCEPTED, LAST_OF_OLD)

    def test_a_text_that_nothing_follows_only_ends_its_signatures(self, session, monkeypatch):
        with clock.frozen(OLD_TEXT):
            business, _owner = make.verified()
            evidence = shown(session, business)
            with unit_of_work(actor=make.SYSTEM):
                evidence.expires_on = None
        left = tuple(
            text for text in pledges.all_texts() if (text.requirement, text.version) != (PACT, "2025.2")
        )
        monkeypatch.setattr(pledges, "all_texts", lambda: left)
        with clock.frozen(FIRST_OF_NEW):
            assert sweep()
            assert not sweep()
            session.refresh(evidence)
            assert (evidence.state, evidence.expires_on) == (EvidenceState.ACCEPTED, LAST_OF_OLD)
            assert not queries.is_government_ready(session, business.id, clock.today())

    def test_every_signed_requirement_has_one_text_on_each_day(self):
        for on in (date(2025, 6, 5), LAST_OF_OLD, FIRST_OF_NEW.date(), date(2026, 11, 24)):
            wanted = {
                row.key for form in LegalForm for row in requirements(form, on) if row.evidence == "pledge"
            }
            texts = [text.requirement for text in pledges.all_texts() if text.period.contains(on)]
            assert sorted(texts) == sorted(wanted)


class TestDeclaredBeforeThereWasSigning:
    LAST = date(2027, 1, 23)

    @pytest.fixture
    def declared(self, session):
        """A business that was accepted for its word, and the owner as actor; days of grace are left."""
        with clock.frozen(IN_GRACE):
            business, owner = make.verified()
            with unit_of_work(actor=make.SYSTEM):
                shown(session, business).text_version = ""
        return business, owner

    def told(self, session, owner):
        texts = session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id))
        return [text for text in texts if "Pakta integritas" in text]

    def test_it_counts_until_the_last_day_of_grace_and_the_owner_is_told_once(self, session, declared):
        business, owner = declared
        with clock.frozen(IN_GRACE):
            assert sweep()
            assert not sweep()
        session.expire_all()
        evidence = shown(session, business)
        assert (evidence.state, evidence.expires_on) == (EvidenceState.ACCEPTED, self.LAST)
        assert self.told(session, owner) == [
            "“Pakta integritas” sekarang perlu ditandatangani, paling lambat 23 Januari 2027."
        ]
        assert queries.is_government_ready(session, business.id, self.LAST)
        with clock.frozen(AFTER_GRACE):
            assert not queries.is_government_ready(session, business.id, clock.today())
            assert not sweep()

    def test_what_is_first_seen_after_the_grace_is_asked_anew(self, session, declared):
        business, owner = declared
        with clock.frozen(AFTER_GRACE):
            assert sweep()
            assert not sweep()
        session.expire_all()
        assert shown(session, business) is None
        assert self.told(session, owner) == [
            "“Pakta integritas” sekarang perlu ditandatangani. Baca teksnya, lalu tanda tangani."
        ]

    def test_what_still_waits_is_asked_anew_at_once_for_it_cannot_be_accepted(self, session):
        with clock.frozen(IN_GRACE):
            business, _owner, _case = make.waiting_case()
            with unit_of_work(actor=make.SYSTEM):
                shown(session, business).text_version = ""
            assert sweep()
            assert not sweep()
        session.expire_all()
        assert shown(session, business) is None

    def test_signing_within_the_grace_leaves_it_until_the_signature_is_accepted(self, session, declared):
        business, owner = declared
        with clock.frozen(IN_GRACE):
            make.sign(business, owner, PACT)
            old, new = rows_of(session, business)
            assert (old.state, old.outlasts, old.expires_on) == (EvidenceState.SUPERSEDED, True, self.LAST)
            assert new.state is EvidenceState.SUBMITTED
            assert is_ready(session, business, self.LAST)
            accept(business, owner)
            old, new = rows_of(session, business)
            assert (old.outlasts, new.state) == (False, EvidenceState.ACCEPTED)
            assert is_ready(session, business, date(2027, 11, 1))

    def test_who_was_let_off_signing_loses_nothing_by_signing(self, session, declared):
        business, owner = declared
        until = date(2027, 6, 1)
        with unit_of_work(actor=make.SYSTEM):
            row = shown(session, business)
            row.state, row.waiver_basis, row.expires_on = EvidenceState.WAIVED, "SE-12/2026", until
        with clock.frozen(AFTER_GRACE):
            make.sign(business, owner, PACT)
            assert not sweep()
        waived, signed = rows_of(session, business)
        assert (waived.outlasts, waived.expires_on) == (True, until)
        assert signed.state is EvidenceState.SUBMITTED

    def test_what_waits_beside_it_takes_nothing_away_and_it_ends_with_the_grace(self, session, declared):
        business, owner = declared
        with clock.frozen(IN_GRACE):
            make.sign(business, owner, PACT)
            make.sign(business, owner, PACT)
            assert [row.outlasts for row in rows_of(session, business)] == [True, False, False]
            assert not sweep()
        assert not is_ready(session, business, AFTER_GRACE.date())
        with clock.frozen(AFTER_GRACE):
            assert sweep()
            assert not sweep()
            assert [row.outlasts for row in rows_of(session, business)] == [False] * 3
            assert shown(session, business).state is EvidenceState.SUBMITTED
        assert self.told(session, owner) == []


class TestSignedAgainEarly:
    """A yearly signature under the same text, given before the accepted one ends."""

    @pytest.fixture
    def again(self, session):
        """A business whose accepted signature counts beside a newer one that waits."""
        with clock.frozen(IN_GRACE):
            business, owner = make.verified()
            make.sign(business, owner, PACT)
        return business, owner

    def papers(self, session, business):
        return [paper_of(session, row).voided_at is None for row in rows_of(session, business)]

    def test_both_papers_hold_until_the_newer_one_is_accepted(self, session, again):
        business, owner = again
        with clock.frozen(IN_GRACE):
            assert is_ready(session, business, IN_GRACE.date())
            assert self.papers(session, business) == [True, True]
            words = [one.word for one in pledge_queries.standing(session, business) if one.paper]
            assert words == ["Sudah ada, belum diperiksa", "Berlaku sampai yang baru diterima"]
            accept(business, owner)
            assert self.papers(session, business) == [False, True]

    def test_a_rejected_newer_one_leaves_it_with_its_paper(self, session, again):
        business, owner = again
        with clock.frozen(IN_GRACE):
            case = asked(business, owner)
            with unit_of_work(actor=make.verifier(make.person())) as (inside, actor):
                given = {"answers": {}, "decision": Decision.RETURN, "reason": "Namanya kurang."}
                services.decide(inside, actor, case.id, **given)
            assert self.papers(session, business) == [True, False]
            assert is_ready(session, business, IN_GRACE.date())

    def test_it_ends_on_its_own_day_and_its_paper_with_it(self, session, again):
        business, _owner = again
        last = rows_of(session, business)[0].expires_on
        with clock.frozen(datetime(last.year, last.month, last.day, 20, tzinfo=UTC)):
            assert not queries.is_government_ready(session, business.id, clock.today())
            assert sweep()
            assert not sweep()
            assert self.papers(session, business) == [False, True]

    def test_it_ends_with_its_text(self, session):
        with clock.frozen(OLD_TEXT):
            business, owner = make.verified()
            make.sign(business, owner, PACT)
            assert is_ready(session, business, LAST_OF_OLD)
        with clock.frozen(FIRST_OF_NEW):
            assert not queries.is_government_ready(session, business.id, clock.today())
            assert sweep()
            assert not sweep()
            assert shown(session, business) is None
            assert self.papers(session, business) == [False, False]

    def test_what_is_taken_back_is_void_at_once(self, session, again):
        business, _owner = again
        with clock.frozen(IN_GRACE), unit_of_work(actor=make.verifier(make.person())) as (inside, actor):
            services.reject_evidence(inside, actor, rows_of(session, business)[0].id, reason="Bukan dia.")
        assert self.papers(session, business) == [False, True]
        assert not is_ready(session, business, IN_GRACE.date())

    def test_a_change_of_owner_ends_both(self, session, again):
        business, _owner = again
        with clock.frozen(IN_GRACE), unit_of_work(actor=make.SYSTEM) as (inside, actor):
            row = inside.get_one(Business, business.id)
            facts.refresh(inside, actor, row, {"owner"})
            readiness.recompute(inside, row)
        rows = rows_of(session, business)
        assert [(row.state, row.outlasts) for row in rows] == [(EvidenceState.SUPERSEDED, False)] * 2
        assert not is_ready(session, business, IN_GRACE.date())
