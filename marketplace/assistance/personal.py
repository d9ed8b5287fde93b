"""What this room gives a person of their own data, and what it erases (UU 27/2022 Pasal 7, 8, 13)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assistance.models import Engagement, HelperProfile, HelpRequest, Visit

TABLES = {"helper_profile", "help_request", "visit"}


def export(session: Session, user_id: int) -> dict[str, Any]:
    """The person's profile as a helper with the notes of visits, and what they asked for as an owner."""
    profile = session.scalar(select(HelperProfile).where(HelperProfile.user_id == user_id))
    asked = session.scalars(select(HelpRequest).where(HelpRequest.asked_by == user_id))
    return {
        "pendamping": {"tentang": profile.bio, "sejak": profile.admitted_at.isoformat()} if profile else None,
        "kunjungan": [visit.note for visit in _visits(session, profile)],
        "permintaan": [{"topik": request.topic, "isi": request.text} for request in asked],
    }


def erase(session: Session, user_id: int) -> None:
    """Empty biography, words and notes; that somebody helped somebody stays, without what was said."""
    profile = session.scalar(select(HelperProfile).where(HelperProfile.user_id == user_id))
    for visit in _visits(session, profile):
        visit.note = ""
    if profile is not None:
        profile.bio = ""
    for request in session.scalars(select(HelpRequest).where(HelpRequest.asked_by == user_id)):
        request.text = ""
    session.flush()


def _visits(session: Session, profile: HelperProfile | None) -> list[Visit]:
    if profile is None:
        return []
    of_helper = select(Visit).join(Engagement, Engagement.id == Visit.engagement_id)
    return list(session.scalars(of_helper.where(Engagement.helper_profile_id == profile.id)))
