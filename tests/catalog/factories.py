"""Products made through the services themselves."""

from __future__ import annotations

import io

from PIL import Image

from marketplace.businesses.models import Business, Mandate
from marketplace.catalog import photos, services
from marketplace.catalog.models import Product
from marketplace.catalog.photos import ProcessedPhoto
from marketplace.catalog.services import ProductValues
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Rupiah
from tests.businesses import factories as businesses

VALUES = ProductValues(
    name="Keripik tempe sagu 250 g",
    category="camilan-kering",
    description="Tempe iris tipis, renyah sampai remah terakhir.",
    unit="bungkus",
    price=Rupiah(18_000),
    without_photo=True,
)


def shop() -> tuple[Business, Actor]:
    """A business and its owner."""
    return businesses.business()


def draft(business: Business, actor: Actor, *, stock: int = 24, **values: object) -> Product:
    with unit_of_work(actor=actor) as (session, doer):
        return services.draft_product(
            session,
            doer,
            business.id,
            values=VALUES | values,
            stock=stock,  # type: ignore[arg-type]
        )


def live(business: Business, owner: Actor, *, stock: int = 24, **values: object) -> Product:
    """A product on sale."""
    made = draft(business, owner, stock=stock, **values)
    with unit_of_work(actor=owner) as (session, actor):
        return services.publish(session, actor, made.id)


def catalogue_mandate(
    business: Business, owner: Actor, scopes: tuple[str, ...] = ("catalog.write", "stock.write")
) -> tuple[Mandate, Actor]:
    """A mandate for the catalogue, and the helper acting under it."""
    made = businesses.mandate(business, owner, scopes=scopes)
    return made, businesses.acting(made)


def picture(
    size: tuple[int, int] = (600, 600), colour: str = "orange", kind: str = "JPEG", **options: object
) -> bytes:
    """An image file of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def photo(colour: str = "orange") -> ProcessedPhoto:
    """A stored photo, as `photos.process` gives it."""
    return photos.keep_ready({width: picture((width, width), colour, "WEBP") for width in (240, 480)})
