"""What the two sides are told, and where it leads them. Every notice has a key, so that none comes twice."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.notifications import services as notifications
from marketplace.procurement import rows, wording
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.package_models import NegotiationRound, Package

KIND = "procurement"


def invited(session: Session, package: Package) -> None:
    _tell_owners(
        session,
        package,
        text=f"{package.work_unit.name} mengundang Anda bernegosiasi: {package.name}.",
        key=f"package:{package.code}:invited",
    )


def offered(session: Session, package: Package, made: NegotiationRound) -> None:
    text = f"Ada tawaran {made.total} untuk {package.name}."
    key = f"package:{package.code}:round:{made.number}"
    if made.by_seller:
        _tell_officers(session, package, [package.pp_user_id], text=text, key=key)
    else:
        _tell_owners(session, package, text=text, key=key)


def agreed(session: Session, package: Package) -> None:
    """The PPK learns that a package waits, with the deadline and its reminders."""
    assert package.ppk_deadline is not None
    until = wording.moment(package.ppk_deadline, rows.zone_of(package.work_unit))
    notifications.notify(
        session,
        user_ids=[package.ppk_user_id],
        kind=KIND,
        text=f"Paket {package.name} senilai {package.total} menunggu persetujuan Anda sampai {until}.",
        url=f"{_package_url(package)}/setuju",
        deadline=package.ppk_deadline,
        key=_approval_key(package),
    )


def settle_approval(session: Session, package: Package) -> None:
    """The PPK need not act on this package any more: no reminder follows."""
    if package.ppk_deadline is not None:
        notifications.settle(session, key=_approval_key(package))


def returned(session: Session, package: Package, reason: str) -> None:
    key = f"package:{package.code}:returned:{package.version}"
    text = f"Pejabat pembuat komitmen (PPK) mengembalikan paket {package.name}: {reason}"
    _tell_officers(session, package, [package.pp_user_id], text=text, key=key)
    _tell_owners(session, package, text=f"Negosiasi {package.name} dibuka lagi.", key=f"{key}:seller")


def cancelled(session: Session, package: Package, reason: str) -> None:
    key = f"package:{package.code}:cancelled"
    _tell_owners(session, package, text=f"Paket {package.name} dibatalkan: {reason}", key=f"{key}:seller")
    _tell_officers(
        session, package, [package.pp_user_id], text=f"Paket {package.name} dibatalkan: {reason}", key=key
    )


def package_lapsed(session: Session, package: Package) -> None:
    key = f"package:{package.code}:lapsed"
    text = f"Batas persetujuan instansi untuk {package.name} sudah lewat, jadi paketnya gugur."
    _tell_officers(session, package, [package.pp_user_id, package.ppk_user_id], text=text, key=key)
    _tell_owners(session, package, text=text, key=f"{key}:seller")


def signed(session: Session, contract: Contract, package: Package) -> None:
    """The owners learn of the SPK, with the deadline in words and reminders before it."""
    until = wording.moment(contract.accept_deadline, rows.zone_of(package.work_unit))
    notifications.notify(
        session,
        user_ids=businesses.owner_ids(session, package.business_id),
        kind=KIND,
        text=(
            f"Surat perintah kerja (SPK) {package.name} senilai {contract.value} menunggu Anda. "
            f"Terima paling lambat {until}."
        ),
        url=_deal_url(package),
        deadline=contract.accept_deadline,
        key=_acceptance_key(contract),
    )


def settle_acceptance(session: Session, contract: Contract) -> None:
    """The seller need not act on this contract any more: no reminder follows."""
    notifications.settle(session, key=_acceptance_key(contract))


def accepted(session: Session, contract: Contract) -> None:
    _tell_about_contract(
        session, contract, f"Penyedia menerima surat perintah kerja (SPK) {contract.number}.", "accepted"
    )


def declined(session: Session, contract: Contract, reason: str) -> None:
    text = f"Penyedia menolak surat perintah kerja (SPK) {contract.number}: {reason}"
    _tell_about_contract(session, contract, text, "declined")


def contract_lapsed(session: Session, contract: Contract) -> None:
    text = f"Surat perintah kerja (SPK) {contract.number} gugur: penyedia tidak menerimanya sampai batasnya."
    _tell_about_contract(session, contract, text, "lapsed")
    _tell_owners(
        session,
        contract.package,
        text=f"Surat perintah kerja (SPK) {contract.number} gugur: batas menerimanya sudah lewat.",
        key=f"contract:{contract.code}:lapsed:seller",
    )


def product_withdrawn(session: Session, package: Package, name: str, key: str) -> None:
    """A product of an open package is no longer on sale: both officers learn what to do."""
    text = f"Produk turun tayang: “{name}” di paket {package.name}. Ganti produknya, atau batalkan paketnya."
    _tell_officers(session, package, [package.pp_user_id, package.ppk_user_id], text=text, key=key)


def _tell_about_contract(session: Session, contract: Contract, text: str, what: str) -> None:
    package = contract.package
    key = f"contract:{contract.code}:{what}"
    _tell_officers(session, package, [package.pp_user_id, package.ppk_user_id], text=text, key=key)


def _tell_officers(session: Session, package: Package, ids: list[int], *, text: str, key: str) -> None:
    url = _package_url(package)
    notifications.notify(session, user_ids=ids, kind=KIND, text=text, url=url, key=key)


def _tell_owners(session: Session, package: Package, *, text: str, key: str) -> None:
    owners = businesses.owner_ids(session, package.business_id)
    url = _deal_url(package)
    notifications.notify(session, user_ids=owners, kind=KIND, text=text, url=url, key=key)


def _approval_key(package: Package) -> str:
    assert package.ppk_deadline is not None
    return f"package:{package.code}:approval:{package.ppk_deadline.isoformat()}"


def _acceptance_key(contract: Contract) -> str:
    return f"contract:{contract.code}:signed"


def _package_url(package: Package) -> str:
    return f"/pengadaan/paket/{package.code}"


def _deal_url(package: Package) -> str:
    return f"/penjual/pengadaan/{package.code}"
