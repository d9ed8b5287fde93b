"""A signature ends with its text: a new text asks anew, and so does a declaration from before any text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from marketplace.businesses import pledges, queries
from marketplace.businesses.requirements import LegalForm, requirements
from marketplace.businesses.services.pledges import end_old_signatures
from marketplace.businesses.services.readiness import computed, stored
from marketplace.businesses.states import EvidenceState
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
