"""What is still to come of a contract, what lateness costs, and what the rates of a day would withhold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.kernel.money import ZERO, Rupiah, percent
from marketplace.procurement import amounts, rows
from marketplace.procurement.contract_models import Contract, Delivery
from marketplace.procurement.package_models import PackageLine
from marketplace.procurement.rules import TaxRate, rule, tax_rate, tax_rates
from marketplace.procurement.states import DeliveryState

DIVISIBLE = frozenset({"goods"})
"""Kinds whose parts can be used alone: the fine is on the late part (Perpres 16/2018 Ps. 79(5))."""


@dataclass(frozen=True, slots=True)
class Balance:
    """One line of a contract: ordered, on its way, received in good order, refused so far."""

    line: PackageLine
    under_way: int
    received: int
    refused: int

    @property
    def to_send(self) -> int:
        """What the seller may still send; refused and missing pieces come back into it."""
        return self.line.quantity - self.under_way - self.received

    @property
    def missing(self) -> int:
        """What the buyer has not yet received in good order."""
        return self.line.quantity - self.received


def balances(contract: Contract) -> list[Balance]:
    """Every line in the order of the contract; deliveries and their lines must be loaded."""
    return [_balance(line, contract.deliveries) for line in contract.package.lines]


def _balance(line: PackageLine, deliveries: Iterable[Delivery]) -> Balance:
    under_way = received = refused = 0
    for delivery in deliveries:
        for part in delivery.lines:
            if part.package_line_id != line.id:
                continue
            received += part.received
            refused += part.refused
            under_way += part.sent if delivery.state is DeliveryState.SHIPPED else 0
    return Balance(line, under_way, received, refused)


@dataclass(frozen=True, slots=True)
class Lateness:
    """days: from the day of the contract to the last good piece. base: what the fine is counted on."""

    days: int
    base: Rupiah
    fine: Rupiah
    rule: dict[str, Any]


def lateness(contract: Contract) -> Lateness:
    """How late the goods came and the fine, by the rate that the contract was signed under, without VAT.

    Goods count by the part that came late, each for its own days; anything else by the whole contract.
    """
    unit = contract.package.work_unit
    rate = rule("late.rate", rows.zone_day(contract.signed_at, unit))
    late = [
        (days, _worth(contract, delivery))
        for delivery in contract.deliveries
        if delivery.received_at is not None
        and (days := (rows.zone_day(delivery.received_at, unit) - contract.deliver_on).days) > 0
    ]
    late = [(days, worth) for days, worth in late if worth]
    if not late:
        return Lateness(0, ZERO, ZERO, amounts.used(rate))
    days = max(days for days, _worth_of in late)
    if contract.package.kind in DIVISIBLE:
        base = sum((worth for _days, worth in late), ZERO)
        fine = sum((percent(worth, rate.number * count) for count, worth in late), ZERO)
    else:
        base = contract.value - contract.vat
        fine = percent(base, rate.number * days)
    return Lateness(days, base, fine, amounts.used(rate))


def _worth(contract: Contract, delivery: Delivery) -> Rupiah:
    """What a delivery brought in good order, at the agreed prices, without tax."""
    prices = {line.id: line.agreed_price or line.list_price for line in contract.package.lines}
    return sum((prices[part.package_line_id] * part.received for part in delivery.lines), ZERO)


@dataclass(frozen=True, slots=True)
class TaxLine:
    """What a dated rate would withhold from this payment."""

    key: str
    name: str
    base: Rupiah
    amount: Rupiah
    basis: str
    verified: bool


def tax_preview(contract: Contract, *, has_npwp: bool, on: date) -> list[TaxLine]:
    """What would be withheld by the rates of a day: value added tax of a PKP, and income tax by kind.

    A preview: the treasurer decides. Empty where the payment stays within the free amounts (PMK 59/2022).
    """
    before_tax = contract.value - contract.vat
    lines = []
    if contract.vat and contract.value > rule("tax.ppn.min", on).rupiah:
        vat = tax_rate("ppn", on)
        lines.append(TaxLine("ppn", vat.name, vat.base_of(before_tax), contract.vat, vat.basis, vat.verified))
    if contract.package.kind == "goods":
        if before_tax > rule("tax.pph22.min", on).rupiah:
            lines.append(_tax_line("pph22" if has_npwp else "pph22_no_npwp", before_tax, on))
    elif contract.package.kind in {"other_services", "consultancy"}:
        lines.append(_tax_line("pph23" if has_npwp else "pph23_no_npwp", before_tax, on))
    return lines


def final_tax(contract: Contract, on: date) -> TaxLine:
    """The final tax in place of PPh 22 or 23 for a seller with a *surat keterangan* (PP 55/2022)."""
    return _tax_line("pph_final_umkm", contract.value - contract.vat, on)


def taxes_of(on: date) -> dict[str, TaxRate]:
    """Every tax that may be withheld on a day, by its key."""
    return {rate.key: rate for rate in tax_rates() if rate.period.contains(on)}


def as_json(lines: Sequence[TaxLine]) -> list[dict[str, Any]]:
    """A preview as the record of a payment keeps it."""
    return [
        {"key": line.key, "base": line.base.amount, "amount": line.amount.amount, "basis": line.basis}
        for line in lines
    ]


def _tax_line(key: str, before_tax: Rupiah, on: date) -> TaxLine:
    rate = tax_rate(key, on)
    base = rate.base_of(before_tax)
    return TaxLine(key, rate.name, base, rate.tax_on(before_tax), rate.basis, rate.verified)
