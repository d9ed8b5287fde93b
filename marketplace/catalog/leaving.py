"""What a seller takes along of the catalogue, and what ends when the business closes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses.models import MemberRole
from marketplace.catalog.models import Product, ProductPhoto
from marketplace.catalog.services.resting import take_off_sale
from marketplace.catalog.states import PRODUCT, ProductState
from marketplace.infra import files
from marketplace.infra.personal_data import Belonging, Obstacle
from marketplace.kernel.actor import Actor
from marketplace.kernel.neutral import neutral

Read = Callable[[Session, Actor], bytes]

REASON = "Usaha ditutup pemiliknya."
COLUMNS = ("kode", "nama", "kategori", "keterangan", "satuan", "harga", "stok", "status")


def nothing_open(_session: Session, _business_id: int) -> list[Obstacle]:
    """Products keep nobody from closing: what was bought of them stands in the rooms above."""
    return []


def withdraw_all(session: Session, actor: Actor, business_id: int) -> None:
    """Take everything of a closing business off sale, in its transaction."""
    live = select(Product.id).where(Product.business_id == business_id, Product.state == ProductState.LIVE)
    for product_id in session.scalars(live.order_by(Product.id)).all():
        take_off_sale(session, actor, product_id, reason=REASON)


def belongings(session: Session, user_id: int) -> list[Belonging]:
    """A table of the products of each business that the person owns, and every photo at its largest."""
    found: list[Belonging] = []
    for business, role in businesses.businesses_of(session, user_id):
        if role is MemberRole.OWNER:
            folder = f"usaha-{business.code}"
            products = _products(session, business.id)
            found.append(Belonging(f"{folder}/produk.csv", _given(_table(products))))
            found += _photos(session, folder, products)
    return found


def _products(session: Session, business_id: int) -> Sequence[Product]:
    query = select(Product).where(Product.business_id == business_id).order_by(Product.id)
    return session.scalars(query).all()


def _table(products: Sequence[Product]) -> bytes:
    """CSV in UTF-8 with the mark that spreadsheets want; what could be a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for product in products:
        price = product.price.amount if product.price else ""
        state = PRODUCT.label(product.state)
        row = (product.code, product.name, product.category, product.description, product.unit)
        writer.writerow([neutral(str(cell)) for cell in (*row, price, product.stock, state)])
    return text.getvalue().encode("utf-8-sig")


def _photos(session: Session, folder: str, products: Sequence[Product]) -> list[Belonging]:
    names = {product.id: product.slug for product in products}
    query = select(ProductPhoto).where(ProductPhoto.product_id.in_(names))
    found = []
    for photo in session.scalars(query.order_by(ProductPhoto.product_id, ProductPhoto.position)):
        digest = photo.files[max(photo.files, key=int)]
        name = f"{folder}/foto/{names[photo.product_id]}-{photo.position}-{photo.digest[:6]}.webp"
        found.append(Belonging(name, _stored(digest)))
    return found


def _given(content: bytes) -> Read:
    return lambda _session, _actor: content


def _stored(digest: str) -> Read:
    return lambda _session, _actor: files.get_bytes(digest)
