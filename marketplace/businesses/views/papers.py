"""What the business shows for each requirement."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import policies, queries, services, verification_queries
from marketplace.businesses.forms import DeclarationForm, PaperForm, WaiverForm
from marketplace.businesses.texts import consent_text
from marketplace.businesses.verification_queries import Step
from marketplace.businesses.views import bp
from marketplace.businesses.views.pledges import reading_page
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.get("/penjual/usaha/berkas")
@requires(policies.is_seller)
def papers() -> Response:
    session, actor = db.session(), current_actor()
    business = queries.own(session, actor)
    return render(
        "businesses/papers.html",
        rungs=verification_queries.ladder(session, business),
        case=verification_queries.open_case(session, business.id),
        own=policies.is_owner(actor),
    )


@bp.route("/penjual/usaha/berkas/<slug:name>", methods=["GET", "POST"])
@requires(policies.is_seller)
def paper(name: str) -> Response:
    """Upload the paper of one requirement, declare what needs no paper, or read what is signed."""
    business = queries.own(db.session(), current_actor())
    step = verification_queries.step_of(db.session(), business, name)
    need = step.requirement
    if need.evidence == "pledge":
        return reading_page(step)
    form: PaperForm | DeclarationForm = PaperForm() if need.evidence == "file" else DeclarationForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.submit_evidence(session, actor, business.id, requirement=need.key, **form.values())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".papers"), notice=f"{need.label}: sudah kami terima.")
    return _paper_page(form, step)


def _paper_page(form: PaperForm | DeclarationForm, step: Step) -> Response:
    return render(
        "businesses/paper.html",
        fragment="businesses/_paper_form.html",
        status=form.status,
        form=form,
        step=step,
        wants_file=step.requirement.evidence == "file",
        own=policies.is_owner(current_actor()),
        consent=consent_text("business_data") if step.requirement.key == "consent" else None,
    )


@bp.route("/penjual/usaha/berkas/<slug:name>/minta-bebas", methods=["GET", "POST"])
@requires(policies.is_owner)
def waiver(name: str) -> Response:
    """The owner has nothing to show for a requirement and says why; two verifiers decide."""
    business = queries.own(db.session(), current_actor())
    step = verification_queries.step_of(db.session(), business, name)
    if not step.may_be_waived:
        return see_other(url_for(".paper", name=name))
    form = WaiverForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.ask_waiver(
                    session,
                    actor,
                    business.id,
                    requirement=step.requirement.key,
                    statement=form.statement.data,
                )
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".papers"), notice="Permintaan terkirim. Verifikator memutuskannya.")
    return render("businesses/waiver.html", status=form.status, form=form, step=step)
