"""Wires search into the app."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from marketplace.infra import readiness, worker
from marketplace.infra.readiness import Check
from marketplace.search import handlers, live
from marketplace.search.cli import search_cli
from marketplace.search.views import bp
from marketplace.settings import Settings

CARE_SECONDS = 2.0


def init_app(app: Flask, settings: Settings) -> None:
    live.use(settings.search)
    handlers.register()
    worker.add_chore(live.keep_healthy, every_seconds=CARE_SECONDS)
    readiness.add(_index_check)
    app.cli.add_command(search_cli)
    app.register_blueprint(bp)


def _index_check(_session: Session) -> Check:
    """The site goes on without the index, so a missing one is told but does not make it unready."""
    try:
        return Check("index", ok=True, detail=f"{live.index().count()} produk")
    except Exception as error:
        return Check("index", ok=True, detail=f"dibangun ulang ({type(error).__name__})")
