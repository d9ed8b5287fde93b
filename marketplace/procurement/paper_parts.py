"""Issuing this room's papers, and their parts: office, officials, seller and package, as of the day.

Identity numbers are read from their encrypted columns only while a paper is drawn up.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import bank_queries
from marketplace.businesses import queries as businesses
from marketplace.businesses.addresses import written_address
from marketplace.businesses.requirements import signer_title
from marketplace.documents import services as documents
from marketplace.documents.kinds import PaperKind
from marketplace.documents.models import IssuedDocument
from marketplace.documents.papers import BankAccount, Head, Letterhead, Official, PackageFacts, Seller
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Refused
from marketplace.procurement import rows
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.models import Appointment, WorkUnit
from marketplace.procurement.package_models import Package

_BUDGET_DOCUMENTS = {"APBN": "DIPA", "APBD": "DPA", "BLUD": "DPA BLUD", "BLU": "DIPA BLU"}

NO_HEAD = Head("", date.min, "", "", "")
"""What a paper has before it is issued: no number, no day, no code."""


def issue(
    session: Session,
    actor: Actor,
    package: Package,
    *,
    kind: PaperKind,
    subject: tuple[str, int],
    build: documents.Build,
) -> IssuedDocument:
    """Issue a paper of a purchase today, numbered by its work unit, for both sides to read."""
    unit = package.work_unit
    return documents.issue(
        session,
        actor,
        kind=kind,
        owner=rows.unit_party(package),
        subject=subject,
        parties=[rows.seller_party(package)],
        issued_on=today_in(unit),
        place=place_of(unit),
        build=build,
    )


def starts_on(signed_on: date, contract: Contract) -> date:
    """From which day a work order runs: the one after its signing, never after the day of delivery."""
    return min(signed_on + timedelta(days=1), contract.deliver_on)


def letterhead_of(unit: WorkUnit) -> Letterhead:
    """The head of the work unit's letters; its agency must be loaded."""
    head = unit.letterhead
    return Letterhead(
        tuple(head.get("lines") or (unit.agency.name.upper(), unit.name.upper())),
        head.get("office") or f"{unit.name}, {unit.agency.name}",
        unit.address,
        head.get("phone", ""),
        head.get("email", ""),
    )


def place_of(unit: WorkUnit) -> str:
    """Where papers of the work unit are drawn up: its own word for it, else the name of its district."""
    return unit.letterhead.get("place") or regions.name_of(".".join(unit.region_code.split(".")[:3]))


def official_of(session: Session, work_unit_id: int, user_id: int, role: Role, on: date) -> Official:
    """A person in an office on a day, with the decree; Refused when no appointment is in force."""
    held = session.scalar(
        select(Appointment)
        .where(
            Appointment.work_unit_id == work_unit_id,
            Appointment.user_id == user_id,
            Appointment.role == role,
            Appointment.valid_from <= on,
            Appointment.valid_to >= on,
        )
        .order_by(Appointment.id.desc())
        .limit(1)
    )
    if held is None:
        raise Refused(f"SK {role.label} paket ini tidak berlaku lagi. Minta pengelola memperbarui SK.")
    name = accounts.names_of(session, [user_id])[user_id]
    return Official(name, held.nip, held.rank, held.position, held.sk_number, held.sk_date)


def seller_of(session: Session, business_id: int, *, representative_id: int | None) -> Seller:
    """The business as a party of a paper, by whom it signs; by its first owner before anybody did."""
    business = businesses.by_id(session, business_id)
    signer = representative_id or businesses.owner_ids(session, business_id)[0]
    return Seller(
        business.name,
        written_address(business),
        business.npwp or "-",
        business.nib or "-",
        accounts.names_of(session, [signer])[signer],
        signer_title(business.legal_form),
    )


def bank_of(session: Session, business_id: int) -> BankAccount:
    """Where the seller is paid; Refused while no account is named or a changed one is still held."""
    payee = bank_queries.payee(session, business_id)
    if payee is None:
        raise Refused(
            "Rekening penyedia belum bisa dipakai: belum diisi, atau baru diganti dan masih ditahan. "
            "Hubungi penyedia, lalu coba lagi."
        )
    return BankAccount(payee.bank, payee.number, payee.holder)


def package_facts(package: Package) -> PackageFacts:
    """Which need is bought; plan entry, budget line and work unit of the package must be loaded."""
    entry = package.plan_entry
    document = package.work_unit.letterhead.get("budget_document")
    return PackageFacts(
        package.name,
        entry.rup_code,
        package.budget_line.account,
        document or _BUDGET_DOCUMENTS.get(entry.funding_source, entry.funding_source),
        entry.year,
    )


def today_in(unit: WorkUnit) -> date:
    """The date that a paper of the work unit carries now."""
    return clock.today(rows.zone_of(unit))
