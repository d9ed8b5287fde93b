"""The lists of people, of helpers and of the staff of the platform."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from marketplace.accounts import in_person
from marketplace.accounts.models import InPersonRecovery
from marketplace.assistance import services as assistance
from marketplace.assistance.models import Engagement, HelpRequest, Visit
from marketplace.businesses import services as businesses
from marketplace.businesses.sanction_models import Sanction, SanctionKind, SanctionProposal
from marketplace.businesses.verification_models import VerificationCase
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Claim, ClaimKind, ListingVersion, Product
from marketplace.infra import messages
from marketplace.infra.messages import Channel
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.money import Rupiah
from marketplace.notifications import services as notifications
from marketplace.notifications.models import Notice
from tests.accounts.factories import make_account, make_officer
from tests.assistance import factories as help_
from tests.businesses import factories as people
from tests.catalog import factories as goods
from tests.client import StrictClient
from tests.house.growing import Growing, World

_number = count(1)


def _person(world: World) -> tuple[Actor, StrictClient]:
    account = people.person()
    actor = people.shopper(account)
    return actor, world.browser(actor, account.code)


def seats(world: World) -> Growing:
    account = people.person()
    browser = world.browser(people.shopper(account), account.code)
    return Growing(browser, "/akun/peran", lambda: people.business(account))


def browsers(world: World) -> Growing:
    actor, browser = _person(world)
    return Growing(browser, "/akun/keamanan", lambda: world.browser(actor, "0000000000"))


def consents(world: World) -> Growing:
    business, owner = people.business()

    def more() -> None:
        people.mandate(business, owner)

    return Growing(world.browser(owner, business.code), "/akun/data", more)


def inbox(world: World) -> Growing:
    actor, browser = _person(world)

    def more() -> None:
        with unit_of_work(actor=people.SYSTEM) as (session, _actor):
            notifications.notify(
                session,
                user_ids=[actor.user_id or 0],
                kind="procurement.signed",
                text="SPK menunggu persetujuan Anda.",
                url="/akun",
                key=f"contract:{next(_number)}:signed",
            )

    return Growing(browser, "/akun/kabar", more, Notice)


def recoveries(world: World) -> Growing:
    officer = make_officer(Role.ADMIN)
    staff = Actor(officer.id, None, Role.ADMIN)

    def more() -> None:
        holder = make_account()
        with unit_of_work(actor=staff) as (session, actor):
            in_person.open_case(session, actor, contact=holder.email or "", paper="ktp", seen="foto cocok")

    return Growing(world.staff(Role.ADMIN), "/kelola/pemulihan", more, InPersonRecovery)


def cases(world: World) -> Growing:
    def more() -> None:
        people.verified()

    return Growing(world.staff(Role.VERIFIER), "/verifikasi?status=accepted", more, VerificationCase)


def looks(world: World) -> Growing:
    business, _owner, case = people.waiting_case()
    url = f"/verifikasi/{case.code}/daftar-resmi"
    return Growing(world.staff(Role.VERIFIER), url, lambda: people.look(business))


def curation(world: World) -> Growing:
    business, owner = people.business()

    def more() -> None:
        product = goods.live(business, owner, name=f"Sambal ke-{next(_number)}")
        goods.claimed(product, owner, ClaimKind.BRAND)

    return Growing(world.staff(Role.VERIFIER), "/kurasi", more, Claim)


def judged_history(world: World) -> Growing:
    business, owner = people.business()
    product = goods.live(business, owner)

    def more() -> None:
        with unit_of_work(actor=owner) as (session, actor):
            catalog.set_price(session, actor, product.id, price=Rupiah(10_000 + 100 * next(_number)))

    url = f"/riwayat-produk/{product.code}"
    return Growing(world.staff(Role.VERIFIER), url, more, ListingVersion)


def sanctions_in_force(world: World) -> Growing:
    return Growing(
        world.staff(Role.ADMIN), "/kelola", lambda: people.sanction(people.business()[0]), Sanction
    )


def proposals(world: World) -> Growing:
    yusuf = Actor(people.person("Yusuf").id, None, Role.ADMIN, PartyRef(PartyKind.PLATFORM, 1))

    def more() -> None:
        business, _owner = people.business()
        with unit_of_work(actor=people.verifier(people.person("Rahmat"))) as (session, actor):
            made = businesses.propose_sanction(
                session,
                actor,
                business.id,
                kind=SanctionKind.FREEZE,
                ground="catalogue_breach",
                details="Isi paket tidak sesuai foto.",
                decision_number="KEP-7/2026",
                from_on=clock.today(),
            )
        with unit_of_work(actor=yusuf) as (session, actor):
            businesses.decide_proposal(session, actor, made.code, approve=False, reason="Belum cukup bukti.")

    return Growing(world.staff(Role.ADMIN), "/kelola/sanksi?lihat=riwayat", more, SanctionProposal)


def sanctions_of_one(world: World) -> Growing:
    business, _owner = people.business()
    url = f"/kelola/sanksi/usaha/{business.code}"
    return Growing(world.staff(Role.ADMIN), url, lambda: people.sanction(business), Sanction)


def listings(world: World) -> Growing:
    business, owner = people.business()
    url = "/kelola/produk?q=keripik"
    return Growing(world.staff(Role.ADMIN), url, lambda: goods.live(business, owner), Product)


def _helper(world: World) -> tuple[Actor, StrictClient]:
    profile, actor = help_.helper(capacity=20)
    return actor, world.browser(actor, profile.code)


def _taken(helper: Actor) -> Engagement:
    business, owner = people.business()
    asked = help_.request(business, owner)
    with unit_of_work(actor=helper) as (session, actor):
        return assistance.accept_request(session, actor, asked.id)


def requests(world: World) -> Growing:
    browser = _helper(world)[1]
    return Growing(browser, "/pendamping/permintaan", lambda: help_.request(*people.business()), HelpRequest)


def helper_day(world: World) -> Growing:
    actor, browser = _helper(world)

    def more() -> None:
        _meeting(actor, _taken(actor))

    return Growing(browser, "/pendamping", more)


def _meeting(helper: Actor, engagement: Engagement) -> Visit:
    with unit_of_work(actor=helper) as (session, actor):
        at = clock.now() + timedelta(days=next(_number))
        return assistance.plan_visit(session, actor, engagement.id, at=at, place="Rumah Bu Sari")


def engagements(world: World) -> Growing:
    actor, browser = _helper(world)

    def more() -> None:
        taken = _taken(actor)
        with unit_of_work(actor=actor) as (session, helper):
            assistance.give_back(session, helper, taken.id, reason="Pindah rumah.")

    return Growing(browser, "/pendamping/usaha", more, Engagement)


def meetings(world: World) -> Growing:
    actor, browser = _helper(world)
    business, owner = people.business()
    asked = help_.request(business, owner)
    with unit_of_work(actor=actor) as (session, helper):
        taken = assistance.accept_request(session, helper, asked.id)
    return Growing(browser, f"/pendamping/usaha/{business.slug}", lambda: _meeting(actor, taken), Visit)


def dinas(world: World) -> Growing:
    browser = world.staff(Role.DINAS, region_code="35.77")
    return Growing(browser, "/dinas", lambda: help_.request(*people.business()), HelpRequest)


def sent_messages(world: World) -> Growing:
    def more() -> None:
        with unit_of_work(actor=people.SYSTEM) as (session, _actor):
            messages.request(
                session,
                channel=Channel.MAIL,
                recipient="sari@contoh.id",
                subject="Kabar",
                body="SPK menunggu.",
            )

    return Growing(world.visitor, "/demo/pesan", more)


def doubts(world: World) -> Growing:
    first, browser = goods.verifier(), world.staff(Role.ADMIN)

    def more() -> None:
        business, owner = goods.shop()
        product = goods.live(business, owner)
        claim = goods.verified(product, owner, ClaimKind.TKDN)
        with unit_of_work(actor=first) as (session, actor):
            catalog.take_back(session, actor, product.id, code=claim.code, reason="Nomor orang lain.")

    return Growing(browser, "/kelola/produk/pencabutan", more, Claim)


LISTS = {
    "accounts.in_person": recoveries,
    "accounts.own_data": consents,
    "accounts.seats": seats,
    "accounts.security": browsers,
    "assistance.day": helper_day,
    "assistance.engagement": meetings,
    "assistance.engagements": engagements,
    "assistance.requests": requests,
    "backoffice.listings": listings,
    "backoffice.revocations": doubts,
    "backoffice.sanction_business": sanctions_of_one,
    "backoffice.sanctions": proposals,
    "backoffice.start": sanctions_in_force,
    "businesses.queue": cases,
    "businesses.registers": looks,
    "catalog.curation": curation,
    "catalog.listing_history": judged_history,
    "demo.sent": sent_messages,
    "desk.dinas": dinas,
    "notifications.inbox": inbox,
}
