"""Which stored bytes a picture of the catalogue is, and who may have them."""

from __future__ import annotations

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.catalog.draft_models import OpenDraft
from marketplace.catalog.models import Product, ProductPhoto
from marketplace.catalog.states import ProductState
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound


def media_file(session: Session, actor: Actor, digest: str, width: int) -> str:
    """The SHA-256 of a photo's bytes at a width.

    Raises NotFound unless some live product shows the photo, or a product or an open draft of the actor's
    own does.
    """
    rows = session.execute(
        select(ProductPhoto.files, Product.business_id, Product.state)
        .join(Product, Product.id == ProductPhoto.product_id)
        .where(ProductPhoto.digest == digest)
        .order_by(case((Product.state == ProductState.LIVE, 0), else_=1), Product.id)
        .limit(20)
    )
    for files, business_id, state in rows:
        live = state is ProductState.LIVE
        if str(width) in files and (live or business_policies.may_act_for(actor, business_id, None)):
            return str(files[str(width)])
    drafts = session.scalars(select(OpenDraft.photo).where(OpenDraft.user_id == actor.user_id))
    for photo in drafts:
        if photo is not None and photo["digest"] == digest and str(width) in photo["files"]:
            return str(photo["files"][str(width)])
    raise NotFound(f"photo {digest[:12]}-{width}")
