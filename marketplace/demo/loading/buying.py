"""The verbs of government buying up to the seller's acceptance."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from marketplace.demo.loading.stage import Stage
from marketplace.demo.story import StoryEvent, StoryPackage
from marketplace.kernel import regions
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.money import Rupiah
from marketplace.procurement import flags, rows
from marketplace.procurement import services_approval as approval
from marketplace.procurement import services_contracts as contracts
from marketplace.procurement import services_negotiation as negotiation
from marketplace.procurement import services_packages as packages
from marketplace.procurement.choosing import Wanted

COMPARED = 2
CHOICE_REASON = (
    "Sanggup memenuhi jumlah dan tanggal, harga wajar dibanding produk sejenis, usaha kecil setempat."
)
MESSAGE = "Harga termasuk antar ke alamat kantor."

# What the story's PPKs write for each red flag, by its kind.
FLAG_ANSWERS = {
    "over_median": "Isi, ukuran dan bahan lebih baik dari produk sejenis; contoh barang sudah dilihat.",
    "repeat_seller": "Penyedia terdekat yang sanggup jumlahnya; pesanan sebelumnya tepat waktu.",
    "split": "Kebutuhan kegiatan yang berbeda dengan mata anggaran sendiri, bukan pecahan satu paket.",
    "split_year": "Jumlah setahun masih di bawah batas dan dicatat untuk perencanaan tahun depan.",
    "single_offer": "Tidak ada penyedia lain yang tayang untuk jenis ini di wilayah kirim.",
}
OTHER_ANSWER = "Sudah diperiksa terhadap berkas paket dan diterima."


def package_of(stage: Stage, event: StoryEvent) -> StoryPackage:
    """The package an event is about."""
    return next(one for one in stage.content.story.packages if one.id == event.subject["package"])


def officer(stage: Stage, package: StoryPackage) -> Actor:
    return stage.official(package.pp, Role.PP, package.work_unit)


def ppk(stage: Stage, package: StoryPackage) -> Actor:
    return stage.official(package.ppk, Role.PPK, package.work_unit)


def open_package(session: Session, stage: Stage, event: StoryEvent) -> None:
    """The officer chooses, compares with the products of other sellers, and opens the package."""
    package = package_of(stage, event)
    plan = stage.content.plan_lines[package.rup]
    opened = packages.open_package(
        session,
        officer(stage, package),
        request=packages.PackageRequest(
            plan_entry_code=stage.plans[package.rup],
            budget_account=plan.account,
            lines=[Wanted(stage.product_codes[line.product], line.quantity) for line in package.lines],
            ppk_user_id=stage.people[package.ppk],
            needed_on=package.delivery_by or plan.contract_to,
            delivery_place=_place(stage, package),
            choice_reason=CHOICE_REASON,
            compared=_compared(stage, package),
            name=package.title,
        ),
    )
    stage.packages[package.id] = opened.code
    if stage.event("package.offer", package=package.id):
        packages.invite(session, officer(stage, package), opened.code)


def _place(stage: Stage, package: StoryPackage) -> str:
    unit = stage.content.work_units[package.work_unit]
    return f"{unit.name}, {regions.name_of(unit.region)}"


def _compared(stage: Stage, package: StoryPackage) -> list[str]:
    """Products of other sellers in the same category that were on sale by then, one of each."""
    chosen = stage.content.products[package.lines[0].product]
    sellers, found = {package.business, *_stopped(stage)}, []
    for product_id, code in stage.product_codes.items():
        product = stage.content.products[product_id]
        if product.line.category == chosen.line.category and product.line.business not in sellers:
            sellers.add(product.line.business)
            found.append(code)
    return found[:COMPARED]


def _stopped(stage: Stage) -> set[str]:
    return {sanction.business for sanction in stage.content.story.sanctions}


def offer(session: Session, stage: Stage, event: StoryEvent) -> None:
    package, values = package_of(stage, event), event.values
    by_seller = values["by"] == "seller"
    actor = stage.owner(package.business) if by_seller else officer(stage, package)
    made = negotiation.Offer(
        prices={number: Rupiah(price) for number, price in enumerate(values["unit_prices"], start=1)},
        deliver_on=date.fromisoformat(values["delivery_by"]),
        message=event.note or (MESSAGE if by_seller else ""),
    )
    negotiation.offer(session, actor, stage.packages[package.id], offer=made)


def agree(session: Session, stage: Stage, event: StoryEvent) -> None:
    package = package_of(stage, event)
    negotiation.agree(session, officer(stage, package), stage.packages[package.id])


def approve(session: Session, stage: Stage, event: StoryEvent) -> None:
    """The PPK answers what stands out and signs the work order."""
    package = package_of(stage, event)
    signer, code = ppk(stage, package), stage.packages[package.id]
    found = flags.find(session, rows.locked_package(session, signer, code))
    answers = {flag.key: FLAG_ANSWERS.get(flag.key.partition(":")[0], OTHER_ANSWER) for flag in found}
    signed = approval.approve_and_sign(session, signer, code, approval=approval.Approval(answers=answers))
    stage.contracts[package.id] = signed.code


def accept(session: Session, stage: Stage, event: StoryEvent) -> None:
    package = package_of(stage, event)
    contracts.accept_contract(session, stage.owner(package.business), stage.contracts[package.id])


def cancel(session: Session, stage: Stage, event: StoryEvent) -> None:
    package = package_of(stage, event)
    code = stage.packages[package.id]
    packages.cancel_package(session, officer(stage, package), code, reason=event.values["reason"])
