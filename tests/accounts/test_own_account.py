"""The own account: data, seats, password, signed-in browsers, download."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import browsers, flows, services
from marketplace.accounts.models import Account
from marketplace.infra import sessions
from marketplace.infra.messages import Message
from marketplace.infra.sessions import WebSession
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import NotFound
from tests.accounts.factories import PASSWORD, make_account, make_officer

pytestmark = pytest.mark.db


def test_own_data_are_shown_and_changed(as_actor, session):
    account = make_account(name="Sari", phone="0812-3456-7890")
    client = as_actor(account.id)
    assert 'value="0812-3456-7890"' in client.get("/akun").get_data(as_text=True)
    fields = {"name": "Sari Handayani", "honorific": "Bu", "phone": "0813 1111 2222", "email": ""}
    assert client.submit("/akun", fields).status_code == 303
    session.expire_all()
    changed = session.get(Account, account.id)
    assert (changed.name, changed.honorific, changed.phone) == ("Sari Handayani", "Bu", "+6281311112222")
    assert changed.email is None


def test_a_changed_address_is_unchecked_again(uow, session):
    account = make_account(email="sari@contoh.id")
    with uow() as (inside, _actor):
        inside.get_one(Account, account.id).email_checked_at = clock.now()
    proved = sessions.wall_clock()
    person = Actor(user_id=account.id, session_id=None, role=Role.SHOPPER, stepped_up_at=proved)
    for email, checked in (("sari@contoh.id", True), ("baru@contoh.id", False)):
        with uow(person) as (inside, actor):
            services.change_profile(inside, actor, name="Sari", honorific="", phone=None, email=email)
        session.expire_all()
        assert (session.get(Account, account.id).email_checked_at is not None) is checked


def test_an_address_is_changed_only_by_whoever_proved_to_be_it(as_actor, session):
    account = make_account(name="Sari", email="sari@contoh.id")
    client = as_actor(account.id, stepped_up=False)
    fields = {"name": "Sari H", "honorific": "", "phone": "", "email": "pencuri@contoh.id"}
    answer = client.submit("/akun", fields)
    assert answer.status_code == 422
    assert "/akun/konfirmasi?lanjut=/akun" in answer.text
    assert client.submit("/akun", fields | {"email": "sari@contoh.id"}).status_code == 303
    session.expire_all()
    kept = session.get(Account, account.id)
    assert (kept.name, kept.email) == ("Sari H", "sari@contoh.id")


def test_the_address_known_until_now_is_told_of_the_new_one(as_actor, session):
    account = make_account(name="Sari", email="sari@contoh.id")
    fields = {"name": "Sari", "honorific": "", "phone": "", "email": "baru@contoh.id"}
    as_actor(account.id).submit("/akun", fields)
    assert [message.recipient for message in session.scalars(select(Message))] == ["sari@contoh.id"]


def test_one_address_must_remain(as_actor):
    client = as_actor(make_account(name="Sari").id)
    answer = client.submit("/akun", {"name": "Sari", "honorific": "", "phone": "", "email": ""})
    assert answer.status_code == 422
    assert "Sisakan nomor HP" in answer.get_data(as_text=True)


def test_somebody_elses_address_is_refused(as_actor):
    make_account(email="lain@contoh.id")
    client = as_actor(make_account().id)
    fields = {"name": "Sari", "honorific": "", "phone": "", "email": "lain@contoh.id"}
    assert client.submit("/akun", fields).status_code == 422


def test_everybody_has_the_seat_of_a_shopper(as_actor):
    page = as_actor(make_account().id).get("/akun/peran").get_data(as_text=True)
    assert "Pembeli" in page
    assert "Sedang aktif" in page


def test_a_seat_of_somebody_else_is_not_found(as_actor):
    make_officer()
    client = as_actor(make_account().id)
    assert client.submit("/akun/peran", {"seat": "verifier.platform"}, page="/akun").status_code == 404


def test_the_header_names_the_active_role_and_region(as_actor):
    client = as_actor(make_officer(Role.DINAS, region_code="35.77").id)
    client.submit("/akun/peran", {"seat": "dinas.platform"})
    page = client.get("/akun").get_data(as_text=True)
    assert "Petugas dinas · Kota Madiun, Jawa Timur" in page


def test_a_form_opened_in_another_seat_is_refused_and_changes_nothing(as_actor, session):
    officer = make_officer(name="Lama")
    client = as_actor(officer.id)
    page = client.get("/akun").get_data(as_text=True)
    client.submit("/akun/peran", {"seat": "verifier.platform"})
    token = client.get("/akun").get_data(as_text=True).split('name="_csrf" value="')[1].split('"')[0]
    stale_party = page.split('name="_party" value="')[1].split('"')[0]
    fields = {"_csrf": token, "_party": stale_party, "name": "Baru", "honorific": "", "email": "b@contoh.id"}
    assert client.post("/akun", data=fields).status_code == 409
    assert session.get(Account, officer.id).name == "Lama"


def test_a_role_taken_away_ends_at_once_and_the_person_can_leave_the_seat(as_actor, uow):
    officer = make_officer()
    client = as_actor(officer.id, Role.VERIFIER, PartyRef(PartyKind.PLATFORM, 1), code="platform")
    with uow() as (session, actor):
        services.end_platform_role(session, actor, user_id=officer.id, role=Role.VERIFIER)
    assert 'data-role="shopper"' in client.get("/akun").get_data(as_text=True)
    assert client.submit("/akun/kabar/baca-semua", {}, page="/akun").status_code == 403
    person = f"shopper.{officer.code}"
    assert client.submit("/akun/peran", {"seat": person}).status_code == 303
    assert client.submit("/akun/kabar/baca-semua", {}, page="/akun").status_code == 303


def test_a_new_password_ends_other_sessions_and_is_told(as_actor, session):
    account = make_account(email="sari@contoh.id")
    here, there = as_actor(account.id), as_actor(account.id)
    before = here.get_cookie("sid").value
    assert here.submit("/akun/keamanan/sandi", {"password": "sampan hijau di muara"}).status_code == 303
    assert here.get_cookie("sid").value != before
    assert here.get("/akun").status_code == 200
    assert there.get("/akun").status_code == 303
    assert "baru saja diganti" in session.scalar(select(Message.body))


def test_signing_out_everywhere_leaves_only_this_browser(as_actor):
    account = make_account()
    here, there = as_actor(account.id), as_actor(account.id)
    here.submit("/akun/keamanan/keluar-semua", {}, page="/akun/keamanan")
    assert here.get("/akun").status_code == 200
    assert there.get("/akun").status_code == 303


def test_sessions_of_others_are_not_listed(as_actor):
    as_actor(make_account().id)
    page = as_actor(make_account().id).get("/akun/keamanan").get_data(as_text=True)
    assert page.count("Perangkat ini") == 1
    assert page.count("· sejak") == 1


def test_the_download_holds_everything_about_the_person_and_nothing_of_others(as_actor, uow):
    make_account(name="Orang Lain", email="lain@contoh.id")
    account = make_account(name="Sari", phone="0812-3456-7890", email="sari@contoh.id")
    person = Actor(user_id=account.id, session_id=None, role=Role.SHOPPER)
    with uow(person) as (session, actor):
        services.record_consent(
            session, actor, purpose="mandat", text_version="1", text="Saya setuju.", channel="qr"
        )
    answer = as_actor(account.id).submit("/akun/data", {}, buffered=True)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as packed:
        text = packed.read("data-saya.json").decode()
    data = json.loads(text)["data"]["accounts"]
    assert data["akun"]["nomor_hp"] == "+6281234567890"
    assert data["persetujuan"][0]["teks"] == "Saya setuju."
    assert "lain@contoh.id" not in text


def test_the_download_wants_a_step_up_and_is_limited(as_actor):
    account = make_account()
    assert (
        as_actor(account.id, stepped_up=False)
        .submit("/akun/data", {}, buffered=True)
        .location.startswith("/akun/konfirmasi")
    )
    client = as_actor(account.id)
    with clock.frozen(clock.now()):
        answers = [client.submit("/akun/data", {}, buffered=True).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]


def test_a_demo_person_signs_in_stepped_up_in_the_only_seat(app, database):
    officer = make_officer(email="verifikator@demo.test", is_demo=True)
    with app.test_request_context():
        flows.sign_in_as_demo(email="verifikator@demo.test")
        row = select(WebSession).where(WebSession.user_id == officer.id)
        signed_in = flows.db.session.scalar(row)
    assert signed_in.role is Role.VERIFIER
    assert sessions.wall_clock() - signed_in.stepped_up_at < timedelta(minutes=1)


def test_nobody_becomes_a_real_person_through_the_demo(app, database):
    make_account(email="sari@contoh.id")
    with app.test_request_context(), pytest.raises(NotFound):
        flows.sign_in_as_demo(email="sari@contoh.id")


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/120 Mobile Safari/537", "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604", "Safari di iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge di Windows"),
        ("curl/8", "Peramban lain"),
    ],
)
def test_browsers_are_called_by_their_usual_names(user_agent, name):
    assert browsers.name_of(user_agent) == name


def test_the_command_makes_an_admin(app, session):
    words = ["users", "create", "--name", "Admin", "--email", "admin@contoh.id", "--role", "admin"]
    result = app.test_cli_runner().invoke(args=[*words, "--password", PASSWORD])
    assert result.exit_code == 0, result.output
    account = session.scalar(select(Account).where(Account.name == "Admin"))
    assert account is not None


def test_the_command_says_what_is_wrong(app, database):
    words = ["users", "create", "--name", "Admin", "--email", "bukan", "--password", PASSWORD]
    result = app.test_cli_runner().invoke(args=words)
    assert result.exit_code == 1
    assert "Alamat surel belum lengkap" in result.output
