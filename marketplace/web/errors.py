"""One place where errors become answers: a human page, or a fragment for the open one."""

from __future__ import annotations

import logging
from contextlib import suppress

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from marketplace.infra import idempotency
from marketplace.infra.db import db
from marketplace.infra.limits import TooMany
from marketplace.infra.logs import request_id
from marketplace.infra.uow import claimed_key, unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from marketplace.web.access import current_access, local_path, page_open
from marketplace.web.csrf import WrongParty
from marketplace.web.hx import led_to, retarget, see_other, wants_fragment

log = logging.getLogger(__name__)

KEEPER = Actor.system("web")

TEXTS = {
    400: ("Permintaan tidak bisa diproses", "Muat ulang halaman sebelumnya, lalu kirim lagi."),
    403: ("Halaman ini bukan untuk peran Anda", "Ganti peran di akun Anda, atau kembali ke beranda."),
    404: ("Halaman tidak ditemukan", "Alamatnya mungkin salah ketik, atau isinya sudah tidak ditampilkan."),
    405: ("Cara membuka halaman ini keliru", "Buka lagi dari menu."),
    409: ("Keadaannya sudah berubah", "Muat ulang halaman untuk melihat keadaan terbaru."),
    413: ("Berkas terlalu besar", "Pilih berkas yang lebih kecil, lalu kirim lagi."),
    422: ("Belum bisa disimpan", "Periksa kembali isian Anda."),
    429: ("Terlalu banyak percobaan", "Tunggu sebentar, lalu coba lagi."),
    500: ("Ada yang tidak beres di pihak kami", "Coba lagi sebentar lagi."),
    503: ("Sedang ada gangguan", "Coba lagi beberapa menit lagi."),
}


def answer(status: int, *, title: str | None = None, text: str | None = None) -> Response:
    """The error page, or for htmx a small alert put into the message area."""
    known = TEXTS.get(status, TEXTS[500])
    context = {
        "status": status,
        "title": title or known[0],
        "text": text or known[1],
        "code": request_id.get(),
    }
    if wants_fragment():
        response = Response(render_template("errors/_error.html", **context), status)
        response.cache_control.no_store = True
        return retarget(response, "#pesan")
    response = Response(render_template("errors/error.html", **context), status)
    response.cache_control.no_store = True
    return response


def refusal() -> Response:
    """403, with the sentence of the view that says whose page it is, where it has one."""
    access = current_access()
    return answer(403, text=access.whose or None if access else None)


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status == 405 and request.method in {"GET", "HEAD"}:
        return see_other(_page_of(request.path))
    return error.get_response() if status < 400 else answer(status)


def _page_of(path: str) -> str:
    """The nearest page above an address that only takes forms, such as one opened again after a refusal."""
    known = current_app.create_url_adapter(request)
    while known is not None and (path := path.rpartition("/")[0]):
        with suppress(HTTPException):
            known.match(path, method="GET")
            return path
    return "/"


def _domain(error: DomainError) -> Response:
    """A refusal that no form caught: tell it plainly; nothing was changed."""
    status = 409 if isinstance(error, Conflict) else 422
    return answer(status, text=error.message)


def _forbidden(error: Forbidden) -> Response:
    log.info("forbidden: %s", error)
    return refusal()


def _not_found(_error: NotFound) -> Response:
    return answer(404)


def _wrong_party(_error: WrongParty) -> Response:
    text = (
        "Formulir ini dibuka untuk peran atau usaha lain. Isian tidak dikirim; ganti peran, lalu kirim lagi."
    )
    return answer(409, title="Anda sedang berperan lain", text=text)


def _too_many(error: TooMany) -> Response:
    at = error.retry_at.astimezone(clock.JAKARTA)
    until = f"{at:%H.%M} {clock.zone_label(clock.JAKARTA)}"
    response = answer(429, text=f"Terlalu banyak percobaan. Coba lagi pukul {until}.")
    response.headers["Retry-After"] = str(max(1, int((error.retry_at - clock.now()).total_seconds())))
    return response


def _repeated(error: idempotency.Repeated) -> Response:
    """The same form again: to where its first answer led; to the open page while that is not known yet."""
    return see_other(error.location or local_path(page_open()) or "/")


def _remember_answer(response: Response) -> Response:
    """Note where a form with a key led, so that the same form sent again leads there too."""
    claimed = claimed_key(db.session()) if request.method == "POST" else None
    location = led_to(response)
    if claimed is None or location is None:
        return response
    try:
        with unit_of_work(actor=KEEPER) as (session, _actor):
            idempotency.remember_location(session, *claimed, location)
    except SQLAlchemyError:
        # The act itself is committed and its answer is ready; a repeat then leads to the open page.
        log.exception("the answer of a form could not be noted")
    return response


def _database_away(error: SQLAlchemyError) -> Response:
    """The database is away or too busy: tell it without asking it anything more."""
    log.exception("database: %s", type(error).__name__)
    db.session.rollback()
    return plain_answer(503)


def _unstorable(error: DataError | OverflowError) -> Response:
    """A value that fits no column, such as a number of 23 digits."""
    log.info("a value does not fit: %s", type(error).__name__)
    db.session.rollback()
    return answer(400)


def plain_answer(status: int) -> Response:
    """A page of its own that needs neither session nor database."""
    title, text = TEXTS.get(status, TEXTS[500])
    # Not by `render_template`: its context asks the database who is there.
    name = "errors/_plain.html" if wants_fragment() else "errors/plain.html"
    template = current_app.jinja_env.get_template(name)
    response = Response(template.render(title=title, text=text, code=request_id.get()), status)
    response.cache_control.no_store = True
    return retarget(response, "#pesan") if wants_fragment() else response


def _last_resort(error: Exception) -> Response:
    log.exception("unhandled %s", type(error).__name__)
    db.session.rollback()
    return plain_answer(500)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(WrongParty, _wrong_party)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(idempotency.Repeated, _repeated)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolTimeout, _database_away)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(OverflowError, _unstorable)
    app.register_error_handler(Exception, _last_resort)
    app.before_request(_refuse_long_queries)
    app.after_request(_remember_answer)


def _refuse_long_queries() -> Response | None:
    return answer(400) if len(request.query_string) > 4000 else None
