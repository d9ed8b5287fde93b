"""Into the archive and out of it."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.businesses.policies import is_seller
from marketplace.catalog import queries, services
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import see_other

ARCHIVED = "Produk diarsipkan. Pembeli tidak melihatnya lagi."
OUT_OF_ARCHIVE = "Produk keluar dari arsip. Tayangkan kalau sudah siap dijual."


@bp.post("/penjual/produk/<code:code>/arsip")
@requires(is_seller)
def rest(code: str) -> Response:
    """Put a product into the archive, or take it out, by the button that was pressed."""
    product = queries.own_product(db.session(), current_actor(), code)
    restoring = request.form.get("aksi") == "restore"
    with unit_of_work(key=request.form.get("_key")) as (session, actor):
        if restoring:
            services.restore(session, actor, product.id)
        else:
            services.archive(session, actor, product.id)
    return see_other(url_for(".product", code=code), notice=OUT_OF_ARCHIVE if restoring else ARCHIVED)
