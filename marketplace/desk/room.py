"""Wires the desks in."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from marketplace.businesses.policies import is_owner, is_seller
from marketplace.desk import inaproc_views, letters, sharing_views, week, week_views
from marketplace.desk.views import bp
from marketplace.infra import jobs, worker
from marketplace.infra.db import db
from marketplace.kernel.actor import Actor, Role
from marketplace.notifications import choices
from marketplace.settings import Settings
from marketplace.web.layout import NavItem, add_context, add_nav, set_home

PAGES = (inaproc_views, sharing_views, week_views)
"""The modules whose import adds the pages to the blueprint."""


def init_app(app: Flask, settings: Settings) -> None:
    sellers = frozenset({Role.OWNER, Role.STAFF, Role.HELPER})
    add_nav(
        NavItem("Hari ini", "desk.seller", "house", sellers, 10, only=is_seller),
        NavItem("INAPROC", "desk.inaproc", "landmark", sellers, 55, only=is_seller),
        NavItem("Hari ini", "desk.dinas", "house", frozenset({Role.DINAS}), 10),
    )
    set_home("desk.seller", Role.OWNER, Role.STAFF)
    set_home("desk.dinas", Role.DINAS)
    jobs.handle(letters.ROUND, letters.go_round)
    jobs.handle(letters.LETTER, letters.write)
    worker.add_chore(letters.plan_next, every_seconds=letters.PLAN_SECONDS)
    choices.offer(
        week.KIND,
        title="Pesan mingguan",
        text="Setiap Senin pagi: satu harga, satu stok, dan satu jawaban, masing-masing dengan tautannya.",
        only=is_owner,
    )
    add_context("follow_up", _follow_up)
    app.register_blueprint(bp)


def _follow_up(actor: Actor) -> Callable[[], tuple[str, str] | None]:
    """After a save, the way back to the letter of the week; asked only where a page tells of a save."""
    return lambda: week.next_step(db.session(), actor) if is_owner(actor) else None
