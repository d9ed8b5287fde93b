"""Pages of the people of a business: the team, invitations, permissions, leaving, passing the business on."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import policies, queries, services, team_queries
from marketplace.businesses.team_forms import NOTES, AnswerForm, InviteForm, PermissionsForm, TransferForm
from marketplace.businesses.views import bp
from marketplace.infra import messages
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.notifications.services import address
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.forms import Form
from marketplace.web.hx import render, see_other


@bp.route("/penjual/tim", methods=["GET", "POST"])
@requires(policies.works_here)
def team() -> Response:
    """Who works here and may do what; the owner invites by phone number."""
    business_id, form = _here(), InviteForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                made = services.invite_member(
                    session, actor, business_id, phone=form.phone.data, permissions=form.chosen
                )
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".invitation", code=made.code), notice="Undangan dibuat.")
    return _team_page(form, business_id)


def _here() -> int:
    return queries.own(db.session(), current_actor()).id


def _team_page(form: InviteForm, business_id: int) -> Response:
    session, actor = db.session(), current_actor()
    owns = policies.is_owner(actor)
    return render(
        "businesses/team.html",
        fragment="businesses/_invite_form.html",
        status=form.status,
        form=form,
        notes=NOTES,
        owns=owns,
        team=team_queries.members(session, actor, business_id),
        invitations=team_queries.invitations(session, actor, business_id) if owns else [],
        transfer=team_queries.transfer(session, actor, business_id),
        owner_only=policies.OWNER_ONLY,
    )


@bp.route("/penjual/tim/undangan/<code:code>", methods=["GET", "POST"])
@requires(policies.is_owner)
def invitation(code: str) -> Response:
    """The link to hand over, and taking the invitation back."""
    business_id, form = _here(), Form()
    if form.submitted():
        with unit_of_work(key=form.key) as (session, actor):
            services.withdraw_invitation(session, actor, business_id, code)
        return see_other(url_for(".team"), notice="Undangan dibatalkan.")
    return render(
        "businesses/invitation.html",
        form=form,
        invitation=team_queries.own_invitation(db.session(), current_actor(), business_id, code),
        link=address(url_for(".answer_invitation", code=code)),
        reaches_phones=messages.reaches_phones(),
    )


@bp.route("/akun/undangan/<code:code>", methods=["GET", "POST"])
@requires(policies.in_own_right)
def answer_invitation(code: str) -> Response:
    """The invited person reads what they may do, and says yes or no."""
    found = team_queries.invitation_for(db.session(), current_actor(), code)
    form = AnswerForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.answer_invitation(session, actor, code, accept=form.accepts)
        except DomainError as error:
            form.show(error)
        else:
            done = "Anda kini bekerja di sana. Pilih perannya." if form.accepts else "Undangan ditolak."
            return see_other(url_for("accounts.seats"), notice=done)
    return render("businesses/answer_invitation.html", status=form.status, form=form, invitation=found)


@bp.route("/penjual/tim/<code:code>", methods=["GET", "POST"])
@requires(policies.is_owner)
def member(code: str) -> Response:
    """What one person of staff may do."""
    business_id = _here()
    found = team_queries.member(db.session(), current_actor(), business_id, code)
    form = PermissionsForm(data={"permissions": list(found.permissions)})
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.set_permissions(session, actor, business_id, code, permissions=form.chosen)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".team"), notice=f"Izin {found.name} disimpan dan langsung berlaku.")
    return render("businesses/member.html", status=form.status, form=form, member=found, notes=NOTES)


@bp.route("/penjual/tim/<code:code>/keluarkan", methods=["GET", "POST"])
@requires(policies.is_owner)
def remove_member(code: str) -> Response:
    """Asks once more; the end itself is immediate."""
    business_id = _here()
    found = team_queries.member(db.session(), current_actor(), business_id, code)
    form = Form()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.remove_member(session, actor, business_id, code)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".team"), notice=f"{found.name} tidak lagi bekerja di usaha ini.")
    return render("businesses/remove_member.html", status=form.status, form=form, member=found)


@bp.route("/penjual/tim/keluar", methods=["GET", "POST"])
@requires(policies.works_here)
def leave() -> Response:
    """Leaving by oneself, asked once more."""
    business, form = queries.own(db.session(), current_actor()), Form()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.leave_business(session, actor, business.id)
        except DomainError as error:
            form.show(error)
        else:
            notice = f"Anda tidak lagi bekerja di {business.name}."
            return see_other(url_for("accounts.seats"), notice=notice)
    return render("businesses/leave.html", status=form.status, form=form, business=business)


@bp.route("/penjual/tim/kepemilikan", methods=["GET", "POST"])
@requires(policies.works_here, step_up=True)
def ownership() -> Response:
    """The owner offers the business to somebody of the team."""
    business_id = _here()
    form = TransferForm.of(team_queries.members(db.session(), current_actor(), business_id))
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.propose_transfer(session, actor, business_id, member_code=form.member.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".ownership"), notice="Tawaran dikirim. Belum ada yang berubah.")
    return _ownership_page(form)


@bp.post("/penjual/tim/kepemilikan/jawab")
@requires(policies.works_here, step_up=True)
def answer_ownership() -> Response:
    """The new owner's yes or no, or the owner's stop."""
    business_id, form = _here(), AnswerForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                if policies.is_owner(actor):
                    services.cancel_transfer(session, actor, business_id)
                else:
                    services.answer_transfer(session, actor, business_id, accept=form.accepts)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".ownership"), notice="Jawaban Anda disimpan.")
    return _ownership_page(form)


def _ownership_page(form: Form) -> Response:
    session, actor, business_id = db.session(), current_actor(), _here()
    team = team_queries.members(session, actor, business_id)
    return render(
        "businesses/ownership.html",
        status=form.status,
        form=form if isinstance(form, TransferForm) else TransferForm.of(team),
        shown=form,
        owns=policies.is_owner(actor),
        team=[person for person in team if not person.is_owner],
        transfer=team_queries.transfer(session, actor, business_id),
    )
