"""States of a product, of its claims and of what is held of its stock, and the steps between them."""

from __future__ import annotations

from enum import StrEnum

from marketplace.kernel.states import Transitions


class ProductState(StrEnum):
    """Whether a product is on sale. Only live products are public, and only until their last day.

    withdrawn: off sale for a while, by the seller. archived: put away by the seller. frozen: stopped by a
    verifier. delisted: taken down by staff, as a sanction.
    """

    DRAFT = "draft"
    LIVE = "live"
    FROZEN = "frozen"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    DELISTED = "delisted"


class ClaimState(StrEnum):
    """Only verified claims are shown or counted (Kep. LKPP 177/2024: curation checks claims).

    checked: one of two people found it true. replaced: a newer one of the same kind took its place. What the
    first of two would take back stays verified until the second agrees or keeps it.
    """

    SUBMITTED = "submitted"
    CHECKED = "checked"
    VERIFIED = "verified"
    REJECTED = "rejected"
    REPLACED = "replaced"


class CurationState(StrEnum):
    """Whether a listing may be shown to government where its category wants that to be looked at first.

    in_curation: somebody began, and the rule wants one more person.
    """

    SUBMITTED = "submitted"
    IN_CURATION = "in_curation"
    APPROVED = "approved"
    RETURNED = "returned"


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
    ProductState.ARCHIVED: "Diarsipkan",
    ProductState.DELISTED: "Diturunkan petugas",
}
EXPIRED_LABEL = "Masa tayang habis"
"""What people read for a live product whose last day is over; it is no state, the calendar says it."""

CLAIM_LABELS = {
    ClaimState.SUBMITTED: "Sedang diperiksa",
    ClaimState.CHECKED: "Menunggu pemeriksa kedua",
    ClaimState.VERIFIED: "Terverifikasi",
    ClaimState.REJECTED: "Ditolak",
    ClaimState.REPLACED: "Diganti",
}

CURATION_LABELS = {
    CurationState.SUBMITTED: "Menunggu kurator",
    CurationState.IN_CURATION: "Sedang dikurasi",
    CurationState.APPROVED: "Lulus kurasi",
    CurationState.RETURNED: "Perlu diperbaiki",
}

PRODUCT = Transitions(
    {
        (ProductState.DRAFT, "publish"): ProductState.LIVE,
        (ProductState.WITHDRAWN, "publish"): ProductState.LIVE,
        (ProductState.LIVE, "withdraw"): ProductState.WITHDRAWN,
        (ProductState.LIVE, "freeze"): ProductState.FROZEN,
        (ProductState.FROZEN, "thaw"): ProductState.LIVE,
        (ProductState.DRAFT, "archive"): ProductState.ARCHIVED,
        (ProductState.LIVE, "archive"): ProductState.ARCHIVED,
        (ProductState.WITHDRAWN, "archive"): ProductState.ARCHIVED,
        (ProductState.ARCHIVED, "restore"): ProductState.WITHDRAWN,
        (ProductState.LIVE, "delist"): ProductState.DELISTED,
        (ProductState.FROZEN, "delist"): ProductState.DELISTED,
        (ProductState.WITHDRAWN, "delist"): ProductState.DELISTED,
        (ProductState.ARCHIVED, "delist"): ProductState.DELISTED,
        (ProductState.DELISTED, "relist"): ProductState.WITHDRAWN,
    },
    labels=PRODUCT_LABELS,
)

CLAIM = Transitions(
    {
        (ClaimState.SUBMITTED, "check"): ClaimState.CHECKED,
        (ClaimState.SUBMITTED, "verify"): ClaimState.VERIFIED,
        (ClaimState.CHECKED, "verify"): ClaimState.VERIFIED,
        (ClaimState.SUBMITTED, "reject"): ClaimState.REJECTED,
        (ClaimState.CHECKED, "reject"): ClaimState.REJECTED,
        (ClaimState.VERIFIED, "doubt"): ClaimState.VERIFIED,
        (ClaimState.VERIFIED, "keep"): ClaimState.VERIFIED,
        (ClaimState.VERIFIED, "revoke"): ClaimState.REJECTED,
        (ClaimState.SUBMITTED, "submit"): ClaimState.SUBMITTED,
        (ClaimState.CHECKED, "submit"): ClaimState.SUBMITTED,
        (ClaimState.REJECTED, "submit"): ClaimState.SUBMITTED,
        (ClaimState.VERIFIED, "replace"): ClaimState.REPLACED,
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

CURATION = Transitions(
    {
        (CurationState.SUBMITTED, "begin"): CurationState.IN_CURATION,
        (CurationState.SUBMITTED, "approve"): CurationState.APPROVED,
        (CurationState.IN_CURATION, "approve"): CurationState.APPROVED,
        (CurationState.SUBMITTED, "return"): CurationState.RETURNED,
        (CurationState.IN_CURATION, "return"): CurationState.RETURNED,
        (CurationState.APPROVED, "doubt"): CurationState.APPROVED,
        (CurationState.APPROVED, "keep"): CurationState.APPROVED,
        (CurationState.APPROVED, "revoke"): CurationState.RETURNED,
        (CurationState.RETURNED, "submit"): CurationState.SUBMITTED,
    },
    labels=CURATION_LABELS,
)
