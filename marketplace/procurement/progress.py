"""The six steps of a purchase, as every page of it shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.procurement.contract_models import Contract
from marketplace.procurement.package_models import Package
from marketplace.procurement.states import CONTRACT, PACKAGE, ContractState, PackageState

TITLES = ("Disusun", "Negosiasi", "Persetujuan PPK", "SPK diterima", "Serah terima", "Dibayar")

_PACKAGE_STEP = {
    PackageState.DRAFT: 0,
    PackageState.NEGOTIATING: 1,
    PackageState.WAITING_PPK: 2,
    PackageState.CONTRACTED: 3,
}
_CONTRACT_STEP = {
    ContractState.WAITING_SELLER: 3,
    ContractState.IN_FORCE: 4,
    ContractState.HANDED_OVER: 5,
    ContractState.PAID: 6,
}
_ENDED_PACKAGES = frozenset({PackageState.CANCELLED, PackageState.LAPSED})
_ENDED_CONTRACTS = frozenset({ContractState.DECLINED, ContractState.LAPSED})


@dataclass(frozen=True, slots=True)
class Step:
    """state: done, now, next, or plain where nothing goes on any more."""

    title: str
    state: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """The state in a word, with the colour that repeats it; `final` where nothing follows any more."""

    text: str
    kind: str
    final: bool = False


def steps(package: Package, contract: Contract | None) -> Sequence[Step]:
    """Done, now and next; a purchase that ended early has no step that is now."""
    if ended(package, contract):
        return [Step(title, "plain") for title in TITLES]
    now = _CONTRACT_STEP[contract.state] if contract else _PACKAGE_STEP[package.state]
    return [Step(title, word(index, now)) for index, title in enumerate(TITLES)]


def ended(package: Package, contract: Contract | None) -> bool:
    """Whether the purchase came to nothing."""
    return package.state in _ENDED_PACKAGES or (contract is not None and contract.state in _ENDED_CONTRACTS)


def badge(package: Package, contract: Contract | None) -> Badge:
    """The state of the whole: of the contract, where there is one."""
    if ended(package, contract):
        kind = "mengkudu"
    elif contract is None:
        kind = "kunyit" if package.state is PackageState.WAITING_PPK else "nila"
    else:
        kind = "kunyit" if contract.state is ContractState.WAITING_SELLER else "daun"
    paid = contract is not None and contract.state is ContractState.PAID
    return Badge(label(package, contract), kind, final=paid or ended(package, contract))


def label(package: Package, contract: Contract | None) -> str:
    """What people read for the state of the whole."""
    return CONTRACT.label(contract.state) if contract else PACKAGE.label(package.state)


def word(index: int, now: int) -> str:
    """The state of a step by its place and that of the present one."""
    if index == now:
        return "now"
    return "done" if index < now else "next"
