"""What an owner reads and signs for a requirement: dated texts, and the relations that she may declare."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from marketplace.kernel.dated import NotInForce, Period, in_force, read_table

_DATA = Path(__file__).parent / "data" / "pledges.json"
PAPER_SUBJECT = "evidence"
"""Under which kind of thing the papers of signatures are issued."""

MOST_RELATIONS = 10
"""Rows of one statement; a shop that needs more writes the offices of one relation together."""


@dataclass(frozen=True, slots=True)
class PledgeText:
    """A text that fulfils one requirement. asks_relations: it is signed with a declaration of relations."""

    requirement: str
    version: str
    title: str
    opening: str
    points: tuple[str, ...]
    asks_relations: bool
    basis: str
    verified: bool
    period: Period


@dataclass(frozen=True, slots=True)
class RelationKind:
    """How somebody of the business may be tied to an office that buys."""

    key: str
    name: str
    basis: str
    period: Period


@dataclass(frozen=True, slots=True)
class Relation:
    """One declared tie: the office as she wrote it, the key of its kind, and of whom it is ("" unnamed)."""

    office: str
    relation: str
    name: str = ""

    @property
    def kind_name(self) -> str:
        """The kind in words, also of one that is no longer offered."""
        return next((kind.name for kind in all_kinds() if kind.key == self.relation), self.relation)


def pledge_text(requirement: str, on: date) -> PledgeText:
    """The text that is signed for a requirement on a day; NotInForce when there is none."""
    for text in in_force(all_texts(), on):
        if text.requirement == requirement:
            return text
    raise NotInForce(f"no text for {requirement} is in force on {on}")


def text_of_version(requirement: str, version: str) -> PledgeText | None:
    """A text of any time by its version; None for what was declared before there were texts."""
    found = (text for text in all_texts() if (text.requirement, text.version) == (requirement, version))
    return next(found, None)


def holds(requirement: str, version: str, on: date) -> bool:
    """Whether a signature under this version still counts on a day."""
    text = text_of_version(requirement, version)
    return text is not None and text.period.contains(on)


def last_day(requirement: str, version: str) -> date | None:
    """The last day of a text that was signed; None while no end is set, and for what has no text."""
    text = text_of_version(requirement, version)
    return text.period.until if text else None


def relation_kinds(on: date) -> tuple[RelationKind, ...]:
    """The kinds of relation to choose from on a day, in the order of the table."""
    return in_force(all_kinds(), on)


def written(relations: Iterable[Relation]) -> str:
    """Relations as a statement keeps them."""
    return json.dumps([asdict(relation) for relation in relations], ensure_ascii=False)


def read(kept: str | None) -> tuple[Relation, ...]:
    """What `written` kept; nothing where nothing was asked or declared."""
    return tuple(Relation(**row) for row in json.loads(kept or "[]"))


@cache
def all_texts() -> tuple[PledgeText, ...]:
    """Every text of every time, in the order of the table."""
    return tuple(
        PledgeText(
            row["requirement"],
            row["version"],
            row["title"],
            row["opening"],
            tuple(row["points"]),
            row["asks_relations"],
            row["basis"],
            row["verified"],
            Period.of(row),
        )
        for row in read_table(_DATA)["texts"]
    )


@cache
def all_kinds() -> tuple[RelationKind, ...]:
    """Every kind of relation of every time."""
    return tuple(
        RelationKind(row["key"], row["name"], row["basis"], Period.of(row))
        for row in read_table(_DATA)["relations"]
    )
