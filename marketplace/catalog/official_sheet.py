"""A seller's products in the words of the official listing form, one row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses.inaproc import ProductField, product_fields
from marketplace.catalog import policies, reference
from marketplace.catalog.models import Claim, ClaimKind, OfferKind, Product
from marketplace.catalog.states import ClaimState, ProductState
from marketplace.kernel.actor import Actor

AT_MOST = 200


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One product: what stands in each column ("" where nothing is known), and the fields still missing."""

    code: str
    name: str
    cells: Mapping[str, str]
    missing: Sequence[ProductField]


def rows(session: Session, actor: Actor) -> list[SheetRow]:
    """The actor's products on sale, the newest 200."""
    business = businesses.by_id(session, policies.own_business(actor))
    query = (
        select(Product)
        .where(Product.business_id == business.id, Product.state == ProductState.LIVE)
        .order_by(Product.id.desc())
        .limit(AT_MOST)
    )
    products = session.scalars(query).all()
    claims = _claims(session, [product.id for product in products])
    return [_row(product, claims.get(product.id, {}), pkp=business.pkp) for product in products]


def _claims(session: Session, ids: Sequence[int]) -> dict[int, dict[ClaimKind, Claim]]:
    found: dict[int, dict[ClaimKind, Claim]] = {}
    verified = select(Claim).where(Claim.product_id.in_(ids), Claim.status == ClaimState.VERIFIED)
    for claim in session.scalars(verified):
        found.setdefault(claim.product_id, {})[claim.kind] = claim
    return found


def _row(product: Product, claims: Mapping[ClaimKind, Claim], *, pkp: bool) -> SheetRow:
    tkdn, sni, brand = (claims.get(kind) for kind in (ClaimKind.TKDN, ClaimKind.SNI, ClaimKind.BRAND))
    domestic = {True: "Ya", False: "Tidak", None: ""}[product.is_domestic]
    price = product.government_price or product.price
    known = reference.is_category(product.category)
    service = product.kind is OfferKind.SERVICE
    cells = {
        "category": " > ".join(one.name for one in reference.path(product.category)) if known else "",
        "name": product.name,
        "photo": "Ada, unduh dari halaman produk" if product.picture else "",
        "ppn": "Kena PPN sesuai tarif yang berlaku" if pkp else "Tidak memungut PPN (bukan PKP)",
        "kbki": product.kbki or "",
        "domestic": domestic,
        "tkdn": f"{tkdn.number} ({(tkdn.share_bp or 0) // 100}%)" if tkdn else "",
        "sni": sni.number if sni else "",
        "brand": brand.number if brand else "",
        "specification": product.description,
        "unit": product.unit,
        "stock": "Dibuat setelah dipesan" if product.made_to_order else str(product.stock),
        "minimum": str(product.min_qty),
        "weight": "Jasa, tanpa berat" if service else str(product.weight_g or ""),
        "price": str(price.amount) if price else "",
    }
    missing = [field for field in product_fields() if field.required and not cells[field.key]]
    return SheetRow(product.code, product.name, cells, missing)
