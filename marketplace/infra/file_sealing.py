"""Private files brought up to date: plain bytes are encrypted, keys move to the newest root key."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from marketplace.infra import crypto, files
from marketplace.infra.db import db
from marketplace.infra.files import StoredFile
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor

AT_ONCE = 50
SEALER = Actor.system("files encrypt")


def seal_all() -> tuple[int, int]:
    """Encrypt what lies plain and rewrap old keys, a few files at a time; how many of each.

    Plain bytes are removed only once no row reads them any more. A run that was killed is taken up again by
    the next one, also where it had encrypted a file but not yet removed its plain bytes.
    """
    encrypted = _each(_plain_ids(), _seal)
    rewrapped = _each(_ids_under_older_keys(), _rewrap)
    _remove_plain_bytes()
    return encrypted, rewrapped


def _each(ids: list[int], work: Callable[[StoredFile], bool]) -> int:
    done = 0
    for start in range(0, len(ids), AT_ONCE):
        with unit_of_work(actor=SEALER) as (session, _actor):
            chosen = select(StoredFile).where(
                StoredFile.id.in_(ids[start : start + AT_ONCE]), StoredFile.erased_at.is_(None)
            )
            done += sum(map(work, session.scalars(chosen.order_by(StoredFile.id).with_for_update())))
    return done


def _seal(stored: StoredFile) -> bool:
    if stored.blob is not None:
        return False
    files.seal(stored, files.get_bytes(stored.sha256))
    return True


def _rewrap(stored: StoredFile) -> bool:
    if stored.sealed_key is None or crypto.key_id_of(stored.sealed_key) == crypto.current_key_id():
        return False
    stored.sealed_key = crypto.rewrap_file_key(stored.sealed_key, stored.bound_to)
    return True


def _plain_ids() -> list[int]:
    plain = select(StoredFile.id).where(StoredFile.blob.is_(None), StoredFile.erased_at.is_(None))
    return list(db.session.scalars(plain.order_by(StoredFile.id)))


def _ids_under_older_keys() -> list[int]:
    kept = select(StoredFile.id, StoredFile.sealed_key).where(StoredFile.sealed_key.is_not(None))
    current = crypto.current_key_id()
    rows = db.session.execute(kept.order_by(StoredFile.id))
    return [row.id for row in rows if crypto.key_id_of(row.sealed_key) != current]


def _remove_plain_bytes() -> None:
    still_plain = select(StoredFile.sha256).where(StoredFile.blob.is_(None), StoredFile.erased_at.is_(None))
    sealed = select(StoredFile.sha256).where(StoredFile.sha256.not_in(still_plain)).distinct()
    for digest in db.session.scalars(sealed).all():
        files.path_of(digest).unlink(missing_ok=True)
