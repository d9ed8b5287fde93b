"""What a helper or staff reads when something is not theirs to do, or when their right has ended.

An attempt under a mandate is noted each time.
"""

from __future__ import annotations

import logging

from flask import Response, request

from marketplace.businesses import queries, services
from marketplace.businesses.queries import MandateView
from marketplace.infra.db import db
from marketplace.infra.sessions import WebSession
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Forbidden
from marketplace.web import actors, errors

log = logging.getLogger(__name__)

BANK = "Rekening hanya terbuka bagi pemilik usaha. Tidak ada yang berubah."
OWNERS = (
    "Bagian ini tetap di tangan pemilik usaha, apa pun isi surat kuasanya. Tidak ada yang berubah. "
    "Minta pemilik membukanya dari akunnya sendiri."
)

STAFF = "Izin Anda belum mencakup bagian itu. Tidak ada yang berubah. Minta pemilik menambah izinnya."
NO_STAFF = "Anda tidak bekerja di usaha ini lagi. Tidak ada yang berubah. Ganti peran di halaman Akun."


def forbidden(error: Forbidden) -> Response:
    """403 for everybody; staff and whoever acts (or acted) under a mandate are told what they lack."""
    log.info("forbidden: %s", error)
    row = actors.session_row()
    if row is not None and row.role is Role.STAFF:
        works = actors.current_actor().role is Role.STAFF
        return errors.answer(403, title="Bukan bagian Anda", text=STAFF if works else NO_STAFF)
    if row is None or row.mandate_id is None or row.user_id is None or row.party is None:
        return errors.refusal()
    mandate = queries.mandate_by_id(db.session(), row.mandate_id)
    if mandate.active and not request.path.startswith("/penjual"):
        text = f"Anda sedang membantu {mandate.business_name}. Berhenti membantu dulu di halaman Peran."
        return errors.answer(403, title="Anda sedang berperan lain", text=text)
    _note(row, row.party.id)
    if mandate.active:
        text = BANK if request.endpoint == "businesses.bank_account" else OWNERS
        return errors.answer(403, title="Hanya untuk pemilik usaha", text=text)
    return errors.answer(403, title="Surat kuasa sudah tidak berlaku", text=_ended(mandate))


def _ended(mandate: MandateView) -> str:
    how = "sudah dicabut pemiliknya" if mandate.ended_at else "sudah berakhir"
    return (
        f"Surat kuasa Anda untuk {mandate.business_name} {how}. "
        "Isian Anda tidak disimpan dan data usaha tidak berubah. Ganti peran di halaman Akun."
    )


def _note(row: WebSession, business_id: int) -> None:
    """The right has just been refused, so the actor is the one of the session and not read again."""
    actor = Actor(row.user_id, row.id, row.role, row.party, mandate_id=row.mandate_id)
    with unit_of_work(actor=actor) as (session, actor):
        services.note_refusal(session, actor, business_id, attempt=request.endpoint or "")
