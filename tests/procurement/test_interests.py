"""What a seller declared of her ties to this office is seen by whoever buys, and answered before signing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import queries as accounts
from marketplace.businesses.pledges import Relation
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.documents import queries as papers
from marketplace.documents.models import IssuedDocument
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import PartyKind, PartyRef
from marketplace.kernel.errors import NotFound
from marketplace.procurement import flags, interests, rows
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tests.procurement.browsing import browser

pytestmark = pytest.mark.db

CONFLICT = "not_civil_servant"
HERE = Relation("Dinas Koperasi dan Pasar Rakyat Kab. Madiun", "family", "Bambang Sutrisno")
ELSEWHERE = Relation("Dinas Kesehatan Kota Madiun", "employee")


@pytest.fixture
def story(database):
    return steps.story()


def found(of, package):
    with unit_of_work(actor=of.unit.pp) as (session, actor):
        loaded = rows.locked_package(session, actor, package.code)
        return {flag.key: flag.found for flag in flags.find(session, loaded)}


def declare(of, *relations):
    people.sign(of.shop.business, of.shop.owner, CONFLICT, *relations)


def pact_of(session, of):
    return session.scalars(
        select(IssuedDocument.code)
        .join(Evidence, Evidence.id == IssuedDocument.subject_id)
        .where(IssuedDocument.subject_kind == "evidence", Evidence.business_id == of.shop.business.id)
    ).one()


@pytest.mark.parametrize(
    ("relations", "fires"), [((), False), ((ELSEWHERE,), False), ((ELSEWHERE, HERE), True)]
)
def test_only_a_tie_to_this_office_raises_the_flag(story, relations, fires):
    package = steps.opened(story)
    declare(story, *relations)
    assert ("declared_relation" in found(story, package)) is fires


def test_the_flag_names_office_and_kind_but_not_the_person(story):
    package = steps.opened(story)
    declare(story, HERE)
    assert found(story, package)["declared_relation"] == (
        "Pernyataan 24 November 2026: Dinas Koperasi dan Pasar Rakyat Kab. Madiun, keluarga pejabat kantor "
        "itu. Tulis siapa yang tidak ikut memutus."
    )


def test_naming_an_official_of_the_unit_raises_it_under_any_office(session, story):
    package = steps.opened(story)
    officer = accounts.names_of(session, [story.unit.treasurer.user_id])[story.unit.treasurer.user_id]
    declare(story, replace(ELSEWHERE, name=f"Drs. {officer.upper()}"))
    assert "declared_relation" in found(story, package)


def test_a_new_statement_without_it_lowers_the_flag(story):
    package = steps.opened(story)
    declare(story, HERE)
    declare(story)
    assert "declared_relation" not in found(story, package)


def accept_newest(of):
    with unit_of_work(actor=people.SYSTEM) as (inside, _actor):
        of_it = Evidence.business_id == of.shop.business.id, Evidence.requirement == CONFLICT
        newest = inside.scalars(select(Evidence).where(*of_it).order_by(Evidence.id.desc())).first()
        newest.state = EvidenceState.ACCEPTED


def test_an_accepted_statement_raises_it_until_the_one_without_it_is_accepted(story):
    package = steps.opened(story)
    declare(story, HERE)
    accept_newest(story)
    declare(story)
    assert "declared_relation" in found(story, package)


def test_each_tie_is_told_with_the_day_of_the_statement_that_names_it(story):
    package = steps.opened(story)
    declare(story, HERE)
    accept_newest(story)
    with clock.frozen(clock.now() + timedelta(days=2)):
        declare(story, replace(HERE, relation="employee", name=""))
        told = found(story, package)["declared_relation"]
    newer, older = told.split("Pernyataan ")[1:]
    assert newer.startswith("26 November 2026")
    assert "keluarga" not in newer
    assert older.startswith("24 November 2026")
    assert "keluarga" in older


def test_whoever_buys_and_the_auditor_read_pact_and_statement_on_their_pages(story, as_actor):
    package = steps.negotiated(story)
    declare(story, HERE)
    for actor, page in (
        (story.unit.pp, f"/pengadaan/paket/{package.code}"),
        (story.unit.ppk, f"/pengadaan/paket/{package.code}/setuju"),
        (story.unit.auditor, f"/audit/paket/{package.code}"),
    ):
        shown = browser(as_actor, story, actor).get(page).text
        assert "Ada hubungan dengan kantor Anda" in shown
        assert "Keluarga pejabat kantor itu, Bambang Sutrisno" in shown
        assert "Pakta integritas" in shown
    approval = browser(as_actor, story, story.unit.ppk).get(f"/pengadaan/paket/{package.code}/setuju").text
    assert 'name="answer-declared_relation"' in approval


def test_the_pact_is_read_by_units_that_have_a_package_with_her_and_by_no_other(session, story):
    code = pact_of(session, story)
    for actor in (story.unit.pp, story.unit.ppk, story.unit.auditor):
        with pytest.raises(NotFound):
            papers.for_reader(session, actor, code)
    steps.opened(story)
    for actor in (story.unit.pp, story.unit.ppk, story.unit.auditor):
        assert papers.for_reader(session, actor, code).code == code
    stranger = factories.unit().pp
    with pytest.raises(NotFound):
        papers.for_reader(session, stranger, code)
    shopper = replace(story.unit.pp, party=PartyRef(PartyKind.PERSON, story.unit.pp.user_id))
    assert not interests.may_read_paper(session, shopper, 0)
