"""An owner who cannot have a paper asks to do without it, and says why."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.businesses import services
from marketplace.businesses.services import Paper
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra.uow import unit_of_work
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
    assert "minta dibebaskan" in browser.get("/penjual/usaha/berkas").text
    assert browser.get("/penjual/usaha/berkas/persetujuan-data/minta-bebas").status_code == 303
