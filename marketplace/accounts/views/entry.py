"""Signing up, in and out, the one-time code, and proving again who acts."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.urls import iri_to_uri

from marketplace.accounts import flows, queries
from marketplace.accounts.forms import CodeForm, PasswordAgainForm, SignInForm, SignUpForm
from marketplace.accounts.policies import is_signed_in
from marketplace.accounts.views import bp
from marketplace.infra.db import db
from marketplace.kernel.actor import Role
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.web import actors
from marketplace.web.access import local_path, public, public_form, requires
from marketplace.web.headers import forget_device
from marketplace.web.hx import render, see_other
from marketplace.web.layout import home_of


def return_to() -> str | None:
    """The page that asked to come back to it, if it is one of ours."""
    return local_path(request.values.get("lanjut"))


def somebody_here(way: str) -> Response:
    """Ask who holds the phone before a new person starts: go on to `way`, or sign the present one out."""
    person = queries.account(db.session(), actors.current_actor().user_id or 0)
    called = f"{person.honorific} {person.name}".strip()
    return render(
        "accounts/somebody_here.html", called=called, way=way, fresh=iri_to_uri(request.full_path.rstrip("?"))
    )


@bp.route("/masuk", methods=["GET", "POST"])
@public_form
def sign_in() -> Response:
    if request.method == "GET" and actors.current_actor().signed_in:
        back = return_to()
        return see_other(back) if back else somebody_here(url_for(".begin"))
    form = SignInForm()
    if form.submitted():
        try:
            done = flows.sign_in(contact=form.contact.data, password=form.password.data)
        except DomainError as error:
            form.show(error)
        else:
            if done:
                return see_other(return_to() or url_for(".begin"))
            return see_other(url_for(".second_factor", lanjut=return_to()))
    return render("accounts/sign_in.html", status=form.status, form=form, back=return_to())


@bp.route("/masuk/kode", methods=["GET", "POST"])
@public_form
def second_factor() -> Response:
    if flows.waiting_user() is None:
        return see_other(url_for(".sign_in", lanjut=return_to()))
    form = CodeForm()
    if form.submitted():
        try:
            flows.give_second_factor(code=form.given)
        except DomainError as error:
            form.show(error)
        except NotFound:
            return see_other(url_for(".sign_in", lanjut=return_to()))
        else:
            return see_other(return_to() or url_for(".begin"))
    return render("accounts/second_factor.html", status=form.status, form=form, back=return_to())


@bp.route("/daftar", methods=["GET", "POST"])
@public_form
def sign_up() -> Response:
    if actors.current_actor().signed_in:
        way = return_to() or url_for(".begin")
        return somebody_here(way) if request.method == "GET" else see_other(way)
    form = SignUpForm()
    if form.submitted():
        try:
            flows.sign_up(
                name=form.name.data,
                phone=form.phone,
                email=form.email,
                password=form.password.data,
                key=form.key,
            )
        except DomainError as error:
            form.show(error)
        else:
            return see_other(return_to() or url_for(".own"), notice="Akun Anda sudah jadi.")
    return render("accounts/sign_up.html", status=form.status, form=form, back=return_to())


@bp.post("/keluar")
@public
def sign_out() -> Response:
    """Leave, and take along what this device kept; the next person may start from another page."""
    flows.sign_out()
    return forget_device(see_other(return_to() or home_of(Role.VISITOR)))


@bp.route("/akun/konfirmasi", methods=["GET", "POST"])
@requires(is_signed_in)
def confirm() -> Response:
    account = queries.account(db.session(), actors.current_actor().user_id or 0)
    enrolled = account.totp_confirmed_at is not None
    form = CodeForm() if enrolled else PasswordAgainForm()
    if form.submitted():
        try:
            flows.step_up(proof=form.given if isinstance(form, CodeForm) else form.password.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(return_to() or url_for(".begin"))
    return render("accounts/confirm.html", status=form.status, form=form, enrolled=enrolled, back=return_to())


@bp.get("/akun/mulai")
@requires(is_signed_in)
def begin() -> Response:
    """Where signing in leads: the first page of the seat taken, or the choice between several."""
    actor = actors.current_actor()
    seats = actors.seats_of(db.session(), actor.user_id or 0)
    if actor.role is Role.SHOPPER and len(seats) > 1:
        return see_other(url_for(".seats"))
    return see_other(home_of(actor.role, mandated=actor.mandate_id is not None))
