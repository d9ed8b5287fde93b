"""How far the tour is, read from the program's own state: one function for each `done` key of tour.json."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.assistance import queries as assistance
from marketplace.assistance.states import RequestState
from marketplace.businesses import queries as businesses
from marketplace.businesses import verification_queries
from marketplace.businesses.states import MandateState
from marketplace.catalog import queries as catalog
from marketplace.catalog.states import ProductState
from marketplace.demo import content
from marketplace.demo.story import Tour
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.procurement import fulfilment_queries, queries_packages
from marketplace.procurement.queries_packages import PackageView
from marketplace.procurement.states import ContractState, PackageState
from marketplace.search import queries as search
from marketplace.search.engine import SearchRequest

OWNER = "pemilik@demo.test"
PROFILE, PUBLISH = "businesses.fill_profile", "catalog.publish"
TAKEN = frozenset({RequestState.ACCEPTED, RequestState.ACTIVE, RequestState.DONE})
GRANTED = frozenset({MandateState.ACTIVE, MandateState.REVOKED})
NEGOTIATED = frozenset({PackageState.WAITING_PPK, PackageState.CONTRACTED})
SIGNED_BY_BOTH = frozenset({ContractState.HANDED_OVER, ContractState.PAID})


@dataclass
class Scene:
    """What the tour is about, found once: the owner, her business, her first sale to an office."""

    session: Session
    tried: frozenset[str]

    @property
    def tour(self) -> Tour:
        return content.load().tour

    @cached_property
    def owner(self) -> Actor | None:
        """The owner acting for her business; None while she has none."""
        account = accounts.account_by_email(self.session, OWNER)
        owned = businesses.businesses_of(self.session, account.id) if account else []
        if account is None or not owned:
            return None
        return Actor(account.id, None, Role.OWNER, PartyRef(PartyKind.BUSINESS, owned[0][0].id))

    @property
    def business_id(self) -> int:
        """The key of her business; 0, which nothing has, without one."""
        return self.owner.party.id if self.owner and self.owner.party else 0

    @cached_property
    def deal(self) -> PackageView | None:
        """Her newest sale to an office."""
        if self.owner is None:
            return None
        rows, _total = queries_packages.deals(self.session, self.owner, 1)
        return queries_packages.package_page(self.session, self.owner, rows[0].code) if rows else None

    @property
    def live_products(self) -> int:
        return catalog.count_by_state(self.session, self.owner).get(ProductState.LIVE, 0) if self.owner else 0


def done(scene: Scene, key: str) -> bool:
    """Whether a chapter (or a refusal, which `attempts` watches) is done."""
    check = CHECKS.get(key)
    return check(scene) if check else key in scene.tried


def _help_accepted(scene: Scene) -> bool:
    request = assistance.request_of_business(scene.session, scene.business_id)
    asked = businesses.mandates(scene.session, scene.business_id)
    return request is not None and request.state in TAKEN and bool(asked)


def _mandate_active(scene: Scene) -> bool:
    return any(one.state in GRANTED for one in businesses.mandates(scene.session, scene.business_id))


def _drafts_proposed(scene: Scene) -> bool:
    commands = _proposed(scene)
    return commands[PROFILE] > 0 and commands[PUBLISH] >= len(scene.tour.fixtures.lines)


def _only_proposed(scene: Scene) -> bool:
    """A helper's press on the button became a proposal, and not a sale."""
    return _proposed(scene)[PUBLISH] > 0


def _proposed(scene: Scene) -> Counter[str]:
    found, _total = businesses.changes(scene.session, scene.business_id)
    return Counter(change.command for change in found)


def _products_live(scene: Scene) -> bool:
    asked = verification_queries.open_case(scene.session, scene.business_id) is not None
    enough = scene.live_products >= len(scene.tour.fixtures.lines)
    return enough and (asked or _government_ready(scene))


def _government_ready(scene: Scene) -> bool:
    return businesses.is_government_ready(scene.session, scene.business_id, clock.today())


def _product_found(scene: Scene) -> bool:
    if not _government_ready(scene):
        return False
    request = SearchRequest(text="keripik tempe", regions=("35.77",))
    found = search.find(scene.session, request)
    slug = businesses.by_id(scene.session, scene.business_id).slug
    return any(card.shop_slug == slug for card in catalog.cards(scene.session, found.ids))


def _package_agreed(scene: Scene) -> bool:
    return scene.deal is not None and scene.deal.package.state in NEGOTIATED


def _spk_signed(scene: Scene) -> bool:
    return scene.deal is not None and scene.deal.contract is not None


def _bast_signed(scene: Scene) -> bool:
    contract = scene.deal.contract if scene.deal else None
    return contract is not None and contract.state in SIGNED_BY_BOTH


def _paid_and_rated(scene: Scene) -> bool:
    contract = scene.deal.contract if scene.deal else None
    if (
        scene.deal is None
        or scene.owner is None
        or contract is None
        or contract.state is not ContractState.PAID
    ):
        return False
    rating = fulfilment_queries.deal_page(scene.session, scene.owner, scene.deal.package.code).contract.rating
    return rating is not None and "audited" in scene.tried


CHECKS: Mapping[str, Callable[[Scene], bool]] = MappingProxyType(
    {
        "help_accepted": _help_accepted,
        "mandate_active": _mandate_active,
        "drafts_proposed": _drafts_proposed,
        "refused_publish": _only_proposed,
        "products_live": _products_live,
        "government_ready": _government_ready,
        "product_found": _product_found,
        "package_agreed": _package_agreed,
        "spk_signed": _spk_signed,
        "bast_signed": _bast_signed,
        "paid_and_rated": _paid_and_rated,
    }
)
