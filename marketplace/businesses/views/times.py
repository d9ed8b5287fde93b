"""Vacation, opening hours and service area of a shop, on one page."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import policies, queries, services, vacations
from marketplace.businesses.shop_times import area_words
from marketplace.businesses.time_forms import AreaForm, HoursForm, VacationForm
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.forms import Form
from marketplace.web.hx import render, see_other


@bp.get("/penjual/usaha/jadwal")
@requires(policies.works_here)
def times() -> Response:
    return _page()


@bp.post("/penjual/usaha/jadwal/libur")
@requires(policies.works_here)
def vacation() -> Response:
    form = VacationForm()
    if form.submitted():
        try:
            values = form.values()
            with unit_of_work(key=form.key) as (session, actor):
                services.take_vacation(session, actor, queries.own(session, actor).id, **values)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".times"), notice="Libur dipasang. Pembeli langsung melihatnya.")
    return _page(vacation=form)


@bp.post("/penjual/usaha/jadwal/libur/<code:code>/batal")
@requires(policies.works_here)
def end_vacation(code: str) -> Response:
    with unit_of_work(key=Form().key) as (session, actor):
        services.cancel_vacation(session, actor, queries.own(session, actor).id, code=code)
    return see_other(url_for(".times"), notice="Libur dibatalkan. Toko Anda bekerja seperti biasa.")


@bp.post("/penjual/usaha/jadwal/jam")
@requires(policies.works_here)
def hours() -> Response:
    form = HoursForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.set_hours(session, actor, queries.own(session, actor).id, **form.values())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".times"), notice="Jam buka disimpan.")
    return _page(hours=form)


@bp.post("/penjual/usaha/jadwal/daerah")
@requires(policies.works_here)
def area() -> Response:
    form = AreaForm()
    if form.submitted():
        try:
            codes = form.codes(queries.own(db.session(), current_actor()).region_code)
            with unit_of_work(key=form.key) as (session, actor):
                services.set_area(session, actor, queries.own(session, actor).id, codes=codes)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".times"), notice="Daerah layanan disimpan.")
    return _page(area=form)


def _page(**typed: Form) -> Response:
    """The page with what is kept, and with one form as it was typed where something is wrong."""
    business = queries.own(db.session(), current_actor())
    kept = {"vacation": VacationForm(), "hours": HoursForm.of(business), "area": AreaForm.of(business)}
    return render(
        "businesses/times.html",
        status=max((form.status for form in typed.values()), default=200),
        vacations=vacations.planned(db.session(), business.id),
        area_words=area_words(business.serves),
        forms=kept | typed,
    )
