"""Closing an account: what is said before, what stands in the way, what ends, and taking everything along."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import IO, Any

from sqlalchemy.orm import Session

from marketplace.accounts import services, signing_in
from marketplace.infra import personal_data
from marketplace.infra.personal_data import Belonging, Obstacle
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.dated import Period, in_force, read_table
from marketplace.kernel.errors import Refused

_TABLE = Path(__file__).parent / "data" / "leaving.json"
IN_MEMORY = 8 * 2**20
ReadBelonging = Callable[[Belonging], bytes]


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence about leaving; basis is "" for what needs no law."""

    text: str
    basis: str
    period: Period


def what_ends(on: date) -> tuple[Fact, ...]:
    """What is gone once the account is closed, on a day."""
    return in_force(_facts()["ends"], on)


def what_is_kept(on: date) -> tuple[Fact, ...]:
    """What the law wants kept, with its basis, on a day."""
    return in_force(_facts()["kept"], on)


@cache
def _facts() -> dict[str, tuple[Fact, ...]]:
    table = read_table(_TABLE)
    return {
        part: tuple(Fact(row["text"], row.get("basis", ""), Period.of(row)) for row in table[part])
        for part in ("ends", "kept")
    }


def obstacles(session: Session, user_id: int) -> list[Obstacle]:
    """What a person has to put right before the account can be closed, of all rooms."""
    return [
        found for keeper in personal_data.keepers().values() for found in keeper.obstacles(session, user_id)
    ]


def close_account(session: Session, actor: Actor, *, proof: str) -> None:
    """Close the actor's account for good: rights end first, then what points at the person is erased.

    proof: one-time code where there is an authenticator, else the password; DomainError beside its field.
    Raises Refused while something stands in the way, with what to do.
    """
    account = services.own_account(session, actor)
    signing_in.prove(session, account, proof)
    for found in obstacles(session, account.id):
        raise Refused(found.text)
    keepers = list(personal_data.keepers().values())
    for keeper in keepers:
        keeper.leave(session, actor)
    services.note(session, actor, account, "accounts.close")
    # From the top down: a room above may still look somebody up by the number that accounts erase last.
    for keeper in reversed(keepers):
        keeper.erase(session, account.id)


def data_of(session: Session, user_id: int) -> dict[str, Any]:
    """Everything that rooms keep about a person, as plain values by room."""
    return {room: keeper.export(session, user_id) for room, keeper in sorted(personal_data.keepers().items())}


def belongings(session: Session, user_id: int) -> list[Belonging]:
    """Every file that a person takes along, of all rooms."""
    return [
        found for keeper in personal_data.keepers().values() for found in keeper.belongings(session, user_id)
    ]


def archive(data: dict[str, Any], files: list[Belonging], read: ReadBelonging) -> IO[bytes]:
    """A ZIP of the data as JSON and of the files, on disk beyond 8 MiB; the caller closes it.

    Pictures and papers are compressed already and stored as they are.
    """
    packed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    try:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archived:
            text = json.dumps({"dibuat": clock.now().isoformat(), "data": data}, ensure_ascii=False, indent=2)
            archived.writestr("data-saya.json", text, zipfile.ZIP_DEFLATED)
            for belonging in files:
                archived.writestr(belonging.name, read(belonging))
    except BaseException:
        packed.close()
        raise
    packed.seek(0)
    return packed
