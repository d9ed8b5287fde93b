"""People and businesses made through the services themselves."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from sqlalchemy.orm import Session

from marketplace.accounts import services as accounts
from marketplace.accounts.models import Account
from marketplace.businesses import services
from marketplace.businesses.models import Business, Mandate
from marketplace.businesses.pledges import Relation, pledge_text
from marketplace.businesses.register_models import RegisterLookup
from marketplace.businesses.registers import LookupResult, Seen, register_named
from marketplace.businesses.requirements import Level, requirements
from marketplace.businesses.sanction_models import Sanction, SanctionKind
from marketplace.businesses.services import Answer, Decision, Paper, Signature
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role

SYSTEM = Actor.system("tests")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
VILLAGE = "35.77.03.1002"
_number = count(1)

PROFILE = {
    "street": "Gang Kenari Nomor 7",
    "postcode": "63133",
    "story": "Saya mulai dari dua kilo tempe sehari di dapur belakang.",
    "nib": "9120999014277",
    "npwp": "0022736474999000",
    "pkp": False,
    "kbli": [["2020", "10794"]],
    "size_basis": "sales",
    "size_amount": 186_000_000,
    "size_year": 2025,
}


def person(name: str = "Sari Handayani") -> Account:
    """Somebody with an account, a phone and an address of their own."""
    number = next(_number)
    with unit_of_work(actor=SYSTEM) as (session, actor):
        return accounts.create_account(
            session,
            actor,
            name=name,
            honorific="Bu",
            phone=f"081234{number:06d}",
            email=f"orang{number}@contoh.test",
            password="kopi susu dan pagi",
            phone_checked=True,
        )


def shopper(account: Account) -> Actor:
    return Actor(account.id, None, Role.SHOPPER, PartyRef(PartyKind.PERSON, account.id))


def verifier(account: Account) -> Actor:
    return Actor(account.id, None, Role.VERIFIER, PartyRef(PartyKind.PLATFORM, 1))


def verifier_by_id(user_id: int) -> Actor:
    """Somebody of a business, or their helper, who holds the role as well."""
    return Actor(user_id, None, Role.VERIFIER, PartyRef(PartyKind.PLATFORM, 1))


def helper(account: Account) -> Actor:
    """A helper in their own seat; 1 stands for a profile of the room above."""
    return Actor(account.id, None, Role.HELPER, PartyRef(PartyKind.HELPER, 1))


def owner(business: Business, account: Account) -> Actor:
    return Actor(account.id, None, Role.OWNER, PartyRef(PartyKind.BUSINESS, business.id))


def acting(mandate: Mandate) -> Actor:
    """The helper as the session shows them while they act for the business."""
    party = PartyRef(PartyKind.BUSINESS, mandate.business_id)
    return Actor(
        mandate.helper_id,
        None,
        Role.HELPER,
        party,
        mandate_id=mandate.id,
        scopes=frozenset(mandate.scopes),
    )


def business(
    account: Account | None = None, *, name: str = "Keripik Tempe Bu Sari"
) -> tuple[Business, Actor]:
    """A new business and its owner as actor."""
    account = account or person()
    with unit_of_work(actor=shopper(account)) as (session, actor):
        made = services.register_business(
            session, actor, name=name, legal_form="perorangan", region_code=VILLAGE
        )
    return made, owner(made, account)


def mandate(
    target: Business,
    by_owner: Actor,
    *,
    to: Account | None = None,
    scopes: tuple[str, ...] = ("profile.write",),
) -> Mandate:
    """A mandate in force until thirty days from now."""
    to = to or person("Rina Wulandari")
    with unit_of_work(actor=helper(to)) as (session, actor):
        asked = services.request_mandate(
            session,
            actor,
            business_id=target.id,
            scopes=scopes,
            ends_on=clock.today() + timedelta(days=30),
        )
    with unit_of_work(actor=by_owner) as (session, actor):
        return services.grant_mandate(session, actor, code=asked.code, agreed=True)


def fill(target: Business, by_owner: Actor, **values: object) -> None:
    """The whole profile, with some parts otherwise."""
    with unit_of_work(actor=by_owner) as (session, actor):
        services.fill_profile(session, actor, target.id, values=PROFILE | values)


def show_everything(
    target: Business, by_owner: Actor, level: Level, *, looked_up: bool = True, but: str = ""
) -> None:
    """Every paper and declaration that the owner shows for a level, and the look a verifier owes it.

    but: a requirement that is left as it is.
    """
    if looked_up and level in {Level.GOVERNMENT_SMALL, Level.GOVERNMENT_ALL}:
        look(target)
    for row in requirements(target.legal_form, clock.today(), level=level, pkp=target.pkp):
        if row.evidence == "check" or row.key == but:
            continue
        if row.evidence == "pledge":
            sign(target, by_owner, row.key)
            continue
        paper = Paper(PDF, f"{row.key}.pdf") if row.evidence == "file" else None
        with unit_of_work(actor=by_owner) as (session, actor):
            services.submit_evidence(session, actor, target.id, requirement=row.key, paper=paper)


def sign(
    target: Business, by_owner: Actor, requirement: str, *relations: Relation, name: str = "Sari Handayani"
) -> Evidence:
    """The owner signs today's text for a requirement, with the relations that she has."""
    version = pledge_text(requirement, clock.today()).version
    signature = Signature(version, name, relations)
    with unit_of_work(actor=by_owner) as (session, actor):
        return services.sign_pledge(session, actor, target.id, requirement=requirement, signature=signature)


def all_yes(target: Business, level: Level) -> dict[str, Answer]:
    rows = requirements(target.legal_form, clock.today(), level=level, pkp=target.pkp)
    asked = [row for row in rows if row.accepted_by == "verifier"]
    return {row.key: Answer((True,) * len(row.checks)) for row in asked}


def verified(level: Level = Level.GOVERNMENT_SMALL) -> tuple[Business, Actor]:
    """A business that two verifiers accepted for a level."""
    made, by_owner, case = waiting_case(level)
    accept(made, case.id, level)
    return made, by_owner


def waiting_case(
    level: Level = Level.GOVERNMENT_SMALL, *, name: str = "Keripik Tempe Bu Sari"
) -> tuple[Business, Actor, VerificationCase]:
    """A business whose owner showed everything and asked for a level."""
    made, by_owner = business(name=name)
    fill(made, by_owner, nib=f"91209990{next(_number):05d}")
    show_everything(made, by_owner, level)
    with unit_of_work(actor=by_owner) as (session, actor):
        return made, by_owner, services.submit_for_verification(session, actor, made.id, level)


def look(
    target: Business,
    by: Actor | None = None,
    *,
    register: str = "blacklist",
    result: LookupResult = LookupResult.NOT_FOUND,
    words: str = "Tidak ada sanksi aktif atas nama ini.",
    picture: bytes | None = None,
) -> RegisterLookup:
    """A verifier looked a business up in an official register and wrote down what they saw."""
    seen = Seen(result, words, picture)
    with unit_of_work(actor=by or verifier(person("Dewi Lestari"))) as (session, actor):
        found = register_named(register, clock.today())
        return services.record_lookup(session, actor, target.id, found, seen=seen)


def accept(target: Business, case_id: int, level: Level) -> None:
    """Two verifiers accept a case: one answers the checklist, another confirms."""
    with unit_of_work(actor=verifier(person("Rahmat Hidayatullah"))) as (session, actor):
        services.decide(session, actor, case_id, answers=all_yes(target, level), decision=Decision.ACCEPT)
    with unit_of_work(actor=verifier(person("Theresia Manurung"))) as (session, actor):
        services.confirm(session, actor, case_id)


def fresh(session: Session, thing: object) -> None:
    """Read the thing again from the database."""
    session.expire_all()
    session.refresh(thing)


def sanction(
    target: Business, *, kind: SanctionKind = SanctionKind.FREEZE, begins: int = 0, ends: int = 60
) -> Sanction:
    """A sanction from so many days to so many days after today."""
    today = clock.today()
    with unit_of_work(actor=SYSTEM) as (session, actor):
        return services.impose_sanction(
            session,
            actor,
            target.id,
            kind=kind,
            ground="Barang tidak sesuai contoh.",
            basis="Keputusan Kepala LKPP 177/2024",
            decision_number="12/S/2026",
            from_on=today + timedelta(days=begins),
            until_on=today + timedelta(days=ends),
        )
