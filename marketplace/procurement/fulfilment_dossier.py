"""The file of a purchase: which papers it must hold, which are issued, and all of it as one ZIP."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from marketplace.documents import services as documents
from marketplace.documents.kinds import PaperKind
from marketplace.documents.merging import merged
from marketplace.documents.models import IssuedDocument
from marketplace.kernel.actor import Actor
from marketplace.kernel.neutral import neutral
from marketplace.procurement import dossier_tables, rows
from marketplace.procurement.dossier_tables import Table
from marketplace.procurement.history import Entry
from marketplace.procurement.queries_packages import PackageView
from marketplace.procurement.rules import contract_forms

WORK_ORDER_PAPERS = ("ba-negosiasi", "spk", "bast", "kuitansi")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Item:
    """One paper that the file must hold; state: ok, todo or bad as `checklist` shows it."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is there, what is missing, and the sentence that says so."""

    items: Sequence[Item]
    summary: str
    complete: bool


def dossier(view: PackageView) -> Dossier:
    """The papers of the contract's form with their state; void papers do not count."""
    held = {paper.kind: paper for paper in view.papers if paper.voided_at is None}
    kinds = [PaperKind(name) for name in _wanted(view)]
    items = [_item(kind, held.get(kind)) for kind in kinds]
    missing = [kind.label for kind in kinds if kind not in held]
    ready = f"{len(kinds) - len(missing)} dari {len(kinds)} dokumen siap."
    summary = f"{ready} Yang belum: {', '.join(missing)}." if missing else f"{ready} Semua lengkap."
    return Dossier(items, summary, not missing)


def bundle(session: Session, actor: Actor, view: PackageView) -> bytes:
    """All issued papers, also as one PDF, the timeline, what stands behind the award and a list of hashes.

    Each paper's reading is audited.
    """
    papers = session.scalars(
        select(IssuedDocument)
        .where(IssuedDocument.id.in_([paper.id for paper in view.papers]))
        .options(undefer(IssuedDocument.pdf))
        .order_by(IssuedDocument.id)
    ).all()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, paper in enumerate(papers, start=1):
            _put(archive, _name(number, paper), paper.pdf, paper.issued_at)
            documents.record_download(session, actor, paper.id)
        if valid := [paper for paper in papers if paper.voided_at is None]:
            _put(archive, "semua-dokumen.pdf", merged(valid), valid[-1].issued_at)
        _put(archive, "daftar-berkas.csv", _list_of(papers), view.package.created_at)
        _put(archive, "jejak.csv", _csv(_timeline(view.history)), view.package.created_at)
        for name, table in dossier_tables.tables(session, view).items():
            _put(archive, name, _csv(table), view.package.created_at)
    return content.getvalue()


def _wanted(view: PackageView) -> Sequence[str]:
    """The papers of the contract's form on the day of signing; before that, those of a work order."""
    contract, package = view.contract, view.package
    if contract is None:
        return WORK_ORDER_PAPERS
    on = rows.zone_day(contract.signed_at, package.work_unit)
    for form in contract_forms():
        same = form.form == contract.form and form.method == package.method and form.kind == package.kind
        if same and form.period.contains(on):
            return form.papers
    return WORK_ORDER_PAPERS


def _item(kind: PaperKind, paper: IssuedDocument | None) -> Item:
    if paper is None:
        return Item(kind.label, "todo")
    return Item(kind.label, "ok", f"Nomor {paper.number}")


def _name(number: int, paper: IssuedDocument) -> str:
    void = "-batal" if paper.voided_at else ""
    return f"{number:02d}-{paper.kind.value}{void}-{paper.code}.pdf"


def _list_of(papers: Sequence[IssuedDocument]) -> bytes:
    head = ("berkas", "jenis", "nomor", "tanggal", "status", "sha256", "periksa")
    lines = [
        (
            _name(number, paper),
            paper.kind.label,
            paper.number,
            paper.issued_on.isoformat(),
            "batal" if paper.voided_at else "terbit",
            paper.sha256,
            f"/cek/{paper.code}",
        )
        for number, paper in enumerate(papers, start=1)
    ]
    return _csv([head, *lines])


def _timeline(history: Sequence[Entry]) -> Table:
    lines = [(entry.at.isoformat(), entry.title, entry.who, entry.note) for entry in history]
    return [("waktu_utc", "kejadian", "oleh", "catatan"), *lines]


def _csv(lines: Table) -> bytes:
    """Comma-separated with a mark for spreadsheets; a cell never begins a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for line in lines:
        writer.writerow([neutral(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _put(archive: zipfile.ZipFile, name: str, content: bytes, at: datetime) -> None:
    """The same entry always has the same bytes: its time is that of the paper."""
    moment = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    entry = zipfile.ZipInfo(name, max(moment, _EARLIEST))
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
