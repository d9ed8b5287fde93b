"""What takes more than one transaction: a photo that is decoded between, and imports in many short ones."""

from __future__ import annotations

import csv
import hashlib
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from marketplace.accounts import services as accounts
from marketplace.businesses import services as businesses
from marketplace.businesses.official_kbli import OfficialKbli
from marketplace.businesses.reference_files import ClassificationRow
from marketplace.catalog import photos, services
from marketplace.catalog.draft_models import OpenDraft
from marketplace.catalog.import_models import ImportRun, ImportSource
from marketplace.catalog.importing.chunks import Outcome, write_chunk
from marketplace.catalog.importing.readers import RawRow, read_rows
from marketplace.catalog.importing.rows import CleanRow, clean
from marketplace.catalog.models import KbkiCode
from marketplace.catalog.services import listing
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.codes import new_code, slugify
from marketplace.kernel.errors import DomainError
from marketplace.kernel.neutral import neutral

IMPORTER = Actor.system("import")
FIRST_CHUNK, LARGEST_CHUNK, SMALLEST_CHUNK = 150, 500, 20
SECONDS_PER_CHUNK = 0.12
"""Below the 200 ms that a page may have to wait for the writer."""

RECHECKED = 500
"""Products whose standing is computed anew in one transaction."""

SHOP_REGIONS = ("31.71.01.1001", "32.73.01.1001", "35.78.01.1001", "33.74.01.1001", "12.71.01.1001")


def keep_draft(*, typed: Mapping[str, str], content: bytes, key: str | None) -> OpenDraft:
    """Keep what was typed of a new product, and its photo; a photo that cannot be one is refused last.

    content: the uploaded file, empty when none was sent. Raises services.Incomplete for the photo; all that
    was typed is kept then too.
    """
    photo, refused = None, ""
    if content:
        try:
            photo = photos.process(content)
        except DomainError as error:
            refused = error.message
    with unit_of_work() as (session, actor):
        draft = services.keep_draft(session, actor, typed=typed, photo=photo, key=key)
    if refused:
        raise services.Incomplete({"photo": refused})
    return draft


def add_product(
    *,
    typed: Mapping[str, str],
    content: bytes,
    values: services.ProductValues,
    readable: bool,
    stock: int,
    publish: bool,
    key: str | None,
) -> services.Added | None:
    """Keep the open draft with its photo, then make it a product; what is refused stays in the draft.

    readable: whether every field could be read as a value; if not, the draft is kept and nothing is added.
    Raises services.Incomplete with all that is missing, and whatever `services.add_product` raises.
    """
    draft = keep_draft(typed=typed, content=content, key=key)
    if not readable:
        lacking = services.gaps(values, stock=stock, has_photo=draft.photo is not None)
        if publish and lacking:
            raise services.Incomplete(lacking)
        return None
    with unit_of_work(key=key) as (session, actor):
        return services.add_product(session, actor, values=values, stock=stock, publish=publish, key=key)


class _Writer(Protocol):
    """What `csv.writer` gives, which has no public name."""

    def writerows(self, rows: Iterable[Iterable[object]], /) -> object: ...


@dataclass(slots=True)
class Summary:
    """What an import did. `refusals` is the file with one line per refused or flagged row.

    longest_commit: seconds; while it lasts, whoever writes to SQLite waits.
    """

    refusals: Path
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    flagged: int = 0
    resumed_at: int = 0
    longest_commit: float = 0.0


@dataclass(slots=True)
class _Chunk:
    read: int = 0
    clean: list[tuple[int, CleanRow]] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def import_file(
    path: Path, *, publish: bool, report_dir: Path, progress: Callable[[Summary], None] = lambda _: None
) -> Summary:
    """Bring the listings of a CSV, XLSX or JSONL file in, each source to a demo shop of its own.

    Safe to repeat: equal rows are left alone, and a file whose import was interrupted goes on where it
    stopped. Raises DomainError for a file that cannot be read at all; a bad row is refused and told.
    """
    rows = read_rows(path)
    run_id, code, done = _begin(path, publish)
    report_dir.mkdir(parents=True, exist_ok=True)
    summary = Summary(report_dir / f"{code}.csv", resumed_at=done)
    for _ in islice(rows, done):
        pass
    shops: dict[str, int] = {}
    size = FIRST_CHUNK
    with summary.refusals.open("a", encoding="utf-8", newline="") as report:
        writer = csv.writer(report)
        if not done:
            writer.writerow(["baris", "id", "putusan", "alasan"])
        while (chunk := _read_chunk(rows, size, default_source=path.stem[:60])).read:
            _ensure_shops(shops, {row.source for _, row in chunk.clean})
            took, outcome = _write(run_id, chunk, shops, publish=publish)
            _tell(writer, summary, chunk, outcome)
            summary.longest_commit = max(summary.longest_commit, took)
            size = next_size(size, took)
            progress(summary)
    with unit_of_work(actor=IMPORTER) as (session, _actor):
        session.get_one(ImportRun, run_id).finished_at = clock.now()
    return summary


def next_size(size: int, took: float) -> int:
    """Rows of the next chunk, so that no commit keeps pages waiting. took: seconds for `size` rows."""
    return max(SMALLEST_CHUNK, min(LARGEST_CHUNK, int(size * SECONDS_PER_CHUNK / took)))


def load_codes(table: type[KbkiCode | OfficialKbli], rows: Iterator[ClassificationRow]) -> int:
    """Put an official table in, each code in place of the same one; returns how many codes it has.

    One edition may lie in several files, as goods and services of the KBKI do.
    """
    count = 0
    while chunk := list(islice(rows, LARGEST_CHUNK)):
        with unit_of_work(actor=IMPORTER) as (session, _actor):
            for edition in {row.edition for row in chunk}:
                codes = [row.code for row in chunk if row.edition == edition]
                session.execute(delete(table).where(table.edition == edition, table.code.in_(codes)))
            session.execute(insert(table), [asdict(row) for row in chunk])
        count += len(chunk)
    return count


def recheck(*, size: int = RECHECKED) -> int:
    """Compute anew which live products government may buy, as after new tables; how many were looked at."""
    count, last = 0, 0
    while True:
        with unit_of_work(actor=IMPORTER) as (session, _actor):
            done = listing.recheck(session, last, size=size)
        if done is None:
            return count
        last, count = done[0], count + done[1]


def _begin(path: Path, publish: bool) -> tuple[int, str, int]:
    """The id and code of the run and how many rows it has behind it; an unfinished one is taken up again."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with unit_of_work(actor=IMPORTER) as (session, _actor):
        run = session.scalar(
            select(ImportRun)
            .where(
                ImportRun.file_sha256 == digest,
                ImportRun.publish == publish,
                ImportRun.finished_at.is_(None),
            )
            .order_by(ImportRun.id.desc())
            .limit(1)
        )
        if run is None:
            run = ImportRun(
                code=new_code(),
                filename=path.name,
                file_sha256=digest,
                publish=publish,
                rows_done=0,
                started_at=clock.now(),
            )
            session.add(run)
            session.flush()
        return run.id, run.code, run.rows_done


def _read_chunk(rows: Iterator[RawRow], size: int, *, default_source: str) -> _Chunk:
    """The next rows, cleaned; outside of any transaction."""
    chunk = _Chunk()
    for row in islice(rows, size):
        chunk.read += 1
        shown = str(row.values.get("id") or "")[:100]
        if row.fault:
            chunk.refused.append((row.number, shown, row.fault))
            continue
        try:
            chunk.clean.append((row.number, clean(row.values, default_source=default_source)))
        except DomainError as error:
            chunk.refused.append((row.number, shown, error.message))
    return chunk


def _write(run_id: int, chunk: _Chunk, shops: dict[str, int], *, publish: bool) -> tuple[float, Outcome]:
    started = time.monotonic()
    with unit_of_work(actor=IMPORTER) as (session, actor):
        rows = [row for _, row in chunk.clean]
        outcome = write_chunk(session, actor, rows, shops=shops, publish=publish)
        run = session.get_one(ImportRun, run_id)
        run.rows_done += chunk.read
        run.created += outcome.created
        run.changed += outcome.changed
        run.unchanged += outcome.unchanged
        run.refused += len(chunk.refused) + len(outcome.refused)
    session.expunge_all()
    return time.monotonic() - started, outcome


def _tell(writer: _Writer, summary: Summary, chunk: _Chunk, outcome: Outcome) -> None:
    """Add a written chunk to the summary, and its refused and flagged rows to the report."""
    numbers = {id(row): number for number, row in chunk.clean}
    late = [(numbers[id(row)], row.external_id, reason) for row, reason in outcome.refused]
    flagged = [(number, row.external_id, ", ".join(row.flags)) for number, row in chunk.clean if row.flags]
    for verdict, entries in (("ditolak", [*chunk.refused, *late]), ("diterima, janggal", flagged)):
        writer.writerows([number, neutral(row_id), verdict, neutral(why)] for number, row_id, why in entries)
    summary.rows += chunk.read
    summary.created += outcome.created
    summary.changed += outcome.changed
    summary.unchanged += outcome.unchanged
    summary.refused += len(chunk.refused) + len(late)
    summary.flagged += len(flagged)


def _ensure_shops(shops: dict[str, int], sources: set[str]) -> None:
    for source in sorted(sources - shops.keys()):
        with unit_of_work(actor=IMPORTER) as (session, actor):
            known = session.scalar(select(ImportSource.business_id).where(ImportSource.source == source))
            shops[source] = known or _open_shop(session, actor, source)


def _open_shop(session: Session, actor: Actor, source: str) -> int:
    """A demo shop for a source, with an owner whose password nobody knows."""
    words = slugify(source) or "sumber"
    owner = accounts.create_account(
        session,
        actor,
        name="Penjaga Etalase Contoh",
        email=f"etalase-{words}-{new_code().lower()}@impor.test",
        password=secrets.token_urlsafe(24),
        is_demo=True,
    )
    herself = Actor(
        user_id=owner.id, session_id=None, role=Role.SHOPPER, party=PartyRef(PartyKind.PERSON, owner.id)
    )
    shop = businesses.register_business(
        session,
        herself,
        name=f"Etalase {words.replace('-', ' ')}"[:80],
        legal_form="perorangan",
        region_code=SHOP_REGIONS[len(words) % len(SHOP_REGIONS)],
        channel="impor",
    )
    session.add(ImportSource(source=source, business_id=shop.id))
    session.flush()
    return shop.id
