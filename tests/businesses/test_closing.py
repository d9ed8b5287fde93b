"""Leaving for good: a business closes, an account closes, everything is taken along first."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from contextlib import nullcontext

import pytest
from sqlalchemy import select

from marketplace.accounts import leaving
from marketplace.accounts import services as accounts
from marketplace.accounts.models import Account, PlatformRole
from marketplace.businesses import services
from marketplace.businesses.models import Business, Mandate, Member
from marketplace.businesses.requirements import Level
from marketplace.businesses.seats import load_business
from marketplace.businesses.states import MandateState
from marketplace.catalog.models import Product
from marketplace.catalog.services import add_photo
from marketplace.catalog.states import ProductState
from marketplace.infra.audit import AuditEntry
from marketplace.infra.disclosures import Disclosure
from marketplace.infra.files import StoredFile
from marketplace.infra.sessions import WebSession
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from tests.businesses import factories as make
from tests.businesses.team_steps import invite, staff
from tests.catalog import factories as catalog

pytestmark = pytest.mark.db

PASSWORD = "kopi susu dan pagi"  # nothing of it is secret


def close_shop(actor, business):
    with unit_of_work(actor=actor) as (session, by):
        services.close_business(session, by, business.id)


def close_account(actor, proof=PASSWORD):
    with unit_of_work(actor=actor) as (session, by):
        leaving.close_account(session, by, proof=proof)


class TestClosingTheBusiness:
    def test_nothing_of_it_is_on_sale_and_nobody_acts_for_it(self, session):
        business, owner = catalog.shop()
        product = catalog.live(business, owner)
        _budi, by_staff = staff(business, owner)
        mandate = make.mandate(business, owner)
        close_shop(owner, business)
        session.expire_all()
        assert session.get_one(Product, product.id).state is ProductState.WITHDRAWN
        assert session.get_one(Mandate, mandate.id).state is MandateState.REVOKED
        for actor in (owner, by_staff, make.acting(mandate)):
            assert load_business(session, actor, False) is None
        closed = session.get_one(Business, business.id)
        assert closed.closed_at is not None
        assert closed.ready_until_retail is None

    def test_its_page_is_gone_for_everybody(self, session, client):
        business, owner = catalog.shop()
        catalog.live(business, owner)
        assert client.get(f"/toko/{business.slug}").status_code == 200
        close_shop(owner, business)
        assert client.get(f"/toko/{business.slug}").status_code == 404

    @pytest.mark.parametrize("who", ["staff", "helper", "stranger", "verifier", "visitor"])
    @pytest.mark.parametrize("state", ["open", "closed"])
    def test_only_its_owner_closes_it_and_once(self, session, state, who):
        business, owner = catalog.shop()
        _budi, by_staff = staff(business, owner)
        mandate = make.mandate(business, owner)
        actors = {
            "staff": by_staff,
            "helper": make.acting(mandate),
            "stranger": make.shopper(make.person("Lain")),
            "verifier": make.verifier(make.person("Rahmat")),
            "visitor": Actor.visitor(),
        }
        if state == "closed":
            close_shop(owner, business)
        with pytest.raises((Forbidden, Conflict)):
            close_shop(actors[who], business)
        with pytest.raises((Forbidden, Conflict)) if state == "closed" else nullcontext():
            close_shop(owner, business)

    def test_an_invitation_to_a_closed_business_opens_nothing(self, session):
        business, owner = catalog.shop()
        budi = make.person("Budi")
        invitation = invite(business, owner, budi.phone)
        close_shop(owner, business)
        with pytest.raises(Conflict), unit_of_work(actor=make.shopper(budi)) as (inside, by):
            services.answer_invitation(inside, by, invitation.code, accept=True)


class TestClosingTheAccount:
    def test_products_leave_sessions_end_and_what_points_at_her_is_gone(self, session, as_actor):
        account = make.person("Sari Handayani")
        business, owner = make.business(account)
        make.fill(business, owner)
        product = catalog.live(business, owner)
        as_actor(account.id)
        close_account(make.shopper(account))
        session.expire_all()
        closed = session.get_one(Account, account.id)
        assert (closed.name, closed.phone, closed.email) == ("Akun ditutup", None, None)
        assert (closed.phone_index, closed.email_index, closed.password_hash) == (None, None, "")
        assert session.get_one(Product, product.id).state is ProductState.WITHDRAWN
        kept = session.get_one(Business, business.id)
        assert (kept.nib, kept.npwp) == (None, None)
        assert kept.closed_at is not None
        live = select(WebSession.id).where(WebSession.user_id == account.id, WebSession.revoked_at.is_(None))
        assert session.scalars(live).all() == []

    def test_her_papers_are_erased_and_her_consents_and_the_trail_stay(self, session):
        business, owner = make.verified(Level.GOVERNMENT_SMALL)
        account = session.get_one(Account, owner.user_id)
        close_account(make.shopper(account))
        session.expire_all()
        papers = session.scalars(select(StoredFile).where(StoredFile.party_id == business.id)).all()
        assert papers
        assert all(paper.erased_at is not None for paper in papers)
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.chain_id == account.id)).all()
        assert "accounts.close" in actions

    def test_a_wrong_password_closes_nothing(self, session):
        account = make.person()
        with pytest.raises(DomainError) as refused:
            close_account(make.shopper(account), proof="bukan sandinya")
        assert refused.value.field == "password"
        session.refresh(account)
        assert account.closed_at is None

    def test_an_owner_with_staff_is_told_to_pass_on_or_close(self, session):
        account = make.person()
        business, owner = make.business(account)
        staff(business, owner)
        with pytest.raises(Refused) as refused:
            close_account(make.shopper(account))
        assert "Pindahkan kepemilikannya" in refused.value.message
        session.refresh(account)
        assert account.closed_at is None
        close_shop(owner, business)
        close_account(make.shopper(account))

    def test_staff_leave_with_their_account_and_the_shop_stays(self, session):
        business, owner = make.business()
        budi, by_staff = staff(business, owner)
        close_account(make.shopper(budi))
        session.expire_all()
        assert load_business(session, by_staff, False) is None
        assert load_business(session, owner, False) is not None
        assert session.get_one(Business, business.id).closed_at is None

    def test_a_closed_account_is_not_closed_again_and_its_number_can_sign_up_anew(self, session):
        account = make.person()
        phone = account.phone
        close_account(make.shopper(account))
        with pytest.raises(Forbidden):
            close_account(make.shopper(account))
        with unit_of_work(actor=make.SYSTEM) as (inside, actor):
            again = accounts.create_account(
                inside, actor, name="Sari", phone=phone, password="kopi susu dan pagi"
            )
        assert again.id != account.id

    def test_roles_on_the_platform_end_too(self, session):
        account = make.person()
        with unit_of_work(actor=make.SYSTEM) as (inside, actor):
            accounts.grant_platform_role(inside, actor, user_id=account.id, role=Role.VERIFIER)
        close_account(make.shopper(account))
        assert session.scalar(select(PlatformRole.ended_at).where(PlatformRole.user_id == account.id))

    def test_what_is_said_comes_from_dated_facts(self):
        today = clock.today()
        assert leaving.what_ends(today)
        assert all(fact.basis for fact in leaving.what_is_kept(today))


class TestPages:
    @pytest.fixture
    def sari(self, as_actor):
        account = make.person("Sari Handayani")
        business, owner = make.business(account)
        product = catalog.live(business, owner, name="=Keripik tempe pedas")
        with unit_of_work(actor=owner) as (inside, actor):
            add_photo(inside, actor, product.id, photo=catalog.photo())
        page = as_actor(
            account.id,
            Role.OWNER,
            PartyRef(PartyKind.BUSINESS, business.id),
            code=business.code,
            label=business.name,
            stepped_up=False,
        )
        return account, business, owner, product, page

    def test_the_same_page_takes_along_and_closes(self, session, sari):
        account, business, owner, _product, page = sari
        make.show_everything(business, owner, Level.RETAIL)
        assert 'href="/akun/tutup"' in page.get("/akun").get_data(as_text=True)
        answer = page.submit("/akun/tutup", {"password": PASSWORD, "act": "unduh"}, buffered=True)
        assert answer.mimetype == "application/zip"
        assert answer.headers["Cache-Control"] == "no-store"
        with zipfile.ZipFile(io.BytesIO(answer.get_data())) as packed:
            names = packed.namelist()
            data = json.loads(packed.read("data-saya.json"))["data"]
            table = packed.read(f"usaha-{business.code}/produk.csv").decode("utf-8-sig")
            photos = [name for name in names if "/foto/" in name]
            assert packed.read(photos[0])[8:12] == b"WEBP"
        assert data["accounts"]["akun"]["nama"] == "Sari Handayani"
        rows = list(csv.DictReader(io.StringIO(table)))
        assert rows[0]["nama"] == "'=Keripik tempe pedas"

        done = page.submit("/akun/tutup", {"password": PASSWORD, "act": "tutup"})
        assert done.location.endswith("/akun/ditutup")
        assert "sudah ditutup" in page.get("/akun/ditutup").get_data(as_text=True)
        assert page.get("/akun").status_code == 303
        session.expire_all()
        assert session.get_one(Account, account.id).closed_at is not None

    def test_own_papers_are_read_through_their_policy_and_each_reading_is_logged(self, session, sari):
        _account, business, owner, _product, page = sari
        make.show_everything(business, owner, Level.GOVERNMENT_SMALL)
        count = len(session.scalars(select(StoredFile)).all())
        answer = page.submit("/akun/tutup", {"password": PASSWORD, "act": "unduh"}, buffered=True)
        with zipfile.ZipFile(io.BytesIO(answer.get_data())) as packed:
            papers = [name for name in packed.namelist() if "/berkas/" in name]
            assert packed.read(papers[0]) == make.PDF
        assert len(papers) == count > 0
        assert len(session.scalars(select(Disclosure)).all()) == count

    def test_staff_take_nothing_of_the_shop_along(self, session, as_actor, sari):
        _account, business, owner, _product, _page = sari
        budi, _by = staff(business, owner)
        page = as_actor(budi.id, Role.SHOPPER, PartyRef(PartyKind.PERSON, budi.id), code=budi.code)
        answer = page.submit("/akun/tutup", {"password": PASSWORD, "act": "unduh"}, buffered=True)
        with zipfile.ZipFile(io.BytesIO(answer.get_data())) as packed:
            assert packed.namelist() == ["data-saya.json"]

    @pytest.mark.parametrize("act", ["unduh", "tutup"])
    def test_a_wrong_password_is_answered_beside_its_field(self, session, sari, act):
        account, *_rest, page = sari
        answer = page.submit("/akun/tutup", {"password": "salah", "act": act})
        assert answer.status_code == 422
        assert "Sandi tidak cocok" in answer.get_data(as_text=True)
        session.refresh(account)
        assert account.closed_at is None

    def test_the_second_tab_is_led_to_sign_in(self, sari):
        *_rest, page = sari
        shown = page.get("/akun/tutup").get_data(as_text=True)
        assert "Tutup akun" in shown
        page.submit("/akun/tutup", {"password": PASSWORD, "act": "tutup"})
        late = page.post("/akun/tutup", data={"password": PASSWORD, "act": "tutup"})
        assert late.status_code in {303, 400, 403}

    def test_with_staff_the_page_says_what_to_do_and_shows_no_end(self, sari):
        _account, business, owner, _product, page = sari
        staff(business, owner)
        shown = page.get("/akun/tutup").get_data(as_text=True)
        assert "Pindahkan kepemilikannya" in shown
        assert 'value="tutup"' not in shown

    def test_the_shop_is_closed_from_its_own_page(self, session, as_actor, sari):
        account, business, *_rest = sari
        page = as_actor(account.id, Role.OWNER, PartyRef(PartyKind.BUSINESS, business.id), code=business.code)
        assert page.submit("/penjual/usaha/tutup", {}).location.endswith("/akun/peran")
        session.expire_all()
        member = session.scalar(select(Member).where(Member.user_id == account.id))
        assert member.left_at is not None


def test_somebody_elses_business_is_not_closed_by_its_number(session):
    business, _owner = make.business()
    _other, other_owner = make.business(name="Toko Lain")
    with pytest.raises((Forbidden, NotFound)):
        close_shop(other_owner, business)
