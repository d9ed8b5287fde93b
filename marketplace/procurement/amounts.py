"""What a package is worth, and whether plan, budget and law allow it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from marketplace.kernel.dated import in_force
from marketplace.kernel.errors import Refused
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.kernel.policy_rules import PolicyRule
from marketplace.procurement.models import BudgetLine, PlanEntry
from marketplace.procurement.rules import ContractForm, contract_forms, rule, tax_rate

DIRECT = "direct_procurement"
WORK_ORDER = "work_order"

LIMIT_KEYS = MappingProxyType(
    {
        "goods": "pl.goods_services.max",
        "other_services": "pl.goods_services.max",
        "works": "pl.works.max",
        "consultancy": "pl.consultancy.max",
    }
)
"""The rule that bounds direct procurement of each kind."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The lines without tax, the value added tax where the seller is PKP, and both together."""

    subtotal: Rupiah
    vat: Rupiah

    @property
    def total(self) -> Rupiah:
        return self.subtotal + self.vat


def totals(priced: Iterable[tuple[Rupiah, int]], *, pkp: bool, on: date) -> Totals:
    """Sum `(unit price, quantity)`; the tax is rounded once for the whole."""
    subtotal = sum((price * quantity for price, quantity in priced), ZERO)
    vat = tax_rate("ppn", on).tax_on(subtotal) if pkp and subtotal else ZERO
    return Totals(subtotal, vat)


def ensure_in_budget(entry: PlanEntry, budget_line: BudgetLine, total: Rupiah) -> None:
    """The value fits the plan's ceiling and what its budget line has left; Refused names both amounts."""
    left = budget_line.amount - budget_line.committed - budget_line.spent
    for ceiling, what in ((entry.ceiling, "pagu"), (left, "sisa pagu")):
        if total > ceiling:
            raise Refused(
                f"Nilai paket {total} melebihi {what} {ceiling}. Kurangi jumlah atau ganti RUP.",
                field="quantity",
            )


def ensure_below_limit(kind: str, total: Rupiah, on: date) -> PolicyRule:
    """The rule that bounds direct procurement on that day, when the value does not pass it."""
    limit = rule(LIMIT_KEYS[kind], on)
    if total > limit.rupiah:
        raise Refused(
            f"Nilai paket {total} melebihi batas pengadaan langsung {limit.rupiah} ({limit.basis}). "
            "Kurangi jumlah, atau pakai metode lain.",
            field="quantity",
        )
    return limit


def work_order_form(kind: str, total: Rupiah, on: date) -> ContractForm:
    """The work order (SPK) for this value; Refused above its limit.

    Up to Rp50 juta the law is content with a slip or a receipt (Perpres 16/2018 Ps. 28). The work order says
    all that they say and more, so it is taken for those values too.
    """
    for form in in_force(contract_forms(), on):
        if (form.method, form.kind, form.form) == (DIRECT, kind, WORK_ORDER) and (
            form.up_to is None or total <= form.up_to
        ):
            return form
    raise Refused(
        f"Nilai {total} melebihi batas SPK pengadaan langsung. Kurangi jumlah, atau pakai metode lain.",
        field="quantity",
    )


def commit(session: Session, budget_line_id: int, amount: Rupiah) -> None:
    """Bind an amount of a budget line, in one conditional UPDATE; Refused when it is not left any more."""
    taken = session.execute(
        update(BudgetLine)
        .where(
            BudgetLine.id == budget_line_id,
            BudgetLine.committed + BudgetLine.spent + amount.amount <= BudgetLine.amount,
        )
        .values(committed=BudgetLine.committed + amount.amount)
        .execution_options(synchronize_session=False)
        .returning(BudgetLine.id)
    ).all()
    if not taken:
        raise Refused(
            f"Sisa anggaran tidak cukup lagi untuk {amount}. Kembalikan paket, lalu periksa mata anggarannya."
        )


def release(session: Session, budget_line_id: int, amount: Rupiah) -> None:
    """Give back what a contract bound; RuntimeError when it was not bound, which no person can cause."""
    freed = session.execute(
        update(BudgetLine)
        .where(BudgetLine.id == budget_line_id, BudgetLine.committed >= amount.amount)
        .values(committed=BudgetLine.committed - amount.amount)
        .execution_options(synchronize_session=False)
        .returning(BudgetLine.id)
    ).all()
    if not freed:
        raise RuntimeError(f"budget line {budget_line_id} has not bound {amount}")


def used(applied: PolicyRule) -> dict[str, Any]:
    """A rule as records name what they were judged by."""
    return {
        "key": applied.key,
        "value": applied.value,
        "unit": applied.unit,
        "basis": applied.basis,
        "verified": applied.verified,
        "since": applied.period.since.isoformat(),
    }
