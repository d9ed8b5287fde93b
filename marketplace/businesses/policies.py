"""Who may do what for a business. Pure functions of the actor, who was read again in the transaction.

Whatever a mandate covers is listed in `SCOPES`; everything else stays with the owner, whatever a mandate
says: the bank account, prices on sale, signatures, members, consents (reference: KUHPerdata Ps. 1792).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from marketplace.kernel import regions
from marketplace.kernel.actor import Actor, PartyKind, Role
from marketplace.kernel.errors import Forbidden, NotFound

BUYERS = frozenset({Role.PP, Role.PPK, Role.POKJA})
"""The offices that choose and appoint a seller."""

SCOPES = MappingProxyType(
    {
        "profile.write": "Mengisi profil usaha",
        "catalog.write": "Menyusun draf produk dan foto",
        "stock.write": "Memperbarui stok",
        "document.upload": "Mengunggah berkas persyaratan",
    }
)
"""What an owner can hand to a helper, with the words that people read."""

NEVER = (
    "Melihat atau mengubah rekening",
    "Menayangkan produk atau menetapkan harga jual",
    "Menerima pesanan atau menandatangani surat atas nama Anda",
    "Menambah orang lain atau memberi persetujuan atas nama Anda",
)
"""What no mandate gives, in words for the page where it is granted."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What an owner lets staff do: the words people read, and the scopes that acts ask for."""

    label: str
    note: str
    scopes: frozenset[str]


PERMISSIONS = MappingProxyType(
    {
        "products": Permission(
            "Produk",
            "Menambah, mengubah, memberi harga, menayangkan, dan menghitung stok.",
            frozenset({"catalog.write", "catalog.publish", "stock.write"}),
        ),
        "stock": Permission(
            "Stok saja", "Menghitung stok, tanpa mengubah harga.", frozenset({"stock.write"})
        ),
        "procurement": Permission(
            "Pengadaan",
            "Melihat pesanan instansi beserta pembayarannya, dan mencatat pengiriman.",
            frozenset({"procurement.read", "procurement.ship"}),
        ),
        "profile": Permission(
            "Profil dan berkas",
            "Mengisi profil usaha dan mengunggah berkas persyaratan.",
            frozenset({"profile.write", "document.upload"}),
        ),
    }
)
"""What an owner can hand to staff. A room that needs another one adds its row and asks for its scopes."""

OWNER_ONLY = (
    "Rekening usaha",
    "Surat kuasa pendamping dan orang dalam tim",
    "Tawaran, tanda tangan, dan pengajuan pemeriksaan",
    "Memindahkan atau menutup usaha",
)
"""What no permission gives, in words for the page of the team."""


def scopes_of(permissions: Iterable[str]) -> frozenset[str]:
    """The scopes that permissions give together; one that is not in the table any more gives none."""
    given = (PERMISSIONS[key].scopes for key in permissions if key in PERMISSIONS)
    return frozenset().union(*given)


def acts_for(actor: Actor, business_id: int) -> bool:
    """The actor's party is this business."""
    party = actor.party
    return party is not None and party.kind is PartyKind.BUSINESS and party.id == business_id


def is_owner(actor: Actor) -> bool:
    """An owner, acting for the business in her own right."""
    return _for_a_business(actor) and actor.role is Role.OWNER and actor.mandate_id is None


def is_helper(actor: Actor) -> bool:
    """A helper acting for a business under a mandate."""
    return _for_a_business(actor) and actor.role is Role.HELPER and actor.mandate_id is not None


def is_staff(actor: Actor) -> bool:
    """Somebody who works for the business; `actor.scopes` holds what their permissions give."""
    return _for_a_business(actor) and actor.role is Role.STAFF and actor.mandate_id is None


def works_here(actor: Actor) -> bool:
    """Owner or staff: the business's own people."""
    return is_owner(actor) or is_staff(actor)


def is_seller(actor: Actor) -> bool:
    """Owner, staff, or a helper under a mandate."""
    return works_here(actor) or is_helper(actor)


def is_verifier(actor: Actor) -> bool:
    """A verifier, who acts for no business."""
    return actor.role is Role.VERIFIER and not _for_a_business(actor)


def may_look_up(actor: Actor) -> bool:
    """Whoever looks into official registers: verifiers, and officials of a work unit who are about to buy."""
    return is_verifier(actor) or (actor.role in BUYERS and in_work_unit(actor))


def in_work_unit(actor: Actor) -> bool:
    """Acts for a work unit of the state, as one of its officials or as its auditor."""
    return actor.party is not None and actor.party.kind is PartyKind.WORK_UNIT


def may_be_second(actor: Actor, first: int | None) -> bool:
    """A verifier other than the one (by account) who proposed the decision."""
    return is_verifier(actor) and actor.user_id is not None and actor.user_id != first


def is_signed_in(actor: Actor) -> bool:
    """Anybody with an account; what they may see is asked of the thing itself."""
    return actor.signed_in


def in_own_right(actor: Actor) -> bool:
    """A person who acts for nobody else under a mandate."""
    return actor.signed_in and actor.mandate_id is None


def may_register(actor: Actor) -> bool:
    """A person in their own right; registering makes them the owner. Nobody registers for somebody else."""
    in_own_right = actor.role in {Role.SHOPPER, Role.OWNER, Role.STAFF} and actor.mandate_id is None
    return actor.signed_in and in_own_right


def may_act_for(actor: Actor, business_id: int, scope: str | None = None) -> bool:
    """May the actor do what `scope` names for this business? None: what every seller may, such as reading.

    The owner needs no scope; staff need it in their permissions, a helper in the mandate.
    """
    if not acts_for(actor, business_id) or not is_seller(actor):
        return False
    return is_owner(actor) or scope is None or scope in actor.scopes


def ensure_works_at(actor: Actor, business_id: int) -> None:
    """NotFound for a stranger to the business, Forbidden for a helper."""
    if not acts_for(actor, business_id):
        raise NotFound(f"business {business_id}")
    if not works_here(actor):
        raise Forbidden(f"{actor.role} does not work for business {business_id}")


def may_own(actor: Actor, business_id: int) -> bool:
    """Only the owner herself: bank account, team, mandates, confirming, submitting, declaring, closing."""
    return is_owner(actor) and acts_for(actor, business_id)


def may_request_mandate(actor: Actor) -> bool:
    """An admitted helper in their own seat."""
    party = actor.party
    return actor.role is Role.HELPER and party is not None and party.kind is PartyKind.HELPER


def may_impose(actor: Actor) -> bool:
    """Alone only the system: from the lists that it reads. Among people one proposes and another decides."""
    return actor.role is Role.SYSTEM


def may_propose_sanction(actor: Actor) -> bool:
    """The platform's staff."""
    return actor.role in {Role.ADMIN, Role.VERIFIER} and not _for_a_business(actor)


def may_decide_sanction(actor: Actor) -> bool:
    """An administrator; that it is another person than the proposer is asked of the proposal."""
    return actor.role is Role.ADMIN and not _for_a_business(actor)


def ensure_may_act_for(actor: Actor, business_id: int, scope: str | None = None) -> None:
    """NotFound for a stranger to the business, Forbidden for a seller without the scope."""
    if not acts_for(actor, business_id):
        raise NotFound(f"business {business_id}")
    if not may_act_for(actor, business_id, scope):
        raise Forbidden(f"{scope} is not covered for business {business_id}")


def ensure_may_own(actor: Actor, business_id: int) -> None:
    """NotFound for a stranger to the business, Forbidden for everybody in it but the owner."""
    if not acts_for(actor, business_id):
        raise NotFound(f"business {business_id}")
    if not may_own(actor, business_id):
        raise Forbidden(f"only the owner of business {business_id}")


def ensure_reaches(actor: Actor, region_code: str) -> None:
    """NotFound outside the region that bounds the actor's role; a role without one reaches everywhere."""
    if actor.region_code is not None and not regions.is_within(region_code, actor.region_code):
        raise NotFound(f"{actor.role} does not reach {region_code}")


def ensure_may_impose(actor: Actor) -> None:
    if not may_impose(actor):
        raise Forbidden(f"{actor.role} imposes no sanctions")


def _for_a_business(actor: Actor) -> bool:
    return actor.party is not None and actor.party.kind is PartyKind.BUSINESS
