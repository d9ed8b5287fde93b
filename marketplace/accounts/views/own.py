"""A person's own account: data, roles, download."""

from __future__ import annotations

from typing import IO

from flask import Response, request, send_file, url_for

from marketplace.accounts import flows, policies, queries, services
from marketplace.accounts.forms import ProfileForm, SeatForm
from marketplace.accounts.policies import is_signed_in
from marketplace.accounts.signing_in import SecondFactorNeeded
from marketplace.accounts.views import bp
from marketplace.infra import messages
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web import access, actors
from marketplace.web.access import local_path, requires
from marketplace.web.hx import render, see_other


@bp.route("/akun", methods=["GET", "POST"])
@requires(is_signed_in)
def own() -> Response:
    account = queries.account(db.session(), actors.current_actor().user_id or 0)
    form = ProfileForm.of(account.name, account.honorific, account.phone, account.email)
    if form.submitted():
        try:
            with unit_of_work() as (session, actor):
                services.change_profile(session, actor, **form.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".own"), notice="Data Anda disimpan.")
    return render(
        "accounts/own.html",
        status=form.status,
        form=form,
        account=account,
        reaches_phones=messages.reaches_phones(),
        proved=policies.proved_lately(actors.current_actor()),
    )


@bp.route("/akun/peran", methods=["GET", "POST"])
@requires(is_signed_in)
def seats() -> Response:
    form = SeatForm()
    if form.submitted():
        try:
            seat = flows.take_seat(key=form.seat.data)
        except SecondFactorNeeded as error:
            return access.step_up() if error.enrolled else see_other(url_for(".authenticator"))
        return see_other(local_path(request.form.get("lanjut")) or seat.home)
    account = queries.account(db.session(), actors.current_actor().user_id or 0)
    return render(
        "accounts/seats.html",
        status=form.status,
        form=form,
        seats=[
            {
                "key": flows.seat_key(seat),
                "role": seat.role.label,
                "party": seat.party_label,
                "current": flows.sits_in(seat),
                "locked": policies.needs_second_factor(seat.role) and account.totp_confirmed_at is None,
            }
            for seat in actors.seats_of(db.session(), account.id)
        ],
    )


@bp.route("/akun/data", methods=["GET", "POST"])
@requires(is_signed_in, step_up=True)
def own_data() -> Response:
    """Show what is kept; a POST answers with all of it and every file (UU 27/2022 Pasal 7 and 13)."""
    if request.method == "GET":
        return render(
            "accounts/own_data.html", consents=queries.consents(db.session(), actors.current_actor())
        )
    return archive(flows.take_along())


def archive(packed: IO[bytes]) -> Response:
    """The answer that hands a ZIP over; it closes the file when it is sent."""
    response = send_file(
        packed, mimetype="application/zip", as_attachment=True, download_name="data-saya.zip"
    )
    response.headers["Cache-Control"] = "no-store"
    return response
