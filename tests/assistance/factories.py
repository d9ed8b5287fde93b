"""Helpers and requests made through the services themselves."""

from __future__ import annotations

from marketplace.accounts.models import Account
from marketplace.assistance import services
from marketplace.assistance.models import HelperProfile, HelpRequest
from marketplace.businesses.models import Business
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from tests.businesses.factories import SYSTEM, person


def helper(*areas: str, capacity: int = 8, account: Account | None = None) -> tuple[HelperProfile, Actor]:
    """An admitted helper and the actor in their own seat; by default for the city and regency of Madiun."""
    account = account or person("Rina Wulandari")
    with unit_of_work(actor=SYSTEM) as (session, actor):
        profile = services.admit_helper(
            session,
            actor,
            user_id=account.id,
            region_code="35.19.03.2009",
            areas=areas or ("35.77", "35.19"),
            capacity=capacity,
        )
    return profile, Actor(account.id, None, Role.HELPER, PartyRef(PartyKind.HELPER, profile.id))


def request(business: Business, owner: Actor) -> HelpRequest:
    with unit_of_work(actor=owner) as (session, actor):
        return services.ask_for_help(
            session,
            actor,
            business.id,
            topic="Membuka toko",
            text="Saya punya HP dan NIB kertas, belum punya toko.",
        )
