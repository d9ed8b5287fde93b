"""Where the business is paid: the owner's alone, after she proved again who she is."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import bank_queries, policies, queries, services
from marketplace.businesses.forms import BankForm
from marketplace.businesses.rules import rule
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.route("/penjual/usaha/rekening", methods=["GET", "POST"])
@requires(policies.is_owner, step_up_to_read=True)
def bank_account() -> Response:
    form = BankForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                business = queries.own(session, actor)
                services.set_bank_account(session, actor, business.id, **form.values())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".bank_account"), notice="Rekening disimpan.")
    account = bank_queries.bank_account(db.session(), current_actor())
    return render(
        "businesses/bank.html",
        fragment="businesses/_bank_form.html",
        status=form.status,
        form=form,
        account=account,
        hold_hours=rule("bank.hold", clock.today()).number,
    )
