"""The papers that the marketplace issues, each as a frozen shape and a builder of its snapshot."""

from marketplace.documents.papers.handover import (
    ContractReference,
    HandoverMinutes,
    ReceivedLine,
    handover_minutes,
)
from marketplace.documents.papers.negotiation import (
    NegotiatedLine,
    NegotiationMinutes,
    PriceReference,
    Round,
    negotiation_minutes,
)
from marketplace.documents.papers.parts import (
    BankAccount,
    Head,
    Letterhead,
    Official,
    OrderLine,
    PackageFacts,
    Seller,
    Snapshot,
)
from marketplace.documents.papers.pledge import IntegrityPact, integrity_pact
from marketplace.documents.papers.receipt import Receipt, Withholding, receipt
from marketplace.documents.papers.work_order import WorkOrder, work_order

__all__ = [
    "BankAccount",
    "ContractReference",
    "HandoverMinutes",
    "Head",
    "IntegrityPact",
    "Letterhead",
    "NegotiatedLine",
    "NegotiationMinutes",
    "Official",
    "OrderLine",
    "PackageFacts",
    "PriceReference",
    "Receipt",
    "ReceivedLine",
    "Round",
    "Seller",
    "Snapshot",
    "Withholding",
    "WorkOrder",
    "handover_minutes",
    "integrity_pact",
    "negotiation_minutes",
    "receipt",
    "work_order",
]
