"""A work unit with its officials, a seller who may sell to government, and products, made by the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from sqlalchemy import select

from marketplace.accounts.models import Account
from marketplace.businesses import services as businesses
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import Level
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Product
from marketplace.documents.kinds import PaperKind
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.money import Rupiah
from marketplace.procurement import services_offices as offices
from marketplace.procurement.models import Appointment, PlanEntry, WorkUnit
from tests.businesses import factories as people

SYSTEM = Actor.system("tests")
ACCOUNT = "5.1.02.01.01.0039"
MEJAYAN = "35.19.11.1013"
_number = count(1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A work unit with one person in each office."""

    unit: WorkUnit
    pp: Actor
    ppk: Actor
    treasurer: Actor
    auditor: Actor


@dataclass(frozen=True, slots=True)
class Shop:
    """A verified seller, its owner as actor."""

    business: Business
    owner: Actor


def work_unit(region_code: str = MEJAYAN) -> WorkUnit:
    number = next(_number)
    with unit_of_work(actor=SYSTEM) as (session, actor):
        agency = offices.create_agency(
            session, actor, klpd_code=f"D{number}", name="Pemerintah Kabupaten Madiun"
        )
        return offices.create_work_unit(
            session,
            actor,
            agency_id=agency.id,
            satker_code=f"{450000 + number}",
            name="Dinas Koperasi dan Pasar Rakyat",
            region_code=region_code,
            address="Jalan Lumbung Desa Nomor 14, Mejayan",
            letterhead={
                "lines": ["PEMERINTAH KABUPATEN MADIUN", "DINAS KOPERASI DAN PASAR RAKYAT"],
                "phone": "0351-000-0114",
                "email": "surat@pasar-rakyat.demo.test",
            },
            number_patterns={
                PaperKind.NEGOTIATION_MINUTES: "027/{seq}/BA-NEG/402.113/{roman_month}/{year}",
                PaperKind.WORK_ORDER: "027/{seq}/SPK/402.113/{roman_month}/{year}",
                PaperKind.HANDOVER_MINUTES: "027/{seq}/BAST/402.113/{roman_month}/{year}",
                PaperKind.RECEIPT: "900/{seq}/KW/402.113/{year}",
            },
        )


def office(role: Role, *, valid_to: date | None = None) -> offices.Office:
    year = clock.today().year
    return offices.Office(
        role=role,
        position=role.label,
        rank="Penata (III/c)",
        nip="198505142010011997",
        sk_number="800.1.11/012/SK/2026",
        sk_date=date(year, 1, 5),
        valid_from=date(year, 1, 5),
        valid_to=valid_to or date(year, 12, 31),
    )


def official(target: WorkUnit, role: Role, account: Account | None = None) -> Actor:
    """A person in an office of the unit, as the actor they are there."""
    account = account or people.person(f"Pejabat {role.value}")
    with unit_of_work(actor=SYSTEM) as (session, actor):
        offices.appoint(session, actor, work_unit_id=target.id, user_id=account.id, office=office(role))
    return Actor(account.id, None, role, PartyRef(PartyKind.WORK_UNIT, target.id))


def ended_office(holder: Actor) -> None:
    """The decree of an official ended yesterday."""
    with unit_of_work(actor=SYSTEM) as (session, _actor):
        held = session.scalars(select(Appointment).where(Appointment.user_id == holder.user_id)).one()
        held.valid_to = clock.today() - timedelta(days=1)


def unit(region_code: str = MEJAYAN) -> Unit:
    made = work_unit(region_code)
    return Unit(made, *(official(made, role) for role in (Role.PP, Role.PPK, Role.TREASURER, Role.AUDITOR)))


def plan_entry(
    target: WorkUnit, *, ceiling: int = 65_000_000, kbki_group: str | None = "23999", kind: str = "goods"
) -> PlanEntry:
    """An announced RUP entry for direct procurement with one budget line."""
    with unit_of_work(actor=SYSTEM) as (session, actor):
        return offices.add_plan_entry(
            session,
            actor,
            work_unit_id=target.id,
            values=offices.PlanValues(
                rup_code=f"{61001100 + next(_number)}",
                year=clock.today().year,
                name="Belanja cenderamata hampers produk UMKM",
                volume="1.200 paket",
                method="direct_procurement",
                kind=kind,
                funding_source="APBD",
                wants_domestic=True,
                wants_umk=True,
                announced_on=date(clock.today().year, 1, 15),
                accounts={ACCOUNT: Rupiah(ceiling)},
                kbki_group=kbki_group,
            ),
        )


def shop(name: str = "Keripik Tempe Bu Sari", *, pkp: bool = False) -> Shop:
    """A seller with a bank account, accepted by two verifiers for small government packages."""
    made, owner = people.business(name=name)
    number = next(_number)
    people.fill(made, owner, nib=f"91309990{number:05d}", pkp=pkp)
    with unit_of_work(actor=owner) as (session, actor):
        businesses.set_bank_account(
            session,
            actor,
            made.id,
            bank="Bank Demo Daerah",
            number=f"00999900{number:05d}",
            holder="Sari Handayani",
        )
    people.show_everything(made, owner, Level.GOVERNMENT_SMALL)
    with unit_of_work(actor=owner) as (session, actor):
        case = businesses.submit_for_verification(session, actor, made.id, Level.GOVERNMENT_SMALL)
    people.accept(made, case.id, Level.GOVERNMENT_SMALL)
    return Shop(made, owner)


def product(
    seller: Shop,
    name: str = "Hampers keripik tempe isi 4",
    *,
    price: int | None = 54_000,
    stock: int = 2_000,
    min_qty: int = 10,
    made_to_order: bool = False,
) -> Product:
    """A product on sale for a month already, so that its age raises no flag."""
    with clock.frozen(clock.now() - timedelta(days=45)), unit_of_work(actor=seller.owner) as (session, actor):
        made = catalog.draft_product(
            session,
            actor,
            seller.business.id,
            values={
                "name": name,
                "category": "oleh-oleh",
                "unit": "paket",
                "price": Rupiah(price) if price else None,
                "min_qty": min_qty,
                "without_photo": True,
                "made_to_order": made_to_order,
                "is_domestic": True,
                "description": "Besek bambu berisi keripik tempe, kacang bawang, dan sambal pecel.",
            },
            stock=stock,
        )
        return catalog.publish(session, actor, made.id)
