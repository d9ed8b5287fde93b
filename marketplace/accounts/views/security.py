"""Password, authenticator, recovery card and signed-in browsers."""

from __future__ import annotations

from flask import Response, current_app, url_for

from marketplace.accounts import browsers, flows, queries, second_factor, services, signing_in
from marketplace.accounts.forms import FirstCodeForm, PasswordForm
from marketplace.accounts.policies import is_signed_in
from marketplace.accounts.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.web import actors
from marketplace.web.access import requires
from marketplace.web.forms import Form
from marketplace.web.hx import render, see_other
from marketplace.web.qr import qr_svg


@bp.get("/akun/keamanan")
@requires(is_signed_in)
def security() -> Response:
    actor = actors.current_actor()
    session = db.session()
    return render(
        "accounts/security.html",
        account=queries.account(session, actor.user_id or 0),
        codes_left=queries.card_codes_left(session, actor.user_id or 0),
        browsers=[
            {
                "name": browsers.name_of(row.browser),
                "since": row.created_at,
                "role": row.role.label,
                "current": row.id == actor.session_id,
            }
            for row in queries.live_sessions(session, actor)
        ],
    )


@bp.route("/akun/keamanan/sandi", methods=["GET", "POST"])
@requires(is_signed_in, step_up_to_read=True)
def password() -> Response:
    form = PasswordForm()
    if form.submitted():
        try:
            with unit_of_work() as (session, actor):
                token = signing_in.change_password(session, actor, password=form.password.data)
        except DomainError as error:
            form.show(error)
        else:
            actors.give_token(token)
            notice = "Sandi baru disimpan. Perangkat lain sudah dikeluarkan."
            return see_other(url_for(".security"), notice=notice)
    return render("accounts/password.html", status=form.status, form=form)


@bp.post("/akun/keamanan/keluar-semua")
@requires(is_signed_in)
def sign_out_everywhere() -> Response:
    with unit_of_work() as (session, actor):
        ended = services.sign_out_others(session, actor)
    return see_other(url_for(".security"), notice=f"{ended} perangkat lain sudah dikeluarkan.")


@bp.post("/akun/keamanan/autentikator/baru")
@requires(is_signed_in, step_up=True)
def new_authenticator() -> Response:
    with unit_of_work() as (session, actor):
        second_factor.begin_enrolment(session, actor)
    return see_other(url_for(".authenticator"))


@bp.route("/akun/keamanan/autentikator", methods=["GET", "POST"])
@requires(is_signed_in, step_up_to_read=True)
def authenticator() -> Response:
    """Explains, then shows the waiting secret as QR code and takes its first code."""
    form = FirstCodeForm()
    if form.submitted():
        try:
            flows.confirm_authenticator(code=form.code.data)
        except DomainError as error:
            form.show(error)
        else:
            notice = "Kode masuk aktif. Buat juga kartu pemulihan, untuk saat HP Anda tidak ada."
            return see_other(url_for(".security"), notice=notice)
    account = queries.account(db.session(), actors.current_actor().user_id or 0)
    secret = account.totp_pending_secret
    site = current_app.extensions["lapak.settings"].site_name
    address = secret and second_factor.enrolment_address(
        secret, account=account.email or account.name, site=site
    )
    return render(
        "accounts/authenticator.html",
        status=form.status,
        form=form,
        account=account,
        secret=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)) if secret else "",
        picture=qr_svg(address, label="Kode QR untuk aplikasi autentikator") if address else "",
    )


@bp.route("/akun/keamanan/kartu", methods=["GET", "POST"])
@requires(is_signed_in, step_up=True)
def recovery_card() -> Response:
    """GET explains; POST makes a card and answers with it, the only time its codes can be read."""
    form = Form()
    account = queries.account(db.session(), actors.current_actor().user_id or 0)
    if form.submitted():
        with unit_of_work(key=form.key) as (session, actor):
            codes = second_factor.make_card(session, actor)
        return render("accounts/card.html", codes=codes, account=account, made_at=clock.now())
    left = queries.card_codes_left(db.session(), account.id)
    return render("accounts/new_card.html", form=form, codes_left=left)
