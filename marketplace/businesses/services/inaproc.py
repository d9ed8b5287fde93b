"""What the owner really did at INAPROC, step by step: she says so herself, a helper only proposes it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.inaproc import OfficialStep, official_steps
from marketplace.businesses.models import Business, InaprocStep
from marketplace.businesses.services import changes, milestones
from marketplace.businesses.services._rows import locked_business, note, tell_change
from marketplace.businesses.texts import day_words
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.text import clean_text

COMMAND = "businesses.record_inaproc_step"
MILESTONE = "inaproc_registered"
POLICY_LENGTH = 600
_REFERENCE = re.compile(r"[A-Za-z0-9./_-]{4,40}")


def record_step(
    session: Session, actor: Actor, business_id: int, *, step: str, reference: str, done_on: date | None
) -> bool:
    """Note that a step was done there, with the number it gave; True when it counts at once.

    A helper's entry waits for the owner. Saying it again puts it right. Raises DomainError beside
    `reference` or `done_on`, NotFound for an unknown step.
    """
    policies.ensure_may_act_for(actor, business_id, "profile.write")
    business = locked_business(session, business_id)
    official = _official(step)
    number, day = _checked(official, reference, done_on)
    if not policies.is_helper(actor):
        _write(session, actor, business, official, number, day)
        return True
    changes.propose(
        session,
        actor,
        business_id=business_id,
        target=f"inaproc:{business.code}",
        version=steps_version(session, f"inaproc:{business.code}"),
        command=COMMAND,
        arguments={"step": step, "reference": number, "done_on": day.isoformat()},
        diff=[{"label": official.title, "before": "", "after": f"{number} · {day_words(day)}".strip(" ·")}],
        title=f"INAPROC: {official.title}",
    )
    return False


def replay_step(
    session: Session, actor: Actor, business_id: int, *, target: str, arguments: dict[str, Any]
) -> None:
    """The command behind a confirmed proposal, run as the owner."""
    business = locked_business(session, business_id)
    if target != f"inaproc:{business.code}":
        raise NotFound(target)
    record_step(
        session,
        actor,
        business_id,
        step=arguments["step"],
        reference=arguments["reference"],
        done_on=date.fromisoformat(arguments["done_on"]),
    )


def steps_version(session: Session, target: str) -> int:
    """How many steps are noted for `inaproc:CODE`; a proposal fits only while that stays."""
    code = target.removeprefix("inaproc:")
    query = select(func.count(InaprocStep.id)).join(Business).where(Business.code == code)
    return session.scalar(query) or 0


def set_shop_policy(session: Session, actor: Actor, business_id: int, *, text: str) -> None:
    """What the shop promises when goods are broken or late, for its page there. DomainError beside `text`."""
    policies.ensure_may_own(actor, business_id)
    business = locked_business(session, business_id)
    try:
        business.shop_policy = clean_text(text, POLICY_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field="text") from error
    note(session, actor, "businesses.set_shop_policy", business_id, f"business:{business.code}")


def _official(key: str) -> OfficialStep:
    for step in official_steps(clock.today()):
        if step.key == key:
            return step
    raise NotFound(f"official step {key}")


def _checked(step: OfficialStep, reference: str, done_on: date | None) -> tuple[str, date]:
    number = reference.strip()
    if step.registers and not number:
        raise DomainError("Tulis nomor akun penyedia dari INAPROC.", field="reference")
    if number and not _REFERENCE.fullmatch(number):
        raise DomainError("Nomor berisi 4 sampai 40 huruf atau angka, tanpa spasi.", field="reference")
    if done_on is None:
        raise DomainError("Isi tanggal selesainya.", field="done_on")
    if done_on > clock.today():
        raise DomainError("Tanggal ini belum sampai. Catat setelah selesai.", field="done_on")
    return number, done_on


def _write(
    session: Session, actor: Actor, business: Business, step: OfficialStep, number: str, day: date
) -> None:
    row = session.scalar(
        select(InaprocStep).where(InaprocStep.business_id == business.id, InaprocStep.step == step.key)
    )
    if row is None:
        row = InaprocStep(business_id=business.id, step=step.key)
        session.add(row)
    row.reference, row.done_on = number, day
    row.recorded_by, row.recorded_at = actor.user_id, clock.now()
    if step.registers:
        business.inaproc_id, business.inaproc_registered_on = number, day
        milestones.reach(session, business.id, MILESTONE, f"inaproc:{business.code}")
        tell_change(session, business.id)
    session.flush()
    data = {"step": step.key, "reference": number, "done_on": day.isoformat()}
    note(session, actor, COMMAND, business.id, f"business:{business.code}", **data)
