"""What both sides are told from the first consignment to the rating. Keys keep a notice from coming twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.kernel.actor import Role
from marketplace.notifications import services as notifications
from marketplace.procurement import fulfilment_rows, rows, wording
from marketplace.procurement.contract_models import Acceptance, Contract, Delivery, PaymentRecord, Rating
from marketplace.procurement.notices import KIND


def shipped(session: Session, contract: Contract, delivery: Delivery) -> None:
    _tell(
        session,
        {contract.ppk_user_id},
        text=f"Kiriman {delivery.number} untuk {contract.package.name} sedang dalam perjalanan.",
        url=f"{contract_url(contract)}/terima/{delivery.code}",
        key=f"delivery:{delivery.code}:shipped",
    )


def received(session: Session, contract: Contract, delivery: Delivery, *, all_good: bool) -> None:
    what = "diterima baik" if all_good else "diperiksa; ada yang ditolak atau kurang"
    _tell_owners(
        session,
        contract,
        text=f"Kiriman {delivery.number} untuk {contract.package.name} {what}.",
        key=f"delivery:{delivery.code}:received",
    )


def drawn_up(session: Session, contract: Contract, acceptance: Acceptance) -> None:
    fine = f" Denda keterlambatan {acceptance.late_fine}." if acceptance.late_fine else ""
    _tell_owners(
        session,
        contract,
        text=f"Berita acara serah terima {contract.package.name} menunggu tanda tangan Anda.{fine}",
        key=f"contract:{contract.code}:bast",
        page="/bast",
    )


def handed_over(session: Session, contract: Contract, acceptance: Acceptance, today: date) -> None:
    """The treasurers learn what to pay and until when; PPK and officer that the BAST is complete."""
    assert acceptance.payment_due is not None
    until = wording.moment(acceptance.payment_due, rows.zone_of(contract.package.work_unit))
    notifications.notify(
        session,
        user_ids=fulfilment_rows.holders(session, contract.work_unit_id, Role.TREASURER, today),
        kind=KIND,
        text=f"Serah terima {contract.package.name} lengkap. Bayar {contract.value} paling lambat {until}.",
        url=f"{contract_url(contract)}/bayar",
        deadline=acceptance.payment_due,
        key=payment_key(contract),
    )
    _tell(
        session,
        {contract.ppk_user_id, contract.package.pp_user_id},
        text=f"Penyedia menandatangani serah terima {contract.package.name}. Kinerjanya sudah bisa dinilai.",
        url=contract_url(contract),
        key=f"contract:{contract.code}:handed_over",
    )


def billed(session: Session, contract: Contract, number: str, today: date) -> None:
    treasurers = fulfilment_rows.holders(session, contract.work_unit_id, Role.TREASURER, today)
    _tell(
        session,
        {contract.ppk_user_id, *treasurers},
        text=f"Tagihan {number} untuk {contract.package.name} sudah masuk.",
        url=contract_url(contract),
        key=f"contract:{contract.code}:billed",
    )


def overdue(session: Session, contract: Contract, *, days: int, today: date, number: int) -> None:
    """A payment is late: treasurers and PPK are asked, the owner sees that they were."""
    treasurers = fulfilment_rows.holders(session, contract.work_unit_id, Role.TREASURER, today)
    key = f"contract:{contract.code}:overdue:{number}"
    name = contract.package.name
    _tell(
        session,
        {contract.ppk_user_id, *treasurers},
        text=f"Pembayaran {name} belum dicatat. Sudah {days} hari sejak serah terima.",
        url=f"{contract_url(contract)}/bayar",
        key=key,
    )
    _tell_owners(
        session, contract, text=f"Kami mengingatkan bendahara tentang pembayaran {name}.", key=f"{key}:seller"
    )


def paid(session: Session, contract: Contract, payment: PaymentRecord) -> None:
    notifications.settle(session, key=payment_key(contract))
    _tell_owners(
        session,
        contract,
        text=f"{payment.net} untuk {contract.package.name} sudah dibayar ({payment.reference}).",
        key=f"contract:{contract.code}:paid",
    )
    _tell(
        session,
        {contract.ppk_user_id},
        text=f"Bendahara mencatat pembayaran {contract.package.name}.",
        url=contract_url(contract),
        key=f"contract:{contract.code}:paid:buyer",
    )


def rated(session: Session, contract: Contract, rating: Rating, name: str, until: date) -> None:
    _tell_owners(
        session,
        contract,
        text=(
            f"Pejabat instansi menilai kinerja {contract.package.name}: {name.lower()}. "
            f"Anda boleh menjawab sampai {wording.day(until)}."
        ),
        key=f"rating:{rating.id}",
    )


def replied(session: Session, contract: Contract) -> None:
    _tell(
        session,
        {contract.ppk_user_id},
        text=f"Penyedia menjawab penilaian {contract.package.name}.",
        url=contract_url(contract),
        key=f"contract:{contract.code}:rating_reply",
    )


def payment_key(contract: Contract) -> str:
    return f"contract:{contract.code}:payment"


def contract_url(contract: Contract) -> str:
    return f"/pengadaan/kontrak/{contract.code}"


def deal_url(contract: Contract) -> str:
    return f"/penjual/pengadaan/{contract.package.code}"


def _tell_owners(session: Session, contract: Contract, *, text: str, key: str, page: str = "") -> None:
    owners = businesses.owner_ids(session, contract.business_id)
    _tell(session, owners, text=text, url=deal_url(contract) + page, key=key)


def _tell(session: Session, ids: Iterable[int], *, text: str, url: str, key: str) -> None:
    notifications.notify(session, user_ids=ids, kind=KIND, text=text, url=url, key=key)
