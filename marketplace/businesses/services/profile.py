"""Registering a business and filling its profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.accounts import services as account_services
from marketplace.businesses import official_kbli, policies
from marketplace.businesses.models import (
    Business,
    BusinessKbli,
    Member,
    MemberRole,
    ProposedChange,
)
from marketplace.businesses.profile_values import (
    ProfileValues,
    changed_keys,
    checked,
    difference,
    present,
)
from marketplace.businesses.requirements import LegalForm
from marketplace.businesses.services import changes, facts, readiness, size_renewal
from marketplace.businesses.services._rows import locked_business, note, tell_change
from marketplace.businesses.services.evidence import consent_to_data
from marketplace.businesses.texts import owner_called_after
from marketplace.infra.crypto import blind_index
from marketplace.infra.uow import STALE, violates
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound

PROFILE_COMMAND = "businesses.fill_profile"
_listeners: list[Callable[[Session, int], None]] = []


def register_business(
    session: Session,
    actor: Actor,
    *,
    name: str,
    legal_form: str,
    region_code: str,
    channel: str = "layar sendiri",
) -> Business:
    """Open a business with the actor as its owner, who consents to her data being kept.

    region_code: a district or a village. channel: how the consent was given. Raises DomainError beside
    the field.
    """
    if not policies.may_register(actor) or actor.user_id is None:
        raise Forbidden("a business is registered by its owner, not for somebody")
    values = checked(ProfileValues(name=name, legal_form=legal_form, region_code=region_code))
    consent = consent_to_data(session, actor, channel=channel)
    business = Business(
        code=new_code(),
        name=values["name"],
        legal_form=LegalForm(values["legal_form"]),
        region_code=values["region_code"],
        consent_id=consent.id,
        created_at=clock.now(),
    )
    session.add(business)
    session.flush()
    owner = Member(
        business_id=business.id, user_id=actor.user_id, role=MemberRole.OWNER, joined_at=clock.now()
    )
    session.add(owner)
    account_services.name_after(session, actor, owner_called_after(business.name))
    facts.declare(session, actor, business.id, "consent")
    if accounts.contact_of(session, actor.user_id).phone:
        facts.declare(session, actor, business.id, "owner_phone")
    facts.refresh(session, actor, business, {"name", "region_code"})
    readiness.recompute(session, business)
    note(session, actor, "businesses.register", business.id, f"business:{business.code}")
    tell_change(session, business.id)
    return business


def fill_profile(
    session: Session, actor: Actor, business_id: int, *, values: ProfileValues, version: int | None = None
) -> ProposedChange | None:
    """Write parts of the profile. Owner and staff change it at once; a helper's values wait for the owner.

    version: the `profile_version` that the form showed; Conflict when it moved. Returns the proposed change
    for a helper, None otherwise. Raises DomainError beside a field.
    """
    policies.ensure_may_act_for(actor, business_id, "profile.write")
    business = locked_business(session, business_id)
    if version is not None and version != business.profile_version:
        raise Conflict(STALE)
    clean = checked(values)
    if "kbli" in clean:
        before = codes_of(session, business.id)
        official_kbli.ensure_in_edition(session, [pair for pair in clean["kbli"] if pair not in before])
    if policies.is_helper(actor):
        return _propose(session, actor, business, clean)
    _write(session, actor, business, clean)
    return None


def _propose(session: Session, actor: Actor, business: Business, values: ProfileValues) -> ProposedChange:
    """One proposal for the whole profile: a further section is added to what already waits."""
    target = f"business:{business.code}"
    waiting = changes.waiting_for(session, business.id, target=target, command=PROFILE_COMMAND)
    still_fits = waiting is not None and waiting.target_version == business.profile_version
    merged = (waiting.arguments["values"] if waiting and still_fits else {}) | dict(values)
    diff = difference(as_declared(session, business), merged)
    if not diff:
        raise DomainError("Isian ini sama dengan yang sudah ada. Ubah dulu yang perlu.")
    return changes.propose(
        session,
        actor,
        business_id=business.id,
        target=target,
        version=business.profile_version,
        command=PROFILE_COMMAND,
        arguments={"values": merged},
        diff=diff,
        title="Profil usaha",
    )


def replay_profile(
    session: Session, actor: Actor, business_id: int, *, target: str, arguments: dict[str, Any]
) -> None:
    """The command behind a confirmed proposal, run as the person who confirms."""
    business = locked_business(session, business_id)
    if target != f"business:{business.code}":
        raise NotFound(target)
    _write(session, actor, business, checked(arguments["values"]))


def profile_version(session: Session, target: str) -> int:
    """The version that a proposal about the profile must still fit; `target` is `business:CODE`."""
    code = target.removeprefix("business:")
    version = session.scalar(select(Business.profile_version).where(Business.code == code))
    if version is None:
        raise NotFound(target)
    return version


def as_declared(session: Session, business: Business) -> ProfileValues:
    """The profile with the size of a new year that waits beside the accepted one."""
    codes, renewal = codes_of(session, business.id), size_renewal.waiting(session, business.id)
    return present(business, codes, renewal=renewal)


def when_codes_change(listener: Callable[[Session, int], None]) -> None:
    """Let a room above follow, in the same transaction, when the business classes of a business change.

    The listener gets the session and the id of the business.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def codes_of(session: Session, business_id: int) -> list[list[str]]:
    """The KBLI of a business as pairs of edition and code."""
    query = select(BusinessKbli.edition, BusinessKbli.code).where(BusinessKbli.business_id == business_id)
    return [[edition, code] for edition, code in session.execute(query.order_by(BusinessKbli.id))]


def _write(session: Session, actor: Actor, business: Business, values: ProfileValues) -> None:
    declared = changed_keys(as_declared(session, business), values)
    if not declared:
        return
    sized = any(key.startswith("size_") for key in declared)
    renewed = sized and size_renewal.renew(session, actor, business, values)
    changed = [key for key in declared if not (renewed and key.startswith("size_"))]
    for key in changed:
        if key not in {"kbli", "nib", "npwp"} and not key.startswith("size_"):
            setattr(business, key, values[key])  # type: ignore[literal-required]
    if "legal_form" in changed:
        business.legal_form = LegalForm(values["legal_form"])
    if "kbli" in changed:
        _write_kbli(session, business.id, values["kbli"])
    if sized and not renewed:
        size_renewal.write(business, values)
    business.profile_version += 1
    _write_numbers(session, business, values, changed)
    facts.refresh(session, actor, business, changed)
    readiness.recompute(session, business)
    note(
        session, actor, "businesses.fill_profile", business.id, f"business:{business.code}", changed=declared
    )
    tell_change(session, business.id)


def _write_kbli(session: Session, business_id: int, codes: list[list[str]]) -> None:
    session.execute(delete(BusinessKbli).where(BusinessKbli.business_id == business_id))
    session.add_all(
        BusinessKbli(business_id=business_id, edition=edition, code=code) for edition, code in codes
    )
    session.flush()
    for listener in _listeners:
        listener(session, business_id)


def _write_numbers(session: Session, business: Business, values: ProfileValues, changed: list[str]) -> None:
    if "npwp" in changed:
        number = values["npwp"]
        business.npwp, business.npwp_index = number, number and blind_index(number, "business.npwp")
    if "nib" in changed:
        number = values["nib"]
        business.nib, business.nib_index = number, number and blind_index(number, "business.nib")
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:
        if violates(error, "uq_business_nib_index"):
            raise DomainError(
                "NIB ini sudah dipakai usaha lain. Periksa angkanya; bila benar, tanyakan ke dinas koperasi.",
                field="nib",
            ) from error
        raise
