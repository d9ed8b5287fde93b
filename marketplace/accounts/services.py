"""Accounts change here: made, described, given roles on the platform, given a new password."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.accounts import passwords, policies, queries
from marketplace.accounts.models import Account, Consent, PlatformRole
from marketplace.infra import audit, messages, sessions
from marketplace.infra.crypto import blind_index
from marketplace.infra.uow import violates
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError, Forbidden, NotFound
from marketplace.kernel.identifiers import Phone
from marketplace.kernel.text import clean_line

HONORIFICS = ("", "Bu", "Pak", "Kak", "Mbak", "Mas", "Mama", "Uni", "Cek", "Tante", "Acil", "Usi", "Om")
NAME_LENGTH = 80
EMAIL_LENGTH = 254
PLATFORM_ROLES = frozenset({Role.VERIFIER, Role.DINAS, Role.ADMIN})

PROVE_FIRST = "Untuk menggantinya, buktikan dulu bahwa ini Anda. Tautannya ada di bawah isian."
CONTACT_CHANGED = (
    "Nomor HP atau surel akun Anda diganti",
    "Nomor HP atau surel akun Anda baru saja diganti. Bukan Anda? Ganti sandi sekarang. "
    "Tidak bisa masuk? Datang ke petugas dengan KTP; tempatnya ada di halaman Lupa sandi.",
)

_phone_listeners: list[Callable[[Session, Actor, int], None]] = []
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,6}")


def create_account(
    session: Session,
    actor: Actor,
    *,
    name: str,
    honorific: str = "",
    phone: str | None = None,
    email: str | None = None,
    password: str,
    is_demo: bool = False,
    phone_checked: bool = False,
) -> Account:
    """Make an account with a phone number, an e-mail address, or both.

    phone_checked: the program itself knows that the number is the person's, as of the people of the demo.
    Raises DomainError beside `name`, `honorific`, `phone`, `email` or `password`, also for an address that
    already has an account: sign-up limits per network keep this from being a directory.
    """
    if not policies.may_create_account(actor):
        raise Forbidden("signed-in people have an account")
    name = _clean_name(name)
    number = read_phone(phone) if phone else None
    address = _read_email(email) if email else None
    if number is None and address is None:
        raise DomainError("Isi nomor HP atau alamat surel, supaya Anda bisa masuk.", field="phone")
    passwords.check(password, about=(name, phone or "", email or ""))
    return _opened(
        session,
        actor,
        name=name,
        honorific=_known_honorific(honorific),
        phone=number,
        phone_checked_at=clock.now() if number and phone_checked else None,
        email=address,
        email_index=address and blind_index(address, queries.EMAIL_COLUMN),
        password_hash=passwords.hashed(password),
        is_demo=is_demo,
    )


def open_account(session: Session, actor: Actor, *, phone: str, password_hash: str, checked: bool) -> Account:
    """Make an account from a phone number (E.164) alone; `checked`: it gave the code sent to it.

    Until the person says how they are called, the account goes by its masked number. Raises DomainError
    beside `phone` when the number has an account.
    """
    if not policies.may_create_account(actor):
        raise Forbidden("signed-in people have an account")
    return _opened(
        session,
        actor,
        name=Phone(phone).masked,
        phone=phone,
        phone_checked_at=clock.now() if checked else None,
        password_hash=password_hash,
    )


def name_after(session: Session, actor: Actor, name: str) -> None:
    """Call the actor's account so, unless the person gave it a name of their own."""
    account = own_account(session, actor)
    if account.phone and account.name == Phone(account.phone).masked:
        account.name = _clean_name(name[:NAME_LENGTH])
        session.flush()
        note(session, actor, account, "accounts.change_profile", {"contacts": []})


def _opened(session: Session, actor: Actor, **values: Any) -> Account:
    now, phone = clock.now(), values["phone"]
    account = Account(
        code=new_code(),
        phone_index=phone and blind_index(phone, queries.PHONE_COLUMN),
        password_changed_at=now,
        created_at=now,
        **values,
    )
    _add_unique(session, account)
    note(session, actor, account, "accounts.create")
    return account


def note(
    session: Session, actor: Actor, account: Account, action: str, data: dict[str, Any] | None = None
) -> None:
    """Write an act on an account into the person's own audit chain."""
    person = PartyRef(PartyKind.PERSON, account.id)
    audit.record(session, actor, action, subject=f"account:{account.code}", parties=[person], data=data)


def _add_unique(session: Session, account: Account) -> None:
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError as error:
        for field, label in (("phone", "Nomor HP"), ("email", "Alamat surel")):
            if violates(error, f"uq_account_{field}_index"):
                raise DomainError(
                    f"{label} ini sudah punya akun. Masuk dengan akun itu.", field=field
                ) from error
        raise


def _clean_name(text: str) -> str:
    try:
        name = clean_line(text, NAME_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field="name") from error
    if not any(character.isalpha() for character in name):
        raise DomainError("Isi nama Anda. Satu nama saja pun cukup.", field="name")
    return name


def _known_honorific(text: str) -> str:
    if text not in HONORIFICS:
        raise DomainError("Pilih sapaan dari daftar.", field="honorific")
    return text


def read_phone(text: str) -> str:
    """A mobile number in E.164. Raises DomainError beside `phone`."""
    try:
        phone = Phone.parse(text)
    except DomainError as error:
        raise DomainError(error.message, field="phone") from error
    if not phone.is_mobile:
        raise DomainError("Isi nomor HP, bukan telepon rumah. Contoh: 0812-3456-7890.", field="phone")
    return phone.value


def _read_email(text: str) -> str:
    address = text.strip().lower()
    if len(address) > EMAIL_LENGTH or not _EMAIL.fullmatch(address):
        raise DomainError("Alamat surel belum lengkap. Contoh: sari@contoh.co.id.", field="email")
    return address


def grant_platform_role(
    session: Session, actor: Actor, *, user_id: int, role: Role, region_code: str | None = None
) -> PlatformRole:
    """Make a person verifier, dinas or admin, for a region and below or (None) the whole country."""
    if not policies.may_grant_roles(actor):
        raise Forbidden("only admins grant roles")
    if role not in PLATFORM_ROLES:
        raise DomainError("Peran ini diberikan oleh usaha atau instansi, bukan oleh pengelola.", field="role")
    if role is Role.DINAS and region_code is None:
        raise DomainError("Pilih daerah petugas dinas.", field="region_code")
    account = queries.account(session, user_id)
    held = session.scalar(
        select(PlatformRole)
        .where(PlatformRole.user_id == user_id, PlatformRole.role == role)
        .with_for_update()
    )
    if held is None:
        held = PlatformRole(user_id=user_id, role=role, granted_at=clock.now())
        session.add(held)
    held.region_code, held.ended_at = region_code, None
    held.granted_by, held.granted_at = actor.user_id, clock.now()
    session.flush()
    data = {"role": role.value, "region": region_code}
    audit.record(session, actor, "accounts.grant_role", subject=f"account:{account.code}", data=data)
    return held


def end_platform_role(session: Session, actor: Actor, *, user_id: int, role: Role) -> None:
    """Take a role on the platform away; from now on it fails every check."""
    if not policies.may_grant_roles(actor):
        raise Forbidden("only admins end roles")
    held = session.scalar(
        select(PlatformRole)
        .where(PlatformRole.user_id == user_id, PlatformRole.role == role, PlatformRole.ended_at.is_(None))
        .with_for_update()
    )
    if held is None:
        raise NotFound(f"role {role} of {user_id}")
    held.ended_at = clock.now()
    session.flush()
    account = queries.account(session, user_id)
    audit.record(
        session, actor, "accounts.end_role", subject=f"account:{account.code}", data={"role": role.value}
    )


def record_consent(
    session: Session, actor: Actor, *, purpose: str, text_version: str, text: str, channel: str
) -> Consent:
    """Keep what the actor agreed to, word by word, and how (UU 27/2022 Pasal 20 and 22)."""
    if actor.user_id is None:
        raise Forbidden("consent needs a person")
    consent = Consent(
        code=new_code(),
        user_id=actor.user_id,
        purpose=purpose,
        text_version=text_version,
        text=text,
        channel=channel,
        given_at=clock.now(),
    )
    session.add(consent)
    session.flush()
    data = {"purpose": purpose, "version": text_version, "channel": channel}
    person = PartyRef(PartyKind.PERSON, actor.user_id)
    audit.record(
        session, actor, "accounts.consent", subject=f"consent:{consent.code}", parties=[person], data=data
    )
    return consent


def own_account(session: Session, actor: Actor) -> Account:
    """The actor's own account, locked; raises Forbidden for who has none."""
    found = session.scalar(
        select(Account).where(Account.id == actor.user_id, Account.closed_at.is_(None)).with_for_update()
    )
    if found is None:
        raise Forbidden("needs an account")
    return found


def change_profile(
    session: Session,
    actor: Actor,
    *,
    name: str,
    honorific: str,
    phone: str | None,
    email: str | None,
) -> Account:
    """Change the actor's own data. A new phone number or e-mail address is unchecked again.

    Whoever has the address can ask for a new password, so that changing one wants a fresh proof of who acts
    (DomainError beside it), and the addresses known until now are told.
    """
    account = own_account(session, actor)
    number = read_phone(phone) if phone else None
    address = _read_email(email) if email else None
    if number is None and address is None:
        raise DomainError("Sisakan nomor HP atau alamat surel, supaya Anda bisa masuk.", field="phone")
    account.name, account.honorific = _clean_name(name), _known_honorific(honorific)
    changed = [
        field
        for field, before, after in (("phone", account.phone, number), ("email", account.email, address))
        if before != after
    ]
    if changed and not policies.proved_lately(actor):
        raise DomainError(PROVE_FIRST, field=changed[0])
    if changed:
        warn(session, account, *CONTACT_CHANGED)
    if "phone" in changed:
        account.phone, account.phone_checked_at = number, None
        account.phone_index = number and blind_index(number, queries.PHONE_COLUMN)
    if "email" in changed:
        account.email, account.email_checked_at = address, None
        account.email_index = address and blind_index(address, queries.EMAIL_COLUMN)
    _add_unique(session, account)
    note(session, actor, account, "accounts.change_profile", {"contacts": changed})
    if "phone" in changed:
        for listener in _phone_listeners:
            listener(session, actor, account.id)
    return account


def when_phone_changes(listener: Callable[[Session, Actor, int], None]) -> None:
    """Let a room above follow, in the same transaction, when a person changes or removes the own number.

    The listener gets the session, the actor and the id of the account.
    """
    if listener not in _phone_listeners:
        _phone_listeners.append(listener)


def set_password(session: Session, actor: Actor, account: Account, *, password: str) -> None:
    """Store a new password of a locked account and end the person's sessions, except the actor's own."""
    passwords.check(password, about=(account.name, account.phone or "", account.email or ""))
    account.password_hash = passwords.hashed(password)
    account.password_changed_at = clock.now()
    session.flush()
    sessions.revoke_all(session, account.id, but=actor.session_id)
    note(session, actor, account, "accounts.change_password")
    warn(
        session,
        account,
        "Sandi akun Anda diganti",
        "Sandi akun Anda baru saja diganti. Bukan Anda? Pilih “Lupa sandi” di halaman masuk.",
    )


def sign_out_others(session: Session, actor: Actor) -> int:
    """End every other session of the actor; returns how many ended."""
    account = own_account(session, actor)
    ended = sessions.revoke_all(session, account.id, but=actor.session_id)
    note(session, actor, account, "accounts.sign_out_others", {"ended": ended})
    return ended


def warn(session: Session, account: Account, subject: str, body: str) -> None:
    """Tell a person what happened to their account, wherever a message can reach them."""
    if account.email:
        messages.request(
            session, channel=messages.Channel.MAIL, recipient=account.email, subject=subject, body=body
        )
    if account.phone and messages.reaches_phones():
        messages.request(
            session, channel=messages.Channel.SMS, recipient=account.phone, subject=subject, body=body
        )
