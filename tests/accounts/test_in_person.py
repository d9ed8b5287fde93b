"""Recovery in person: two of the staff, a day to refuse, a code by hand; never one's own, never alone."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from marketplace.accounts import in_person, personal, policies, services
from marketplace.accounts.models import Account, InPersonRecovery
from marketplace.accounts.states import IN_PERSON, RUNNING, InPersonState
from marketplace.infra import outbox
from marketplace.infra.audit import AuditEntry
from marketplace.infra.messages import Message
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.notifications.models import Notice
from tests.accounts.factories import PASSWORD, make_account, make_officer, sign_in

pytestmark = pytest.mark.db

S = InPersonState
DAY = timedelta(hours=24)
NEW = "sampan hijau di muara"
EVENTS = ("confirm", "hand_over", "use", "refuse", "withdraw")
STAFF = ("first", "second", "third")
ALLOWED = {
    (S.OPENED, "confirm"): {"second", "third"},
    (S.OPENED, "withdraw"): set(STAFF),
    (S.OPENED, "refuse"): {"holder"},
    (S.CONFIRMED, "hand_over"): {"first", "second"},
    (S.CONFIRMED, "withdraw"): set(STAFF),
    (S.CONFIRMED, "refuse"): {"holder"},
    (S.HANDED, "hand_over"): {"first", "second"},
    (S.HANDED, "withdraw"): set(STAFF),
    (S.HANDED, "refuse"): {"holder"},
    (S.HANDED, "use"): {"visitor"},
}
PATHS = {
    S.OPENED: (),
    S.CONFIRMED: ("confirm",),
    S.HANDED: ("confirm", "hand_over"),
    S.USED: ("confirm", "hand_over", "use"),
    S.REFUSED: ("refuse",),
    S.WITHDRAWN: ("withdraw",),
}
DOERS = {"confirm": "second", "hand_over": "first", "use": "visitor", "refuse": "holder", "withdraw": "first"}


class World:
    """A person without e-mail at hand, three of the staff, and the code that was handed over last."""

    def __init__(self):
        self.holder = make_account(name="Bu Wati", email="wati@contoh.id", authenticator=True)
        people = {
            name: make_officer(role)
            for name, role in zip(STAFF, (Role.ADMIN, Role.VERIFIER, Role.ADMIN), strict=True)
        }
        self.actors = {
            name: Actor(account.id, None, Role.VERIFIER if name == "second" else Role.ADMIN)
            for name, account in people.items()
        }
        self.actors["holder"] = Actor(self.holder.id, None, Role.SHOPPER)
        self.actors["shopper"] = Actor(make_account().id, None, Role.SHOPPER)
        self.actors["visitor"] = Actor.visitor()
        self.secret, self.code, self.at = "ABCDE-12345", "", clock.now()

    def do(self, who, event):
        """At the world's own time; not in threads, which share one clock."""
        with clock.frozen(self.at):
            self.act(who, event)

    def act(self, who, event):
        """At whatever time it is."""
        with unit_of_work(actor=self.actors[who]) as (session, actor):
            if event == "open":
                seen = {"contact": "wati@contoh.id", "paper": "ktp", "seen": "foto cocok"}
                self.code = in_person.open_case(session, actor, **seen).code
            elif event == "confirm":
                in_person.confirm(session, actor, self.code)
            elif event == "hand_over":
                self.secret = in_person.hand_over(session, actor, self.code)
            elif event == "use":
                in_person.use(session, actor, code=self.secret, password=NEW)
            elif event == "refuse":
                in_person.refuse(session, actor)
            else:
                in_person.withdraw(session, actor, self.code, reason="salah orang")

    def lead_to(self, state):
        self.do("first", "open")
        for event in PATHS[state]:
            self.do(DOERS[event], event)
            self.at += DAY if event == "confirm" else timedelta(0)


@pytest.fixture
def world(database):
    return World()


def state_of(session):
    session.expire_all()
    return session.scalar(select(InPersonRecovery.state))


@pytest.mark.parametrize("state", S)
def test_every_step_by_every_role(world, session, state):
    """What is not in ALLOWED is refused and changes nothing; `use` by a visitor needs the code alone."""
    world.lead_to(state)
    for event, who in product(EVENTS, world.actors):
        if who in ALLOWED.get((state, event), set()) or (event == "use" and state is S.HANDED):
            continue
        with pytest.raises((Conflict, DomainError, Forbidden, NotFound, Refused)):
            world.do(who, event)
        assert state_of(session) is state, (event, who)


@pytest.mark.parametrize(
    ("step", "who"), [(step, who) for step, all_ in ALLOWED.items() for who in sorted(all_)]
)
def test_each_allowed_step_leads_where_the_table_says(world, session, step, who):
    state, event = step
    world.lead_to(state)
    world.do(who, event)
    assert state_of(session) is IN_PERSON.table[step]


def test_the_table_is_this_and_nothing_else():
    assert set(IN_PERSON.table) == set(ALLOWED)
    assert {state for state, _ in ALLOWED} == set(RUNNING)
    assert all(IN_PERSON.label(state) != state.value for state in S)


def test_the_code_is_handed_over_a_day_after_the_second_of_the_staff(world):
    world.lead_to(S.CONFIRMED)
    world.at -= timedelta(seconds=1)
    with pytest.raises(Refused, match="Masa tunggu"):
        world.do("first", "hand_over")
    world.at += timedelta(seconds=1)
    world.do("first", "hand_over")


def test_a_code_works_once_for_an_hour_and_a_new_one_ends_the_old(world):
    world.lead_to(S.HANDED)
    old = world.secret
    world.do("second", "hand_over")
    new, world.secret = world.secret, old
    with pytest.raises(DomainError, match="tidak cocok"):
        world.do("visitor", "use")
    world.secret = new
    world.at += timedelta(minutes=60)
    with pytest.raises(DomainError):
        world.do("visitor", "use")
    world.at -= timedelta(seconds=1)
    world.do("visitor", "use")
    with pytest.raises(DomainError):
        world.do("visitor", "use")


def test_she_comes_back_without_authenticator_and_card(world, client, session):
    world.lead_to(S.USED)
    assert session.get_one(Account, world.holder.id).totp_confirmed_at is None
    assert sign_in(client, "wati@contoh.id", PASSWORD).status_code == 422
    assert sign_in(client, "wati@contoh.id", NEW).status_code == 303


def test_nobody_of_the_staff_opens_their_own(database):
    admin = make_officer(Role.ADMIN, email="pengelola@contoh.id")
    seen = {"contact": "pengelola@contoh.id", "paper": "ktp", "seen": "foto cocok"}
    who = Actor(admin.id, None, Role.ADMIN)
    with pytest.raises(Refused, match="akun Anda sendiri"), unit_of_work(actor=who) as (session, actor):
        in_person.open_case(session, actor, **seen)


@pytest.mark.parametrize("seen", ["NIK 3519 0145 0688 0001", "paspor A1234567", "0812-3456-7890"])
def test_no_number_of_a_paper_is_kept(world, seen):
    who = world.actors["first"]
    with pytest.raises(DomainError, match="Jangan tulis"), unit_of_work(actor=who) as (session, actor):
        in_person.open_case(session, actor, contact="wati@contoh.id", paper="ktp", seen=seen)


def test_one_recovery_runs_at_a_time(world):
    world.do("first", "open")
    with pytest.raises(DomainError, match="sudah punya"):
        world.do("third", "open")
    world.do("holder", "refuse")
    world.do("third", "open")


def test_whoever_holds_the_account_is_told_at_each_step_at_every_address(world, session):
    world.lead_to(S.HANDED)
    with clock.frozen(world.at):
        outbox.drain()
    kinds = session.scalars(select(Notice.kind).where(Notice.user_id == world.holder.id)).all()
    assert kinds == [f"accounts.recovery_{event}" for event in ("open", "confirm", "hand_over")]
    told = [message for message in session.scalars(select(Message)) if "Bukan Anda?" in message.body]
    assert [message.recipient for message in told] == ["wati@contoh.id"] * 3


def test_each_step_stands_in_the_trail_of_the_person_and_of_the_platform(world, session):
    world.lead_to(S.USED)
    for kind in ("person", "platform"):
        acts = session.scalars(
            select(AuditEntry.action)
            .where(AuditEntry.chain_kind == kind, AuditEntry.action.startswith("accounts.in_person_"))
            .order_by(AuditEntry.id)
        ).all()
        assert acts == [f"accounts.in_person_{event}" for event in ("open", "confirm", "hand_over", "use")], (
            kind
        )


def test_only_the_staff_in_their_own_seat():
    own = PartyRef(PartyKind.PLATFORM, 1)
    for role in Role:
        allowed = policies.may_recover_in_person(Actor(1, None, role, own))
        assert allowed is (role in {Role.ADMIN, Role.VERIFIER}), role
    assert policies.may_recover_in_person(Actor(1, None, Role.ADMIN))
    assert not policies.may_recover_in_person(Actor(1, None, Role.ADMIN, PartyRef(PartyKind.BUSINESS, 1)))


def test_the_whole_way_through_the_pages(world, as_actor, client):
    pages = {
        name: as_actor(actor.user_id, actor.role, PartyRef(PartyKind.PLATFORM, actor.user_id), code="p")
        for name, actor in world.actors.items()
        if name in STAFF
    }
    at = "/kelola/pemulihan"
    wrong = pages["first"].submit(at, {"contact": "tak@contoh.id", "paper": "ktp", "seen": "foto cocok"})
    assert wrong.status_code == 422
    assert 'value="tak@contoh.id"' in wrong.get_data(as_text=True)
    case = (
        pages["first"]
        .submit(at, {"contact": "wati@contoh.id", "paper": "ktp", "seen": "foto cocok"})
        .location
    )
    assert "w•••@contoh.id" in pages["first"].get(case).get_data(as_text=True)
    assert "Setujui" not in pages["first"].get(case).get_data(as_text=True)
    assert pages["second"].submit(case, {"act": "setuju"}).status_code == 303
    assert "Serahkan kode" not in pages["first"].get(case).get_data(as_text=True)
    with clock.frozen(clock.now() + DAY):
        fresh = as_actor(world.actors["first"].user_id, Role.ADMIN, PartyRef(PartyKind.PLATFORM, 1))
        answer = fresh.submit(f"{case}/kode", {}, page=case)
        code = answer.get_data(as_text=True).split("<code>")[1].split("</code>")[0]
        assert answer.headers["Cache-Control"] == "no-store"
        done = client.submit("/lupa-sandi/petugas", {"code": code.lower(), "password": NEW})
        assert done.location == "/masuk"
        assert "w•••@contoh.id" in client.get("/masuk").get_data(as_text=True)


def test_bukan_saya_ends_it(world, as_actor, session):
    world.do("first", "open")
    holder = as_actor(world.holder.id)
    assert "Bukan saya" in holder.get("/akun/pemulihan").get_data(as_text=True)
    assert holder.submit("/akun/pemulihan", {}).status_code == 303
    assert state_of(session) is S.REFUSED
    assert as_actor(make_account().id).get("/kelola/pemulihan").status_code == 403


def test_the_account_of_an_office_is_given_back_with_an_admin(world):
    with unit_of_work(actor=Actor.system("tests")) as (session, actor):
        services.grant_platform_role(session, actor, user_id=world.holder.id, role=Role.VERIFIER)
    world.do("first", "open")
    with pytest.raises(Refused, match="harus pengelola"):
        world.do("second", "confirm")
    world.do("third", "confirm")


def test_with_the_account_ends_what_would_give_it_back(world, session):
    world.lead_to(S.HANDED)
    with unit_of_work(actor=Actor.system("tests")) as (inside, _actor):
        personal.erase(inside, world.holder.id)
    case = session.scalars(select(InPersonRecovery)).one()
    session.refresh(case)
    assert (case.state, case.secret_hash) == (S.WITHDRAWN, None)
    with pytest.raises(DomainError):
        world.do("visitor", "use")


def test_each_new_code_is_told(world, session):
    world.lead_to(S.HANDED)
    world.do("first", "hand_over")
    with clock.frozen(world.at):
        outbox.drain()
    kinds = session.scalars(select(Notice.kind).where(Notice.user_id == world.holder.id)).all()
    assert kinds.count("accounts.recovery_hand_over") == 2


class TestTheReasonOfAnEnd:
    """What the staff wrote when they stopped it: on the page, and in what is taken along."""

    def stopped(self, world):
        world.do("first", "open")
        world.do("second", "withdraw")
        return world.holder

    def test_is_read_on_the_page_that_every_message_leads_to(self, world, as_actor):
        holder = self.stopped(world)
        page = as_actor(holder.id, Role.SHOPPER, PartyRef(PartyKind.PERSON, holder.id)).get("/akun/pemulihan")
        assert "dibatalkan petugas" in page.text
        assert "Alasan petugas: salah orang" in page.text

    def test_is_exported(self, world, session):
        holder = self.stopped(world)
        (case,) = personal.export(session, holder.id)["pemulihan_di_depan_petugas"]
        assert (case["keadaan"], case["alasan_berhenti"]) == ("withdrawn", "salah orang")

    def test_a_stranger_reads_nothing(self, world, as_actor):
        self.stopped(world)
        other = world.actors["shopper"].user_id
        page = as_actor(other, Role.SHOPPER, PartyRef(PartyKind.PERSON, other)).get("/akun/pemulihan")
        assert "salah orang" not in page.text
