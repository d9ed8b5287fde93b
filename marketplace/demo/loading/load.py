"""Load the whole demo, in the order in which it would have happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from marketplace.demo import content
from marketplace.demo.loading import cast, listings, offices, shops
from marketplace.demo.loading.stage import Stage, instant, same_every_time
from marketplace.infra import demo_clock, snapshot
from marketplace.infra.db import db
from marketplace.kernel import clock
from marketplace.search import live

STEPS: tuple[tuple[str, Callable[[Stage], None]], ...] = (
    ("orang dan akun", cast.load),
    ("usaha", shops.load),
    ("instansi dan RUP", offices.load),
    ("produk", listings.load),
)


def load(data_dir: Path, tell: Callable[[str], None]) -> Stage:
    """Fill an empty database. `tell` hears each step; the clock then stands at the demo's own day."""
    stage = Stage(content.load())
    clock.set_offset(timedelta(0))
    with same_every_time():
        for name, step in STEPS:
            tell(f"Demo: {name} ...")
            step(stage)
    tell("Demo: indeks pencarian ...")
    live.rebuild()
    demo_clock.store(data_dir, start_offset(stage.content))
    snapshot.take(data_dir)
    db.session.remove()
    return stage


def reset(data_dir: Path) -> None:
    """Put the demo back to its first state: database, index and clock."""
    snapshot.restore(data_dir)
    demo_clock.store(data_dir, start_offset(content.load()))
    live.rebuild()
    db.session.remove()


def start_offset(played: content.Content) -> timedelta:
    """How far the application clock must stand from the real one to show the morning of the demo's day."""
    return instant(played.story.today, "08:30") - (clock.now() - clock.offset())
