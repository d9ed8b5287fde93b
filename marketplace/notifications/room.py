"""Wires the room in: inbox, header counter, reminders, personal data."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.infra import jobs, outbox, personal_data
from marketplace.infra.db import db
from marketplace.kernel.actor import Actor
from marketplace.kernel.events import Topic
from marketplace.notifications import handlers, queries, services
from marketplace.notifications.models import Notice, NoticeRefusal
from marketplace.notifications.views import bp
from marketplace.settings import Settings
from marketplace.web.layout import add_counter


def init_app(app: Flask, settings: Settings) -> None:
    services.use_origin(settings.server_origin)
    jobs.handle(services.REMIND, services.remind)
    outbox.on(Topic.ACCOUNT_RECOVERY_MOVED, handlers.on_recovery_moved, name="notifications.recovery")
    personal_data.register("notifications", tables={"notice", "notice_refusal"}, export=_export, erase=_erase)
    add_counter("kabar", _unread)
    app.register_blueprint(bp)


def _unread(actor: Actor) -> int:
    return queries.unread_count(db.session(), actor)


def _export(session: Session, user_id: int) -> dict[str, Any]:
    rows = session.scalars(select(Notice).where(Notice.user_id == user_id).order_by(Notice.id))
    refused = session.scalars(select(NoticeRefusal.kind).where(NoticeRefusal.user_id == user_id))
    return {
        "kabar": [{"teks": row.text, "pada": row.created_at.isoformat()} for row in rows],
        "kabar_yang_dihentikan": sorted(refused),
    }


def _erase(session: Session, user_id: int) -> None:
    for table in (Notice, NoticeRefusal):
        session.execute(delete(table).where(table.user_id == user_id))
