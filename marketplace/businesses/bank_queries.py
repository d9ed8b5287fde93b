"""Reading bank accounts: masked for the owner's page, whole for the papers of a payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import BankAccount
from marketplace.businesses.queries import own
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.masking import mask


@dataclass(frozen=True, slots=True)
class AccountView:
    """A bank account with its number masked; `usable_from` lies ahead while a change is held."""

    bank: str
    masked_number: str
    holder: str
    usable_from: datetime
    held: bool


@dataclass(frozen=True, slots=True)
class Payee:
    """Whole bank details, for the papers of a payment."""

    bank: str
    number: str
    holder: str


def bank_account(session: Session, actor: Actor) -> AccountView | None:
    """The owner's account, masked; None before one is named."""
    business = own(session, actor)
    policies.ensure_may_own(actor, business.id)
    row = _account(session, business.id)
    if row is None:
        return None
    return AccountView(
        bank=row.bank,
        masked_number=mask(row.number),
        holder=row.holder,
        usable_from=row.usable_from,
        held=row.usable_from > clock.now(),
    )


def masked_account(session: Session, business_id: int) -> tuple[str, str, str] | None:
    """Bank, masked number and holder, for the verifier who compares them with the paper; None without one."""
    row = _account(session, business_id)
    return None if row is None else (row.bank, mask(row.number), row.holder)


def payee(session: Session, business_id: int) -> Payee | None:
    """Whole bank details for papers of a payment; None before an account is named or while it is held."""
    row = _account(session, business_id)
    if row is None or row.usable_from > clock.now():
        return None
    return Payee(row.bank, row.number, row.holder)


def _account(session: Session, business_id: int) -> BankAccount | None:
    return session.scalar(
        select(BankAccount).where(BankAccount.business_id == business_id, BankAccount.replaced_at.is_(None))
    )
