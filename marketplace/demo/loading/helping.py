"""The verbs of help: requests and visits, mandates, proposals and what owners say to them, sanctions."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from marketplace.assistance import services as assistance
from marketplace.businesses import queries as business_queries
from marketplace.businesses import sanction_queries
from marketplace.businesses import services as businesses
from marketplace.businesses.sanction_models import SanctionKind
from marketplace.catalog import services as catalog
from marketplace.demo.loading.listings import product_of
from marketplace.demo.loading.stage import PLATFORM, Stage
from marketplace.demo.story import StoryEvent, StoryMandate
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.money import Rupiah

TOPICS = {
    "buka_toko": "Membuka toko",
    "foto_produk": "Memotret produk",
    "siap_pengadaan": "Siap menjual ke instansi",
    "kemasan_dingin": "Kemasan dingin",
    "sertifikat": "Sertifikat",
}


def request_help(session: Session, stage: Stage, event: StoryEvent) -> None:
    business = event.subject["business"]
    asked = assistance.ask_for_help(
        session,
        stage.owner(business),
        stage.businesses[business],
        topic=TOPICS[event.values["topic"]],
        text=event.values["text"],
    )
    stage.requests[event.subject["request"]] = asked.id


def accept_help(session: Session, stage: Stage, event: StoryEvent) -> None:
    request = event.subject["request"]
    engagement = assistance.accept_request(session, stage.helper(event.actor), stage.requests[request])
    stage.engagements[request] = engagement.id


def visit(session: Session, stage: Stage, event: StoryEvent) -> None:
    helper, engagement = stage.helper(event.actor), stage.engagements[event.subject["request"]]
    planned = assistance.plan_visit(session, helper, engagement, at=clock.now(), place=event.values["place"])
    assistance.hold_visit(session, helper, planned.id, note=event.values["note"])


def finish_help(session: Session, stage: Stage, event: StoryEvent) -> None:
    engagement = stage.engagements[event.subject["request"]]
    assistance.finish(session, stage.helper(event.actor), engagement, result=event.values["result"])


def request_mandate(session: Session, stage: Stage, event: StoryEvent) -> None:
    asked = businesses.request_mandate(
        session,
        stage.helper(event.actor),
        business_id=stage.businesses[event.subject["business"]],
        scopes=event.values["scopes"],
        ends_on=date.fromisoformat(event.values["to"]),
    )
    stage.mandates[event.subject["mandate"]] = asked.id
    stage.mandate_codes[event.subject["mandate"]] = asked.code


def grant_mandate(session: Session, stage: Stage, event: StoryEvent) -> None:
    code = stage.mandate_codes[event.subject["mandate"]]
    businesses.grant_mandate(session, stage.owner(event.subject["business"]), code=code, agreed=True)


def revoke_mandate(session: Session, stage: Stage, event: StoryEvent) -> None:
    owner, mandate = stage.owner(event.subject["business"]), stage.mandates[event.subject["mandate"]]
    businesses.revoke_mandate(session, owner, mandate, reason=event.values["reason"])


def make_proposal(session: Session, stage: Stage, event: StoryEvent) -> None:
    """A helper under a mandate changes what is on sale; it waits for the owner."""
    mandate = next(one for one in stage.content.story.mandates if one.id == event.subject["mandate"])
    helper = _under(stage, mandate)
    product_id = stage.products[product_of(event.values["target"])]
    arguments = event.values["arguments"]
    if event.values["command"] == "catalog.set_price":
        catalog.set_price_or_propose(session, helper, product_id, price=Rupiah(arguments["price"]))
    else:
        values = catalog.ProductValues()
        if "min_quantity" in arguments:
            values["min_qty"] = arguments["min_quantity"]
        if "lead_days" in arguments:
            values["lead_days"] = arguments["lead_days"]
        catalog.change_or_propose(session, helper, product_id, values=values)
    newest, _total = business_queries.changes(session, stage.businesses[mandate.business])
    stage.changes[event.subject["proposal"]] = newest[0].id


def confirm_proposal(session: Session, stage: Stage, event: StoryEvent) -> None:
    change = stage.changes[event.subject["proposal"]]
    businesses.confirm_change(session, stage.owner(event.subject["business"]), change)


def refuse_proposal(session: Session, stage: Stage, event: StoryEvent) -> None:
    change, reason = stage.changes[event.subject["proposal"]], event.values["reason"]
    businesses.refuse_change(session, stage.owner(event.subject["business"]), change, reason=reason)


def impose_sanction(session: Session, stage: Stage, event: StoryEvent) -> None:
    """The verifier proposes, the administrator decides."""
    proposal = businesses.propose_sanction(
        session,
        stage.verifier(),
        stage.businesses[event.subject["business"]],
        kind=SanctionKind.FREEZE,
        ground="catalogue_breach",
        details=event.values["ground"],
        decision_number=event.values["decision"],
        from_on=date.fromisoformat(event.values["from"]),
        until_on=date.fromisoformat(event.values["to"]),
    )
    admin = stage.person(event.actor, Role.ADMIN, PLATFORM)
    decided = businesses.decide_proposal(session, admin, proposal.code, approve=True)
    newest = sanction_queries.in_force(session, decided.business_id)[-1]
    stage.sanctions[event.subject["sanction"]] = newest.code


def lift_sanction(session: Session, stage: Stage, event: StoryEvent) -> None:
    admin = stage.person(event.actor, Role.ADMIN, PLATFORM)
    sanction = stage.sanctions[event.subject["sanction"]]
    proposal = businesses.propose_lifting(session, stage.verifier(), sanction, reason=event.values["reason"])
    businesses.decide_proposal(session, admin, proposal.code, approve=True)


def _under(stage: Stage, mandate: StoryMandate) -> Actor:
    """The helper acting for the business of a mandate."""
    return Actor(
        user_id=stage.people[mandate.helper],
        session_id=None,
        role=Role.HELPER,
        party=PartyRef(PartyKind.BUSINESS, stage.businesses[mandate.business]),
        mandate_id=stage.mandates[mandate.id],
        scopes=frozenset(mandate.scopes),
        stepped_up_at=clock.now(),
    )
