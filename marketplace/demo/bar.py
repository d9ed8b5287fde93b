"""The thin bar on every page: who you are, which chapter it is, what the demo's clock says, what is next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from babel.dates import format_datetime
from flask import request, session, url_for

from marketplace.accounts import queries as accounts
from marketplace.demo import tour
from marketplace.infra.db import db
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.web.filters import hari_tanggal, waktu

CHAPTER = "demo_chapter"


@dataclass(frozen=True, slots=True)
class Bar:
    """As `demo_banner` shows it."""

    person: str = ""
    chapter: str = ""
    next_url: str = ""
    next_label: str = ""
    clock_label: str = ""


def maker(data_dir: Path) -> Callable[[Actor], Bar]:
    """What the layout asks on every page."""

    def make(actor: Actor) -> Bar:
        """Visitors' pages are the same for all and kept by caches, so their bar only leads to the tour."""
        if not actor.signed_in:
            here = request.endpoint == "demo.page"
            return Bar(next_url="" if here else url_for("demo.page"), next_label="Tur peragaan")
        number = session.get(CHAPTER)
        if number is None:
            return Bar(next_url=url_for("demo.page"), next_label="Tur peragaan", clock_label=_clock())
        return _of_chapter(actor, number, data_dir)

    return make


def _of_chapter(actor: Actor, number: int, data_dir: Path) -> Bar:
    finished = tour.chapter_done(db.session(), data_dir, number)
    following = min(number + 1, tour.LAST)
    return Bar(
        person=accounts.name_of(db.session(), actor.user_id or 0) or "",
        chapter=f"Bab {number} dari {tour.LAST}{' selesai' if finished else ''}",
        next_url=f"{url_for('demo.page')}#bab-{following if finished else number}",
        next_label=f"Lanjut bab {following}" if finished else "Langkah-langkah",
        clock_label=_clock(),
    )


def _clock() -> str:
    """Short, because it stands on every page, also on a phone: "24 Nov, 08.30"."""
    return format_datetime(clock.now().astimezone(clock.JAKARTA), "d MMM, HH.mm", locale="id")


def in_words(at: datetime) -> str:
    """A time of the demo's clock: "Selasa, 24 November 2026, 08.30 WIB"."""
    return f"{hari_tanggal(at)}, {waktu(at)}"
