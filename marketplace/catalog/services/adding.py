"""A new product from one screen: the draft is kept whatever else is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.catalog import policies, reference
from marketplace.catalog.models import Product
from marketplace.catalog.services.drafting import close_draft, photo_of_draft
from marketplace.catalog.services.photos import add_photo
from marketplace.catalog.services.products import draft_product
from marketplace.catalog.services.proposals import publish_or_propose
from marketplace.catalog.services.values import ProductValues
from marketplace.catalog.suggest import suggest
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError


class Incomplete(DomainError):
    """Several things keep a product from being added; `gaps` maps each field to its sentence."""

    def __init__(self, gaps: Mapping[str, str]) -> None:
        super().__init__(next(iter(gaps.values())), field=next(iter(gaps)))
        self.gaps = dict(gaps)


@dataclass(frozen=True, slots=True)
class Added:
    """A new product: on sale, waiting for the owner's word, or else a draft of the list."""

    product: Product
    live: bool
    proposed: bool


def add_product(
    session: Session,
    actor: Actor,
    *,
    values: ProductValues,
    stock: int,
    publish: bool,
    key: str | None = None,
) -> Added:
    """Make the actor's open draft a product, with the photo that was kept for it, and close the draft.

    With `publish` it goes on sale (a helper asks the owner to); raises Incomplete with all that is missing.
    A category and unit that were not chosen are suggested from the name. key: the key of the form.
    """
    business_id = policies.own_business(actor)
    values = with_suggestions(values)
    photo = photo_of_draft(session, actor)
    if publish and (lacking := gaps(values, stock=stock, has_photo=photo is not None)):
        raise Incomplete(lacking)
    product = draft_product(session, actor, business_id, values=values, stock=stock)
    if photo is not None:
        add_photo(session, actor, product.id, photo=photo)
    close_draft(session, actor, key=key)
    session.refresh(product)
    live = publish and publish_or_propose(session, actor, product.id)
    return Added(product, live=live, proposed=publish and business_policies.is_helper(actor))


def gaps(values: ProductValues, *, stock: int, has_photo: bool) -> dict[str, str]:
    """What keeps a product that is being written off sale: field and sentence, in the order of the page."""
    values = with_suggestions(values)
    found = {}
    if not has_photo and not values.get("without_photo"):
        found["photo"] = "Tambahkan satu foto dulu. Belum ada? Simpan dulu sebagai draf."
    if not values.get("name"):
        found["name"] = "Isi nama produk, misalnya: Keripik tempe sagu 250 g."
    if not stock and not values.get("made_to_order"):
        found["stock"] = "Isi stok, atau pilih “dibuat setelah dipesan”."
    if not values.get("category") and values.get("name"):
        found["category"] = "Nama ini belum kami kenali. Pilih kategorinya dari daftar."
    return found


def with_suggestions(values: ProductValues) -> ProductValues:
    """The values with the category and unit that the name suggests, where none was chosen."""
    suggestion = None if values.get("category") else suggest(values.get("name", ""))
    category = values.get("category") or (suggestion.slug if suggestion else "")
    units = reference.category(category).units if reference.is_category(category) else ()
    unit = values.get("unit") or next(iter(units), "")
    return values | ProductValues(category=category, unit=unit)
