"""A shop's own table of products: looked through, decided, brought in a few rows at a time."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from marketplace.catalog import policies
from marketplace.catalog.import_models import ImportLine, ImportRun, Verdict
from marketplace.catalog.importing import grouped, judging
from marketplace.catalog.importing.cells import cell_text
from marketplace.catalog.importing.columns import NAME, SHARED_NAME
from marketplace.catalog.importing.judging import ROW, Judged
from marketplace.catalog.importing.readers import RawRow
from marketplace.catalog.importing.shelf import Cells, Shelf, shelf_of
from marketplace.catalog.services.import_rows import bring_in
from marketplace.catalog.states import IMPORT, ImportState
from marketplace.infra import audit, jobs
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError, NotFound

STEP_JOB = "catalog.import_step"
MAX_ROWS = 2_000
STEP_SECONDS = 0.12
"""Rows are written for this long, then the transaction ends: no page waits longer for the writer."""

TWICE = "Produk ini sudah ada di baris {number}. Beda ukuran atau warna? Tulis di namanya."


def check_import(
    session: Session, actor: Actor, *, filename: str, rows: Sequence[RawRow], ignored: Sequence[str]
) -> ImportRun:
    """Keep a table of the actor's shop with what each row would do; no product is touched.

    Raises DomainError for a table without rows or with more than 2,000.
    """
    business_id = policies.own_business(actor)
    policies.ensure_may_draft(actor, business_id)
    if not rows:
        raise DomainError("Belum ada isi di bawah nama kolom. Isi sedikitnya satu baris.", field="file")
    if len(rows) > MAX_ROWS:
        raise DomainError(
            "Paling banyak 2.000 baris sekali unggah. Bagi menjadi beberapa berkas.", field="file"
        )
    texts = [{key: cell_text(value) for key, value in row.values.items()} for row in rows]
    shelf = shelf_of(session, business_id, texts)
    found = [judging.judge(session, actor, cells, shelf) for cells in texts]
    for judged, row in zip(found, rows, strict=True):
        if row.fault:
            judged.verdict, judged.errors = Verdict.REFUSED, {ROW: row.fault}
    _refuse_repeated(rows, found)
    _refuse_moved_names(texts, found, shelf)
    run = _keep(session, actor, business_id, filename=filename, texts=texts, ignored=ignored)
    _keep_lines(session, run, rows, texts, found)
    _record(session, actor, run, "check_import", {"rows": run.total, "refused": run.refused})
    return run


def begin_import(session: Session, actor: Actor, code: str, *, publish: bool) -> ImportRun:
    """Bring a looked-through table in, by the worker, step by step. publish: what is complete goes on sale.

    Raises Conflict for one that was begun before, NotFound for somebody else's.
    """
    run = _own(session, actor, code)
    policies.ensure_may_draft(actor, policies.own_business(actor))
    assert run.state is not None
    run.state = IMPORT.after(run.state, "begin")
    run.publish, run.rows_done = publish, 0
    run.user_id, run.role, run.mandate_id = actor.user_id, actor.role.value, actor.mandate_id
    _plan(session, run)
    _record(session, actor, run, "begin_import", {"rows": run.total, "publish": publish})
    return run


def running(session: Session, run_id: int) -> ImportRun | None:
    """The run, locked, while it is being brought in; None once it is over."""
    return session.scalar(
        select(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.state == ImportState.RUNNING)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def carry_on(session: Session, actor: Actor, run: ImportRun, *, seconds: float = STEP_SECONDS) -> None:
    """Bring in the next rows for so long, and plan the step after it; the last one ends the run."""
    ends = time.monotonic() + seconds
    waiting = session.scalars(
        select(ImportLine)
        .where(ImportLine.run_id == run.id, ImportLine.done.is_(False))
        .order_by(ImportLine.id)
        .limit(100)
    ).all()
    left = len(waiting)
    for line in waiting:
        bring_in(session, actor, run, line)
        left -= 1
        if time.monotonic() > ends:
            break
    run.rows_done += len(waiting) - left
    session.flush()
    if run.rows_done < run.total:
        _plan(session, run)
    else:
        _finish(session, actor, run)


def stop_import(session: Session, actor: Actor, run: ImportRun) -> None:
    """End a run whose sender may no longer act for the shop; what is in stays in."""
    assert run.state is not None
    run.state, run.finished_at = IMPORT.after(run.state, "stop"), clock.now()
    _record(session, actor, run, "stop_import", {"rows": run.rows_done})


def _refuse_repeated(rows: Sequence[RawRow], found: Sequence[Judged]) -> None:
    first: dict[object, int] = {}
    for row, judged in zip(rows, found, strict=True):
        meant = judged.product.code if judged.product else judged.values.get(NAME)
        if meant is None:
            continue
        if meant in first:
            judged.verdict = Verdict.REFUSED
            judged.errors.setdefault(NAME, TWICE.format(number=first[meant]))
        first.setdefault(meant, row.number)


def _refuse_moved_names(texts: Sequence[Cells], found: Sequence[Judged], shelf: Shelf) -> None:
    """Asked before anything is written: a new name in one row renames the variants of the rows below, too."""
    for cells, judged in zip(texts, found, strict=True):
        whole = shelf.by_code.get(judged.product.code) if judged.product else None
        if whole is not None and (told := grouped.moved_shared_name(cells, whole)):
            judged.verdict = Verdict.REFUSED
            judged.errors.setdefault(SHARED_NAME, told)


def _keep(
    session: Session,
    actor: Actor,
    business_id: int,
    *,
    filename: str,
    texts: Sequence[Cells],
    ignored: Sequence[str],
) -> ImportRun:
    digest = hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
    run = ImportRun(
        code=new_code(),
        filename=filename,
        file_sha256=digest,
        publish=False,
        started_at=clock.now(),
        business_id=business_id,
        state=ImportState.CHECKED,
        user_id=actor.user_id,
        total=len(texts),
        ignored=list(ignored),
    )
    session.add(run)
    session.flush()
    return run


def _keep_lines(
    session: Session,
    run: ImportRun,
    rows: Sequence[RawRow],
    texts: Sequence[Cells],
    found: Sequence[Judged],
) -> None:
    session.execute(
        insert(ImportLine),
        [
            {
                "run_id": run.id,
                "number": row.number,
                "cells": cells,
                "verdict": judged.verdict,
                "errors": judged.errors,
                "changes": judged.changes,
                "seen_version": judged.product.version if judged.product else None,
                "done": False,
            }
            for row, cells, judged in zip(rows, texts, found, strict=True)
        ],
    )
    _set_counts(run, (judged.verdict for judged in found))


def _finish(session: Session, actor: Actor, run: ImportRun) -> None:
    assert run.state is not None
    run.state, run.finished_at = IMPORT.after(run.state, "finish"), clock.now()
    counted = session.execute(
        select(ImportLine.verdict, func.count())
        .where(ImportLine.run_id == run.id)
        .group_by(ImportLine.verdict)
    )
    _set_counts(run, (verdict for verdict, number in counted for _ in range(number)))
    counts = {"created": run.created, "changed": run.changed, "refused": run.refused}
    _record(session, actor, run, "import", counts)


def _set_counts(run: ImportRun, verdicts: Iterable[Verdict]) -> None:
    counts = Counter(verdicts)
    run.created, run.changed = counts[Verdict.NEW], counts[Verdict.CHANGED]
    run.unchanged, run.refused = counts[Verdict.SAME], counts[Verdict.REFUSED]


def _plan(session: Session, run: ImportRun) -> None:
    """The next step; planned in the transaction of the one before, so none is lost and none is done twice."""
    jobs.plan(
        session, STEP_JOB, key=f"{run.code}:{run.rows_done}", due_at=clock.now(), payload={"run": run.id}
    )


def _own(session: Session, actor: Actor, code: str) -> ImportRun:
    run = session.scalar(
        select(ImportRun)
        .where(ImportRun.code == code, ImportRun.business_id == policies.own_business(actor))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if run is None:
        raise NotFound(f"import {code}")
    return run


def _record(session: Session, actor: Actor, run: ImportRun, verb: str, data: dict[str, Any]) -> None:
    assert run.business_id is not None
    audit.record(
        session,
        actor,
        f"catalog.{verb}",
        subject=f"import:{run.code}",
        parties=[PartyRef(PartyKind.BUSINESS, run.business_id)],
        data=data,
    )
