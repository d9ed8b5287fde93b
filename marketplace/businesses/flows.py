"""Opening a private paper: allowed and logged in one transaction, marked outside of it."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.accounts import queries as accounts
from marketplace.businesses.texts import day_words
from marketplace.infra import files, watermark
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """What leaves the house: the bytes with their type and the name that they are saved under."""

    content: bytes
    mime: str
    filename: str


def open_paper(code: str, *, site: str) -> OpenedPaper:
    """A private file for whoever its policy allows: the owner gets her own, everybody else a marked copy.

    Raises NotFound for strangers, Refused when the copy can't be marked.
    """
    with unit_of_work() as (session, actor):
        stored, content = files.read_private(session, actor, code)
        reader = accounts.names_of(session, [actor.user_id or 0]).get(actor.user_id or 0, actor.role.label)
    if actor.party == stored.party:
        return OpenedPaper(content, stored.mime, stored.filename)
    words = f"Hanya untuk verifikasi {site}: {reader}, {day_words(clock.today())}"
    marked, mime = watermark.mark(content, stored.mime, words)
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg"}[mime]
    return OpenedPaper(marked, mime, f"{stored.filename.rpartition('.')[0]}.{ending}")
