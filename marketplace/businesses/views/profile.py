"""Registering a business, its profile by sections, and how ready it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, request, url_for

from marketplace.accounts import flows
from marketplace.businesses import (
    official_kbli,
    policies,
    queries,
    sanction_queries,
    services,
    verification_queries,
)
from marketplace.businesses.forms import FORMS, ShopForm
from marketplace.businesses.numbers_form import NumbersForm
from marketplace.businesses.profile_values import present, spoken
from marketplace.businesses.requirements import Level
from marketplace.businesses.texts import consent_text
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Role
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.layout import home_of


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the profile page and the keys of the profile that it shows."""

    slug: str
    title: str
    keys: tuple[str, ...]


SECTIONS = (
    Section("cerita", "Nama dan cerita", ("name", "legal_form", "since_year", "story", "specialities")),
    Section("alamat", "Alamat", ("street", "region_code", "postcode")),
    Section("nomor", "NIB, KBLI, dan pajak", ("nib", "kbli", "npwp", "pkp")),
    Section("skala", "Skala usaha", ("size_basis", "size_amount", "size_year")),
)

SAVED = "Perubahan disimpan."
PROPOSED = "Usulan dikirim. Pemilik memeriksa, lalu menyetujui."
_BY_SLUG = {section.slug: section for section in SECTIONS}


@bp.route("/penjual/mulai/toko", methods=["GET", "POST"])
@requires(
    policies.may_register,
    whose="Toko dibuka oleh pemiliknya sendiri, bukan dari jabatan atau sebagai pendamping. "
    "Ganti peran menjadi pembeli, lalu buka toko.",
)
def register() -> Response:
    form = ShopForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                business = services.register_business(session, actor, **form.values())
        except DomainError as error:
            form.show(error)
        else:
            flows.take_seat(key=f"owner.{business.code}")
            return see_other(home_of(Role.OWNER), notice="Toko Anda sudah buka. Tambahkan produk pertama.")
    return render(
        "businesses/register.html",
        fragment="businesses/_register_form.html",
        status=form.status,
        form=form,
        consent=consent_text("business_data"),
    )


@bp.get("/penjual/mulai/kecamatan")
@requires(policies.may_register)
def districts() -> Response:
    """Districts by the beginning of a name, while it is typed."""
    typed = request.args.get("place_query", "")[:60]
    form = ShopForm(data={"place_query": typed})
    return render("businesses/districts.html", fragment="businesses/_districts.html", form=form, typed=typed)


@bp.get("/penjual/usaha")
@requires(policies.is_seller)
def profile() -> Response:
    session, actor = db.session(), current_actor()
    business = queries.own(session, actor)
    values = present(business, [list(pair) for pair in queries.kbli_of(session, business.id)])
    return render(
        "businesses/profile.html",
        business=business,
        sections=[(section, spoken(values, section.keys, masked=True)) for section in SECTIONS],
        size_class=business.size_class,
        rungs=verification_queries.ladder(session, business),
        case=verification_queries.open_case(session, business.id),
        sanctions=sanction_queries.in_force(session, business.id),
        waiting=queries.waiting_changes(session, business.id),
        own=policies.is_owner(actor),
    )


@bp.route("/penjual/usaha/<any(cerita, alamat, nomor, skala):slug>", methods=["GET", "POST"])
@requires(policies.is_seller)
def section(slug: str) -> Response:
    business = queries.own(db.session(), current_actor())
    now = services.as_declared(db.session(), business)
    form, helping = FORMS[slug].of(now), policies.is_helper(current_actor())
    if isinstance(form, NumbersForm):
        form.offer(*official_kbli.offered(db.session(), form.kbli_query.data or "", now["kbli"]))
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                change = services.fill_profile(
                    session, actor, business.id, values=form.values(), version=form.version
                )
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".profile"), notice=PROPOSED if change else form.saved)
    return render(
        "businesses/section.html",
        fragment="businesses/_section_form.html",
        status=form.status,
        form=form,
        section=_BY_SLUG[slug],
        version=business.profile_version,
        helping=helping,
    )


@bp.post("/penjual/usaha/ajukan")
@requires(policies.is_owner)
def submit_case() -> Response:
    level = request.form.get("level", "")
    if level not in set(Level):
        abort(400)
    with unit_of_work() as (session, actor):
        business = queries.own(session, actor)
        services.submit_for_verification(session, actor, business.id, Level(level))
    return see_other(
        url_for(".profile"), notice="Diajukan. Verifikator memeriksa paling lama tiga hari kerja."
    )
