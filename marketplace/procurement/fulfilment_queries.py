"""A contract after its acceptance as both sides read it: consignments, BAST, payment, rating, papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from marketplace.accounts import queries as accounts
from marketplace.businesses import queries as businesses
from marketplace.businesses.queries import BusinessBrief
from marketplace.documents import queries as documents
from marketplace.documents.models import IssuedDocument
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Rupiah
from marketplace.procurement import policies, progress, rows
from marketplace.procurement.contract_models import Contract, Delivery
from marketplace.procurement.fulfilment_amounts import (
    DIVISIBLE,
    Balance,
    TaxLine,
    balances,
    final_tax,
    lateness,
    tax_preview,
)
from marketplace.procurement.models import WorkUnit
from marketplace.procurement.package_models import Package
from marketplace.procurement.progress import Badge, Step
from marketplace.procurement.rules import rule
from marketplace.procurement.states import DELIVERY, DeliveryState


@dataclass(frozen=True, slots=True)
class PartView:
    """One line of a consignment."""

    position: int
    name: str
    unit: str
    sent: int
    received: int
    refused: int
    reason: str

    @property
    def missing(self) -> int:
        """Neither received nor refused: it was not there."""
        return self.sent - self.received - self.refused


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One consignment; `counted`: somebody of the office has received it."""

    code: str
    number: int
    label: str
    counted: bool
    note: str
    shipped_at: datetime
    shipped_by: str
    received_at: datetime | None
    received_by: str
    parts: Sequence[PartView]

    @property
    def all_good(self) -> bool:
        return self.counted and all(part.received == part.sent for part in self.parts)


@dataclass(frozen=True, slots=True)
class ContractView:
    """Everything that the pages after the SPK show. `contract` has its relations loaded."""

    contract: Contract
    seller: BusinessBrief
    zone: ZoneInfo
    badge: Badge
    steps: Sequence[Step]
    balances: Sequence[Balance]
    deliveries: Sequence[DeliveryView]
    names: Mapping[int, str]
    papers: Sequence[IssuedDocument]

    @property
    def package(self) -> Package:
        return self.contract.package

    @property
    def all_received(self) -> bool:
        return not any(balance.missing for balance in self.balances)

    @property
    def to_send(self) -> bool:
        """The seller still has pieces to send."""
        return any(balance.to_send for balance in self.balances)

    @property
    def waiting_delivery(self) -> DeliveryView | None:
        """The oldest consignment that nobody has counted yet."""
        return next((delivery for delivery in self.deliveries if not delivery.counted), None)

    def delivery(self, code: str) -> DeliveryView:
        """One of its consignments; NotFound for another."""
        for delivery in self.deliveries:
            if delivery.code == code:
                return delivery
        raise NotFound(f"delivery {code}")

    @property
    def late_days(self) -> int:
        """Days late as the BAST says, or as it would say from what was received so far."""
        acceptance = self.contract.acceptance
        return acceptance.days_late if acceptance else lateness(self.contract).days

    @property
    def late_fine(self) -> Rupiah:
        acceptance = self.contract.acceptance
        return acceptance.late_fine if acceptance else lateness(self.contract).fine

    @property
    def fine_terms(self) -> str:
        """How the fine is counted, with its basis, by the rate that the contract was signed under."""
        acceptance = self.contract.acceptance
        used = acceptance.rules["used"][0] if acceptance else lateness(self.contract).rule
        whole, part = divmod(int(used["value"]), 100)
        base = "bagian yang terlambat" if self.package.kind in DIVISIBLE else "nilai kontrak"
        return f"{whole},{part:02d}% per hari dari {base}, sebelum PPN ({used['basis']})."


@dataclass(frozen=True, slots=True)
class TaxPreview:
    """What the rates of a day would withhold, the final tax that replaces the income tax, and how much
    petty cash may pay to one seller.
    """

    lines: Sequence[TaxLine]
    final: TaxLine
    cash_limit: Rupiah


def contract_page(session: Session, actor: Actor, code: str) -> ContractView:
    """A contract by its code, for its own work unit; NotFound for everybody else."""
    if not policies.reads_unit(actor):
        raise NotFound(f"contract {code}")
    return _view(session, actor, Contract.code == code, code)


def deal_page(session: Session, actor: Actor, package_code: str) -> ContractView:
    """The contract of a deal by the code of its package, for its seller; NotFound for everybody else."""
    if not policies.is_seller(actor):
        raise NotFound(f"package {package_code}")
    wanted = select(Package.id).where(Package.code == package_code).scalar_subquery()
    return _view(session, actor, Contract.package_id == wanted, package_code)


def today_of(view: ContractView) -> date:
    """The calendar day where the work unit is."""
    return clock.today(view.zone)


def preview(session: Session, view: ContractView, on: date) -> TaxPreview:
    """The preview of taxes for the treasurer on a day."""
    has_npwp = bool(businesses.by_id(session, view.contract.business_id).npwp)
    return TaxPreview(
        lines=tax_preview(view.contract, has_npwp=has_npwp, on=on),
        final=final_tax(view.contract, on),
        cash_limit=rule("payment.up_cash.payee.max", on).rupiah,
    )


def _view(session: Session, actor: Actor, which: ColumnElement[bool], code: str) -> ContractView:
    contract = session.scalar(select(Contract).where(which).options(*loaded()))
    if contract is None or not policies.is_side_of(actor, contract.package):
        raise NotFound(f"contract {code}")
    subjects = [("package", contract.package_id), ("contract", contract.id)]
    names = accounts.names_of(session, _people(contract))
    return ContractView(
        contract=contract,
        seller=businesses.brief(session, [contract.business_id])[contract.business_id],
        zone=rows.zone_of(contract.package.work_unit),
        badge=progress.badge(contract.package, contract),
        steps=progress.steps(contract.package, contract),
        balances=balances(contract),
        deliveries=[_delivery(contract, one, names) for one in contract.deliveries],
        names=names,
        papers=documents.of_subjects(session, subjects),
    )


def loaded() -> tuple[ExecutableOption, ...]:
    """Options that load in four statements all that a page or a list of tasks reads of a contract."""
    package = joinedload(Contract.package)
    return (
        package.selectinload(Package.lines),
        package.joinedload(Package.work_unit).joinedload(WorkUnit.agency),
        selectinload(Contract.deliveries).selectinload(Delivery.lines),
        joinedload(Contract.acceptance),
        joinedload(Contract.payment),
        joinedload(Contract.rating),
    )


def _people(contract: Contract) -> set[int]:
    ids = {contract.ppk_user_id, contract.package.pp_user_id, contract.accepted_by}
    for delivery in contract.deliveries:
        ids |= {delivery.shipped_by, delivery.received_by}
    if contract.acceptance is not None:
        ids.add(contract.acceptance.seller_signed_by)
    if contract.payment is not None:
        ids.add(contract.payment.recorded_by)
    return {one for one in ids if one is not None}


def _delivery(contract: Contract, delivery: Delivery, names: Mapping[int, str]) -> DeliveryView:
    lines = {line.id: line for line in contract.package.lines}
    return DeliveryView(
        code=delivery.code,
        number=delivery.number,
        label=DELIVERY.label(delivery.state),
        counted=delivery.state is DeliveryState.RECEIVED,
        note=delivery.note,
        shipped_at=delivery.shipped_at,
        shipped_by=names.get(delivery.shipped_by, ""),
        received_at=delivery.received_at,
        received_by=names.get(delivery.received_by or 0, ""),
        parts=[
            PartView(
                position=lines[part.package_line_id].position,
                name=lines[part.package_line_id].name,
                unit=lines[part.package_line_id].unit,
                sent=part.sent,
                received=part.received,
                refused=part.refused,
                reason=part.reason,
            )
            for part in delivery.lines
        ],
    )
