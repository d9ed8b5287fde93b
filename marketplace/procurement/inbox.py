"""What waits for a person in government buying: sources of tasks, asked together and ordered by deadline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.procurement import policies, rows, wording
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.package_models import Package
from marketplace.procurement.states import ContractState, PackageState

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits, as `task_card` shows it.

    state: giliran or terlambat. deadline: in words, with the zone; countdown: the same instant.
    """

    title: str
    text: str
    url: str
    action: str
    state: str = "giliran"
    glyph: str = "list-checks"
    deadline: str = ""
    countdown: datetime | None = None


Source = Callable[[Session, Actor], Sequence[Task]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Another part of the room names what waits for a person there."""
    if source not in _sources:
        _sources.append(source)


def tasks(session: Session, actor: Actor) -> list[Task]:
    """Everything that waits for the actor, the nearest deadline first."""
    found = [task for source in _sources for task in source(session, actor)]
    return sorted(found, key=lambda task: (task.countdown is None, task.countdown or clock.now()))


def package_tasks(session: Session, actor: Actor) -> list[Task]:
    """Up to the SPK: packages of the officer, approvals of the PPK, offers and SPK of the owner."""
    if policies.is_pp(actor):
        return [_officer_task(package) for package in _of_officer(session, actor) if _officer_acts(package)]
    if policies.is_ppk(actor):
        return [_approval_task(package) for package in _for_ppk(session, actor)]
    if policies.is_seller_owner(actor):
        offers = [_offer_task(package) for package in _invited(session, actor) if _owner_acts(package)]
        return offers + [_acceptance_task(contract) for contract in _signed(session, actor)]
    return []


def deadline_state(instant: datetime) -> str:
    """The state of a task with a deadline."""
    return "terlambat" if clock.now() > instant else "giliran"


def in_words(instant: datetime, zone: ZoneInfo) -> str:
    """How the inbox says a deadline."""
    return f"Paling lambat {wording.moment(instant, zone)}"


def _of_officer(session: Session, actor: Actor) -> Sequence[Package]:
    return _packages(
        session,
        Package.pp_user_id == actor.user_id,
        Package.work_unit_id == (actor.party.id if actor.party else None),
        Package.state.in_((PackageState.DRAFT, PackageState.NEGOTIATING)),
    )


def _for_ppk(session: Session, actor: Actor) -> Sequence[Package]:
    return _packages(
        session,
        Package.ppk_user_id == actor.user_id,
        Package.work_unit_id == (actor.party.id if actor.party else None),
        Package.state == PackageState.WAITING_PPK,
    )


def _invited(session: Session, actor: Actor) -> Sequence[Package]:
    return _packages(
        session,
        Package.business_id == (actor.party.id if actor.party else None),
        Package.state == PackageState.NEGOTIATING,
    )


def _packages(session: Session, *which: object) -> Sequence[Package]:
    query = select(Package).where(*which)  # type: ignore[arg-type]
    options = (selectinload(Package.rounds), selectinload(Package.work_unit))
    return session.scalars(query.options(*options).order_by(Package.id).limit(LIMIT)).all()


def _signed(session: Session, actor: Actor) -> Sequence[Contract]:
    query = select(Contract).where(
        Contract.business_id == (actor.party.id if actor.party else None),
        Contract.state == ContractState.WAITING_SELLER,
        Contract.accept_deadline >= clock.now(),
    )
    package = selectinload(Contract.package).selectinload(Package.work_unit)
    return session.scalars(query.options(package).order_by(Contract.id).limit(LIMIT)).all()


def _officer_acts(package: Package) -> bool:
    """A draft, a negotiation without an offer, or one whose last offer is the seller's."""
    return not package.rounds or package.rounds[-1].by_seller


def _owner_acts(package: Package) -> bool:
    return not package.rounds or not package.rounds[-1].by_seller


def _officer_task(package: Package) -> Task:
    url = f"/pengadaan/paket/{package.code}"
    if package.state is PackageState.DRAFT:
        return Task(f"Undang penyedia: {package.name}", f"Paket {package.total} sudah disusun.", url, "Buka")
    if not package.rounds:
        return Task(
            f"Kirim tawaran: {package.name}", "Belum ada tawaran.", f"{url}/nego", "Tawar", glyph="scale"
        )
    offered = package.rounds[-1].total
    return Task(
        f"Jawab tawaran: {package.name}",
        f"Penyedia menawar {offered}.",
        f"{url}/nego",
        "Jawab",
        glyph="scale",
    )


def _approval_task(package: Package) -> Task:
    assert package.ppk_deadline is not None
    return Task(
        title=f"Setujui paket: {package.name}",
        text=f"Nilai {package.total}, hasil negosiasi.",
        url=f"/pengadaan/paket/{package.code}/setuju",
        action="Periksa",
        state=deadline_state(package.ppk_deadline),
        glyph="file-check",
        deadline=in_words(package.ppk_deadline, rows.zone_of(package.work_unit)),
        countdown=package.ppk_deadline,
    )


def _offer_task(package: Package) -> Task:
    text = f"Tawaran {package.rounds[-1].total}." if package.rounds else f"Nilai tayang {package.total}."
    return Task(
        f"Tawaran {package.work_unit.name}: {package.name}",
        text,
        f"/penjual/pengadaan/{package.code}#jawab",
        "Jawab",
        glyph="scale",
    )


def _acceptance_task(contract: Contract) -> Task:
    package = contract.package
    return Task(
        title=f"Terima SPK: {package.name}",
        text=f"{package.work_unit.name} memesan senilai {contract.value}.",
        url=f"/penjual/pengadaan/{package.code}",
        action="Baca SPK",
        glyph="file-check",
        deadline=in_words(contract.accept_deadline, rows.zone_of(package.work_unit)),
        countdown=contract.accept_deadline,
    )
