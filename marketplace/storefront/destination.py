"""Where the buyer needs the goods: asked for in the address, else where the office of the buyer is.

It narrows nothing. Cards and pages say whether the shop reaches it; without it they say nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from marketplace.businesses.shop_times import Reach, reach_of
from marketplace.catalog.queries import ProductView
from marketplace.catalog.shown import Card, areas_of
from marketplace.kernel import regions
from marketplace.kernel.actor import Actor
from marketplace.kernel.text import drawn
from marketplace.storefront.facets import INSIDE, Choice

NAME = "tujuan"
ANYWHERE, OWN_OFFICE = "Belum dipilih", "Daerah kantor Anda"


def asked(actor: Actor) -> str:
    """The code of a province or regency; "" where nobody said. Any other word is no answer."""
    typed = request.args.get(NAME, "")
    return typed if _is_known(typed) else ".".join((actor.located_in or "").split(".")[:2])


def unknown() -> tuple[str, ...]:
    """What was asked for and is no province or regency, as pages name it."""
    typed = drawn(request.args.get(NAME, ""))
    return (f"{NAME}={typed[:20]}",) if typed and not _is_known(typed) else ()


def choices(actor: Actor, chosen: str) -> tuple[Choice, ...]:
    """What counts unasked, then the provinces; below the chosen one, or the one around it, its regencies."""
    found = [Choice("", OWN_OFFICE if actor.located_in else ANYWHERE, None, not chosen)]
    for province in regions.children():
        found.append(Choice(province.code, province.name, None, chosen == province.code))
        if chosen and regions.is_within(chosen, province.code):
            found += [
                Choice(inner.code, INSIDE + inner.name, None, chosen == inner.code)
                for inner in regions.children(province.code)
            ]
    return tuple(found)


def said_of(cards: Sequence[Card], chosen: str) -> list[Card]:
    """The cards for a buyer there; as they are for a buyer of nowhere."""
    return [card.needed_in(chosen) for card in cards] if chosen else list(cards)


@dataclass(frozen=True, slots=True)
class Going:
    """What a page says of the way to the buyer, and the choice of another place.

    code, place: where the buyer needs it; "" while nobody said. bounded: it does not go everywhere.
    """

    code: str
    place: str
    reach: Reach | None
    bounded: bool
    choices: tuple[Choice, ...]


def going(actor: Actor, chosen: str, areas: Sequence[Sequence[str]]) -> Going:
    """As the pages of a product and of a shop show it. areas: what bounds where it is sold."""
    return Going(
        code=chosen,
        place=regions.name_of(chosen) if chosen else "",
        reach=reach_of(areas, chosen) if chosen else None,
        bounded=any(areas),
        choices=choices(actor, chosen),
    )


def areas_of_product(view: ProductView) -> Sequence[Sequence[str]]:
    """What bounds where a product is sold."""
    return areas_of(view.seller, view.product.service_area)


def _is_known(code: str) -> bool:
    return code.count(".") <= 1 and regions.exists(code)
