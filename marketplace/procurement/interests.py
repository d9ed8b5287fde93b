"""What a seller declared of her ties to those who buy from her (Perpres 16/2018 Ps. 7(2))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts.models import Account
from marketplace.businesses import pledge_queries
from marketplace.businesses import queries as businesses
from marketplace.businesses.legal_names import same_name
from marketplace.businesses.office_names import names_office
from marketplace.businesses.pledge_queries import Signed
from marketplace.businesses.pledges import Relation
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.procurement import policies, rows
from marketplace.procurement.models import Appointment, WorkUnit
from marketplace.procurement.package_models import Package


@dataclass(frozen=True, slots=True)
class Declared:
    """What the seller of a package signed. here: the relations that may concern the unit that buys."""

    signed: Sequence[Signed]
    here: Sequence[Relation]

    def by_statement(self) -> Iterator[tuple[Signed, list[Relation]]]:
        """Each of those relations with the newest statement that names it."""
        left = list(self.here)
        for one in self.signed:
            named = [relation for relation in left if relation in one.relations]
            if named:
                yield one, named
            left = [relation for relation in left if relation not in named]


def declared(session: Session, package: Package) -> Declared:
    """What the seller signed, and which relations name this work unit or somebody in office there.

    A statement that counts until the newer one is accepted tells its relations, too.
    The work unit of the package and its agency must be loaded.
    """
    business = businesses.by_id(session, package.business_id)
    signed = pledge_queries.standing(session, business)
    named = list(dict.fromkeys(relation for one in signed for relation in one.relations))
    return Declared(signed, _concerning(session, package, named) if named else [])


def may_read_paper(session: Session, actor: Actor, evidence_id: int) -> bool:
    """Officials and the auditor of a work unit that has a package with the seller read what she signed."""
    if not policies.reads_unit(actor) or actor.party is None:
        return False
    bought = select(Package.id).where(
        Package.work_unit_id == actor.party.id,
        Package.business_id == pledge_queries.business_of(session, evidence_id),
    )
    return session.scalar(bought.limit(1)) is not None


def _concerning(session: Session, package: Package, named: Sequence[Relation]) -> list[Relation]:
    unit = package.work_unit
    offices = [unit.name, unit.letterhead.get("office", ""), *unit.letterhead.get("lines", [])]
    people = _officials(session, unit) if any(relation.name for relation in named) else []
    return [
        relation
        for relation in named
        if names_office(relation.office, unit.agency.name, offices)
        or any(same_name(relation.name, person) for person in people if relation.name)
    ]


def _officials(session: Session, unit: WorkUnit) -> list[str]:
    """The names of those who hold an office in the work unit today."""
    today = clock.today(rows.zone_of(unit))
    held = (
        select(Account.name)
        .join(Appointment, Appointment.user_id == Account.id)
        .where(
            Appointment.work_unit_id == unit.id,
            Appointment.valid_from <= today,
            Appointment.valid_to >= today,
        )
    )
    return list(session.scalars(held.distinct()))
