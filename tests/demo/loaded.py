"""The demo loaded once for all tests that look at it, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from bench.servers import flask
from marketplace.app import create_app
from marketplace.demo import content
from marketplace.demo.loading.load import start_offset
from marketplace.infra.db import db
from marketplace.kernel import clock
from marketplace.settings import Settings
from tests.client import StrictClient


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as `flask db upgrade` and `flask demo load` leave it."""
    folder = tmp_path_factory.mktemp("demo")
    flask(folder, "db", "upgrade")
    flask(folder, "demo", "load")
    return folder


@pytest.fixture
def demo_app(demo_folder: Path, app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application on the loaded demo, at the demo's own time."""
    shown = create_app(replace(settings, data_dir=demo_folder, database_url="", rate_limits="relaxed"))
    shown.test_client_class = StrictClient
    clock.set_offset(start_offset(content.load()))
    with shown.app_context():
        db.session.remove()
        yield shown
        db.session.remove()
        db.engine.dispose()
    clock.set_offset(timedelta(0))
    create_app(settings)
