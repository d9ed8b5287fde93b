"""The gallery of components helps those who build; a production site does not have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from marketplace.app import create_app
from marketplace.settings import Settings
from tests.client import StrictClient


@pytest.fixture
def production(settings: Settings, app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The app as an operator starts it; afterwards the suite's own settings are in force again."""
    yield create_app(
        replace(
            settings,
            environment="production",
            data_dir=tmp_path,
            secret_key="s" * 40,
            encryption_keys="k1:cHJvZHVrc2ktcHJvZHVrc2ktcHJvZHVrc2ktMzJieXQ=",
            server_origin="https://lapak.contoh.test",
        )
    )
    create_app(settings)


def addresses(app: Flask) -> set[str]:
    return {str(rule) for rule in app.url_map.iter_rules()}


def test_the_gallery_shows_every_part_in_valid_html(client: StrictClient) -> None:
    assert client.get("/gaya").status_code == 200


def test_production_has_no_gallery_and_no_tour(production: Flask) -> None:
    hidden = ("/gaya", "/demo")
    assert not [rule for rule in addresses(production) if rule.startswith(hidden)]
