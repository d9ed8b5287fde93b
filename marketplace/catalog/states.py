"""States of a product, of its claims and of what is held of its stock, and the steps between them."""

from __future__ import annotations

from enum import StrEnum

from marketplace.kernel.states import Transitions


class ProductState(StrEnum):
    """Whether a product is on sale. Only live products are public."""

    DRAFT = "draft"
    LIVE = "live"
    FROZEN = "frozen"
    WITHDRAWN = "withdrawn"


class ClaimState(StrEnum):
    """Only verified claims are shown or counted (Kep. LKPP 177/2024: curation checks claims)."""

    SUBMITTED = "submitted"
    VERIFIED = "verified"
    REJECTED = "rejected"


class HoldState(StrEnum):
    """A hold keeps stock for one buyer until it is committed, released or its time is over."""

    HELD = "held"
    COMMITTED = "committed"
    RELEASED = "released"
    EXPIRED = "expired"


class ImportState(StrEnum):
    """A table of products that a shop sent: looked through, then brought in a few rows at a time."""

    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


PRODUCT_LABELS = {
    ProductState.DRAFT: "Draf",
    ProductState.LIVE: "Tayang",
    ProductState.FROZEN: "Dibekukan",
    ProductState.WITHDRAWN: "Ditarik",
}

CLAIM_LABELS = {
    ClaimState.SUBMITTED: "Sedang diperiksa",
    ClaimState.VERIFIED: "Terverifikasi",
    ClaimState.REJECTED: "Ditolak",
}

PRODUCT = Transitions(
    {
        (ProductState.DRAFT, "publish"): ProductState.LIVE,
        (ProductState.WITHDRAWN, "publish"): ProductState.LIVE,
        (ProductState.LIVE, "withdraw"): ProductState.WITHDRAWN,
        (ProductState.LIVE, "freeze"): ProductState.FROZEN,
        (ProductState.FROZEN, "thaw"): ProductState.LIVE,
    },
    labels=PRODUCT_LABELS,
)

CLAIM = Transitions(
    {
        (ClaimState.SUBMITTED, "verify"): ClaimState.VERIFIED,
        (ClaimState.SUBMITTED, "reject"): ClaimState.REJECTED,
        (ClaimState.VERIFIED, "reject"): ClaimState.REJECTED,
        (ClaimState.REJECTED, "submit"): ClaimState.SUBMITTED,
        (ClaimState.SUBMITTED, "submit"): ClaimState.SUBMITTED,
        (ClaimState.VERIFIED, "submit"): ClaimState.SUBMITTED,
    },
    labels=CLAIM_LABELS,
)

IMPORT_LABELS = {
    ImportState.CHECKED: "Menunggu keputusan Anda",
    ImportState.RUNNING: "Sedang dimasukkan",
    ImportState.DONE: "Selesai",
    ImportState.STOPPED: "Berhenti",
}

IMPORT = Transitions(
    {
        (ImportState.CHECKED, "begin"): ImportState.RUNNING,
        (ImportState.RUNNING, "finish"): ImportState.DONE,
        (ImportState.RUNNING, "stop"): ImportState.STOPPED,
    },
    labels=IMPORT_LABELS,
)
