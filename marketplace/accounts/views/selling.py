"""From *Mulai jualan* to an account by phone: number and password, then the code; the shop comes next."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.accounts import flows, phone_proof
from marketplace.accounts.forms import SellForm, SentCodeForm
from marketplace.accounts.views import bp
from marketplace.accounts.views.entry import return_to, somebody_here
from marketplace.infra import messages
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.identifiers import Phone
from marketplace.web import actors
from marketplace.web.access import public_form
from marketplace.web.hx import render, see_other

SHOP = "/penjual/mulai/toko"
"""Where the third screen is: a page of a room above."""


@bp.route("/daftar/penjual", methods=["GET", "POST"])
@public_form
def sell() -> Response:
    if actors.current_actor().signed_in:
        way = return_to() or SHOP
        return somebody_here(way) if request.method == "GET" else see_other(way)
    proof = flows.waiting_proof()
    number = Phone(proof.phone).display if proof and proof.phone else ""
    form = SellForm(phone=number, kept=bool(proof and proof.password_hash))
    valid = form.submitted()
    if form.new_password:
        flows.keep_password(password=form.new_password)
        form.keep()
    if valid:
        try:
            flows.ask_phone_code(phone=form.phone.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".sell_code"))
    return render("accounts/sell.html", status=form.status, form=form, back=SHOP)


@bp.route("/daftar/penjual/kode", methods=["GET", "POST"])
@public_form
def sell_code() -> Response:
    if actors.current_actor().signed_in:
        return see_other(SHOP)
    proof, form = flows.waiting_proof(), SentCodeForm()
    if proof is None or not proof.phone:
        return see_other(url_for(".sell"))
    if form.submitted():
        try:
            flows.join_with_code(digits=form.digits.data)
        except DomainError as error:
            form.show(error)
        except NotFound:
            return see_other(url_for(".sell"))
        else:
            return see_other(SHOP)
    return render(
        "accounts/sell_code.html",
        status=form.status,
        form=form,
        number=Phone(proof.phone).masked,
        sends=phone_proof.sends_codes(),
        reaches_phones=messages.reaches_phones(),
    )


@bp.post("/daftar/penjual/kode/lagi")
@public_form
def sell_code_again() -> Response:
    proof = flows.waiting_proof()
    if proof is None or not proof.phone:
        return see_other(url_for(".sell"))
    flows.ask_phone_code(phone=proof.phone, again=True)
    return see_other(url_for(".sell_code"), notice="Kode baru dikirim bila yang lama sudah satu menit.")
