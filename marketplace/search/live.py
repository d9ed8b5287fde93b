"""The index of this process, and the worker's care for it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import func, select

from marketplace.businesses.models import Business
from marketplace.catalog.models import Product
from marketplace.infra.db import db
from marketplace.search import documents
from marketplace.search.engine import SearchIndex
from marketplace.search.whoosh_index import WhooshIndex

log = logging.getLogger(__name__)

WANTED = "REBUILD"
_index: list[tuple[SearchIndex, Path]] = []
_paused: list[bool] = []


def use(url: str) -> None:
    """Use the index that SEARCH_URL names (`whoosh:///folder`)."""
    folder = Path(urlsplit(url).path)
    _index[:] = [(WhooshIndex(folder), folder)]


def index() -> SearchIndex:
    return _index[0][0]


def ask_for_rebuild() -> None:
    """Leave a note for the worker that the index is not usable."""
    folder = _index[0][1]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / WANTED).touch()
    except OSError:
        log.exception("no note for the worker could be left")


@contextmanager
def paused() -> Iterator[None]:
    """While much is written at once, leave the index alone; whoever does so rebuilds it afterwards."""
    _paused.append(True)
    try:
        yield
    finally:
        _paused.pop()


def is_paused() -> bool:
    return bool(_paused)


def rebuild() -> int:
    """Build the index anew from the database and put it in place of the old one."""
    count = index().rebuild(documents.everything(db.session()))
    (_index[0][1] / WANTED).unlink(missing_ok=True)
    log.info("index rebuilt with %s products", count)
    return count


def keep_healthy() -> None:
    """A chore of the worker: build the index where it is missing, broken, or asked for."""
    if (_index[0][1] / WANTED).exists():
        rebuild()
        return
    try:
        index().count()
    except Exception:
        log.exception("the index can't be opened; building it anew")
        rebuild()


def difference() -> tuple[int, int]:
    """How many products the index holds, and how many the public may see."""
    visible = (
        select(func.count(Product.id))
        .join(Business, Business.id == Product.business_id)
        .where(documents.visible())
    )
    return index().count(), db.session.scalar(visible) or 0
