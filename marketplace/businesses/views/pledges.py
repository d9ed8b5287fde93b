"""What an owner signs: the text for everybody of the shop to read, and her own page to sign it."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import pledge_queries, policies, queries, services, verification_queries
from marketplace.businesses.pledge_forms import PledgeForm, pledge_form
from marketplace.businesses.pledges import PledgeText, pledge_text
from marketplace.businesses.verification_queries import Step
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


def reading_page(step: Step) -> Response:
    """The text, how it stands, and for the owner what she signed before."""
    session, actor, key = db.session(), current_actor(), step.requirement.key
    business, own = queries.own(session, actor), policies.is_owner(actor)
    return render(
        "businesses/pledge.html",
        step=step,
        text=pledge_text(key, clock.today()),
        own=own,
        handed_in=verification_queries.with_verifier(session, business),
        signed=pledge_queries.signed_by(session, business).get(key) if own else None,
        earlier=pledge_queries.earlier(session, business, key) if own else [],
    )


@bp.route("/penjual/usaha/berkas/<slug:name>/tanda-tangan", methods=["GET", "POST"])
@requires(policies.is_owner, step_up_to_read=True)
def sign(name: str) -> Response:
    business = queries.own(db.session(), current_actor())
    step = verification_queries.step_of(db.session(), business, name)
    key = step.requirement.key
    before = pledge_queries.signed_by(db.session(), business).get(key)
    form = pledge_form(_text(step), before.relations if before else None)
    if form.submitted():
        try:
            signature = form.signature()
            with unit_of_work(key=form.key) as (session, actor):
                services.sign_pledge(session, actor, business.id, requirement=key, signature=signature)
        except DomainError as error:
            form.show(error)
        else:
            notice = f"{step.requirement.label}: ditandatangani."
            return see_other(url_for(".paper", name=name), notice=notice)
    return _sign_page(form, step)


def _text(step: Step) -> PledgeText:
    if step.requirement.evidence != "pledge":
        raise NotFound(f"{step.requirement.key} is not signed")
    return pledge_text(step.requirement.key, clock.today())


def _sign_page(form: PledgeForm, step: Step) -> Response:
    return render(
        "businesses/sign.html",
        fragment="businesses/_sign_form.html",
        status=form.status,
        form=form,
        step=step,
        text=_text(step),
    )
