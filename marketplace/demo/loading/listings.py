"""Products: drafted with their picture, claimed, put on sale by their owners over the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import zip_longest
from pathlib import Path

from sqlalchemy.orm import Session

from marketplace.catalog import photos
from marketplace.catalog import services as catalog
from marketplace.catalog.models import ClaimKind
from marketplace.catalog.photos import ProcessedPhoto
from marketplace.demo import shapes
from marketplace.demo.loading.stage import Stage, acting, instant
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Rupiah

PICTURES = Path(__file__).resolve().parents[3] / "static" / "pictures"
FIRST_DAY, LAST_DAY = date(2026, 1, 20), date(2026, 11, 20)


def load(stage: Stage) -> None:
    """Put every line on sale; a page of the catalogue never shows the same picture twice."""
    pictures: dict[str, ProcessedPhoto] = {}
    order = list(_spread(stage))
    step = (LAST_DAY - FIRST_DAY) / max(len(order), 1)
    for number, product in enumerate(order):
        at = instant(FIRST_DAY + step * number, "10:00") + timedelta(seconds=number)
        with acting(stage.owner(product.line.business), at) as (session, actor):
            claims = _put_on_sale(session, actor, stage, product, pictures)
        _verify_claims(stage, claims, at)


def _spread(stage: Stage) -> Iterator[shapes.Product]:
    """First the fourth products of all lines, …, last the first ones, and of these the heroes at the end.

    The newest come first in the catalogue, so neighbours are of different lines and the heroes open it.
    """
    lines = sorted(stage.content.lines, key=lambda line: line.picture.hero)
    columns = list(zip_longest(*(line.products() for line in lines)))
    for column in reversed(columns):
        yield from (product for product in column if product is not None)


def _put_on_sale(
    session: Session,
    actor: Actor,
    stage: Stage,
    product: shapes.Product,
    pictures: dict[str, ProcessedPhoto],
) -> list[int]:
    """Draft, picture, claims, publish; the ids of the claims, which a verifier then looks at."""
    line, variant = product.line, product.variant
    drafted = catalog.draft_product(
        session,
        actor,
        stage.businesses[line.business],
        values=values_of(product),
        stock=variant.stock or 0,
    )
    stage.products[product.id] = drafted.id
    picture = pictures.get(line.picture.id) or pictures.setdefault(line.picture.id, picture_of(line.picture))
    catalog.add_photo(session, actor, drafted.id, photo=picture, alt=alt_of(line), is_illustration=True)
    claims = [_claim(session, actor, drafted.id, claim) for claim in line.claims]
    catalog.publish(session, actor, drafted.id)
    return claims


def _claim(session: Session, actor: Actor, product_id: int, claim: shapes.Claim) -> int:
    claimed = catalog.claim(
        session,
        actor,
        product_id,
        kind=ClaimKind(claim.kind),
        number=claim.number or "",
        expires_on=claim.expires,
        share_bp=claim.value * 100 if claim.kind == "tkdn" and claim.value else None,
    )
    return claimed.id


def values_of(product: shapes.Product) -> catalog.ProductValues:
    """What the seller fills in for one product."""
    line, variant = product.line, product.variant
    return catalog.ProductValues(
        name=product.name,
        category=line.category,
        description=line.description,
        unit=line.unit,
        price=Rupiah(variant.price),
        made_to_order=line.supply.kind == "made_to_order",
        lead_days=line.supply.lead_days or 0,
        min_qty=line.min_quantity,
        weight_g=variant.weight_g or None,
        kbki=line.kbki,
        is_domestic=any(claim.kind == "pdn" for claim in line.claims),
    )


def picture_of(picture: shapes.Picture) -> ProcessedPhoto:
    """The drawn WebP files of a picture, by width, taken into the file store."""
    folder = PICTURES / ("heroes" if picture.hero else "composed")
    found = {
        int(path.stem.rsplit("-", 1)[1]): path.read_bytes() for path in folder.glob(f"{picture.id}-*.webp")
    }
    return photos.keep_ready(found)


def alt_of(line: shapes.Line) -> str:
    """What the drawing shows."""
    return f"Ilustrasi: {line.picture.kind.lower()} {line.picture.word} dari {line.picture.place}"


def _verify_claims(stage: Stage, claims: list[int], at: datetime) -> None:
    if not claims:
        return
    with acting(stage.verifier(), at + timedelta(hours=3)) as (session, actor):
        for claim_id in claims:
            catalog.decide_claim(session, actor, claim_id, accepted=True)
