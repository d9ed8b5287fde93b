"""A forgotten password: pages for the code that is sent and for the printed card."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.accounts import flows
from marketplace.accounts.forms import CardForm, NewPasswordForm, RecoveryForm
from marketplace.accounts.views import bp
from marketplace.infra import messages
from marketplace.kernel.errors import DomainError
from marketplace.web.access import public_form
from marketplace.web.hx import render, see_other

DONE = "Sandi baru disimpan. Masuk dengan sandi itu."


@bp.route("/lupa-sandi", methods=["GET", "POST"])
@public_form
def forgotten() -> Response:
    form = RecoveryForm()
    if form.submitted():
        try:
            code = flows.ask_for_code(contact=form.contact.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".new_password", code=code))
    return render(
        "accounts/forgotten.html", status=form.status, form=form, reaches_phones=messages.reaches_phones()
    )


@bp.route("/lupa-sandi/<code:code>", methods=["GET", "POST"])
@public_form
def new_password(code: str) -> Response:
    form = NewPasswordForm()
    if form.submitted():
        try:
            flows.reset_by_code(request_code=code, digits=form.digits.data, password=form.password.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".sign_in"), notice=DONE)
    return render("accounts/new_password.html", status=form.status, form=form, code=code)


@bp.route("/lupa-sandi/kartu", methods=["GET", "POST"])
@public_form
def forgotten_with_card() -> Response:
    form = CardForm()
    if form.submitted():
        try:
            flows.reset_by_card(contact=form.contact.data, code=form.code.data, password=form.password.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".sign_in"), notice=DONE)
    return render("accounts/forgotten_with_card.html", status=form.status, form=form)
