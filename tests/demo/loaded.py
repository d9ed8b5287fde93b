"""The demo loaded once for all tests that look at it, in a folder of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
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
    """A data folder as `flask db upgrade` and `flask demo load` leave it.

    Runs that go side by side share one load: SHARED_DEMO names a folder for it. The first one loads while the
    others wait for its lock; each works on a copy.
    """
    folder = tmp_path_factory.mktemp("demo")
    shared = os.environ.get("SHARED_DEMO")
    if not shared:
        _load(folder)
        return folder
    loaded = Path(shared) / "loaded"
    with (Path(shared) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not loaded.exists():
            _load(folder)
            shutil.copytree(folder, Path(shared) / "copying")
            (Path(shared) / "copying").rename(loaded)
    return Path(shutil.copytree(loaded, folder, dirs_exist_ok=True))


def _load(folder: Path) -> None:
    flask(folder, "db", "upgrade")
    flask(folder, "demo", "load")


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
