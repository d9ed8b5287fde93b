"""How far the demo clock stands from the real one: a small file that web and worker both watch."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from marketplace.kernel import clock

_seen: dict[Path, float] = {}


def path_in(data_dir: Path) -> Path:
    return data_dir / "demo-clock"


def refresh(data_dir: Path) -> None:
    """Take over the stored offset if the file changed since this process last looked (one stat call)."""
    path = path_in(data_dir)
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        if _seen.pop(path, None) is not None:
            clock.set_offset(timedelta(0))
        return
    if _seen.get(path) != changed:
        clock.set_offset(timedelta(seconds=float(path.read_text() or 0)))
        _seen[path] = changed


def store(data_dir: Path, offset: timedelta) -> None:
    """Move the demo clock for every process on this data."""
    path = path_in(data_dir)
    partial = path.with_suffix(".new")
    partial.write_text(str(offset.total_seconds()))
    partial.replace(path)
    refresh(data_dir)
