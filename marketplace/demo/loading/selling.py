"""How shops sell beyond single things: in options, as hampers, by the dozen."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from marketplace.catalog import services as catalog
from marketplace.catalog import variants_shown
from marketplace.catalog.government_queries import claim_to_send
from marketplace.catalog.models import ClaimKind
from marketplace.catalog.photos import ProcessedPhoto
from marketplace.demo.loading.stage import Stage
from marketplace.demo.selling import Basket, Varied
from marketplace.demo.shapes import Line
from marketplace.kernel.money import Rupiah, percent


def vary(session: Session, stage: Stage, *, line: Line, varied: Varied) -> None:
    """The first product of a line, which is on sale, gets its options; claims of each are looked at, too."""
    owner, products = stage.owner(line.business), line.products()
    options = [
        catalog.Option(name, tuple(dict.fromkeys(values[place] for values in varied.values)))
        for place, name in enumerate(varied.options)
    ]
    rows = [
        catalog.Row(values, Rupiah(one.variant.price), one.variant.stock)
        for one, values in zip(products, varied.values, strict=True)
    ]
    first = products[0].id
    catalog.set_variants(session, owner, stage.products[first], options=options, rows=rows)
    own = variants_shown.own_group(session, owner, stage.product_codes[first])
    made = {cell.values: cell.product for cell in variants_shown.table(session, own, options)}
    for one, values in zip(products, varied.values, strict=True):
        product = made[values]
        assert product is not None
        stage.products[one.id], stage.product_codes[one.id] = product.id, product.code
        if one is products[0]:
            continue
        for claim in line.claims:
            _rule, sent = claim_to_send(session, product, ClaimKind(claim.kind))
            assert sent is not None
            catalog.decide_claim(session, stage.verifier(), sent.id, accepted=True)


def put_together(session: Session, stage: Stage, *, basket: Basket, photo: ProcessedPhoto, alt: str) -> None:
    """Hampers of a shop, drafted, photographed and put on sale."""
    owner = stage.owner(basket.business)
    parts = [catalog.Part(stage.product_codes[one], pieces) for one, pieces in basket.parts.items()]
    made = catalog.make_hampers(session, owner, name=basket.name, price=Rupiah(basket.price), parts=parts)
    catalog.change_product(
        session,
        owner,
        made.id,
        values={"description": basket.description, "weight_g": basket.weight_g},
    )
    catalog.add_photo(session, owner, made.id, photo=photo, alt=alt, is_illustration=True)
    catalog.publish(session, owner, made.id)


def tiers(price: Rupiah, steps: Mapping[str, int]) -> list[dict[str, int]]:
    """Prices from some quantities on. steps: quantity to basis points off."""
    return [
        {"from": int(quantity), "price": (price - percent(price, off)).amount}
        for quantity, off in steps.items()
    ]
