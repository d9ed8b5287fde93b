"""Proposed changes: a command that waits for somebody else's yes, and is then run as the one who said it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies
from marketplace.businesses.models import ProposedChange
from marketplace.businesses.rules import rule
from marketplace.businesses.services import _notices
from marketplace.businesses.services._cases import ensure_impartial
from marketplace.businesses.services._rows import note
from marketplace.businesses.states import CHANGE, CHANGE_OPEN, ChangeState, Decider
from marketplace.infra import outbox, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, NotFound, Refused
from marketplace.kernel.events import ProposedChangeCreated

SECOND = "Pemeriksa kedua harus orang lain dari yang pertama. Tidak ada yang berubah; buka yang berikutnya."

AGAIN = {
    Decider.OWNER: "Tolak usulan ini, lalu minta pendamping mengusulkan lagi.",
    Decider.CURATOR: "Tolak usulan ini; penjual bisa mengubahnya lagi.",
}
"""What whoever decides does with a proposal that cannot be run."""


class Command(Protocol):
    """Runs a confirmed change as the confirmer; `arguments` are those that were proposed."""

    def __call__(
        self, session: Session, actor: Actor, business_id: int, *, target: str, arguments: dict[str, Any]
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class _Registered:
    run: Command
    version_of: Callable[[Session, str], int]


_commands: dict[str, _Registered] = {}


def register_command(name: str, run: Command, *, version_of: Callable[[Session, str], int]) -> None:
    """A room says how its command is replayed and which version of the target a proposal must still fit."""
    _commands[name] = _Registered(run, version_of)


def propose(
    session: Session,
    actor: Actor,
    *,
    business_id: int,
    target: str,
    version: int,
    command: str,
    arguments: dict[str, Any],
    diff: Sequence[dict[str, str]],
    title: str = "",
    decider: Decider = Decider.OWNER,
) -> ProposedChange:
    """Let a change wait for the owner, or for a curator (`decider`).

    A newer proposal for the same target and command replaces the older.

    target: `<kind>:<CODE>`; version: of the target, as the proposer saw it; arguments: plain values;
    diff: rows `{label, before, after}` in Indonesian; title: what the change is about.
    """
    policies.ensure_may_act_for(actor, business_id)
    if command not in _commands or actor.user_id is None:
        raise LookupError(f"command {command} is not registered, or nobody proposes it")
    _replace_waiting(session, actor, business_id, target, command)
    now = clock.now()
    change = ProposedChange(
        code=new_code(),
        business_id=business_id,
        target=target,
        target_version=version,
        command=command,
        title=title or target,
        arguments_json=json.dumps(arguments, ensure_ascii=False),
        diff_json=json.dumps(list(diff), ensure_ascii=False),
        decider=decider,
        state=ChangeState.WAITING,
        proposed_by=actor.user_id,
        mandate_id=actor.mandate_id,
        proposed_at=now,
        expires_at=now + timedelta(days=rule("proposal.days", clock.today()).number),
    )
    session.add(change)
    session.flush()
    _announce(session, actor, change)
    return change


def _announce(session: Session, actor: Actor, change: ProposedChange) -> None:
    """Timeline, audit, event and notice of a new proposal."""
    timeline.record(session, actor, ("change", change.id), event="propose", before=None, after=change.state)
    data = {"target": change.target, "command": change.command}
    note(session, actor, "businesses.propose", change.business_id, f"change:{change.code}", **data)
    outbox.record(
        session,
        ProposedChangeCreated(
            proposed_change_id=change.id, business_id=change.business_id, command=change.command
        ),
    )
    if change.decider is Decider.OWNER:
        _notices.change_waits(session, change, accounts.name_of(session, change.proposed_by) or "")


def waiting_for(session: Session, business_id: int, *, target: str, command: str) -> ProposedChange | None:
    """The proposal that is not decided for this target and command, locked."""
    return session.scalar(
        select(ProposedChange)
        .where(
            ProposedChange.business_id == business_id,
            ProposedChange.target == target,
            ProposedChange.command == command,
            ProposedChange.state.in_(CHANGE_OPEN),
        )
        .with_for_update()
    )


def confirm_change(session: Session, actor: Actor, change_id: int, *, people: int = 1) -> ProposedChange:
    """Run the proposed command as whoever confirms: the owner, or a curator who is free of the business.

    people: how many different ones must agree; the first of two leaves the change waiting for somebody else.
    Conflict, with nothing changed, when its target has moved.
    """
    change = _waiting(session, actor, change_id)
    if change.expires_at < clock.now():
        raise Conflict(f"Usulan ini sudah lewat 30 hari. {AGAIN[change.decider]}")
    registered = _commands[change.command]
    if registered.version_of(session, change.target) != change.target_version:
        raise Conflict(
            "Data yang mau diubah sudah berubah sesudah usulan dibuat, jadi usulan ini tidak dijalankan. "
            f"{AGAIN[change.decider]}"
        )
    if actor.user_id is not None and actor.user_id == change.checked_by:
        raise Refused(SECOND)
    if people > 1 and change.state is ChangeState.WAITING:
        change.checked_by, change.checked_at = actor.user_id, clock.now()
        _move(session, actor, change, "check")
        return change
    registered.run(session, actor, change.business_id, target=change.target, arguments=change.arguments)
    _decide(session, actor, change, "confirm")
    return change


def refuse_change(session: Session, actor: Actor, change_id: int, *, reason: str = "") -> ProposedChange:
    """Say no; nothing but the proposal changes."""
    change = _waiting(session, actor, change_id)
    change.reason = reason
    _decide(session, actor, change, "refuse")
    return change


def withdraw_change(session: Session, actor: Actor, change_id: int) -> ProposedChange:
    """Take a change back before a curator decided, as the business; nothing but the proposal changes."""
    change = _locked(session, change_id)
    policies.ensure_may_act_for(actor, change.business_id)
    CHANGE.after(change.state, "withdraw")
    change.decided_by, change.decided_at = actor.user_id, clock.now()
    _move(session, actor, change, "withdraw")
    return change


def _locked(session: Session, change_id: int) -> ProposedChange:
    query = select(ProposedChange).where(ProposedChange.id == change_id).with_for_update()
    change = session.scalar(query.execution_options(populate_existing=True))
    if change is None:
        raise NotFound(f"change {change_id}")
    return change


def _waiting(session: Session, actor: Actor, change_id: int) -> ProposedChange:
    change = _locked(session, change_id)
    if change.decider is Decider.CURATOR:
        ensure_impartial(session, actor, change.business_id)
    else:
        policies.ensure_may_own(actor, change.business_id)
    CHANGE.after(change.state, "confirm")
    return change


def _decide(session: Session, actor: Actor, change: ProposedChange, event: str) -> None:
    change.decided_by, change.decided_at = actor.user_id, clock.now()
    _move(session, actor, change, event)
    _notices.change_decided(session, change)


def _move(session: Session, actor: Actor, change: ProposedChange, event: str) -> None:
    """One step of the table, with its timeline and audit."""
    before = change.state
    change.state = CHANGE.after(before, event)
    session.flush()
    timeline.record(
        session,
        actor,
        ("change", change.id),
        event=event,
        before=before,
        after=change.state,
        reason=change.reason or None,
    )
    subject = f"change:{change.code}"
    note(session, actor, f"businesses.{event}_change", change.business_id, subject, target=change.target)


def _replace_waiting(session: Session, actor: Actor, business_id: int, target: str, command: str) -> None:
    older = waiting_for(session, business_id, target=target, command=command)
    if older is not None:
        before = older.state
        older.state = CHANGE.after(before, "replace")
        older.decided_at = clock.now()
        timeline.record(
            session, actor, ("change", older.id), event="replace", before=before, after=older.state
        )
        session.flush()
