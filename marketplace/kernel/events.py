"""Facts that rooms tell each other through the outbox: their topics and the values they carry.

A payload holds ids and plain values only, so that a handler loads the present state itself and may run twice.
It never holds personal data: the outbox is kept longer than the person may want it to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Self


class Topic(StrEnum):
    """The name of each fact."""

    ACCOUNT_RECOVERY_MOVED = "account.recovery_moved"
    LISTING_PUBLISHED = "listing.published"
    LISTING_CHANGED = "listing.changed"
    LISTING_WITHDRAWN = "listing.withdrawn"
    BUSINESS_CHANGED = "business.changed"
    BUSINESS_SANCTIONED = "business.sanctioned"
    MANDATE_GRANTED = "mandate.granted"
    MANDATE_REVOKED = "mandate.revoked"
    HELP_REQUESTED = "help.requested"
    PROPOSED_CHANGE_CREATED = "proposed_change.created"
    VERIFICATION_DECIDED = "verification.decided"
    PACKAGE_NEGOTIATION_OPENED = "package.negotiation_opened"
    PACKAGE_OFFER_MADE = "package.offer_made"
    PACKAGE_AGREED = "package.agreed"
    PACKAGE_APPROVED = "package.approved"
    CONTRACT_SIGNED = "contract.signed"
    CONTRACT_ACCEPTED = "contract.accepted"
    CONTRACT_LAPSED = "contract.lapsed"
    DELIVERY_SHIPPED = "delivery.shipped"
    DELIVERY_RECEIVED = "delivery.received"
    ACCEPTANCE_SIGNED = "acceptance.signed"
    PAYMENT_RECORDED = "payment.recorded"
    RATING_GIVEN = "rating.given"
    MESSAGE_REQUESTED = "message.requested"
    DOCUMENT_ISSUED = "document.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact that happened; the base of every payload."""

    topic: ClassVar[Topic]

    def to_json(self) -> dict[str, Any]:
        """The payload as a dict that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, payload: Mapping[str, Any]) -> Self:
        """The event that `to_json` wrote; raises TypeError for a missing or unknown key."""
        return cls(**payload)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRecoveryMoved(Event):
    """Giving an account back in person made a step; event as in its table, "open" for the first."""

    topic = Topic.ACCOUNT_RECOVERY_MOVED
    user_id: int
    recovery_code: str
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListingEvent(Event):
    product_id: int
    listing_version_id: int
    business_id: int


class ListingPublished(_ListingEvent):
    """A product is on sale for the first time or again."""

    __slots__ = ()
    topic = Topic.LISTING_PUBLISHED


class ListingChanged(_ListingEvent):
    """A product on sale has a new listing version, another price or another stock class."""

    __slots__ = ()
    topic = Topic.LISTING_CHANGED


class ListingWithdrawn(_ListingEvent):
    """A product is no longer on sale."""

    __slots__ = ()
    topic = Topic.LISTING_WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessChanged(Event):
    """What others see or check of a business changed: profile, size, region, readiness."""

    topic = Topic.BUSINESS_CHANGED
    business_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessSanctioned(Event):
    """A sanction on a business begins, changes or ends; kind as in the sanctions table."""

    topic = Topic.BUSINESS_SANCTIONED
    business_id: int
    sanction_id: int
    kind: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _MandateEvent(Event):
    mandate_id: int
    business_id: int
    helper_id: int


class MandateGranted(_MandateEvent):
    """An owner lets a helper act for the business."""

    __slots__ = ()
    topic = Topic.MANDATE_GRANTED


class MandateRevoked(_MandateEvent):
    """A mandate ended before its time."""

    __slots__ = ()
    topic = Topic.MANDATE_REVOKED


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRequested(Event):
    """A business asks for a helper; region_code is where the visit would be."""

    topic = Topic.HELP_REQUESTED
    help_request_id: int
    business_id: int
    region_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedChangeCreated(Event):
    """A change waits for the owner's (or a curator's) confirmation."""

    topic = Topic.PROPOSED_CHANGE_CREATED
    proposed_change_id: int
    business_id: int
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationDecided(Event):
    """A verifier decided on an evidence of a business."""

    topic = Topic.VERIFICATION_DECIDED
    verification_id: int
    business_id: int
    approved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _PackageEvent(Event):
    package_id: int
    business_id: int


class PackageNegotiationOpened(_PackageEvent):
    """A buyer opened the negotiation of a package with a seller."""

    __slots__ = ()
    topic = Topic.PACKAGE_NEGOTIATION_OPENED


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageOfferMade(_PackageEvent):
    """One side made an offer in a negotiation."""

    topic = Topic.PACKAGE_OFFER_MADE
    offer_id: int
    by_seller: bool


class PackageAgreed(_PackageEvent):
    """Both sides agreed on the lines and the total."""

    __slots__ = ()
    topic = Topic.PACKAGE_AGREED


class PackageApproved(_PackageEvent):
    """The PPK approved the package; the seller's goods are held."""

    __slots__ = ()
    topic = Topic.PACKAGE_APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class _ContractEvent(Event):
    contract_id: int
    business_id: int
    work_unit_id: int


class ContractSigned(_ContractEvent):
    """The buyer signed the contract and sent it to the seller."""

    __slots__ = ()
    topic = Topic.CONTRACT_SIGNED


class ContractAccepted(_ContractEvent):
    """The seller accepted the contract in time."""

    __slots__ = ()
    topic = Topic.CONTRACT_ACCEPTED


class ContractLapsed(_ContractEvent):
    """The seller's deadline passed without acceptance."""

    __slots__ = ()
    topic = Topic.CONTRACT_LAPSED


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryShipped(_ContractEvent):
    """The seller sent goods of a contract."""

    topic = Topic.DELIVERY_SHIPPED
    delivery_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReceived(_ContractEvent):
    """The buyer's office received a delivery; it is not yet checked."""

    topic = Topic.DELIVERY_RECEIVED
    delivery_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceSigned(_ContractEvent):
    """The hand-over record (BAST) is signed; payment may begin."""

    topic = Topic.ACCEPTANCE_SIGNED
    acceptance_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRecorded(_ContractEvent):
    """The treasurer recorded a payment; amount in whole rupiah."""

    topic = Topic.PAYMENT_RECORDED
    payment_record_id: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingGiven(_ContractEvent):
    """The buyer rated the seller's performance."""

    topic = Topic.RATING_GIVEN
    rating_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRequested(Event):
    """A message is to be sent; its text and receiver stand in the message row."""

    topic = Topic.MESSAGE_REQUESTED
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIssued(Event):
    """A paper got its number and its frozen contents; kind as in the number series."""

    topic = Topic.DOCUMENT_ISSUED
    document_id: int
    kind: str


TOPICS: Mapping[Topic, type[Event]] = MappingProxyType(
    {
        event.topic: event
        for event in (
            AccountRecoveryMoved,
            ListingPublished,
            ListingChanged,
            ListingWithdrawn,
            BusinessChanged,
            BusinessSanctioned,
            MandateGranted,
            MandateRevoked,
            HelpRequested,
            ProposedChangeCreated,
            VerificationDecided,
            PackageNegotiationOpened,
            PackageOfferMade,
            PackageAgreed,
            PackageApproved,
            ContractSigned,
            ContractAccepted,
            ContractLapsed,
            DeliveryShipped,
            DeliveryReceived,
            AcceptanceSigned,
            PaymentRecorded,
            RatingGiven,
            MessageRequested,
            DocumentIssued,
        )
    }
)
"""The payload type of each topic."""
