"""Closing the account: one page that says what happens, takes everything along, and asks for the proof."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.accounts import flows, leaving, queries
from marketplace.accounts.forms import LeaveForm
from marketplace.accounts.policies import is_signed_in
from marketplace.accounts.views import bp
from marketplace.accounts.views.own import archive
from marketplace.infra.db import db
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.web.access import public, requires
from marketplace.web.actors import current_actor
from marketplace.web.headers import forget_device
from marketplace.web.hx import render, see_other


@bp.route("/akun/tutup", methods=["GET", "POST"])
@requires(is_signed_in)
def close_account() -> Response:
    """Both buttons share one proof: the download answers with a file, so that the page stays as typed."""
    account = queries.account(db.session(), current_actor().user_id or 0)
    form = LeaveForm.of(enrolled=account.totp_confirmed_at is not None)
    if form.submitted():
        try:
            if form.takes_along:
                return archive(flows.take_along(proof=form.proof))
            flows.close_account(proof=form.proof, key=form.key)
        except DomainError as error:
            form.show(error)
        else:
            return forget_device(see_other(url_for(".closed")))
    return render(
        "accounts/close.html",
        status=form.status,
        form=form,
        obstacles=leaving.obstacles(db.session(), account.id),
        ends=leaving.what_ends(clock.today()),
        kept=leaving.what_is_kept(clock.today()),
    )


@bp.get("/akun/ditutup")
@public
def closed() -> Response:
    """Where somebody lands who is nobody here any more."""
    return render("accounts/closed.html", kept=leaving.what_is_kept(clock.today()))
