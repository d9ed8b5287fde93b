"""Products: drafted with their picture, claimed, put on sale by their owners over the year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import zip_longest
from pathlib import Path

from sqlalchemy.orm import Session

from marketplace.catalog import photos, units
from marketplace.catalog import services as catalog
from marketplace.catalog.government_queries import may_ask_curation
from marketplace.catalog.models import ClaimKind
from marketplace.catalog.photos import ProcessedPhoto
from marketplace.demo import shapes
from marketplace.demo.loading import selling
from marketplace.demo.loading.scans import scan
from marketplace.demo.loading.stage import Scene, Stage, instant
from marketplace.demo.selling import Basket
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Rupiah

PICTURES = Path(__file__).resolve().parents[3] / "static" / "pictures"
FIRST_DAY, LAST_DAY = date(2026, 1, 20), date(2026, 11, 20)
LATELY = date(2026, 11, 10)
NET = re.compile(r"([0-9,]+) (g|kg|ml|liter|m|cm)")
MEASURES = {"g": "gram", "kg": "kg", "ml": "ml", "liter": "liter", "m": "meter", "cm": "cm"}
SLOW = ("tkdn", "merek")
SEEN = "Nomor, nama, dan masa berlakunya sama dengan daftar resmi."
KNOWN_BEFORE = timedelta(days=25)
"""How long a product was on sale before the story first speaks of it."""


def scenes(stage: Stage) -> Iterator[Scene]:
    """Every line is put on sale; a page of the catalogue never shows the same picture twice."""
    pictures: dict[str, ProcessedPhoto] = {}
    spoken_of, sold = _spoken_of(stage), _sold(stage)
    varied = {one.line: one for one in stage.content.selling.varied}
    order = list(_spread(stage))
    step = (LAST_DAY - FIRST_DAY) / max(len(order), 1)
    for number, product in enumerate(order):
        at = instant(FIRST_DAY + step * number, "10:00") + timedelta(seconds=number)
        if product.id in spoken_of:
            at = min(at, spoken_of[product.id] - KNOWN_BEFORE)
        options = varied.get(product.line.id)
        if options and product.id != first_of(product.line):
            continue
        stock = (product.variant.stock or 0) + sold[product.id]
        yield Scene(at, partial(_put_on_sale, product=product, stock=stock, pictures=pictures))
        yield Scene(at + timedelta(hours=3), partial(_verify_claims, product=product))
        yield Scene(at + timedelta(hours=4), partial(_curate, product=product))
        if options:
            yield Scene(at + timedelta(hours=5), partial(selling.vary, line=product.line, varied=options))
    lines = {line.id: line for line in stage.content.lines}
    for basket in stage.content.selling.baskets:
        line = lines[basket.picture]
        shown = partial(_basket, basket=basket, line=line, pictures=pictures)
        yield Scene(instant(basket.on, "15:20"), shown)


def first_of(line: shapes.Line) -> str:
    """The product that others of its line become options of."""
    return line.products()[0].id


def _spoken_of(stage: Stage) -> dict[str, datetime]:
    """When the story first needs each product it buys or proposes to change."""
    first: dict[str, datetime] = {}
    lines = {package.id: package.lines for package in stage.content.story.packages}
    for event in stage.content.story.events:
        needed = [line.product for line in lines.get(event.subject.get("package", ""), ())]
        if event.verb == "proposal.make":
            needed = [product_of(event.values["target"])]
        for product in needed:
            first.setdefault(product, instant(event.date, event.time))
    return first


def product_of(target: str) -> str:
    """The product a proposal is about; a line stands for its first product."""
    return target if "--" in target else f"{target}--1"


def _sold(stage: Stage) -> Counter[str]:
    """Pieces that government packages take; sellers had them on top of what is left on the demo's day."""
    taken: Counter[str] = Counter()
    for package in stage.content.story.packages:
        for line in package.lines:
            if stage.content.products[line.product].line.supply.kind == "stock":
                taken[line.product] += line.quantity
    return taken


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
    stage: Stage,
    *,
    product: shapes.Product,
    stock: int,
    pictures: dict[str, ProcessedPhoto],
) -> None:
    line, owner = product.line, stage.owner(product.line.business)
    drafted = catalog.draft_product(
        session, owner, stage.businesses[line.business], values=_values(stage, product), stock=stock
    )
    stage.products[product.id], stage.product_codes[product.id] = drafted.id, drafted.code
    picture = _picture(pictures, line)
    catalog.add_photo(session, owner, drafted.id, photo=picture, alt=alt_of(line), is_illustration=True)
    stage.claims[product.id] = [_claim(session, owner, drafted.id, claim) for claim in line.claims]
    catalog.publish(session, owner, drafted.id)


def _basket(
    session: Session,
    stage: Stage,
    *,
    basket: Basket,
    line: shapes.Line,
    pictures: dict[str, ProcessedPhoto],
) -> None:
    photo = _picture(pictures, line)
    selling.put_together(session, stage, basket=basket, photo=photo, alt=alt_of(line))


def _picture(pictures: dict[str, ProcessedPhoto], line: shapes.Line) -> ProcessedPhoto:
    if line.picture.id not in pictures:
        pictures[line.picture.id] = picture_of(line.picture)
    return pictures[line.picture.id]


def _values(stage: Stage, product: shapes.Product) -> catalog.ProductValues:
    """What its seller fills in, with what this shop in particular offers."""
    line, values = product.line, values_of(product)
    for one in stage.content.selling.wholesale:
        if one.line == line.id:
            values["tiers"] = selling.tiers(Rupiah(product.variant.price), one.steps)
    if any(one.line == line.id for one in stage.content.selling.varied):
        values["name"] = line.name
    if product.variant.capacity_week and line.supply.kind == "made_to_order" and _is_free(stage, line):
        values |= {"capacity_per_week": product.variant.capacity_week, "capacity_name": line.name}
    return values


def _is_free(stage: Stage, line: shapes.Line) -> bool:
    """No package of the story counts on the hands of its shop."""
    bought = (one.product for package in stage.content.story.packages for one in package.lines)
    return line.business not in {stage.content.products[product].line.business for product in bought}


def _claim(session: Session, actor: Actor, product_id: int, claim: shapes.Claim) -> int:
    claimed = catalog.claim(
        session,
        actor,
        product_id,
        kind=ClaimKind(claim.kind),
        paper=catalog.Certificate(
            number=claim.number or "",
            share_bp=claim.value * 100 if claim.kind == "tkdn" and claim.value else None,
            issued_on=claim.issued if claim.issued and claim.issued <= clock.today() else None,
            expires_on=claim.expires,
            content=scan("Sertifikat SNI") if claim.kind == "sni" else b"",
            filename="sertifikat.pdf",
        ),
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
        **_content(product),
    )


def _content(product: shapes.Product) -> catalog.ProductValues:
    """ "250 g" as what one unit holds; what is counted in pieces says so in its name."""
    found = NET.fullmatch(product.variant.net or "")
    if found is None:
        return {}
    return {"content_milli": units.parse_content(found[1]), "content_unit": MEASURES[found[2]]}


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


def _verify_claims(session: Session, stage: Stage, *, product: shapes.Product) -> None:
    """What was sent lately and takes longer to look up still waits on the demo's day."""
    for claim_id, claim in zip(stage.claims[product.id], product.line.claims, strict=True):
        if claim.kind in SLOW and clock.today() >= LATELY:
            continue
        catalog.decide_claim(session, stage.verifier(), claim_id, accepted=True, seen=SEEN)


def _curate(session: Session, stage: Stage, *, product: shapes.Product) -> None:
    """Where a curator has to look before government buys, he was asked; what was sent lately still waits."""
    line = product.line
    product_id = stage.products[product.id]
    if not may_ask_curation(session, product_id):
        return
    asked = catalog.submit_for_curation(session, stage.owner(line.business), product_id)
    if clock.today() < LATELY:
        catalog.decide_curation(session, stage.verifier(), asked.id, accepted=True)
