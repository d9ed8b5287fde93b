""" "Di mana uang saya?": the way of the money from the SPK to the account, with days and who holds it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from marketplace.kernel import clock
from marketplace.kernel.money import Rupiah
from marketplace.procurement import progress, rows, wording
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.fulfilment_amounts import taxes_of
from marketplace.procurement.fulfilment_payment import net_of
from marketplace.procurement.fulfilment_queries import ContractView
from marketplace.procurement.progress import Step
from marketplace.procurement.states import AcceptanceState


@dataclass(frozen=True, slots=True)
class MoneyView:
    """steps: the five stations. holder: who has to act now, empty when paid. since: days since the BAST.

    overdue: the dated working days after the BAST are over and nothing is paid.
    """

    steps: Sequence[Step]
    holder: str
    waiting_for: str
    since: int | None
    due: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class _Station:
    title: str
    on: date | None
    detail: str
    holder: str
    wanted: str


def where_is_the_money(view: ContractView) -> MoneyView:
    """The stations with their dates; the first without a date is the present one."""
    stations = _stations(view)
    now = next((index for index, station in enumerate(stations) if station.on is None), len(stations))
    acceptance, unit = view.contract.acceptance, view.package.work_unit
    signed_at = acceptance.seller_signed_at if acceptance else None
    due = acceptance.payment_due if acceptance else None
    unpaid = view.contract.payment is None
    today = clock.today(view.zone)
    return MoneyView(
        steps=[
            Step(station.title, progress.word(index, now), _said(station))
            for index, station in enumerate(stations)
        ],
        holder=stations[now].holder if now < len(stations) else "",
        waiting_for=stations[now].wanted if now < len(stations) else "",
        since=(today - rows.zone_day(signed_at, unit)).days if signed_at and unpaid else None,
        due=wording.moment(due, view.zone) if due else "",
        overdue=bool(due and unpaid and clock.now() > due),
    )


def _stations(view: ContractView) -> list[_Station]:
    contract, acceptance, payment = view.contract, view.contract.acceptance, view.contract.payment
    complete = view.all_received
    counted = [delivery.received_at for delivery in view.deliveries if delivery.received_at]
    ppk = view.names[contract.ppk_user_id]
    return [
        _Station("SPK diterima", _day(view, contract.accepted_at), contract.number, "Anda", "menerima SPK"),
        _Station(
            "Barang diterima",
            _day(view, max(counted)) if complete and counted else None,
            f"{len(view.deliveries)} kiriman" if view.deliveries else "",
            *(("Anda", "mengirim barang") if view.to_send else (ppk, "menghitung kiriman di tempat")),
        ),
        _Station(
            "BAST",
            _day(view, acceptance.seller_signed_at) if acceptance else None,
            "",
            *_handover_holder(view, ppk),
        ),
        _Station(
            "Tagihan",
            _day(view, acceptance.billed_at if acceptance else None)
            or (payment.paid_on if payment is not None else None),
            (acceptance.invoice_number or "") if acceptance else "",
            "Anda",
            "mengirim tagihan",
        ),
        _Station(
            "Dibayar",
            payment.paid_on if payment else None,
            payment.reference if payment else "",
            "Bendahara",
            "membayar dan mencatatnya",
        ),
    ]


def _handover_holder(view: ContractView, ppk: str) -> tuple[str, str]:
    acceptance = view.contract.acceptance
    if acceptance is not None and acceptance.state is AcceptanceState.WAITING_SELLER:
        return "Anda", "menandatangani BAST"
    return ppk, "membuat BAST"


def _day(view: ContractView, instant: datetime | None) -> date | None:
    return instant.astimezone(view.zone).date() if instant else None


def _said(station: _Station) -> str:
    day = wording.day(station.on) if station.on else ""
    return " · ".join(filter(None, (day, station.detail)))


@dataclass(frozen=True, slots=True)
class SumRow:
    """One line of a sum as `money_row` shows it; kinds: keluar for what is taken off, total for the last."""

    label: str
    amount: Rupiah
    kind: str = ""
    note: str = ""


def payment_sum(contract: Contract, withheld: Mapping[str, Rupiah], on: date) -> list[SumRow]:
    """From the value of the contract to what reaches the account, with everything taken off between."""
    rows_shown = [SumRow("Nilai kontrak", contract.value)]
    acceptance = contract.acceptance
    if acceptance is not None and acceptance.late_fine:
        days = f"{acceptance.days_late} hari"
        rows_shown.append(SumRow("Denda keterlambatan", -acceptance.late_fine, "keluar", days))
    names = {key: rate.name for key, rate in taxes_of(on).items()}
    rows_shown += [SumRow(names[key], -amount, "keluar") for key, amount in withheld.items() if amount]
    return [*rows_shown, SumRow("Masuk ke rekening", net_of(contract, withheld), "total")]


def recorded_sum(contract: Contract) -> list[SumRow]:
    """The sum of the recorded payment; empty before there is one."""
    payment = contract.payment
    if payment is None:
        return []
    withheld = {key: Rupiah(amount) for key, amount in payment.withheld.items()}
    return payment_sum(contract, withheld, payment.paid_on)
