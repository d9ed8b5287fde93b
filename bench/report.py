"""What a run found: tables on the terminal, and the same as Markdown and JSON in a folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.machine import Machine

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column titles; the first column says what was measured."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def lines(self) -> list[str]:
        """Markdown that is also aligned for the terminal."""
        cells = [[_shown(cell) for cell in row] for row in (self.columns, *self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
        return [_line(row, widths) for row in (cells[0], rule, *cells[1:])]


@dataclass(frozen=True, slots=True)
class Section:
    """One measurement: its tables for people, its figures for programs, and how it was made."""

    name: str
    title: str
    tables: Sequence[Table]
    figures: dict[str, Any]
    notes: Sequence[str] = field(default=())

    def lines(self) -> list[str]:
        parts = [f"## {self.title}", ""]
        for table in self.tables:
            parts += [*table.lines(), ""]
        return parts + [f"- {note}" for note in self.notes] + ([""] if self.notes else [])


def write(folder: Path, machine: Machine, sections: Sequence[Section]) -> Path:
    """Write `<date>-<commit>.json` and `.md`; returns the path of the Markdown file.

    Sections that an earlier run of the same day and commit wrote, and this run did not measure, are kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{machine.date}-{machine.commit or 'unknown'}"
    data, page = folder / f"{stem}.json", folder / f"{stem}.md"
    known: dict[str, Any] = json.loads(data.read_text())["sections"] if data.exists() else {}
    known |= {
        section.name: {"figures": section.figures, "page": section.lines(), "machine": asdict(machine)}
        for section in sections
    }
    data.write_text(
        json.dumps({"machine": asdict(machine), "sections": known}, indent=1, ensure_ascii=False) + "\n"
    )
    page.write_text("\n".join([*_head(machine), *[line for one in known.values() for line in one["page"]]]))
    return page


def _head(machine: Machine) -> list[str]:
    changed = " (with uncommitted changes)" if machine.changed else ""
    return [
        f"# Measured on {machine.date} at commit {machine.commit or 'unknown'}{changed}",
        "",
        f"{machine.cpu}, {machine.cores} cores, {machine.memory_gib} GiB, {machine.system}; Python "
        f"{machine.python}, SQLite {machine.sqlite}; load average at the start {machine.load}.",
        "",
    ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    numbers = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join([cells[0].ljust(widths[0]), *numbers])} |"


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:,.2f}" if abs(cell) < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else cell
