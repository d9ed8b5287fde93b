"""What the owner takes along to INAPROC: her papers under official names, and the sheet of her products."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import xlsxwriter
from sqlalchemy.orm import Session

from marketplace.businesses.inaproc import product_fields
from marketplace.catalog.official_sheet import SheetRow
from marketplace.desk.kit import Kit
from marketplace.infra import files
from marketplace.kernel.actor import Actor
from marketplace.kernel.neutral import neutral

README = "00-BACA-DULU.txt"
EPOCH = (2026, 1, 1, 0, 0, 0)
"""One date for every entry: the same papers make the same bundle."""


def papers(session: Session, actor: Actor, kit: Kit) -> bytes:
    """A ZIP of the papers that are ready, numbered as they are uploaded, and a list of what is missing.

    Each reading is logged; NotFound for whoever may not read them.
    """
    buffer = io.BytesIO()
    wanted = [paper for step in kit.steps for paper in step.papers]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(zipfile.ZipInfo(README, EPOCH), _readme(kit))
        for paper in wanted:
            if paper.code and not paper.problem:
                _stored, content = files.read_private(session, actor, paper.code)
                bundle.writestr(zipfile.ZipInfo(paper.name, EPOCH), content)
    return buffer.getvalue()


def _readme(kit: Kit) -> str:
    lines = ["Unggah berkas ini menurut nomornya di INAPROC, langkah Unggah dokumen.", ""]
    for paper in (paper for step in kit.steps for paper in step.papers):
        lines.append(f"{paper.name}: {paper.problem or 'siap'}")
    return "\n".join([*lines, ""])


def product_sheet(rows: Iterable[SheetRow]) -> bytes:
    """An XLSX with one product a row, columns named as in the official form; no cell is a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet, head = book.add_worksheet("Produk"), book.add_format({"bold": True, "text_wrap": True})
    fields = product_fields()
    for column, field in enumerate(fields):
        sheet.write_string(0, column, field.label, head)
    for line, row in enumerate(rows, start=1):
        for column, field in enumerate(fields):
            sheet.write_string(line, column, neutral(row.cells[field.key]))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(fields) - 1, 22)
    book.close()
    return buffer.getvalue()
