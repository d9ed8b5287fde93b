"""Keeping `kbli_fits` and `procurable_until` in step with the facts they follow from."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.catalog import eligibility
from marketplace.catalog.eligibility import Standing
from marketplace.catalog.models import Claim, Curation, Product
from marketplace.catalog.states import ClaimState, CurationState
from marketplace.kernel import clock


def standing_of(session: Session, product: Product, *, sent: bool = False) -> Standing:
    """The full computation for one product, as of today.

    sent: as if the claims that wait for a verifier were found true already.
    """
    counted = (
        [ClaimState.VERIFIED, ClaimState.SUBMITTED, ClaimState.CHECKED] if sent else [ClaimState.VERIFIED]
    )
    claims = (
        select(Claim.kind, Claim.expires_on)
        .where(Claim.product_id == product.id, Claim.status.in_(counted))
        .order_by(Claim.id)
    )
    approved = select(Curation.id).where(
        Curation.product_id == product.id, Curation.state == CurationState.APPROVED
    )
    return eligibility.standing(
        product.category,
        businesses.kbli_of(session, product.business_id),
        {row.kind: row.expires_on for row in session.execute(claims)},
        approved=session.scalar(approved) is not None,
        today=clock.today(),
    )


def recompute(session: Session, product: Product) -> None:
    """Store where the product stands, in the transaction of the fact that changed."""
    session.flush()
    found = standing_of(session, product)
    product.kbli_fits, product.procurable_until = found.kbli_fits, found.until
    session.flush()


def refit(session: Session, business_id: int) -> None:
    """The business classes of a seller changed: say of all its products whether they fit; one statement."""
    slugs = eligibility.fitting_categories(businesses.kbli_of(session, business_id))
    fits = Product.category.in_(slugs)
    session.execute(
        update(Product)
        .where(Product.business_id == business_id, Product.kbli_fits != fits)
        .values(kbli_fits=fits)
        .execution_options(synchronize_session="fetch")
    )
