"""The order and the fields of the official registration as a government vendor (INAPROC), as dated data.

What of it was compared with the official pages and what not stands in the table and in docs/inaproc.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from marketplace.kernel.dated import Period, in_force, read_table

_TABLE = Path(__file__).parent / "data" / "inaproc.json"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an official form. source: where its value comes from, such as `business.nib`."""

    key: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A paper to upload there. name: how the downloaded copy is called, after its number."""

    requirement: str
    name: str


@dataclass(frozen=True, slots=True)
class OfficialStep:
    """One step there. registers: whoever did it is registered. verified: compared with the official pages."""

    key: str
    title: str
    icon: str
    text: str
    fields: tuple[Field, ...]
    files: tuple[WantedFile, ...]
    watch: tuple[str, ...]
    registers: bool
    verified: bool
    period: Period
    basis: str


@dataclass(frozen=True, slots=True)
class ProductField:
    """One column of the product sheet; what is not `required` may stay empty there too."""

    key: str
    label: str
    required: bool


def official_steps(on: date) -> tuple[OfficialStep, ...]:
    """The steps in force on a day, in the order of the official forms."""
    return tuple(in_force(_steps(), on))


@cache
def product_fields() -> tuple[ProductField, ...]:
    """The columns of the product sheet, in the order of the official form."""
    rows = read_table(_TABLE)["product"]
    return tuple(ProductField(row["key"], row["label"], row["required"]) for row in rows)


@cache
def largest_file() -> int:
    """How many bytes an uploaded paper may have."""
    kilobytes: int = read_table(_TABLE)["limits"]["file_kb"]
    return kilobytes * 1024


@cache
def _steps() -> tuple[OfficialStep, ...]:
    return tuple(
        OfficialStep(
            row["key"],
            row["title"],
            row["icon"],
            row["text"],
            tuple(Field(one["key"], one["label"], one["source"]) for one in row["fields"]),
            tuple(WantedFile(one["requirement"], one["name"]) for one in row["files"]),
            tuple(row["watch"]),
            row["registers"],
            row["verified"],
            Period.of(row),
            row["basis"],
        )
        for row in read_table(_TABLE)["steps"]
    )
