"""What a government purchase means for a seller, or an official, who wants to leave."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.infra.personal_data import Obstacle
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.notifications.services import notify
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.models import Appointment
from marketplace.procurement.package_models import Package
from marketplace.procurement.states import ContractState, PackageState

ACTS = {
    ContractState.WAITING_SELLER: "Terima atau tolak dulu pesanannya.",
    ContractState.IN_FORCE: "Kirim dulu barangnya sampai serah terima.",
    ContractState.HANDED_OVER: "Tunggu pembayaran dari instansi, supaya uang Anda tidak tertinggal.",
}
"""What the seller does about each contract that is not finished."""


def open_with(session: Session, business_id: int) -> list[Obstacle]:
    """Contracts that are neither paid nor ended, and packages that a PPK may sign any moment."""
    contracts = session.execute(
        select(Contract.number, Contract.state, Package.code)
        .join(Package, Package.id == Contract.package_id)
        .where(Contract.business_id == business_id, Contract.state.in_(ACTS))
        .order_by(Contract.id)
    )
    found = [
        Obstacle(f"Kontrak {number} belum selesai. {ACTS[state]}", _url(code), "Buka pesanan")
        for number, state, code in contracts
    ]
    waiting = select(Package.code).where(
        Package.business_id == business_id, Package.state == PackageState.WAITING_PPK
    )
    for code in session.scalars(waiting.order_by(Package.id)):
        text = "Satu kesepakatan menunggu tanda tangan PPK. Tunggu keputusannya, atau hubungi pejabatnya."
        found.append(Obstacle(text, _url(code), "Buka pesanan"))
    return found


def tell_officers(session: Session, _actor: Actor, business_id: int) -> None:
    """Whoever still negotiates with a business that closes looks for another seller."""
    query = select(Package.code, Package.pp_user_id).where(
        Package.business_id == business_id, Package.state == PackageState.NEGOTIATING
    )
    for code, officer in session.execute(query.order_by(Package.id)):
        notify(
            session,
            user_ids=[officer],
            kind="procurement",
            text="Penjual dalam paket ini menutup usahanya. Batalkan paket, lalu pilih penjual lain.",
            url=f"/pengadaan/paket/{code}",
            key=f"seller-closed:{code}",
        )


def offices_of(session: Session, user_id: int) -> list[Obstacle]:
    """An appointment in force ends by the agency's letter, not by leaving."""
    today = clock.today()
    held = select(Appointment.id).where(
        Appointment.user_id == user_id, Appointment.valid_from <= today, Appointment.valid_to >= today
    )
    if session.scalar(held.limit(1)) is None:
        return []
    text = "Anda masih memegang jabatan pengadaan. Minta instansi mengakhiri penunjukannya dulu."
    return [Obstacle(text, "/akun/peran", "Lihat peran")]


def _url(package_code: str) -> str:
    return f"/penjual/pengadaan/{package_code}"
