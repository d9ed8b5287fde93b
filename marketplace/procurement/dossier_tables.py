"""What stands behind an award, for reading and as tables of the file: comparison, flags, rules, sanctions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses.register_queries import blacklist_of
from marketplace.catalog import queries as catalog
from marketplace.kernel.money import Rupiah
from marketplace.procurement import rows
from marketplace.procurement.models import SanctionCheck
from marketplace.procurement.queries_packages import PackageView

Table = Sequence[Sequence[str]]

MOMENTS = MappingProxyType(
    {"agreement": "saat sepakat", "approval": "saat disetujui", "acceptance": "saat SPK diterima"}
)
"""When a seller's sanctions are asked for, in words."""


@dataclass(frozen=True, slots=True)
class OfferView:
    """A compared product as it was seen."""

    name: str
    seller: str
    price: Rupiah
    chosen: bool
    seen_on: date


def offers(session: Session, view: PackageView) -> list[OfferView]:
    """The products that were compared, the chosen ones too."""
    compared = view.package.compared
    shops = businesses.brief(session, {offer.business_id for offer in compared})
    listed = catalog.versions(session, {offer.listing_version_id for offer in compared})
    return [
        OfferView(
            name=str(listed[offer.listing_version_id].snapshot["name"]),
            seller=shops[offer.business_id].name,
            price=offer.price,
            chosen=offer.chosen,
            seen_on=rows.zone_day(offer.seen_at, view.package.work_unit),
        )
        for offer in compared
    ]


def sanction_checks(session: Session, package_id: int) -> Sequence[SanctionCheck]:
    """Each time a step asked whether the seller is free of sanctions, the oldest first."""
    query = select(SanctionCheck).where(SanctionCheck.package_id == package_id)
    return session.scalars(query.order_by(SanctionCheck.id)).all()


def tables(session: Session, view: PackageView) -> Mapping[str, Table]:
    """Tables by the name of their file, each with a head; times in the zone of the work unit."""
    return {
        "perbandingan.csv": _comparison(session, view),
        "tanda.csv": _flags(view),
        "aturan.csv": _rules(view),
        "sanksi-dan-daftar-resmi.csv": _sanctions(session, view),
    }


def _comparison(session: Session, view: PackageView) -> Table:
    """The reason of the choice stands beside the chosen products."""
    reason = view.package.choice_reason
    found = [
        (
            offer.name,
            offer.seller,
            str(offer.price.amount),
            offer.seen_on.isoformat(),
            "ya" if offer.chosen else "tidak",
            reason if offer.chosen else "",
        )
        for offer in offers(session, view)
    ]
    return [("produk", "penyedia", "harga_rupiah", "dilihat", "dipilih", "alasan"), *found]


def _flags(view: PackageView) -> Table:
    head = ("tanda", "yang_ditemukan", "jawaban", "dijawab_oleh", "dijawab")
    found = [
        (
            flag["title"],
            flag["found"],
            flag["answer"],
            view.names.get(flag["answered_by"], "PPK"),
            _moment(datetime.fromisoformat(flag["answered_at"]), view),
        )
        for flag in view.package.rules.get("flags", [])
    ]
    return [head, *found]


def _rules(view: PackageView) -> Table:
    """Every rule that the package or its contract was judged by, once."""
    contract = view.contract.rules.get("used", []) if view.contract else []
    used = {rule["key"]: rule for rule in [*view.package.rules.get("used", []), *contract]}
    found = [
        (
            rule["key"],
            str(rule["value"]),
            str(rule["unit"]),
            rule["basis"],
            "ya" if rule["verified"] else "belum",
        )
        for rule in used.values()
    ]
    return [("aturan", "nilai", "satuan", "dasar", "naskah_resmi_diperiksa"), *found]


def _sanctions(session: Session, view: PackageView) -> Table:
    """The checks of the steps, then the newest looks of people into the Daftar Hitam."""
    checked = [
        (
            "Sanksi di aplikasi ini",
            MOMENTS[check.moment],
            _moment(check.checked_at, view),
            "bersih" if check.clean else "ada sanksi",
            "",
            "Sistem",
        )
        for check in sanction_checks(session, view.package.id)
    ]
    blacklist = blacklist_of(session, view.package.business_id)
    looked = [
        (
            blacklist.register.name,
            "dilihat orang",
            _moment(look.looked_at, view),
            look.result_label,
            look.words,
            look.who,
        )
        for look in blacklist.lookups
    ]
    return [("daftar", "saat", "waktu", "hasil", "catatan", "oleh"), *checked, *looked]


def _moment(instant: datetime, view: PackageView) -> str:
    return instant.astimezone(view.zone).isoformat(timespec="minutes")
