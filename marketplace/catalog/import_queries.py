"""Reading a shop's own tables of products: what was sent, what each row does, and all there is to export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalog import policies
from marketplace.catalog.import_models import ImportLine, ImportRun, Verdict
from marketplace.catalog.importing.columns import COLUMNS, NAME, TITLES
from marketplace.catalog.importing.judging import ROW
from marketplace.catalog.importing.wholes import Whole, wholes
from marketplace.catalog.importing.workbooks import Faulty
from marketplace.catalog.models import Product
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing to put right: the column's title ("" for the whole row), what the cell says, the remedy."""

    title: str
    cell: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A row of a sent table. changes: {label, before, after}; cells: (title, text) of what is filled."""

    number: int
    name: str
    faults: Sequence[CellFault]
    changes: Sequence[dict[str, str]]
    cells: Sequence[tuple[str, str]]


def import_run(session: Session, actor: Actor, code: str) -> ImportRun:
    """A table that the actor's shop sent; NotFound for anybody else's."""
    run = session.scalar(
        select(ImportRun)
        .where(ImportRun.code == code, ImportRun.business_id == policies.own_business(actor))
        .execution_options(populate_existing=True)
    )
    if run is None:
        raise NotFound(f"import {code}")
    return run


def import_runs(session: Session, actor: Actor, page: int, *, size: int) -> tuple[list[ImportRun], int]:
    """A page (from 1) of the tables that the actor's shop sent, newest first, and how many there are."""
    own = ImportRun.business_id == policies.own_business(actor)
    total = session.scalar(select(func.count()).select_from(ImportRun).where(own)) or 0
    rows = select(ImportRun).where(own).order_by(ImportRun.id.desc()).limit(size).offset((page - 1) * size)
    return list(session.scalars(rows)), total


def import_lines(
    session: Session, run: ImportRun, verdict: Verdict, page: int, *, size: int
) -> tuple[list[LineView], int]:
    """A page of the rows with that verdict, in the order of the file, and how many there are."""
    of_kind = (ImportLine.run_id == run.id, ImportLine.verdict == verdict)
    total = session.scalar(select(func.count()).select_from(ImportLine).where(*of_kind)) or 0
    rows = select(ImportLine).where(*of_kind).order_by(ImportLine.id).limit(size).offset((page - 1) * size)
    return [_line_view(line) for line in session.scalars(rows)], total


def faulty_lines(session: Session, run: ImportRun) -> Iterator[Faulty]:
    """Every refused row of a table, for the workbook in which they are put right."""
    lines = session.scalars(
        select(ImportLine)
        .where(ImportLine.run_id == run.id, ImportLine.verdict == Verdict.REFUSED)
        .order_by(ImportLine.id)
        .execution_options(yield_per=AT_ONCE)
    )
    return (Faulty(line.cells, line.errors) for line in lines)


def own_products(session: Session, actor: Actor, *, at_once: int = AT_ONCE) -> Iterator[Whole]:
    """All products of the actor's shop in the order they came, so many a statement."""
    business_id, last = policies.own_business(actor), 0
    while True:
        rows = session.scalars(
            select(Product)
            .where(Product.business_id == business_id, Product.id > last)
            .order_by(Product.id)
            .limit(at_once)
        ).all()
        yield from wholes(session, rows)
        if len(rows) < at_once:
            return
        last = rows[-1].id
        session.expunge_all()


def _line_view(line: ImportLine) -> LineView:
    faults = [
        CellFault(TITLES.get(key, ""), line.cells.get(key, ""), sentence)
        for key, sentence in sorted(line.errors.items(), key=lambda error: _place(error[0]))
    ]
    filled = [(TITLES[key], cell) for key, cell in line.cells.items() if cell and key != NAME]
    return LineView(line.number, line.cells.get(NAME, ""), faults, line.changes, filled)


def _place(key: str) -> int:
    return -1 if key == ROW else [column.key for column in COLUMNS].index(key)
