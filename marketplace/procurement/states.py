"""The states of a government purchase, as tables; names of INAPROC are mapped in data/inaproc_states.json.

Source: the shape of the order in INAPROC v6 and of pengadaan langsung (Perlem LKPP 12/2021).
"""

from __future__ import annotations

from enum import StrEnum

from marketplace.kernel.states import Transitions


class PackageState(StrEnum):
    """From the first line to the contract, or to one of the ends without one."""

    DRAFT = "draft"
    NEGOTIATING = "negotiating"
    WAITING_PPK = "waiting_ppk"
    CONTRACTED = "contracted"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class ContractState(StrEnum):
    """From the buyer's signature to the rating; `lapsed`: the seller let the deadline pass."""

    WAITING_SELLER = "waiting_seller"
    IN_FORCE = "in_force"
    HANDED_OVER = "handed_over"
    PAID = "paid"
    DECLINED = "declined"
    LAPSED = "lapsed"


class DeliveryState(StrEnum):
    """Goods under way, and counted line by line at the door."""

    SHIPPED = "shipped"
    RECEIVED = "received"


class AcceptanceState(StrEnum):
    """The BAST is signed by the PPK first, then by the seller."""

    WAITING_SELLER = "waiting_seller"
    SIGNED = "signed"


PACKAGE = Transitions(
    {
        (PackageState.DRAFT, "invite"): PackageState.NEGOTIATING,
        (PackageState.DRAFT, "cancel"): PackageState.CANCELLED,
        (PackageState.NEGOTIATING, "offer"): PackageState.NEGOTIATING,
        (PackageState.NEGOTIATING, "agree"): PackageState.WAITING_PPK,
        (PackageState.NEGOTIATING, "cancel"): PackageState.CANCELLED,
        (PackageState.WAITING_PPK, "approve"): PackageState.CONTRACTED,
        (PackageState.WAITING_PPK, "return"): PackageState.NEGOTIATING,
        (PackageState.WAITING_PPK, "cancel"): PackageState.CANCELLED,
        (PackageState.WAITING_PPK, "lapse"): PackageState.LAPSED,
    },
    labels={
        PackageState.DRAFT: "Disusun",
        PackageState.NEGOTIATING: "Negosiasi",
        PackageState.WAITING_PPK: "Menunggu persetujuan PPK",
        PackageState.CONTRACTED: "Berkontrak",
        PackageState.CANCELLED: "Dibatalkan",
        PackageState.LAPSED: "Lewat batas PPK",
    },
)

CONTRACT = Transitions(
    {
        (ContractState.WAITING_SELLER, "accept"): ContractState.IN_FORCE,
        (ContractState.WAITING_SELLER, "decline"): ContractState.DECLINED,
        (ContractState.WAITING_SELLER, "lapse"): ContractState.LAPSED,
        (ContractState.IN_FORCE, "hand_over"): ContractState.HANDED_OVER,
        (ContractState.HANDED_OVER, "pay"): ContractState.PAID,
    },
    labels={
        ContractState.WAITING_SELLER: "Menunggu penyedia",
        ContractState.IN_FORCE: "Berjalan",
        ContractState.HANDED_OVER: "Serah terima selesai",
        ContractState.PAID: "Lunas",
        ContractState.DECLINED: "Ditolak penyedia",
        ContractState.LAPSED: "Lewat batas penyedia",
    },
)

DELIVERY = Transitions(
    {(DeliveryState.SHIPPED, "receive"): DeliveryState.RECEIVED},
    labels={DeliveryState.SHIPPED: "Dikirim", DeliveryState.RECEIVED: "Diterima"},
)

ACCEPTANCE = Transitions(
    {(AcceptanceState.WAITING_SELLER, "sign"): AcceptanceState.SIGNED},
    labels={
        AcceptanceState.WAITING_SELLER: "Menunggu tanda tangan penyedia",
        AcceptanceState.SIGNED: "Ditandatangani kedua pihak",
    },
)
