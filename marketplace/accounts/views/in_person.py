"""Recovery in person: pages of the staff, of whoever holds the account, and of who was given a code."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.accounts import flows, in_person_queries, policies
from marketplace.accounts import in_person as services
from marketplace.accounts.forms import HandedCodeForm, InPersonForm, InPersonStepForm
from marketplace.accounts.policies import is_signed_in
from marketplace.accounts.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import public, public_form, requires
from marketplace.web.actors import current_actor
from marketplace.web.forms import Form
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number

DONE = "Sandi baru disimpan. Masuk dengan %s dan sandi itu."


@bp.route("/kelola/pemulihan", methods=["GET", "POST"])
@requires(policies.may_recover_in_person, step_up=True)
def in_person() -> Response:
    form, number = InPersonForm(), page_number()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                case = services.open_case(
                    session, actor, contact=form.contact.data, paper=form.paper.data, seen=form.seen.data
                )
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".in_person_case", code=case.code), notice="Pemegang akun dikabari.")
    rows, total = in_person_queries.recoveries(db.session(), current_actor(), page=number)
    page = Page(rows, number, in_person_queries.PAGE_SIZE, total)
    return render("accounts/in_person.html", status=form.status, form=form, page=page)


@bp.route("/kelola/pemulihan/<code:code>", methods=["GET", "POST"])
@requires(policies.may_recover_in_person, step_up=True)
def in_person_case(code: str) -> Response:
    form = InPersonStepForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                if form.act.data == "setuju":
                    services.confirm(session, actor, code)
                else:
                    services.withdraw(session, actor, code, reason=form.reason.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".in_person_case", code=code), notice="Tersimpan.")
    case = in_person_queries.recovery(db.session(), current_actor(), code)
    return render("accounts/in_person_case.html", status=form.status, form=form, case=case)


@bp.route("/kelola/pemulihan/<code:code>/kode", methods=["GET", "POST"])
@requires(policies.may_recover_in_person, step_up=True)
def in_person_code(code: str) -> Response:
    """A POST answers with the code, the only time it can be read; the GET leads back."""
    form = Form()
    if form.submitted():
        with unit_of_work(key=form.key) as (session, actor):
            secret = services.hand_over(session, actor, code)
        return render("accounts/in_person_code.html", secret=secret, code=code)
    return see_other(url_for(".in_person_case", code=code))


@bp.route("/akun/pemulihan", methods=["GET", "POST"])
@requires(is_signed_in)
def own_recovery() -> Response:
    """Whoever holds the account says that it was not them who stood before the staff."""
    form = Form()
    if form.submitted():
        with unit_of_work(key=form.key) as (session, actor):
            services.refuse(session, actor)
        return see_other(url_for(".security"), notice="Ditolak. Ganti sandi Anda bila ragu.")
    mine = current_actor().user_id or 0
    return render(
        "accounts/own_recovery.html",
        form=form,
        case=services.running_for(db.session(), mine),
        ended=in_person_queries.last_ended(db.session(), mine),
    )


@bp.get("/lupa-sandi/datang")
@public
def where_to_go() -> Response:
    """For who has neither code nor card: what to bring, what happens, how long it takes."""
    return render("accounts/where_to_go.html")


@bp.route("/lupa-sandi/petugas", methods=["GET", "POST"])
@public_form
def handed_code() -> Response:
    form = HandedCodeForm()
    if form.submitted():
        try:
            contact = flows.reset_in_person(code=form.code.data, password=form.password.data, key=form.key)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".sign_in"), notice=DONE % contact)
    return render("accounts/handed_code.html", status=form.status, form=form)
