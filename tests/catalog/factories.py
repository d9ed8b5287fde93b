"""Products made through the services themselves."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image

from marketplace.businesses import services as business_services
from marketplace.businesses.models import Business, Mandate
from marketplace.catalog import photos, services
from marketplace.catalog.models import Claim, ClaimKind, Curation, Product
from marketplace.catalog.photos import ProcessedPhoto
from marketplace.catalog.services import Certificate, ProductValues
from marketplace.catalog.states import ClaimState
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


NUMBERS = {
    ClaimKind.PDN: "",
    ClaimKind.TKDN: "2137/SJ-IND.8/TKDN/5/2026",
    ClaimKind.HALAL: "ID35110001234560926",
    ClaimKind.SNI: "LSPr-012/SNI-3692/2026",
    ClaimKind.PIRT: "2063577010123-29",
    ClaimKind.BPOM: "MD224510123456",
    ClaimKind.BRAND: "IDM009994478",
}


def certificate(kind: ClaimKind, **values: object) -> Certificate:
    """A certificate that its kind accepts, with some parts otherwise."""
    complete = {
        "number": NUMBERS[kind],
        "expires_on": date(2029, 4, 14),
        "share_bp": 4250 if kind is ClaimKind.TKDN else None,
        "content": businesses.PDF if kind is ClaimKind.SNI else b"",
        "filename": "sertifikat.pdf",
    }
    return Certificate(**complete | values)  # type: ignore[arg-type]


def claimed(product: Product, owner: Actor, kind: ClaimKind = ClaimKind.HALAL, **values: object) -> Claim:
    """A claim that waits for a verifier."""
    with unit_of_work(actor=owner) as (session, actor):
        return services.claim(session, actor, product.id, kind=kind, paper=certificate(kind, **values))


def verifier(name: str = "Rahmat Hidayatullah") -> Actor:
    return businesses.verifier(businesses.person(name))


def decided(claim: Claim, *, accepted: bool = True, by: Actor | None = None, **values: str) -> Claim:
    """A claim after a verifier's decision."""
    with unit_of_work(actor=by or verifier()) as (session, actor):
        return services.decide_claim(session, actor, claim.id, accepted=accepted, **values)


def verified(product: Product, owner: Actor, kind: ClaimKind = ClaimKind.HALAL, **values: object) -> Claim:
    """A claim found true by as many people as its kind wants."""
    claim = decided(claimed(product, owner, kind, **values))
    return decided(claim) if claim.status is ClaimState.CHECKED else claim


def approved(product: Product, owner: Actor) -> Curation:
    """A listing that a curator let government see."""
    with unit_of_work(actor=owner) as (session, actor):
        asked = services.submit_for_curation(session, actor, product.id)
    with unit_of_work(actor=verifier()) as (session, actor):
        return services.decide_curation(session, actor, asked.id, accepted=True)


def classes(business: Business, owner: Actor, codes: object) -> None:
    """The business classes (KBLI) of a business: pairs of edition and code."""
    with unit_of_work(actor=owner) as (session, actor):
        business_services.fill_profile(session, actor, business.id, values={"kbli": codes})  # type: ignore[typeddict-item]


def for_government(business: Business, owner: Actor, **values: object) -> Product:
    """A food on sale that government may buy: fitting class, permit, halal, curated."""
    classes(business, owner, businesses.PROFILE["kbli"])
    product = live(business, owner, **values)
    for kind in (ClaimKind.PIRT, ClaimKind.HALAL):
        verified(product, owner, kind)
    approved(product, owner)
    return product


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
