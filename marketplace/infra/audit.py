"""The audit trail: one hash chain per party, sealed as the last act of each unit of work."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra.db import Base
from marketplace.infra.upserts import insert_new
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef

GENESIS = "0" * 64
PLATFORM = PartyRef(PartyKind.PLATFORM, 1)


class AuditEntry(Base):
    """One act in one party's chain; `hash` covers every other column and the previous hash."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("chain_kind", "chain_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chain_kind: Mapped[str]
    chain_id: Mapped[int]
    seq: Mapped[int]
    at: Mapped[datetime]
    actor_user_id: Mapped[int | None]
    actor_role: Mapped[str]
    on_behalf_of: Mapped[int | None]
    mandate_id: Mapped[int | None]
    action: Mapped[str]
    subject: Mapped[str]
    data: Mapped[dict[str, Any]]
    prev_hash: Mapped[str]
    hash: Mapped[str]


class AuditHead(Base):
    """The last entry of each chain: locked last, in id order, by whoever appends."""

    __tablename__ = "audit_head"
    __table_args__ = (UniqueConstraint("chain_kind", "chain_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chain_kind: Mapped[str]
    chain_id: Mapped[int]
    seq: Mapped[int]
    hash: Mapped[str]


class AuditRoot(Base):
    """Merkle root over all heads, taken hourly: a rewritten or cut chain no longer fits an older root."""

    __tablename__ = "audit_root"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    root: Mapped[str]
    heads: Mapped[list[Any]]


@dataclass(frozen=True, slots=True)
class _Pending:
    actor: Actor
    action: str
    subject: str
    party: PartyRef
    data: dict[str, Any]
    at: datetime


def record(
    session: Session,
    actor: Actor,
    action: str,
    *,
    subject: str,
    parties: Sequence[PartyRef] = (),
    data: dict[str, Any] | None = None,
) -> None:
    """Note an act for the chains of `parties` (the platform's when there is none).

    `action` is `<room>.<verb>`; `subject` is `<kind>:<code>`; `data` holds plain values: ids, codes,
    amounts, hashes — never a NIK, NPWP, bank number, password or free personal text.
    """
    pending: list[_Pending] = session.info.setdefault("audit", [])
    # As it will be read back: keys are text, later changes of the caller's dict change nothing.
    plain = json.loads(json.dumps(data or {}))
    for party in dict.fromkeys(parties or (PLATFORM,)):
        pending.append(_Pending(actor, action, subject, party, plain, clock.now()))


def seal(session: Session) -> None:
    """Append what was recorded to its chains. Heads are locked in id order, so that two never cross."""
    pending: list[_Pending] = session.info.get("audit", [])
    if not pending:
        return
    heads = _locked_heads(session, {item.party for item in pending})
    for item in pending:
        head = heads[item.party]
        entry = _entry(item, head)
        session.add(entry)
        head.seq, head.hash = entry.seq, entry.hash
    session.flush()


def noted(session: Session) -> int:
    """How much was recorded in this unit of work so far."""
    return len(session.info.get("audit", []))


def forget(session: Session, *, after: int = 0) -> None:
    """Drop what was recorded, all of it or what came after the first `after`: it did not happen."""
    del session.info.setdefault("audit", [])[after:]


def _locked_heads(session: Session, parties: set[PartyRef]) -> dict[PartyRef, AuditHead]:
    wanted = sorted((party.kind.value, party.id) for party in parties)
    chain = tuple_(AuditHead.chain_kind, AuditHead.chain_id)
    there = select(AuditHead.chain_kind, AuditHead.chain_id).where(chain.in_(wanted))
    known = {tuple(row) for row in session.execute(there)}
    for kind, number in wanted:
        if (kind, number) not in known:
            insert_new(session, AuditHead, chain_kind=kind, chain_id=number, seq=0, hash=GENESIS)
    query = select(AuditHead).where(chain.in_(wanted)).order_by(AuditHead.id).with_for_update()
    heads = session.scalars(query.execution_options(populate_existing=True))
    return {PartyRef(PartyKind(head.chain_kind), head.chain_id): head for head in heads}


def _entry(item: _Pending, head: AuditHead) -> AuditEntry:
    entry = AuditEntry(
        chain_kind=item.party.kind.value,
        chain_id=item.party.id,
        seq=head.seq + 1,
        at=item.at,
        actor_user_id=item.actor.user_id,
        actor_role=item.actor.role.value,
        on_behalf_of=item.actor.on_behalf_of,
        mandate_id=item.actor.mandate_id,
        action=item.action,
        subject=item.subject,
        data=item.data,
        prev_hash=head.hash,
    )
    entry.hash = digest(entry)
    return entry


def digest(entry: AuditEntry) -> str:
    """SHA-256 over the previous hash and the canonical JSON of the entry."""
    fields = {
        "chain": [entry.chain_kind, entry.chain_id, entry.seq],
        "at": entry.at.isoformat(),
        "actor": [entry.actor_user_id, entry.actor_role, entry.on_behalf_of, entry.mandate_id],
        "action": entry.action,
        "subject": entry.subject,
        "data": entry.data,
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((entry.prev_hash + text).encode()).hexdigest()


def take_root(session: Session) -> AuditRoot:
    """Store the Merkle root over all heads as they are now."""
    rows = session.execute(
        select(AuditHead.chain_kind, AuditHead.chain_id, AuditHead.seq, AuditHead.hash).order_by(
            AuditHead.chain_kind, AuditHead.chain_id
        )
    )
    heads = [list(row) for row in rows]
    root = AuditRoot(at=clock.now(), root=merkle([":".join(map(str, head)) for head in heads]), heads=heads)
    session.add(root)
    return root


def merkle(leaves: Sequence[str]) -> str:
    """Merkle root (SHA-256, an odd leaf is carried up) of the leaves; of nothing: the genesis hash."""
    level = [hashlib.sha256(leaf.encode()).hexdigest() for leaf in leaves]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [
            hashlib.sha256("".join(pair).encode()).hexdigest() if len(pair) == 2 else pair[0]
            for pair in pairs
        ]
    return level[0] if level else GENESIS


def verify(session: Session) -> Iterator[str]:
    """Yield one line per fault: a broken link, a gap, a changed entry, a wrong head or root."""
    last: dict[tuple[str, int], tuple[int, str]] = {}
    seen: dict[tuple[str, int, int], str] = {}
    query = select(AuditEntry).order_by(AuditEntry.chain_kind, AuditEntry.chain_id, AuditEntry.seq)
    for entry in session.scalars(query.execution_options(yield_per=1000)):
        chain = (entry.chain_kind, entry.chain_id)
        seq, previous = last.get(chain, (0, GENESIS))
        name = f"{entry.chain_kind}:{entry.chain_id}#{entry.seq}"
        if entry.seq != seq + 1:
            yield f"{name}: ada nomor yang hilang sesudah {seq}"
        if entry.prev_hash != previous:
            yield f"{name}: tidak bersambung dengan entri sebelumnya"
        if entry.hash != digest(entry):
            yield f"{name}: isi berubah sesudah dicatat"
        last[chain] = (entry.seq, entry.hash)
        seen[(*chain, entry.seq)] = entry.hash
    yield from _verify_heads(session, last)
    yield from _verify_roots(session, seen)


def _verify_heads(session: Session, last: dict[tuple[str, int], tuple[int, str]]) -> Iterator[str]:
    for head in session.scalars(select(AuditHead).order_by(AuditHead.id)):
        if last.get((head.chain_kind, head.chain_id), (0, GENESIS)) != (head.seq, head.hash):
            yield f"{head.chain_kind}:{head.chain_id}: kepala rantai tidak cocok (ekor terpotong?)"


def _verify_roots(session: Session, seen: dict[tuple[str, int, int], str]) -> Iterator[str]:
    for root in session.scalars(select(AuditRoot).order_by(AuditRoot.id)):
        if root.root != merkle([":".join(map(str, head)) for head in root.heads]):
            yield f"akar {root.id}: tidak cocok dengan kepalanya"
        for kind, chain_id, seq, value in root.heads:
            if seq and seen.get((kind, chain_id, seq)) != value:
                yield f"akar {root.id}: {kind}:{chain_id}#{seq} tidak lagi seperti saat dicatat"
