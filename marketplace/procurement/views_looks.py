"""The Daftar Hitam of a package: what was seen of its seller, and writing down a new look."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import register_queries
from marketplace.businesses.register_forms import LookupForm
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.procurement import queries_packages, sellers
from marketplace.procurement.policies import chooses, is_official
from marketplace.procurement.views import bp
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.route("/pengadaan/paket/<code:code>/daftar-hitam", methods=["GET", "POST"])
@requires(is_official)
def sanction_look(code: str) -> Response:
    view = queries_packages.package_page(db.session(), current_actor(), code)
    blacklist = register_queries.blacklist_of(db.session(), view.package.business_id)
    form = LookupForm().ask(blacklist.register)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                sellers.look_into_blacklist(session, actor, code, seen=form.seen())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".package", code=code), notice="Hasil pencarian Daftar Hitam disimpan.")
    return render(
        "procurement/sanction_look.html",
        fragment="businesses/_lookup_form.html",
        status=form.status,
        form=form,
        here=url_for(".sanction_look", code=code),
        view=view,
        blacklist=blacklist,
        may=chooses(current_actor(), view.package) and view.package.state in sellers.OPEN,
    )
