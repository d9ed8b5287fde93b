"""Whether a seller may sell to government on a day, and the evidence that this was asked and looked up."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import queries as businesses
from marketplace.businesses import vacations
from marketplace.businesses.registers import Seen, register_named
from marketplace.businesses.services import lookups, record_lookup
from marketplace.businesses.services.sanctions import hold_sanctions, sanctions_in_force
from marketplace.infra.timeline import StateChange
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, Refused
from marketplace.procurement import policies, rows, separation, wording
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.models import SanctionCheck
from marketplace.procurement.package_models import Package
from marketplace.procurement.states import PackageState

OPEN = frozenset({PackageState.DRAFT, PackageState.NEGOTIATING, PackageState.WAITING_PPK})
"""While the seller of a package can still be another one."""


def ensure_not_sanctioned(session: Session, business_id: int, on: date) -> None:
    """Refused while a sanction on the seller is in force, or the newest look found her on the Daftar Hitam.

    Nothing can be imposed on her between this answer and the end of the transaction.
    """
    hold_sanctions(session, business_id)
    found = sanctions_in_force(session, business_id, on)
    if found:
        until = f"sampai {wording.day(found[0].until_on)}" if found[0].until_on else "sampai dicabut"
        raise Refused(
            f"Penyedia ini dihentikan sementara {until} (keputusan {found[0].decision_number}). "
            "Tidak ada yang berubah; pilih penyedia lain."
        )
    newest = lookups.newest_lookup(session, business_id, lookups.BLACKLIST)
    if newest is not None and lookups.is_listed(newest):
        seen = wording.day(newest.looked_at.astimezone(clock.JAKARTA).date())
        raise Refused(
            f"Penyedia ini terlihat pada Daftar Hitam Nasional {seen}. Tidak ada yang berubah. "
            "Pilih penyedia lain, atau lihat daftarnya lagi bila sanksinya sudah berakhir."
        )


def representative(session: Session, package: Package) -> int:
    """Of possibly several owners the one who speaks in the SPK: who made or agreed to the last offer.

    When that person owns the business no more, the first of those who do.
    """
    last, owners = package.rounds[-1], businesses.owner_ids(session, package.business_id)
    agreed = (
        select(StateChange.actor_user_id)
        .where(
            StateChange.subject_kind == "package",
            StateChange.subject_id == package.id,
            StateChange.event == "agree",
        )
        .order_by(StateChange.id.desc())
        .limit(1)
    )
    spoke = last.user_id if last.by_seller else session.scalar(agreed)
    return spoke if spoke in owners else owners[0]


def ensure_represents(session: Session, user_id: int, contract: Contract) -> None:
    """Refused unless the SPK was drawn up in the name of this owner; another's yes would not bind them."""
    named = contract.seller.get("representative_id", user_id)
    if named == user_id:
        return
    name = accounts.names_of(session, [named])[named]
    remedy = (
        f"Minta {name} membukanya dari akunnya sendiri."
        if named in businesses.owner_ids(session, contract.business_id)
        else "Tolak dengan alasan pemilik berganti, supaya instansi membuat SPK atas nama Anda."
    )
    raise Refused(f"SPK ini dibuat atas nama {name}. {remedy}")


def ensure_works(session: Session, business_id: int, deliver_on: date) -> None:
    """Refused while the agreed day lies in a vacation of the seller. The business must be held."""
    until = vacations.resting(session, business_id, deliver_on)
    if until is not None:
        raise Refused(
            f"Penyedia libur sampai {wording.day(until)}, dan hari penyerahan jatuh di dalamnya. "
            "Kembalikan paket supaya harinya disepakati ulang."
        )


def ensure_may_sell(session: Session, business_id: int, on: date) -> None:
    """Refused unless the seller is verified for government, complete that day, and without a sanction."""
    ensure_not_sanctioned(session, business_id, on)
    if not businesses.is_government_ready(session, business_id, on):
        raise Refused(
            "Penyedia ini belum siap pengadaan: syaratnya belum lengkap, belum diperiksa, atau sudah lewat "
            "masa berlakunya. Pilih penyedia lain."
        )


def record_check(session: Session, package: Package, moment: str) -> None:
    """Ask again whether the seller is sanctioned and keep the answer as evidence; Refused if so.

    moment: agreement, approval or acceptance. The answer names the newest look into the Daftar Hitam.
    """
    ensure_not_sanctioned(session, package.business_id, rows.today_at(session, package.work_unit_id))
    look = lookups.newest_lookup(session, package.business_id, lookups.BLACKLIST)
    session.add(
        SanctionCheck(
            package_id=package.id,
            moment=moment,
            clean=True,
            found={"sanctions": [], "lookup": look.code if look else None},
            checked_at=clock.now(),
        )
    )


def look_into_blacklist(session: Session, actor: Actor, package_code: str, *, seen: Seen) -> None:
    """An official of the package wrote down what the Daftar Hitam said of its seller, before the contract.

    Raises Conflict once the package is signed, cancelled or lapsed; DomainError beside its field.
    """
    package = rows.locked_package(session, actor, package_code)
    policies.ensure_chooses(actor, package)
    separation.ensure_appointed(session, actor)
    if package.state not in OPEN:
        raise Conflict("Paket ini sudah selesai dipilih. Hasil pencarian tidak disimpan.")
    register = register_named(lookups.BLACKLIST, clock.today())
    record_lookup(session, actor, package.business_id, register, seen=seen)
