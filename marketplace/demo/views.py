"""The guided tour, its clock, a new beginning, and every message that was sent. Development only."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, request, session, url_for

from marketplace.accounts import flows
from marketplace.demo import bar, moves, tour
from marketplace.demo.accounts import code_now
from marketplace.demo.forms import ClockForm, EnterForm
from marketplace.demo.loading import load as loading
from marketplace.demo.loading.stage import PASSWORD
from marketplace.infra import messages
from marketplace.infra.db import db
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.web.access import local_path, public, public_form
from marketplace.web.actors import current_actor, take_token_away
from marketplace.web.forms import Form
from marketplace.web.hx import render, see_other

bp = Blueprint("demo", __name__)


def data_dir() -> Path:
    folder: Path = current_app.extensions["lapak.settings"].data_dir
    return folder


@bp.get("/demo")
@public_form
def page() -> Response:
    return _tour()


def _tour(refused: str = "", status: int = 200) -> Response:
    chapters, names = tour.chapters(db.session(), data_dir())
    return render(
        "demo/tour.html",
        status=status,
        chapters=chapters,
        names={f"data-name-{name}": value for name, value in names.items()},
        now=clock.now(),
        shifts=moves.SHIFTS,
        password=PASSWORD,
        code=code_now(),
        refused=refused,
    )


@bp.post("/demo/masuk")
@public
def enter() -> Response:
    """Become somebody of the story at once, and go to where the chapter begins."""
    form = EnterForm()
    if not form.submitted():
        return _tour("Pilih orang dari daftar.", 422)
    flows.sign_in_as_demo(email=form.account.data)
    session[bar.CHAPTER] = form.chapter.data
    return see_other(local_path(form.to.data) or "/")


@bp.post("/demo/jam")
@public
def move_clock() -> Response:
    form = ClockForm()
    if not form.submitted():
        return _tour("Pilih ke mana jam digeser.", 422)
    try:
        shown = moves.move(db.session(), current_actor(), data_dir(), form.shift.data)
    except DomainError as error:
        return _tour(error.message, 409)
    at = shown.astimezone(clock.JAKARTA)
    notice = f"Jam demo sekarang {bar.in_words(at)}."
    return see_other(local_path(request.form.get("lanjut")) or f"{url_for('.page')}#jam", notice=notice)


@bp.post("/demo/ulang")
@public
def begin_again() -> Response:
    """Put everything back as it was first; whoever was signed in is not any more."""
    Form().submitted()
    loading.reset(data_dir())
    session.pop(bar.CHAPTER, None)
    take_token_away()
    return see_other(url_for(".page"), notice="Peragaan kembali ke awal. Semua orang sudah keluar.")


@bp.get("/demo/pesan")
@public
def sent() -> Response:
    return render("demo/messages.html", messages=messages.recent(db.session()))
