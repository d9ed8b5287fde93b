"""The file store: public bytes by their hash in a folder; private files encrypted, each under its own key.

A private file has a row that says whose it is. Its bytes are encrypted under its own key, which the row keeps
encrypted; erasing forgets the key in the same transaction, so that whatever copies exist are unreadable, and
the bytes go with the next clean-up. Rows of before hold no key: their bytes lie plain under `sha256` until
`flask files encrypt` has been there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra import audit, crypto, disclosures
from marketplace.infra.db import Base
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import NotFound

AT_ONCE = 100

_roots: list[Path] = []


class StoredFile(Base):
    """A private file: its bytes are read only through `read_private`, which asks a policy and logs.

    `sha256` and `size` are of the bytes as they were given; `blob` names the encrypted bytes in the store
    (null: plain bytes under `sha256`, or gone); `sealed_key` is the file's own key, null once erased.
    """

    __tablename__ = "stored_file"
    __table_args__ = (Index(None, "erased_at"),)

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
    blob: Mapped[str | None]
    sealed_key: Mapped[bytes | None]

    @property
    def party(self) -> PartyRef:
        """Whose file it is."""
        return PartyRef(PartyKind(self.party_kind), self.party_id)

    @property
    def bound_to(self) -> str:
        """What the encryption is tied to, so that the bytes of one file can't be passed off as another's."""
        return f"stored_file:{self.code}:{self.party_kind}:{self.party_id}"


ReadPolicy = Callable[[Session, Actor, StoredFile], str]
"""Why this actor may read this file, in Indonesian words for its owner; "" when they may not."""
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
    """Say who may read files of a purpose, and why; a purpose without a policy can't be read at all."""
    _policies[purpose] = policy


def keep_private(
    session: Session, actor: Actor, *, content: bytes, purpose: str, mime: str, filename: str, party: PartyRef
) -> StoredFile:
    """Store private bytes, encrypted, for a party. They come before the row; an orphan is unreadable."""
    stored = StoredFile(
        code=new_code(),
        purpose=purpose,
        sha256=hashlib.sha256(content).hexdigest(),
        mime=mime,
        size=len(content),
        filename=filename,
        party_kind=party.kind.value,
        party_id=party.id,
        uploaded_by=actor.user_id,
        created_at=clock.now(),
    )
    seal(stored, content)
    session.add(stored)
    session.flush()
    return stored


def seal(stored: StoredFile, content: bytes) -> None:
    """Give the file a key of its own and keep its bytes under it."""
    stored.sealed_key = crypto.new_file_key(stored.bound_to)
    stored.blob = put_bytes(crypto.encrypt_file(content, stored.sealed_key, stored.bound_to))


def read_private(session: Session, actor: Actor, code: str) -> tuple[StoredFile, bytes]:
    """A private file and its bytes, for whom the policy of its purpose allows; each reading is logged.

    Raises NotFound for everybody else, as for a file that is not there.
    """
    stored = session.scalar(select(StoredFile).where(StoredFile.code == code, StoredFile.erased_at.is_(None)))
    policy = _policies.get(stored.purpose) if stored else None
    why = policy(session, actor, stored) if stored is not None and policy is not None else ""
    if stored is None or not why:
        raise NotFound(f"file {code}")
    content = _bytes_of(stored)
    disclosures.record(session, actor, stored.party, what=stored.purpose, why=why, file_id=stored.id)
    audit.record(
        session,
        actor,
        "files.read",
        subject=f"file:{code}",
        parties=[stored.party],
        data={"purpose": stored.purpose, "sha256": stored.sha256},
    )
    return stored, content


def erase(session: Session, stored: StoredFile) -> None:
    """Forget a file for good: its key goes now, its bytes with the next clean-up; the row stays as a fact."""
    if stored.blob is None and not _read_plain_by_others(session, stored):
        stored.blob = stored.sha256
    stored.erased_at, stored.sealed_key = clock.now(), None
    session.flush()


def remove_erased(session: Session) -> bool:
    """Clean-up: remove the bytes of files whose erasure was committed; True when there may be more.

    A run that is killed half-way is repeated: removing twice changes nothing.
    """
    waiting = (
        select(StoredFile)
        .where(StoredFile.erased_at.is_not(None), StoredFile.blob.is_not(None))
        .order_by(StoredFile.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(waiting).all()
    for stored in found:
        path_of(stored.blob or "").unlink(missing_ok=True)
        stored.blob = None
    session.flush()
    return len(found) == AT_ONCE


def _read_plain_by_others(session: Session, stored: StoredFile) -> bool:
    """Plain bytes of before lie once for equal files: they stay while another row reads them."""
    other = select(StoredFile.id).where(
        StoredFile.sha256 == stored.sha256,
        StoredFile.id != stored.id,
        StoredFile.blob.is_(None),
        StoredFile.erased_at.is_(None),
    )
    return session.scalar(other.limit(1)) is not None


def _bytes_of(stored: StoredFile) -> bytes:
    if stored.blob is None:
        return get_bytes(stored.sha256)
    if stored.sealed_key is None:
        raise NotFound(f"file {stored.code}")
    return crypto.decrypt_file(get_bytes(stored.blob), stored.sealed_key, stored.bound_to)
