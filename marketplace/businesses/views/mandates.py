"""The owner's pages about helpers: who may help, consent by QR code or six words, revocation."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.businesses import policies, queries, services
from marketplace.businesses.forms import ConsentForm, RevokeForm, WordsForm
from marketplace.businesses.queries import MandateView
from marketplace.businesses.services.mandates import mandate_text
from marketplace.businesses.states import MandateState
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.route("/penjual/pendamping", methods=["GET", "POST"])
@requires(policies.is_owner)
def helpers() -> Response:
    """Who helps and who asks; six words lead to the page of consent."""
    session, actor = db.session(), current_actor()
    business = queries.own(session, actor)
    form = WordsForm()
    if form.submitted():
        try:
            code = queries.asked_by_words(session, actor, form.words.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".consent", code=code))
    return render(
        "businesses/helpers.html",
        fragment="businesses/_words_form.html",
        status=form.status,
        form=form,
        **_by_standing(queries.mandates(session, business.id)),
    )


def _by_standing(mandates: list[MandateView]) -> dict[str, list[MandateView]]:
    active = [mandate for mandate in mandates if mandate.active]
    asked = [mandate for mandate in mandates if mandate.state is MandateState.PROPOSED]
    past = [mandate for mandate in mandates if mandate not in active and mandate not in asked]
    return {"active": active, "asked": asked, "past": past}


@bp.route("/penjual/pendamping/kuasa/<code:code>", methods=["GET", "POST"])
@requires(policies.is_owner, step_up_to_read=True)
def consent(code: str) -> Response:
    """What the helper may do and what never, in plain words, and the owner's yes or no."""
    mandate = queries.own_mandate(db.session(), current_actor(), code)
    form = ConsentForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.answer_request(session, actor, code=code, grant=form.grants, agreed=form.agreed.data)
        except DomainError as error:
            form.show(error)
        else:
            done = "sekarang boleh membantu Anda" if form.grants else "tidak mendapat kuasa"
            return see_other(url_for(".helpers"), notice=f"{mandate.helper_name} {done}.")
    return render(
        "businesses/consent.html",
        fragment="businesses/_consent_form.html",
        status=form.status,
        form=form,
        mandate=mandate,
        text=mandate_text(mandate.helper_name, mandate.business_name, mandate.scopes, mandate.ends_on),
        never=policies.NEVER,
    )


@bp.route("/penjual/pendamping/kuasa/<code:code>/cabut", methods=["GET", "POST"])
@requires(policies.is_owner)
def revoke(code: str) -> Response:
    """Asks once more, because a link alone must end nothing; the end itself is immediate."""
    mandate = queries.own_mandate(db.session(), current_actor(), code)
    form = RevokeForm()
    if form.submitted():
        with unit_of_work(key=form.key) as (session, actor):
            services.revoke_mandate(session, actor, mandate.id, reason=form.reason.data)
        notice = f"Kuasa {mandate.helper_name} dicabut. Mulai sekarang ia tidak bisa mengubah apa pun."
        return see_other(url_for(".helpers"), notice=notice)
    if request.method == "GET" and not mandate.active:
        raise NotFound(f"mandate {code} gives nothing")
    return render("businesses/revoke.html", status=form.status, form=form, mandate=mandate)
