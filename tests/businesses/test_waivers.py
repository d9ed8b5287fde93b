"""An owner who cannot have a paper asks to do without it, and says why."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.businesses import services
from marketplace.businesses.models import LegalForm
from marketplace.businesses.requirements import requirements
from marketplace.businesses.services import Paper, _judging
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from tests.businesses import factories as make

pytestmark = pytest.mark.db
WHY = "Usaha saya baru berdiri bulan lalu."


def ask(owner, business, requirement="tax_return", statement=WHY):
    with unit_of_work(actor=owner) as (session, actor):
        return services.ask_waiver(session, actor, business.id, requirement=requirement, statement=statement)


def test_it_waits_for_the_verifiers_with_its_reason_and_is_asked_once(session):
    business, owner = make.business()
    asked = ask(owner, business)
    assert (asked.state, asked.waiver_asked, asked.statement) == (EvidenceState.SUBMITTED, True, WHY)
    with pytest.raises(Conflict):
        ask(owner, business)


def test_a_paper_that_is_shown_is_not_lost_to_a_waiver(session):
    business, owner = make.business()
    with unit_of_work(actor=owner) as (inside, actor):
        paper = Paper(make.PDF, "spt.pdf")
        services.submit_evidence(inside, actor, business.id, requirement="tax_return", paper=paper)
    with pytest.raises(Conflict):
        ask(owner, business)


@pytest.mark.parametrize(
    ("requirement", "error"),
    [("consent", Forbidden), ("size_class", Forbidden), ("sanction_check", NotFound), ("entah", NotFound)],
)
def test_only_papers_that_verifiers_judge_are_waived(session, requirement, error):
    business, owner = make.business()
    with pytest.raises(error):
        ask(owner, business, requirement)


def test_nobody_asks_it_for_the_owner(session):
    business, owner = make.business()
    helper = make.acting(make.mandate(business, owner, scopes=("document.upload",)))
    with pytest.raises(Forbidden):
        ask(helper, business)
    with pytest.raises(NotFound):
        ask(make.business()[1], business)


def test_without_a_reason_nothing_is_asked(session):
    business, owner = make.business()
    with pytest.raises(DomainError) as refused:
        ask(owner, business, statement="")
    assert refused.value.field == "statement"
    assert session.scalar(select(Evidence.id).where(Evidence.waiver_asked)) is None


def test_the_page_is_found_from_the_paper_and_keeps_what_was_typed(session, as_actor):
    business, owner = make.business()
    browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code)
    page = "/penjual/usaha/berkas/spt-tahunan"
    assert f"{page}/minta-bebas" in browser.get(page).text
    wrong = browser.submit(f"{page}/minta-bebas", {"statement": " "})
    assert wrong.status_code == 422
    assert "Tulis mengapa" in wrong.text
    assert browser.submit(f"{page}/minta-bebas", {"statement": WHY}).status_code == 303
    assert f"{page}/minta-bebas" not in browser.get(page).text
    papers = browser.get("/penjual/usaha/berkas").text
    assert "Minta dibebaskan" in papers
    assert "Sudah ada" not in papers.partition("SPT")[2].partition("</li>")[0]
    assert browser.get("/penjual/usaha/berkas/persetujuan-data/minta-bebas").status_code == 303


def outcome(key, evidence, **answer):
    need = next(row for row in requirements(LegalForm.PERORANGAN, clock.today()) if row.key == key)
    full = _judging.Answer(yes=(True,) * len(need.checks), **answer)
    return _judging._verdict(need, evidence, full, counts=False, seen_clean=True).outcome


def test_a_paper_that_nobody_showed_is_waived_or_not_and_never_accepted(session):
    business, owner = make.business()
    asked = ask(owner, business, "owner_identity")
    assert outcome("owner_identity", asked) is _judging.Outcome.DOUBTFUL
    waived = outcome("owner_identity", asked, waive=True, remark="Baru pindah.", basis="Ps. 4")
    assert waived is _judging.Outcome.WAIVE


def test_the_look_into_the_blacklist_is_never_waived(session):
    given = {"waive": True, "remark": "Kami kenal.", "basis": "Ps. 4"}
    assert outcome("sanction_check", None, **given) is _judging.Outcome.DOUBTFUL
    assert outcome("sanction_check", None) is _judging.Outcome.ACCEPT
