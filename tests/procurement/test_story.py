"""A package from the plan to the accepted SPK, as the people of the story do it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.documents import queries as papers
from marketplace.infra import timeline
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement.models import SanctionCheck
from marketplace.procurement.states import ContractState, PackageState
from tests.procurement import steps

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story()


def test_from_the_plan_to_the_accepted_spk(session, story):
    package = steps.opened(story)
    assert (package.state, package.total) == (PackageState.DRAFT, Rupiah(64_800_000))
    steps.invited(story, package)
    steps.offered(story.unit.pp, package, 50_000)
    steps.offered(story.shop.owner, package, 52_000)
    steps.agreed(story.unit.pp, package)
    assert (package.state, package.total) == (PackageState.WAITING_PPK, Rupiah(62_400_000))
    contract = steps.approved(story, package)
    assert (contract.state, contract.value) == (ContractState.WAITING_SELLER, Rupiah(62_400_000))
    assert steps.budget_of(session, story) == (Rupiah(62_400_000), ZERO)
    steps.accepted(story, contract)
    assert contract.state is ContractState.IN_FORCE
    assert steps.stock_of(session, story.product) == (2_000 - 1_200, 0)
    kinds = [
        (paper.kind.value, paper.voided_at)
        for paper in papers.of_subjects(session, [("package", package.id), ("contract", contract.id)])
    ]
    assert kinds == [("ba-negosiasi", None), ("spk", None)]
    assert [step.event for step in timeline.of(session, ("package", package.id))] == [
        "open",
        "invite",
        "offer",
        "offer",
        "agree",
        "approve",
    ]
    moments = select(SanctionCheck.moment).where(SanctionCheck.package_id == package.id)
    assert session.scalars(moments.order_by(SanctionCheck.id)).all() == [
        "agreement",
        "approval",
        "acceptance",
    ]
