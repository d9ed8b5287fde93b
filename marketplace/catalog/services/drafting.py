"""The open draft of a new product: kept as it is typed, one for each person and business."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.catalog import policies
from marketplace.catalog.draft_models import OpenDraft
from marketplace.catalog.photos import ProcessedPhoto
from marketplace.infra.sweeping import sweep
from marketplace.infra.upserts import insert_new
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Forbidden

KEPT_FOR = timedelta(days=180)
"""Long enough for a person who sells by season; after that nobody remembers what the half product was."""

TYPED_LENGTH = 1000


def keep_draft(
    session: Session,
    actor: Actor,
    *,
    typed: Mapping[str, str],
    photo: ProcessedPhoto | None = None,
    key: str | None = None,
) -> OpenDraft:
    """Keep what the actor has typed so far, in place of what was kept before; a photo kept before stays.

    key: the key of the form; one that was carried out already changes nothing.
    """
    draft = _locked(session, actor)
    if key is not None and draft.done_key == key:
        return draft
    draft.typed = {name: text[:TYPED_LENGTH] for name, text in typed.items()}
    if photo is not None:
        draft.photo = {
            "digest": photo.digest,
            "files": {str(width): digest for width, digest in sorted(photo.files.items())},
        }
    draft.updated_at = clock.now()
    session.flush()
    return draft


def close_draft(session: Session, actor: Actor, *, key: str | None = None) -> None:
    """Empty the actor's open draft: it became a product, or is not wanted any more."""
    draft = _locked(session, actor)
    draft.typed, draft.photo = {}, None
    draft.done_key, draft.updated_at = key, clock.now()
    session.flush()


def photo_of_draft(session: Session, actor: Actor) -> ProcessedPhoto | None:
    """The photo kept with the actor's open draft."""
    photo = _locked(session, actor).photo
    if photo is None:
        return None
    return ProcessedPhoto(photo["digest"], {int(width): digest for width, digest in photo["files"].items()})


def forget_old(session: Session) -> bool:
    """Remove drafts that nobody touched for `KEPT_FOR`, as `sweep` does."""
    return sweep(session, OpenDraft, OpenDraft.updated_at < clock.now() - KEPT_FOR)


def export_of(session: Session, user_id: int) -> dict[str, Any]:
    """What a person has not finished writing."""
    drafts = session.scalars(
        select(OpenDraft).where(OpenDraft.user_id == user_id).order_by(OpenDraft.business_id)
    )
    return {"produk_belum_selesai": [draft.typed for draft in drafts if draft.typed]}


def forget_person(session: Session, user_id: int) -> None:
    """Remove everything that a person has not finished writing."""
    session.execute(delete(OpenDraft).where(OpenDraft.user_id == user_id))


def _locked(session: Session, actor: Actor) -> OpenDraft:
    business_id = policies.own_business(actor)
    policies.ensure_may_draft(actor, business_id)
    if actor.user_id is None:
        raise Forbidden("only people write drafts")
    insert_new(
        session,
        OpenDraft,
        business_id=business_id,
        user_id=actor.user_id,
        typed={},
        updated_at=clock.now(),
    )
    return session.scalars(
        select(OpenDraft)
        .where(OpenDraft.business_id == business_id, OpenDraft.user_id == actor.user_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
