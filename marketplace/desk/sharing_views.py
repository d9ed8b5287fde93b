"""A seller passes her shop on: a link for WhatsApp, a poster with a code for the wall."""

from __future__ import annotations

from flask import Response, abort, current_app, url_for

from marketplace.businesses import queries as businesses
from marketplace.businesses.policies import is_seller
from marketplace.desk import poster
from marketplace.desk.views import bp
from marketplace.infra.db import db
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render
from marketplace.web.qr import qr_svg
from marketplace.web.sharing import Share


@bp.get("/penjual/bagikan")
@requires(is_seller)
def sharing() -> Response:
    business = businesses.own(db.session(), current_actor())
    address = _address(business.slug)
    text = f"{business.name}: lihat barang dan harga kami di sini."
    return render(
        "desk/sharing.html",
        share=Share(business.name, text, address),
        code=qr_svg(address, label=f"Kode QR menuju lapak {business.name}"),
        papers=poster.PAPERS,
    )


@bp.get("/penjual/bagikan/poster/<slug:paper>.pdf")
@requires(is_seller)
def poster_file(paper: str) -> Response:
    if paper not in poster.PAPERS:
        abort(404)
    session, actor = db.session(), current_actor()
    address = _address(businesses.own(session, actor).slug)
    market = current_app.extensions["lapak.settings"].site_name
    content = poster.pdf(session, actor, address=address, market=market, paper=paper)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="poster-lapak-{paper}.pdf"'
    return response


def _address(slug: str) -> str:
    return url_for("storefront.shop", slug=slug, _external=True)
