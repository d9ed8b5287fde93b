"""Addresses of the tour that only the running program knows: her shop, the package, the contract, the SPK."""

from __future__ import annotations

import re

from marketplace.accounts import queries as accounts
from marketplace.businesses import queries as businesses
from marketplace.catalog import queries as catalog
from marketplace.demo import content
from marketplace.demo.progress import Scene
from marketplace.documents.kinds import PaperKind
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role

_NAME = re.compile(r"\{(\w+)\}")


def names(scene: Scene) -> dict[str, str]:
    """What the words in braces stand for now; what does not exist yet is left out."""
    known = {}
    if scene.owner is not None:
        known["usaha"] = businesses.by_id(scene.session, scene.business_id).slug
    if scene.deal is not None:
        known["paket"] = scene.deal.package.code
        for paper in scene.deal.papers:
            if paper.kind == PaperKind.WORK_ORDER:
                known["spk"] = paper.code
        if scene.deal.contract is not None:
            known["kontrak"] = scene.deal.contract.code
    if (stopped := _product_of_the_stopped(scene)) is not None:
        known["parsel"] = stopped
    return known


def _product_of_the_stopped(scene: Scene) -> str | None:
    """A product whose seller may not sell now; nobody finds it by searching any more."""
    story = content.load()
    sanction = next(one for one in story.story.sanctions if one.state == "active")
    owner = next(business.owner for business in story.businesses if business.id == sanction.business)
    account = accounts.account_by_phone(scene.session, owner.phone)
    owned = businesses.businesses_of(scene.session, account.id) if account else []
    if account is None or not owned:
        return None
    seller = Actor(account.id, None, Role.OWNER, PartyRef(PartyKind.BUSINESS, owned[0][0].id))
    products, _total = catalog.seller_products(scene.session, seller, 1)
    return products[0].product.code if products else None


def address(pattern: str, known: dict[str, str]) -> str:
    """An address with its names filled in; up to the first part that is not known yet."""
    parts = pattern.split("/")
    for number, part in enumerate(parts):
        if any(name not in known for name in _NAME.findall(part)):
            return "/".join(parts[:number])
        parts[number] = _NAME.sub(lambda found: known[found[1]], part)
    return "/".join(parts)
