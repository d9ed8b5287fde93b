"""Photos of a product and their order."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalog import policies
from marketplace.catalog.models import Product, ProductPhoto
from marketplace.catalog.photos import ProcessedPhoto
from marketplace.catalog.services.listing import ensure_complete, loaded, record_act, tell_change
from marketplace.catalog.states import ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, NotFound
from marketplace.kernel.text import clean_line

MAX_PHOTOS = 8
ALT_LENGTH = 150


def add_photo(
    session: Session,
    actor: Actor,
    product_id: int,
    *,
    photo: ProcessedPhoto,
    alt: str = "",
    is_illustration: bool = False,
) -> ProductPhoto:
    """Add a processed photo at the end; the same photo again changes nothing. `alt`: else the name.

    is_illustration: drawn rather than taken; the product page says so.
    """
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    rows = _in_order(session, product_id)
    for known in rows:
        if known.digest == photo.digest:
            return known
    if len(rows) >= MAX_PHOTOS:
        raise Conflict(f"Paling banyak {MAX_PHOTOS} foto. Hapus salah satu dulu.", field="photo")
    row = ProductPhoto(
        product_id=product_id,
        position=rows[-1].position + 1 if rows else 1,
        digest=photo.digest,
        files={str(width): digest for width, digest in sorted(photo.files.items())},
        alt=clean_line(alt, ALT_LENGTH) or product.name,
        is_illustration=is_illustration,
        created_at=clock.now(),
    )
    session.add(row)
    _after(session, actor, product, "add_photo", photo.digest)
    return row


def remove_photo(session: Session, actor: Actor, product_id: int, digest: str) -> None:
    """Take a photo away; the last one of a product on sale stays, unless it may be shown without."""
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    session.delete(_photo(session, product_id, digest))
    session.flush()
    if product.state is ProductState.LIVE:
        ensure_complete(session, product)
    _after(session, actor, product, "remove_photo", digest)


def move_photo(session: Session, actor: Actor, product_id: int, digest: str, *, to: str) -> None:
    """Move a photo to the "front", or one place "left" or "right"; the first is the picture of the card.

    Raises NotFound for any other word.
    """
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    moved = _photo(session, product_id, digest)
    rows = _in_order(session, product_id)
    place = rows.index(moved)
    places = {"front": 0, "left": max(place - 1, 0), "right": place + 1}
    if to not in places:
        raise NotFound(f"place {to[:20]}")
    rows.remove(moved)
    rows.insert(places[to], moved)
    for position, row in enumerate(rows, start=1):
        row.position = position
    _after(session, actor, product, "move_photo", digest)


def _after(session: Session, actor: Actor, product: Product, verb: str, digest: str) -> None:
    session.flush()
    first = next(iter(_in_order(session, product.id)), None)
    product.picture = (
        {
            "digest": first.digest,
            "widths": [int(width) for width in first.files],
            "alt": first.alt,
            "illustration": first.is_illustration,
        }
        if first
        else None
    )
    product.updated_at = clock.now()
    tell_change(session, product)
    record_act(session, actor, verb, product, {"photo": digest})


def _photo(session: Session, product_id: int, digest: str) -> ProductPhoto:
    row = session.scalar(
        select(ProductPhoto).where(ProductPhoto.product_id == product_id, ProductPhoto.digest == digest)
    )
    if row is None:
        raise NotFound(f"photo {digest[:12]}")
    return row


def _in_order(session: Session, product_id: int) -> list[ProductPhoto]:
    rows = session.scalars(
        select(ProductPhoto)
        .where(ProductPhoto.product_id == product_id)
        .order_by(ProductPhoto.position, ProductPhoto.id)
    )
    return list(rows)
