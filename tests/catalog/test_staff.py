"""What staff may do with products is what their permissions name, and nothing else."""

from __future__ import annotations

import pytest

from marketplace.businesses.policies import scopes_of
from marketplace.catalog import services
from marketplace.catalog.states import ProductState
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Forbidden
from marketplace.kernel.money import Rupiah
from tests.businesses import factories as people
from tests.catalog import factories

pytestmark = pytest.mark.db

ACTS = {
    "price": lambda s, a, p: services.set_price(s, a, p.id, price=Rupiah(21_000)),
    "change": lambda s, a, p: services.change_product(s, a, p.id, values={"description": "Renyah."}),
    "withdraw": lambda s, a, p: services.withdraw(s, a, p.id),
    "stock": lambda s, a, p: services.set_stock(s, a, p.id, 5),
    "draft": lambda s, a, p: services.draft_product(s, a, p.business_id, values={"name": "Keripik baru"}),
}
ALLOWED = {
    "products": set(ACTS),
    "stock": {"stock"},
    "profile": set(),
    "procurement": set(),
    "": set(),
}


@pytest.mark.parametrize("permission", ALLOWED)
@pytest.mark.parametrize("act", ACTS)
def test_exactly_what_the_permission_names(session, act, permission):
    business, owner = factories.shop()
    product = factories.live(business, owner)
    scopes = scopes_of([permission])
    party = PartyRef(PartyKind.BUSINESS, business.id)
    staff = Actor(people.person().id, None, Role.STAFF, party, scopes=scopes)

    def do():
        with unit_of_work(actor=staff) as (inside, actor):
            ACTS[act](inside, actor, product)

    if act in ALLOWED[permission]:
        do()
    else:
        with pytest.raises(Forbidden):
            do()
        session.refresh(product)
        assert product.state is ProductState.LIVE
