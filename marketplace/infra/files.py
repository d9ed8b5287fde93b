"""The file store: bytes by their hash in a folder, rows that say whose they are and who may read them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra import audit
from marketplace.infra.db import Base
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import NotFound

_roots: list[Path] = []


class StoredFile(Base):
    """A private file: its bytes are read only through `read_private`, which asks a policy and logs."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    sha256: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    filename: Mapped[str]
    party_kind: Mapped[str]
    party_id: Mapped[int]
    uploaded_by: Mapped[int | None]
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


ReadPolicy = Callable[[Session, Actor, StoredFile], bool]
_policies: dict[str, ReadPolicy] = {}


def use_folder(root: Path) -> None:
    """Keep the bytes below `root` (done by `create_app`)."""
    _roots[:] = [root]


def path_of(digest: str) -> Path:
    """Where the bytes with this SHA-256 (hex) lie."""
    return _roots[0] / digest[:2] / digest[2:4] / digest


def put_bytes(content: bytes) -> str:
    """Store bytes under their hash and return it. Storing the same bytes again changes nothing."""
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.{os.getpid()}.{new_code()}")
        partial.write_bytes(content)
        partial.replace(target)
    return digest


def get_bytes(digest: str) -> bytes:
    """The bytes with this hash; NotFound when the store does not have them."""
    try:
        return path_of(digest).read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"file {digest[:12]}") from error


def register_policy(purpose: str, policy: ReadPolicy) -> None:
    """Say who may read files of a purpose; a purpose without a policy can't be read at all."""
    _policies[purpose] = policy


def keep_private(
    session: Session, actor: Actor, *, content: bytes, purpose: str, mime: str, filename: str, party: PartyRef
) -> StoredFile:
    """Store private bytes for a party. The bytes are written before the row; an orphan costs only space."""
    stored = StoredFile(
        code=new_code(),
        purpose=purpose,
        sha256=put_bytes(content),
        mime=mime,
        size=len(content),
        filename=filename,
        party_kind=party.kind.value,
        party_id=party.id,
        uploaded_by=actor.user_id,
        created_at=clock.now(),
    )
    session.add(stored)
    session.flush()
    return stored


def read_private(session: Session, actor: Actor, code: str) -> tuple[StoredFile, bytes]:
    """A private file and its bytes, for whom the policy of its purpose allows; each read is audited.

    Raises NotFound for everybody else, as for a file that is not there.
    """
    stored = session.scalar(select(StoredFile).where(StoredFile.code == code, StoredFile.erased_at.is_(None)))
    policy = _policies.get(stored.purpose) if stored else None
    if stored is None or policy is None or not policy(session, actor, stored):
        raise NotFound(f"file {code}")
    audit.record(
        session,
        actor,
        "files.read",
        subject=f"file:{code}",
        parties=[PartyRef(PartyKind(stored.party_kind), stored.party_id)],
        data={"purpose": stored.purpose, "sha256": stored.sha256},
    )
    return stored, get_bytes(stored.sha256)
