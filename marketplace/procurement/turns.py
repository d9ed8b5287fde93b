"""The one thing that a person may do next with a package, as the workspace and the deal page show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.documents.kinds import PaperKind
from marketplace.kernel.actor import Actor
from marketplace.procurement import inbox, policies, wording
from marketplace.procurement.queries_packages import PackageView
from marketplace.procurement.states import ContractState, PackageState


@dataclass(frozen=True, slots=True)
class Act:
    """One button: a link, or with `post` a form of its own."""

    label: str
    url: str
    post: bool = False
    kind: str = "utama"


@dataclass(frozen=True, slots=True)
class Turn:
    """kind: giliran, menunggu, terlambat or selesai. deadline: in words; countdown: the same instant."""

    title: str
    text: str
    kind: str = "menunggu"
    acts: Sequence[Act] = ()
    deadline: str = ""
    countdown: datetime | None = None


ContractTurn = Callable[[Actor, PackageView], Turn | None]
_of_contracts: list[ContractTurn] = []


def add_contract_turn(source: ContractTurn) -> None:
    """Who carries contracts on after acceptance says what comes next there."""
    if source not in _of_contracts:
        _of_contracts.append(source)


def turn_of(actor: Actor, view: PackageView) -> Turn:
    """What the actor, or somebody else, has to do next."""
    contract = view.contract
    if contract is None:
        return _SELLER[view.package.state](view, actor) if policies.is_seller(actor) else _office(view, actor)
    for source in _of_contracts:
        turn = source(actor, view)
        if turn is not None:
            return turn
    if contract.state is ContractState.WAITING_SELLER:
        return _waiting_seller(view, actor)
    if contract.state in {ContractState.DECLINED, ContractState.LAPSED}:
        return Turn(view.badge.text, contract.ended_reason or "", "terlambat")
    return Turn("SPK berjalan", "Penyedia sudah menerima SPK.", "selesai")


def _office(view: PackageView, actor: Actor) -> Turn:
    return _OFFICE[view.package.state](view, actor)


def _draft(view: PackageView, actor: Actor) -> Turn:
    url = f"/pengadaan/paket/{view.package.code}"
    if actor.user_id != view.package.pp_user_id:
        return Turn("Paket masih disusun", f"Menunggu {view.names[view.package.pp_user_id]}.")
    return Turn(
        "Undang penyedia",
        f"{view.seller.name} menerima tautan ke paket ini dan bisa menawar.",
        "giliran",
        [Act("Kirim undangan", f"{url}/undang", post=True), Act("Batalkan", f"{url}/batal", kind="tautan")],
    )


def _negotiating(view: PackageView, actor: Actor) -> Turn:
    url, last = f"/pengadaan/paket/{view.package.code}", view.last_round
    if last is not None and not last.by_seller:
        return Turn("Menunggu jawaban penyedia", f"Tawaran {last.total} sudah terkirim.", acts=_see(url))
    if actor.user_id != view.package.pp_user_id:
        return Turn("Negosiasi berjalan", f"Menunggu {view.names[view.package.pp_user_id]}.", acts=_see(url))
    text = f"Penyedia menawar {last.total}." if last else "Kirim tawaran pertama, atau tunggu penyedia."
    title = "Jawab tawaran penyedia" if last else "Mulai negosiasi"
    acts = [Act("Buka negosiasi", f"{url}/nego"), Act("Batalkan paket", f"{url}/batal", kind="tautan")]
    return Turn(title, text, "giliran", acts)


def _waiting_ppk(view: PackageView, actor: Actor) -> Turn:
    package, url = view.package, f"/pengadaan/paket/{view.package.code}/setuju"
    assert package.ppk_deadline is not None
    mine = actor.user_id == package.ppk_user_id and policies.is_ppk(actor)
    kind = inbox.deadline_state(package.ppk_deadline) if mine else "menunggu"
    return Turn(
        "Periksa dan tandatangani" if mine else "Menunggu persetujuan PPK",
        f"Nilai {package.total}. PPK: {view.names[package.ppk_user_id]}.",
        kind,
        [Act("Buka persetujuan", url, kind="utama" if mine else "garis")],
        inbox.in_words(package.ppk_deadline, view.zone),
        package.ppk_deadline,
    )


def _ended(view: PackageView, _actor: Actor) -> Turn:
    reason = next((entry.note for entry in reversed(view.history) if entry.note), "")
    return Turn(view.badge.text, reason, "terlambat")


def _offer_or_wait(view: PackageView, actor: Actor) -> Turn:
    last = view.last_round
    if last is not None and last.by_seller:
        return Turn("Menunggu jawaban instansi", f"Tawaran Anda {last.total} sudah terkirim.")
    if not policies.is_seller_owner(actor):
        return Turn("Menunggu pemilik", "Hanya pemilik yang menjawab tawaran, dari akunnya sendiri.")
    if last is None:
        return Turn("Kirim penawaran", f"Nilai pada harga tayang {view.package.total}.", "giliran")
    return Turn("Jawab tawaran instansi", f"Mereka menawar {last.total}.", "giliran")


def _seller_waits(view: PackageView, _actor: Actor) -> Turn:
    return Turn(
        "Menunggu persetujuan PPK",
        f"Sudah sepakat {view.package.total}. SPK datang setelah PPK menandatangani.",
    )


def _waiting_seller(view: PackageView, actor: Actor) -> Turn:
    contract = view.contract
    assert contract is not None
    words = inbox.in_words(contract.accept_deadline, view.zone)
    if not policies.is_seller_owner(actor):
        text = f"SPK {contract.number} senilai {contract.value}."
        return Turn("Menunggu penyedia menerima SPK", text, "menunggu", (), words, contract.accept_deadline)
    url = f"/penjual/pengadaan/{view.package.code}"
    return Turn(
        "Jawab SPK ini",
        "SPK (surat perintah kerja) mengikat setelah Anda terima. "
        f"Barang diserahkan paling lambat {wording.day(contract.deliver_on)}.",
        inbox.deadline_state(contract.accept_deadline),
        [
            Act("Terima SPK", f"{url}/terima", post=True),
            *(
                Act("Baca SPK", f"/dokumen/{paper.code}.pdf", kind="garis")
                for paper in view.papers
                if paper.kind is PaperKind.WORK_ORDER and paper.voided_at is None
            ),
            Act("Tolak dengan alasan", f"{url}/tolak", kind="tautan"),
        ],
        words,
        contract.accept_deadline,
    )


def _see(url: str) -> list[Act]:
    return [Act("Lihat negosiasi", f"{url}/nego", kind="garis")]


_Step = Callable[[PackageView, Actor], Turn]
_OFFICE: dict[PackageState, _Step] = {
    PackageState.DRAFT: _draft,
    PackageState.NEGOTIATING: _negotiating,
    PackageState.WAITING_PPK: _waiting_ppk,
    PackageState.CANCELLED: _ended,
    PackageState.LAPSED: _ended,
}
_SELLER: dict[PackageState, _Step] = {
    PackageState.NEGOTIATING: _offer_or_wait,
    PackageState.WAITING_PPK: _seller_waits,
    PackageState.CANCELLED: _ended,
    PackageState.LAPSED: _ended,
}
