"""A shop's products as a table: the template, looking it through, bringing it in, taking everything out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from tempfile import TemporaryFile
from typing import Any

from flask import Response, request, send_file, stream_with_context, url_for

from marketplace.businesses.policies import is_helper, is_seller
from marketplace.catalog import import_queries, services
from marketplace.catalog.exchange_forms import DecideForm, UploadForm
from marketplace.catalog.import_models import ImportRun, Verdict
from marketplace.catalog.importing import uploads, workbooks
from marketplace.catalog.states import IMPORT_LABELS, ImportState
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES, RUNS = 20, 10
VERDICTS = {
    Verdict.REFUSED: "Perlu diperbaiki",
    Verdict.CHANGED: "Berubah",
    Verdict.NEW: "Baru",
    Verdict.SAME: "Sama",
}
"""In the order in which they want to be looked at."""


@bp.route("/penjual/produk/impor", methods=["GET", "POST"])
@requires(is_seller)
def import_products() -> Response:
    form = UploadForm()
    if form.submitted():
        try:
            rows, ignored = uploads.read_upload(form.file.content, form.file.filename)
            name = uploads.shown_name(form.file.filename)
            with unit_of_work(key=form.key) as (session, actor):
                run = services.check_import(session, actor, filename=name, rows=rows, ignored=ignored)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".import_run", code=run.code))
    number = page_number()
    runs, total = import_queries.import_runs(db.session(), current_actor(), number, size=RUNS)
    page = Page(runs, number, RUNS, total)
    return render("catalog/import.html", status=form.status, form=form, page=page, labels=IMPORT_LABELS)


@bp.route("/penjual/produk/impor/<code:code>", methods=["GET", "POST"])
@requires(is_seller)
def import_run(code: str) -> Response:
    run, form = import_queries.import_run(db.session(), current_actor(), code), DecideForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.begin_import(session, actor, code, publish=form.publish.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".import_run", code=code))
    return render(
        "catalog/import_run.html",
        fragment="catalog/_import_state.html",
        status=form.status,
        run=run,
        form=form,
        **_looked_at(run),
    )


def _looked_at(run: ImportRun) -> dict[str, Any]:
    """The rows of one verdict: the one asked for by `?lihat=`, else the first that has any."""
    counts = dict(zip(VERDICTS, (run.refused, run.changed, run.created, run.unchanged), strict=True))
    asked = request.args.get("lihat", "")
    first = next((verdict for verdict, count in counts.items() if count), Verdict.REFUSED)
    chosen = Verdict(asked) if asked in set(Verdict) else first
    number = page_number()
    lines, total = import_queries.import_lines(db.session(), run, chosen, number, size=LINES)
    tabs = [
        {
            "label": label,
            "url": url_for(".import_run", code=run.code, lihat=verdict.value),
            "current": verdict is chosen,
            "count": counts[verdict],
        }
        for verdict, label in VERDICTS.items()
    ]
    return {
        "page": Page(lines, number, LINES, total),
        "chosen": chosen.value,
        "tabs": tabs,
        "labels": IMPORT_LABELS,
        "waiting": run.state is ImportState.CHECKED,
        "moving": run.state is ImportState.RUNNING,
        "helping": is_helper(current_actor()),
    }


@bp.get("/penjual/produk/impor/<code:code>/perbaikan.xlsx")
@requires(is_seller)
def import_faults(code: str) -> Response:
    session = db.session()
    run = import_queries.import_run(session, current_actor(), code)
    return _workbook(workbooks.faults(import_queries.faulty_lines(session, run)), f"perbaikan-{code}.xlsx")


@bp.get("/penjual/produk/impor/contoh.xlsx")
@requires(is_seller)
def import_template() -> Response:
    return _workbook(workbooks.template(), "contoh-produk.xlsx")


@bp.get("/penjual/produk/ekspor")
@requires(is_seller)
def export_products() -> Response:
    """All own products; `?jenis=csv` for CSV, else XLSX. Both can be changed and uploaded again."""
    products = import_queries.own_products(db.session(), current_actor())
    name = f"produk-{clock.today():%Y-%m-%d}"
    if request.args.get("jenis") == "csv":
        response = Response(stream_with_context(_csv(workbooks.csv_rows(products))), mimetype="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    out = TemporaryFile()  # noqa: SIM115 - closed with the answer that streams it
    workbooks.export(products, out)
    out.seek(0)
    return send_file(out, mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")


def _csv(rows: Any) -> Iterator[bytes]:
    """As spreadsheets here open it: UTF-8 with its mark, semicolons, every text in quotes."""
    yield b"\xef\xbb\xbf"
    for row in rows:
        line = StringIO()
        csv.writer(line, delimiter=";", quoting=csv.QUOTE_NONNUMERIC).writerow(row)
        yield line.getvalue().encode()


def _workbook(content: bytes, name: str) -> Response:
    response = Response(content, mimetype=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
