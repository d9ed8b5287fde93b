"""One row of a shop's table, through the use cases that every product goes through."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy.orm import Session

from marketplace.catalog.import_models import ImportLine, ImportRun, Verdict
from marketplace.catalog.importing import judging
from marketplace.catalog.importing.judging import ROW, Judged
from marketplace.catalog.importing.shelf import shelf_of
from marketplace.catalog.models import Product
from marketplace.catalog.services.adding import with_suggestions
from marketplace.catalog.services.hampers import draft_hampers, set_parts
from marketplace.catalog.services.listing import missing
from marketplace.catalog.services.products import change_product, draft_product, set_stock
from marketplace.catalog.services.proposals import publish_or_propose
from marketplace.catalog.services.values import ProductValues
from marketplace.catalog.services.variants import add_variant
from marketplace.infra.uow import attempt
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, Forbidden, NotFound

CAME_MEANWHILE = "Produk bernama ini baru saja ada. Unggah berkasnya lagi untuk melihat bedanya."
MOVED = "Produk ini diubah sesudah berkas diperiksa. Unggah berkasnya lagi untuk melihat bedanya."
NOT_ALLOWED = "Anda tidak boleh mengubah produk ini. Mintalah pemilik melakukannya."


def bring_in(session: Session, actor: Actor, run: ImportRun, line: ImportLine) -> None:
    """Do what the row says; a refusal is kept beside its cell and stops no other row."""
    line.done = True
    if line.verdict is Verdict.REFUSED:
        return
    assert run.business_id is not None
    shelf = shelf_of(session, run.business_id, [line.cells])
    judged = judging.judge(session, actor, line.cells, shelf)
    _expect_as_seen(line, judged)
    if not judged.errors:
        try:
            with attempt(session):
                _write(session, actor, run, judged)
        except DomainError as error:
            judged.errors = {error.field if error.field in line.cells else ROW: error.message}
        except (Forbidden, NotFound):
            judged.errors = {ROW: NOT_ALLOWED}
    line.verdict = Verdict.REFUSED if judged.errors else judged.verdict
    line.errors, line.changes = judged.errors, judged.changes


def _expect_as_seen(line: ImportLine, judged: Judged) -> None:
    """Only what she saw is done: a product that came, or moved where the row changes it, is left alone.

    What rows above did to all variants of a product is no such move; some of it may be done by them already.
    """
    if judged.verdict is Verdict.SAME or judged.errors:
        return
    was_there = line.seen_version is not None
    if was_there != (judged.product is not None):
        judged.errors = {ROW: MOVED if was_there else CAME_MEANWHILE}
    elif any(change not in line.changes for change in judged.changes):
        judged.errors = {ROW: MOVED}


def _write(session: Session, actor: Actor, run: ImportRun, judged: Judged) -> None:
    product = judged.product
    if product is None:
        made = _made(session, actor, run, judged)
        session.refresh(made)
        if run.publish:
            _publish(session, actor, made, judged)
        return
    if judged.options:
        add_variant(session, actor, product.id, options=judged.options, price=product.price)
    if judged.stock is not None:
        set_stock(session, actor, product.id, judged.stock)
    if judged.parts is not None:
        set_parts(session, actor, product.id, parts=judged.parts)
    if judged.values:
        change_product(session, actor, product.id, values=cast(ProductValues, judged.values))


def _made(session: Session, actor: Actor, run: ImportRun, judged: Judged) -> Product:
    """A new draft: on its own, hampers, the first of several variants, or one beside others."""
    assert run.business_id is not None
    values: dict[str, Any] = judged.values
    if judged.parts is not None:
        return draft_hampers(session, actor, values=cast(ProductValues, values), parts=judged.parts)
    if judged.sibling is not None:
        price, rest = values.get("price"), {k: v for k, v in values.items() if k not in ("name", "price")}
        stock = judged.stock or 0
        made = add_variant(
            session, actor, judged.sibling.id, options=judged.options, price=price, stock=stock
        )
        if rest:
            change_product(session, actor, made.id, values=cast(ProductValues, rest))
        return made
    if judged.options:
        values = values | {"name": judged.shared_name}
    suggested = with_suggestions(cast(ProductValues, values))
    made = draft_product(session, actor, run.business_id, values=suggested, stock=judged.stock or 0)
    if judged.options:
        add_variant(session, actor, made.id, options=judged.options, price=made.price)
    return made


def _publish(session: Session, actor: Actor, made: Product, judged: Judged) -> None:
    """Put a new product on sale where nothing is missing, else say what is."""
    if lacking := missing(session, made):
        told = next(iter(lacking.values()))
        judged.changes = [{"label": "Disimpan sebagai draf", "before": "", "after": told}]
    else:
        publish_or_propose(session, actor, made.id)
