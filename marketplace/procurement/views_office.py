"""The agency's console: what waits, the plan, the packages, and putting a new one together."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request, url_for

from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Role
from marketplace.kernel.errors import DomainError
from marketplace.procurement import composing, inbox, queries_packages, queries_plan, services_packages
from marketplace.procurement.forms import Basket, PackageForm
from marketplace.procurement.policies import is_official, is_pp, reads_unit
from marketplace.procurement.queries_packages import PAGE_SIZE
from marketplace.procurement.states import PACKAGE, PackageState
from marketplace.procurement.views import bp
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number


@bp.get("/pengadaan")
@requires(is_official)
def home() -> Response:
    actor = current_actor()
    return render("procurement/home.html", tasks=inbox.tasks(db.session(), actor), role=actor.role)


@bp.get("/pengadaan/rup")
@requires(reads_unit)
def plan() -> Response:
    number = page_number()
    rows, total = queries_plan.entries(db.session(), current_actor(), number)
    return render("procurement/plan.html", page=Page(rows, number, queries_plan.PAGE_SIZE, total))


@bp.get("/pengadaan/rup/<code:code>")
@requires(reads_unit)
def plan_entry(code: str) -> Response:
    session, actor = db.session(), current_actor()
    entry = queries_plan.entry(session, actor, code)
    return render(
        "procurement/plan_entry.html",
        entry=entry,
        packages=queries_packages.packages_of_entry(session, actor, entry.id),
        may_open=is_pp(actor) and entry.direct and bool(entry.left),
    )


@bp.get("/pengadaan/paket")
@requires(reads_unit)
def packages() -> Response:
    wanted, number = request.args.get("status", ""), page_number()
    state = PackageState(wanted) if wanted in set(PackageState) else None
    rows, total = queries_packages.packages(db.session(), current_actor(), state=state, page=number)
    return render(
        "procurement/packages.html",
        page=Page(rows, number, PAGE_SIZE, total),
        state=state,
        states=[(each, PACKAGE.label(each)) for each in PackageState],
        may_open=is_pp(current_actor()),
    )


@bp.route("/pengadaan/paket/baru", methods=["GET", "POST"])
@requires(
    is_pp,
    whose="Paket pembelian disusun oleh pejabat pengadaan instansi. "
    "Kalau Anda pejabat pengadaan, ganti peran dulu. Kalau bukan, kirim alamat produk ini kepadanya.",
)
def new_package() -> Response:
    entries = queries_plan.open_entries(db.session(), current_actor())
    officers = queries_plan.colleagues(db.session(), current_actor(), Role.PPK)
    form, basket = PackageForm(data=_defaults(entries)), Basket.read()
    form.offer_choices(entries, officers)
    if form.saving():
        try:
            wanted = form.request(basket, officers)
            with unit_of_work(key=form.key) as (session, actor):
                package = services_packages.open_package(session, actor, request=wanted)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".package", code=package.code), notice="Paket disusun.")
    return render(
        "procurement/new.html",
        status=form.status,
        form=form,
        view=_composed(form, basket, entries),
        here=queries_plan.region_of_unit(db.session(), current_actor()),
    )


def _defaults(entries: Sequence[queries_plan.EntryView]) -> dict[str, str]:
    """The plan entry that the actor came from, else the first; and where the unit is."""
    wanted = request.args.get("rup", "")
    entry = next((one for one in entries if one.code == wanted), entries[0] if entries else None)
    account = f"{entry.code}:{entry.lines[0].account}" if entry else ""
    return {
        "budget_account": account,
        "words": request.args.get("q", ""),
        "delivery_place": queries_plan.address_of_unit(db.session(), current_actor()),
    }


def _composed(
    form: PackageForm, basket: Basket, entries: Sequence[queries_plan.EntryView]
) -> composing.Composition:
    return composing.compose(
        db.session(),
        chosen=basket.chosen,
        compared=basket.compared,
        left=queries_plan.left_of(entries, form.budget_account.data or ""),
        needed_on=form.needed_on.data,
        words=form.words.data,
    )
