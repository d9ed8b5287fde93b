"""Wires the demo in, in development only; nothing else imports this room."""

from __future__ import annotations

from flask import Flask

from marketplace.demo import attempts, bar
from marketplace.demo.cli import demo_cli
from marketplace.demo.views import bp
from marketplace.settings import Settings
from marketplace.web.layout import add_context


def init_app(app: Flask, settings: Settings) -> None:
    if settings.production:
        return
    app.cli.add_command(demo_cli)
    app.register_blueprint(bp)
    add_context("demo_bar", bar.maker(settings.data_dir))
    attempts.watch(app, settings.data_dir)
