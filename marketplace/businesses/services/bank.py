"""Where a business is paid. Only its owner sees or changes it; a change waits (`bank.hold`) before use."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies
from marketplace.businesses.legal_names import same_name
from marketplace.businesses.models import BankAccount, Business
from marketplace.businesses.requirements import LegalForm
from marketplace.businesses.rules import rule
from marketplace.businesses.services import _notices, facts, readiness
from marketplace.businesses.services._rows import locked_business, note, owner_ids
from marketplace.infra.crypto import blind_index
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, Forbidden
from marketplace.kernel.identifiers import wrong_digits
from marketplace.kernel.text import clean_line

NAME_LENGTH = 80
_SEPARATORS = re.compile(r"[\s.\-]")
_NUMBER = re.compile(r"[0-9]{8,20}")


def set_bank_account(
    session: Session, actor: Actor, business_id: int, *, bank: str, number: str, holder: str
) -> BankAccount:
    """Name the account that is paid into. The first is usable at once, a change after the hold.

    The paper shown for the old account no longer counts. Raises DomainError beside a field.
    """
    policies.ensure_may_own(actor, business_id)
    if actor.user_id is None:
        raise Forbidden("a bank account is set by a person")
    business = locked_business(session, business_id)
    digits = _SEPARATORS.sub("", number)
    if not _NUMBER.fullmatch(digits):
        problem = wrong_digits("nomor rekening", digits, "8 sampai 20", "contoh 0012345678")
        raise DomainError(problem.message, field="number")
    older = present_account(session, business_id)
    now = clock.now()
    if older is not None:
        older.replaced_at = now
        session.flush()
    account = BankAccount(
        business_id=business_id,
        bank=_line(bank, "bank", "Isi nama bank, misalnya Bank Jatim."),
        number=digits,
        number_index=blind_index(digits, "bank_account.number"),
        holder=_legal_holder(session, business, holder),
        usable_from=now if older is None else now + timedelta(hours=rule("bank.hold", clock.today()).number),
        set_by=actor.user_id,
        set_at=now,
    )
    session.add(account)
    facts.refresh(session, actor, business, {"bank_account"})
    readiness.recompute(session, business)
    note(session, actor, "businesses.set_bank_account", business_id, f"business:{business.code}")
    _notices.bank_account_changed(session, business_id, account.id)
    return account


def _legal_holder(session: Session, business: Business, holder: str) -> str:
    """The holder, when it is the legal name: of the body, or of the person whom the business is."""
    line = _line(holder, "holder", "Isi nama pemilik rekening seperti di buku tabungan.")
    owners = accounts.names_of(session, owner_ids(session, business.id)).values()
    personal = business.legal_form in {LegalForm.PERORANGAN, LegalForm.UD}
    names = [*owners, business.name] if personal else [business.name]
    if any(same_name(line, name) for name in names):
        return line
    remedy = (
        "Pakai rekening atas nama itu, atau betulkan nama Anda di Akun."
        if personal
        else "Buka rekening atas nama usaha, atau betulkan nama usaha di “Nama dan cerita”."
    )
    raise DomainError(f"Nama pemilik rekening harus “{names[0]}”. {remedy}", field="holder")


def present_account(session: Session, business_id: int) -> BankAccount | None:
    """The account that is named now, locked; it may still be held."""
    query = select(BankAccount).where(
        BankAccount.business_id == business_id, BankAccount.replaced_at.is_(None)
    )
    return session.scalar(query.with_for_update())


def _line(text: str, field: str, wanted: str) -> str:
    try:
        line = clean_line(text, NAME_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
    if not line:
        raise DomainError(wanted, field=field)
    return line
