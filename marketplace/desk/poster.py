"""A shop's poster from what everybody may read of it: its name, its place, what it makes, its address."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.catalog import queries as catalog
from marketplace.documents.render import render_poster
from marketplace.kernel import regions
from marketplace.kernel.actor import Actor

PAPERS = ("a4", "a5")
MOST_THINGS = 5


def facts(session: Session, actor: Actor, *, address: str, market: str, paper: str) -> dict[str, object]:
    """What the poster of the actor's shop says; `address` is the whole one of its page.

    What it makes are its own words for that, else the names of its newest products.
    """
    business = businesses.own(session, actor)
    brief = businesses.brief(session, {business.id})[business.id]
    cards, _total = catalog.shop_cards(session, brief, size=MOST_THINGS)
    things = business.specialities or [card.name for card in cards]
    return {
        "title": f"Poster {business.name}",
        "name": business.name,
        "place": regions.label_of(business.region_code[:5]),
        "things": list(things[:MOST_THINGS]),
        "address": address,
        "market": market,
        "paper": paper,
    }


def pdf(session: Session, actor: Actor, *, address: str, market: str, paper: str) -> bytes:
    """The poster on a sheet of `PAPERS`."""
    return render_poster(facts(session, actor, address=address, market=market, paper=paper))
