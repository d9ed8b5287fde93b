"""One place where errors become answers: a human page, or a fragment for the open one."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from marketplace.infra import idempotency
from marketplace.infra.limits import TooMany
from marketplace.infra.logs import request_id
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from marketplace.web.csrf import WrongParty
from marketplace.web.hx import retarget, see_other, wants_fragment

log = logging.getLogger(__name__)

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


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    return error.get_response() if status < 400 else answer(status)


def _domain(error: DomainError) -> Response:
    """A refusal that no form caught: tell it plainly; nothing was changed."""
    status = 409 if isinstance(error, Conflict) else 422
    return answer(status, text=error.message)


def _forbidden(error: Forbidden) -> Response:
    log.info("forbidden: %s", error)
    return answer(403)


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
    """The same form again: to where its first answer led."""
    return see_other(error.location or request.path)


def _last_resort(error: Exception) -> Response:
    log.exception("unhandled %s", type(error).__name__)
    g.pop("actor", None)
    return answer(500)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(WrongParty, _wrong_party)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(idempotency.Repeated, _repeated)
    app.register_error_handler(Exception, _last_resort)
    app.before_request(_refuse_long_queries)


def _refuse_long_queries() -> Response | None:
    return answer(400) if len(request.query_string) > 4000 else None
