"""The one next act after the SPK was accepted: on the pages of the purchase, and on those of its contract."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.kernel.actor import Actor
from marketplace.procurement import inbox, policies
from marketplace.procurement.fulfilment_notices import contract_url
from marketplace.procurement.fulfilment_queries import ContractView
from marketplace.procurement.queries_packages import PackageView
from marketplace.procurement.states import ContractState
from marketplace.procurement.turns import Act, Turn

RUNNING = (ContractState.IN_FORCE, ContractState.HANDED_OVER, ContractState.PAID)


def contract_turn(actor: Actor, view: PackageView) -> Turn | None:
    """The next act on a purchase whose SPK was accepted; None before that and where it ended early."""
    contract = view.contract
    if contract is None or contract.state not in RUNNING:
        return None
    if policies.is_seller(actor):
        return _seller_turn(view, contract.state)
    url = f"/pengadaan/kontrak/{contract.code}"
    open_contract = Act("Buka kontrak", url, kind="garis")
    if contract.state is ContractState.IN_FORCE:
        return Turn("Terima barang, lalu BAST", "Kiriman dihitung per baris di tempat.", acts=[open_contract])
    if contract.state is ContractState.HANDED_OVER and policies.is_treasurer(actor):
        return Turn("Catat pembayaran", "BAST sudah lengkap.", "giliran", [Act("Bayar", f"{url}/bayar")])
    if policies.is_ppk(actor) and actor.user_id == contract.ppk_user_id and contract.rating is None:
        return Turn("Nilai penyedia", "Empat aspek, nilai 1 sampai 3.", acts=[open_contract])
    paid = contract.state is ContractState.PAID
    title = "Lunas" if paid else "Menunggu pembayaran"
    return Turn(title, f"SPK {contract.number}.", "selesai" if paid else "menunggu", [open_contract])


def _seller_turn(view: PackageView, state: ContractState) -> Turn:
    url = f"/penjual/pengadaan/{view.package.code}"
    money = Act("Di mana uang saya?", f"{url}/uang", kind="garis")
    if state is ContractState.IN_FORCE:
        acts = [Act("Kirim barang", f"{url}/kirim"), Act("Lihat BAST", f"{url}/bast", kind="garis"), money]
        return Turn("Kirim barang, lalu tanda tangani BAST", "Boleh dikirim bertahap.", "giliran", acts)
    if state is ContractState.HANDED_OVER:
        return Turn("Menunggu pembayaran", "BAST sudah ditandatangani kedua pihak.", "menunggu", [money])
    return Turn("Sudah dibayar", "Kuitansi ada di daftar berkas.", "selesai", [money])


def contract_page_turn(actor: Actor, view: ContractView) -> Turn:
    """What the office does next with a contract, and who of it."""
    contract, url = view.contract, contract_url(view.contract)
    mine = policies.is_ppk(actor) and actor.user_id == contract.ppk_user_id
    if contract.state is ContractState.IN_FORCE:
        return _until_handover(actor, view, mine)
    if contract.state is ContractState.HANDED_OVER and policies.is_treasurer(actor):
        return _to_pay(view)
    if mine and contract.rating is None and contract.state in RUNNING:
        acts = [Act("Nilai penyedia", f"{url}/nilai")]
        return Turn("Nilai penyedia", "Empat aspek, nilai 1 sampai 3.", "giliran", acts)
    if contract.state is ContractState.HANDED_OVER:
        return Turn("Menunggu pembayaran", "BAST lengkap. Bendahara mencatat pembayarannya.")
    if contract.state is ContractState.PAID:
        return Turn("Selesai", "Barang diterima dan sudah dibayar.", "selesai", _bundle(view))
    return Turn(view.badge.text, contract.ended_reason or "Menunggu penyedia menerima SPK.")


def _until_handover(actor: Actor, view: ContractView, mine: bool) -> Turn:
    contract, url, waits = view.contract, contract_url(view.contract), view.waiting_delivery
    if contract.acceptance is not None:
        read = [Act("Lihat BAST", f"{url}/bast", kind="garis")]
        return Turn("Menunggu tanda tangan penyedia", "PPK sudah menandatangani BAST.", acts=read)
    if waits is not None:
        mine_to_count = policies.receives(actor, view.package)
        count = [Act("Hitung kiriman", f"{url}/terima/{waits.code}")] if mine_to_count else []
        text = f"Kiriman {waits.number} dihitung per baris saat tiba."
        return Turn("Hitung kiriman di tempat", text, "giliran" if count else "menunggu", count)
    if view.all_received:
        sign = [Act("Buat BAST", f"{url}/bast")] if mine else []
        kind = "giliran" if mine else "menunggu"
        return Turn("Buat BAST", "Semua barang sudah diterima baik.", kind, sign)
    return Turn("Menunggu kiriman", "Penyedia belum mengirim semua barang.")


def _to_pay(view: ContractView) -> Turn:
    acceptance = view.contract.acceptance
    assert acceptance is not None
    assert acceptance.payment_due is not None
    return Turn(
        "Catat pembayaran",
        f"Nilai {view.contract.value}, denda {acceptance.late_fine}.",
        inbox.deadline_state(acceptance.payment_due),
        [Act("Catat pembayaran", f"{contract_url(view.contract)}/bayar")],
        inbox.in_words(acceptance.payment_due, view.zone),
        acceptance.payment_due,
    )


def _bundle(view: ContractView) -> Sequence[Act]:
    return [Act("Semua berkas", f"/pengadaan/paket/{view.package.code}/berkas", kind="garis")]
