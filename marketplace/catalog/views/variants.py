"""The table of variants of a product."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, url_for

from marketplace.businesses.policies import is_helper, is_seller
from marketplace.catalog import services, variants_shown
from marketplace.catalog.services import Option, RowsRefused
from marketplace.catalog.services.variants import clean_options
from marketplace.catalog.states import ProductState
from marketplace.catalog.variant_forms import CellForm, VariantForm, cell_forms, is_saving, show_refusals
from marketplace.catalog.variants_shown import OwnGroup
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.route("/penjual/produk/<code:code>/pilihan", methods=["GET", "POST"])
@requires(is_seller)
def variants(code: str) -> Response:
    """The options make a table, and the table makes the variants: two buttons of one form."""
    own = variants_shown.own_group(db.session(), current_actor(), code)
    form, cells = VariantForm.of(own.options), list[CellForm]()
    if not (form.submitted() or own.options):
        return _page(own, form, cells)
    try:
        options = clean_options(form.options())
        cells = _cells(own, options)
        if is_saving() and all([form.validate(), *[cell.validate() for cell in cells]]):
            with unit_of_work(key=form.key) as (session, actor):
                rows = [cell.row() for cell in cells]
                services.set_variants(session, actor, own.product.id, options=options, rows=rows)
            return see_other(url_for(".variants", code=code), notice="Pilihan disimpan.")
    except RowsRefused as error:
        cells = _cells(variants_shown.own_group(db.session(), current_actor(), code), options)
        show_refusals(cells, error, origin="" if own.options else own.product.code)
    except DomainError as error:
        form.show(error)
    return _page(own, form, cells)


def _cells(own: OwnGroup, options: Sequence[Option]) -> list[CellForm]:
    cells = variants_shown.table(db.session(), own, options)
    return cell_forms(cells, counted=not own.product.made_to_order)


def _page(own: OwnGroup, form: VariantForm, cells: Sequence[CellForm]) -> Response:
    wrong = [(cell.cell.label, field) for cell in cells for field in cell if field.errors]
    return render(
        "catalog/variants.html",
        status=422 if wrong else form.status,
        product=own.product,
        form=form,
        cells=cells,
        wrong=wrong,
        editable=not is_helper(current_actor()) or own.product.state is ProductState.DRAFT,
    )
