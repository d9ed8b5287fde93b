"""The size class of a new year waits beside the accepted one, which counts until its end."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.businesses import personal, services, verification_queries
from marketplace.businesses.models import Size
from marketplace.businesses.requirements import Level
from marketplace.businesses.services import Decision, size_renewal
from marketplace.businesses.services.readiness import computed, stored
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.texts import day_words
from marketplace.businesses.verification_models import Evidence
from marketplace.infra import jobs
from marketplace.infra.jobs import Job
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.notifications.models import Notice
from tests.businesses import factories as make

pytestmark = pytest.mark.db
SMALL = Level.GOVERNMENT_SMALL
NEW = {"size_basis": "sales", "size_amount": 2_400_000_000, "size_year": 2026}
OLD = {"size_basis": "sales", "size_amount": 186_000_000, "size_year": 2025}


def save(owner, business, **values):
    with unit_of_work(actor=owner) as (session, actor):
        services.fill_profile(session, actor, business.id, values=values)


def shown(session, business):
    """The declarations of the size, oldest first."""
    session.expire_all()
    of_it = Evidence.business_id == business.id, Evidence.requirement == "size_class"
    return list(session.scalars(select(Evidence).where(*of_it).order_by(Evidence.id)))


def is_ready(session, business):
    session.expire_all()
    until = stored(business)[SMALL]
    assert until == computed(session, business)[SMALL]
    return until is not None and until >= clock.today()


def asked(owner, business):
    with unit_of_work(actor=owner) as (session, actor):
        return services.submit_for_verification(session, actor, business.id, SMALL)


def rejected(owner, business):
    case = asked(owner, business)
    with unit_of_work(actor=make.verifier(make.person("Dewi Lestari"))) as (session, actor):
        services.decide(
            session, actor, case.id, answers={}, decision=Decision.RETURN, reason="Angkanya berbeda."
        )


def step(session, business):
    session.expire_all()
    return verification_queries.step_of(session, business, "skala-usaha")


@pytest.fixture
def renewed(session):
    """A shop that declared 2026 while 2025 counts, with the last day of 2025."""
    business, owner = make.verified(SMALL)
    business = session.merge(business)
    ends = shown(session, business)[-1].expires_on
    save(owner, business, **NEW)
    return business, owner, ends


def test_the_accepted_one_stays_while_the_new_one_waits(session, renewed):
    business, _owner, ends = renewed
    old, new = shown(session, business)[-2:]
    assert (old.state, old.outlasts, old.expires_on) == (EvidenceState.SUPERSEDED, True, ends)
    assert (new.state, new.declared) == (EvidenceState.SUBMITTED, NEW)
    assert is_ready(session, business)
    assert (business.size_class, business.size_year) == (Size.MIKRO, 2025)
    assert size_renewal.waiting(session, business.id) == NEW


def test_the_accepted_new_one_replaces_it(session, renewed):
    business, owner, ends = renewed
    with clock.frozen(clock.now() + timedelta(days=5)):
        make.accept(business, asked(owner, business).id, SMALL)
    rows = shown(session, business)
    assert [row.outlasts for row in rows] == [False] * len(rows)
    assert rows[-1].expires_on == ends + timedelta(days=5)
    assert (business.size_class, business.size_year) == (Size.KECIL, 2026)
    assert size_renewal.waiting(session, business.id) == {}
    assert is_ready(session, business)


def test_a_rejected_new_one_leaves_it_until_its_end(session, renewed):
    business, owner, ends = renewed
    rejected(owner, business)
    assert shown(session, business)[-1].state is EvidenceState.REJECTED
    assert is_ready(session, business)
    assert "pembaruan perlu diperbaiki: Angkanya berbeda." in step(session, business).note
    save(owner, business, **NEW | {"size_amount": 2_300_000_000})
    assert [row.outlasts for row in shown(session, business)[-3:]] == [True, False, False]
    with clock.frozen(datetime.combine(ends + timedelta(days=1), time(0), tzinfo=clock.JAKARTA)):
        assert not is_ready(session, business)


def test_a_rejected_new_one_keeps_nobody_from_the_next_level(session, renewed):
    business, owner, ends = renewed
    rejected(owner, business)
    make.show_everything(business, owner, Level.GOVERNMENT_ALL, but="size_class")
    assert verification_queries.ladder(session, business)[-1].may_submit
    with unit_of_work(actor=owner) as (inside, actor):
        case = services.submit_for_verification(inside, actor, business.id, Level.GOVERNMENT_ALL)
    make.accept(business, case.id, Level.GOVERNMENT_ALL)
    session.expire_all()
    assert clock.today() <= stored(business)[Level.GOVERNMENT_ALL] <= ends
    assert [row.state for row in shown(session, business)[-2:]] == [
        EvidenceState.SUPERSEDED,
        EvidenceState.REJECTED,
    ]


def test_it_ends_at_midnight_by_the_clock_alone(session, renewed):
    business, _owner, ends = renewed
    midnight = datetime.combine(ends + timedelta(days=1), time(0), tzinfo=clock.JAKARTA)
    with clock.frozen(midnight - timedelta(seconds=1)):
        assert is_ready(session, business)
        assert step(session, business).renews
    with clock.frozen(midnight):
        assert not is_ready(session, business)
        assert not step(session, business).renews


def test_after_its_end_the_new_one_still_takes_effect_when_accepted(session, renewed):
    business, owner, ends = renewed
    with clock.frozen(datetime.combine(ends + timedelta(days=1), time(9), tzinfo=clock.JAKARTA)):
        make.show_everything(business, owner, SMALL)
        make.accept(business, asked(owner, business).id, SMALL)
        assert is_ready(session, business)
        assert business.size_year == 2026


def test_other_numbers_for_the_accepted_year_are_judged_again(session, renewed):
    business, owner, _ends = renewed
    save(owner, business, **OLD | {"size_amount": 190_000_000})
    assert not any(row.outlasts for row in shown(session, business))
    assert not is_ready(session, business)


@pytest.mark.parametrize(("days", "stays"), [(31, False), (30, True), (0, True)])
def test_fresh_numbers_for_the_accepted_year_renew_it_once_its_end_is_near(session, days, stays):
    business, owner = make.verified(SMALL)
    business = session.merge(business)
    ends = shown(session, business)[-1].expires_on
    fresh = OLD | {"size_amount": 2_100_000_000}
    with clock.frozen(datetime.combine(ends - timedelta(days=days), time(9), tzinfo=clock.JAKARTA)):
        save(owner, business, **fresh)
        assert is_ready(session, business) is stays
        assert size_renewal.waiting(session, business.id) == (fresh if stays else {})
        save(owner, business, **OLD | {"size_year": 2024})
        assert not is_ready(session, business)


def test_the_numbers_that_were_accepted_are_no_renewal(session, renewed):
    business, owner, _ends = renewed
    with pytest.raises(DomainError) as refused:
        save(owner, business, **OLD)
    assert refused.value.field == "size_year"
    assert is_ready(session, business)


def test_the_row_of_papers_declares_it_beside_and_keeps_the_numbers_that_wait(session, renewed):
    business, owner, _ends = renewed
    with unit_of_work(actor=owner) as (inside, actor):
        statement = "Sesuai catatan penjualan 2026."
        services.submit_evidence(inside, actor, business.id, requirement="size_class", statement=statement)
    new = shown(session, business)[-1]
    assert (new.statement, new.declared) == (statement, NEW)
    assert is_ready(session, business)


def test_a_verifier_takes_back_what_counts_beside_the_new_one(session, renewed):
    business, _owner, _ends = renewed
    outlasting = step(session, business).outlasting
    with unit_of_work(actor=make.verifier(make.person("Dewi Lestari"))) as (inside, actor):
        services.reject_evidence(inside, actor, outlasting.id, reason="Catatannya palsu.")
    assert not is_ready(session, business)
    assert shown(session, business)[-1].state is EvidenceState.SUBMITTED


def test_another_shop_sees_nothing_of_it(session, renewed):
    business, _owner, _ends = renewed
    with pytest.raises(NotFound), unit_of_work(actor=make.business()[1]) as (inside, actor):
        services.fill_profile(inside, actor, business.id, values=NEW)


def test_the_pages_show_both(session, as_actor, renewed):
    business, owner, ends = renewed
    browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code)
    until = f"Berlaku sampai {day_words(ends)} · pembaruan"
    assert f"{until} belum diajukan." in browser.get("/penjual/usaha/berkas").text
    assert "belum diajukan." in step(session, business).note
    assert "2.400.000.000" in browser.get("/penjual/usaha/skala").text
    assert "Ajukan “" in browser.get("/penjual/usaha").text
    case = asked(owner, business)
    assert f"{until} sedang diperiksa." in browser.get("/penjual/usaha/berkas").text
    assert "sedang diperiksa." in step(session, business).note
    judge = make.verifier(make.person("Dewi Lestari"))
    with unit_of_work(actor=make.SYSTEM) as (inside, actor):
        accounts.grant_platform_role(inside, actor, user_id=judge.user_id, role=judge.role)
    opened = as_actor(judge.user_id, judge.role, judge.party, code="platform")
    page = opened.get(f"/verifikasi/{case.code}").text
    assert "Rp2.400.000.000" in page.replace(" ", "")
    assert f"/verifikasi/{case.code}/skala-usaha/tarik" in page


def swept():
    """Every reminder that is due later is planned, once."""
    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        return size_renewal.plan_reminders(session)


def test_a_size_that_counts_has_its_reminder_however_long_ago_it_was_accepted(session):
    business, _owner = make.verified(SMALL)
    ends = shown(session, business)[-1].expires_on
    assert not session.scalars(select(Job).where(Job.name == size_renewal.REMIND)).all()
    assert swept()
    assert not swept()
    planned = session.scalars(select(Job).where(Job.name == size_renewal.REMIND)).one()
    assert planned.due_at == datetime.combine(ends - timedelta(days=30), time(8), tzinfo=clock.JAKARTA)


def test_what_ended_gets_no_reminder(session):
    business, _owner = make.verified(SMALL)
    ends = shown(session, business)[-1].expires_on
    with clock.frozen(datetime.combine(ends + timedelta(days=1), time(9), tzinfo=clock.JAKARTA)):
        assert not swept()


def declared(owner, business):
    save(owner, business, **NEW)


def handed_in(owner, business):
    declared(owner, business)
    asked(owner, business)


def handed_in_and_rejected(owner, business):
    declared(owner, business)
    rejected(owner, business)


def handed_in_for_less(owner, business):
    declared(owner, business)
    with unit_of_work(actor=owner) as (session, actor):
        services.submit_for_verification(session, actor, business.id, Level.RETAIL)


def accepted(owner, business):
    declared(owner, business)
    make.accept(business, asked(owner, business).id, SMALL)


@pytest.mark.parametrize(
    ("renewal", "told"),
    [
        (None, 1),
        (declared, 1),
        (handed_in_for_less, 1),
        (handed_in_and_rejected, 1),
        (handed_in, 0),
        (accepted, 0),
    ],
)
def test_the_owner_is_reminded_before_the_end_unless_verifiers_have_the_new_one(session, renewal, told):
    business, owner = make.verified(SMALL)
    ends = shown(session, business)[-1].expires_on
    swept()
    if renewal:
        with clock.frozen(clock.now() + timedelta(days=20)):
            renewal(owner, business)
    with clock.frozen(datetime.combine(ends - timedelta(days=30), time(8, 1), tzinfo=clock.JAKARTA)):
        jobs.run_due()
        jobs.run_due()
    found = session.scalars(select(Notice).where(Notice.key.startswith("size-ends:"))).all()
    assert len(found) == told


def test_its_page_says_whether_verifiers_have_it(session, renewed):
    business, owner, _ends = renewed
    assert "belum diajukan" in step(session, business).note
    asked(owner, business)
    assert "sedang diperiksa" in step(session, business).note


def test_she_is_given_what_she_earned_and_what_waits(session, renewed):
    _business, owner, _ends = renewed
    given = personal.export(session, owner.user_id)["usaha"][0]["skala"]
    assert (given["jumlah"], given["tahun"], given["menunggu"]) == (186_000_000, 2025, NEW)


def test_erasing_the_owner_takes_what_she_earned_and_what_waits(session, renewed):
    business, owner, _ends = renewed
    with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
        personal.erase(inside, owner.user_id)
    assert {str(row.declared) for row in shown(session, business)} == {"{}"}
    session.refresh(business)
    assert business.size_amount is None
    assert business.size_class is Size.MIKRO
