"""The running program with its demo, and a real browser before it."""

from __future__ import annotations

import os
import shutil
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bench.servers import flask, web, worker
from tools.run_tests import chromium

FIRST_PAGE_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Site:
    """Where the program answers, and the folder of its data."""

    origin: str
    folder: Path


@pytest.fixture(scope="session")
def site(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Web and worker as `make run` starts them, on a copy of the loaded demo."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    with web("wsgi", folder) as (host, port), worker(folder):
        yield awake(Site(f"http://{host}:{port}", folder))


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same program on a new installation, where nobody has an account yet."""
    folder = tmp_path_factory.mktemp("empty")
    flask(folder, "db", "upgrade")
    with web("wsgi", folder) as (host, port), worker(folder):
        yield awake(Site(f"http://{host}:{port}", folder))


def awake(site: Site) -> Site:
    """The site after its first page, which reads the templates: a busy machine takes its time for that."""
    urllib.request.urlopen(f"{site.origin}/", timeout=FIRST_PAGE_SECONDS).close()
    return site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()
