"""A new product in one screen; its open draft is kept at every step."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.businesses.policies import is_helper, is_seller
from marketplace.catalog import flows, photos, policies, queries, queries_quality, reference, services
from marketplace.catalog.forms import FirstForm
from marketplace.catalog.services import Added
from marketplace.catalog.suggest import suggest
from marketplace.catalog.views import bp
from marketplace.catalog.views.editing import ASKED_OWNER, NOW_LIVE
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other, wants_fragment


@bp.route("/penjual/produk/baru", methods=["GET", "POST"])
@requires(is_seller)
def new() -> Response:
    if request.method == "GET":
        return _begun()
    form, publish = FirstForm(), request.form.get("aksi") == "tayang"
    readable = form.validate()
    try:
        added = flows.add_product(
            typed=form.typed(),
            content=form.photo.content,
            values=form.values(),
            readable=readable,
            stock=form.stock.data or 0,
            publish=publish,
            key=form.key,
        )
    except DomainError as error:
        form.show(error)
    else:
        if added is not None:
            return see_other(url_for(".product", code=added.product.code), notice=_told(added))
    return _page(form)


@bp.post("/penjual/produk/baru/draf")
@requires(is_seller)
def keep_draft() -> Response:
    """What is typed so far; asked for by the page at each change."""
    form = FirstForm()
    try:
        flows.keep_draft(typed=form.typed(), content=form.photo.content, key=form.key)
    except DomainError as error:
        form.show(error)
    if not form.errors and not wants_fragment():
        return see_other(url_for(".new"))
    return _page(form)


@bp.post("/penjual/produk/baru/buang")
@requires(is_seller)
def discard_draft() -> Response:
    with unit_of_work() as (session, actor):
        services.close_draft(session, actor)
    return see_other(url_for(".new"), notice="Draf dibuang. Mulai lagi dari kosong.")


@bp.get("/penjual/produk/kategori")
@requires(is_seller)
def suggested_category() -> Response:
    """The category field with the one that the name suggests, unless another was chosen; also a page."""
    name, chosen = request.args.get("name", "")[:300], request.args.get("category", "")
    by_hand = bool(chosen) and chosen != request.args.get("disarankan", "")
    found = suggest(name)
    form = FirstForm(data={"category": chosen if by_hand else found.slug if found else ""})
    return render(
        "catalog/category.html",
        fragment="catalog/_category.html",
        form=form,
        name=name,
        trail=_suggested_trail(name, form.category.data),
    )


def _begun() -> Response:
    """The page with the open draft, or with a new one as the last product was sold."""
    session, actor = db.session(), current_actor()
    draft = queries.open_draft(session, actor)
    form = FirstForm(data={} if draft else queries.usual_terms(session, actor))
    if draft:
        form.put_back(draft.typed)
    photos.prestart()
    return _page(form, restored=draft is not None)


def _page(form: FirstForm, *, restored: bool = False) -> Response:
    actor = current_actor()
    return render(
        "catalog/new.html",
        fragment="catalog/_draft.html",
        status=form.status,
        form=form,
        draft=queries.open_draft(db.session(), actor),
        twins=queries_quality.alike(db.session(), actor, form.name.data or ""),
        restored=restored,
        sent_photo=wants_fragment() and bool(request.files.get(form.photo.name)),
        helping=is_helper(actor),
        shop_lacks=queries.shop_lacks(db.session(), policies.own_business(actor)),
        trail=_suggested_trail(form.name.data, form.category.data),
    )


def _suggested_trail(name: str, slug: str | None) -> tuple[reference.Category, ...]:
    """The way down to a category that the name suggests; nothing for one that was chosen by hand."""
    found = suggest(name)
    return reference.path(found.slug) if found and found.slug == slug else ()


def _told(added: Added) -> str:
    """What the seller reads after adding a product."""
    if added.live:
        return NOW_LIVE
    return f"Draf disimpan. {ASKED_OWNER}" if added.proposed else "Draf masuk ke daftar produk Anda."
