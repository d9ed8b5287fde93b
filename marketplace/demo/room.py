"""Wires the demo in, in development only; nothing else imports this room."""

from __future__ import annotations

from flask import Flask

from marketplace.demo.cli import demo_cli
from marketplace.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    if not settings.production:
        app.cli.add_command(demo_cli)
