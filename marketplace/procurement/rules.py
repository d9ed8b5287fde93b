"""Thresholds, deadlines, tax rates and contract forms of government buying, with their dates and basis.

`data/policy_rules.json`, `data/tax_rates.json` and `data/contract_forms.json` are the tables. A row marked
`verified: false` comes from a secondary source or from practice: read the official text before relying on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from marketplace.kernel.dated import NotInForce, Period, in_force, read_table
from marketplace.kernel.money import Rupiah, percent, split
from marketplace.kernel.policy_rules import RuleTable

_DATA = Path(__file__).parent / "data"

POLICY = RuleTable(_DATA / "policy_rules.json")
rule = POLICY.rule


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax while its rate holds: `rate` basis points on `base_numerator / base_denominator` of the price."""

    key: str
    name: str
    rate: int
    base_numerator: int
    base_denominator: int
    period: Period
    basis: str
    verified: bool
    note: str

    def base_of(self, price: Rupiah) -> Rupiah:
        """The tax base (*dasar pengenaan pajak*) of a price without tax; half a rupiah up."""
        rest = self.base_denominator - self.base_numerator
        return split(price, (self.base_numerator, rest))[0] if rest else price

    def tax_on(self, price: Rupiah) -> Rupiah:
        """The tax on a price without tax, rounded once."""
        return percent(self.base_of(price), self.rate)


@dataclass(frozen=True, slots=True)
class ContractForm:
    """Which contract form a value needs: more than `above`, at most `up_to` (None: no limit).

    papers: kinds of papers that the file must hold, in the order in which they arise.
    """

    form: str
    name: str
    method: str
    kind: str
    above: Rupiah
    up_to: Rupiah | None
    papers: tuple[str, ...]
    period: Period
    basis: str

    def covers(self, amount: Rupiah) -> bool:
        return self.above < amount and (self.up_to is None or amount <= self.up_to)


def tax_rate(key: str, on: date) -> TaxRate:
    """The rate of the tax `key` (ppn, pph22, pph23, pph_final_umkm, …) on a day; NotInForce when none."""
    for row in in_force(tax_rates(), on):
        if row.key == key:
            return row
    raise NotInForce(f"no rate of {key} is in force on {on}")


def contract_form(method: str, kind: str, amount: Rupiah, on: date) -> ContractForm:
    """The form for `amount` (Perpres 16/2018 Ps. 28).

    method: direct_procurement or e_purchasing. kind: goods, other_services, works or consultancy.
    NotInForce when the method does not reach this amount: another method is needed.
    """
    for row in in_force(contract_forms(), on):
        if row.method == method and row.kind == kind and row.covers(amount):
            return row
    raise NotInForce(f"no contract form for {method} of {kind} worth {amount} on {on}")


@cache
def tax_rates() -> tuple[TaxRate, ...]:
    """Every tax rate of every time."""
    return tuple(
        TaxRate(
            row["key"],
            row["name"],
            row["rate"],
            row["base_numerator"],
            row["base_denominator"],
            Period.of(row),
            row["basis"],
            row["verified"],
            row["note"],
        )
        for row in read_table(_DATA / "tax_rates.json")["rates"]
    )


@cache
def contract_forms() -> tuple[ContractForm, ...]:
    """Every contract form of every time."""
    return tuple(
        ContractForm(
            row["form"],
            row["name"],
            row["method"],
            row["kind"],
            Rupiah(row["above"]),
            None if row["up_to"] is None else Rupiah(row["up_to"]),
            tuple(row["papers"]),
            Period.of(row),
            row["basis"],
        )
        for row in read_table(_DATA / "contract_forms.json")["forms"]
    )
