"""Who acts, in which role, for which party: what every policy and service is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class PartyKind(StrEnum):
    """The kinds of party a person can act for."""

    PERSON = "person"
    BUSINESS = "business"
    WORK_UNIT = "work_unit"
    HELPER = "helper"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class PartyRef:
    """One party: its kind and its key in that kind's table."""

    kind: PartyKind
    id: int


class Role(StrEnum):
    """The role an act is done in; the procurement roles are those of Perpres 16/2018 with its amendments."""

    VISITOR = "visitor"
    SHOPPER = "shopper"
    OWNER = "owner"
    STAFF = "staff"
    HELPER = "helper"
    PP = "pp"
    PPK = "ppk"
    POKJA = "pokja"
    TREASURER = "treasurer"
    AUDITOR = "auditor"
    VERIFIER = "verifier"
    DINAS = "dinas"
    ADMIN = "admin"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        """What people read for the role, in Indonesian."""
        return ROLE_LABELS[self]


ROLE_LABELS = MappingProxyType(
    {
        Role.VISITOR: "Pengunjung",
        Role.SHOPPER: "Pembeli",
        Role.OWNER: "Pemilik usaha",
        Role.STAFF: "Pegawai usaha",
        Role.HELPER: "Pendamping",
        Role.PP: "Pejabat Pengadaan",
        Role.PPK: "Pejabat Pembuat Komitmen",
        Role.POKJA: "Pokja Pemilihan",
        Role.TREASURER: "Bendahara",
        Role.AUDITOR: "Auditor",
        Role.VERIFIER: "Verifikator",
        Role.DINAS: "Petugas dinas",
        Role.ADMIN: "Pengelola",
        Role.SYSTEM: "Sistem",
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks for an act, for which party, with which powers.

    region_code: Kemendagri code that bounds a regional role; None when the role has no such bound.
    mandate_id, scopes: the mandate an act is done under and what it covers; None and empty without one.
    stepped_up_at: when the second factor was last given in this session (aware, UTC).
    located_in: Kemendagri code of where the party is, which bounds nothing; None where that is not known.
    name: which part of the program acts, for `Actor.system` only; empty for people.
    """

    user_id: int | None
    session_id: int | None
    role: Role
    party: PartyRef | None = None
    region_code: str | None = None
    mandate_id: int | None = None
    scopes: frozenset[str] = frozenset()
    stepped_up_at: datetime | None = None
    name: str = ""
    located_in: str | None = None

    @classmethod
    def visitor(cls) -> Actor:
        """Somebody who has not signed in."""
        return cls(user_id=None, session_id=None, role=Role.VISITOR)

    @classmethod
    def system(cls, name: str) -> Actor:
        """A part of the program itself, e.g. `Actor.system("worker")`; it acts for no party."""
        return cls(user_id=None, session_id=None, role=Role.SYSTEM, name=name)

    @property
    def signed_in(self) -> bool:
        """True for a person the platform knows."""
        return self.user_id is not None

    @property
    def on_behalf_of(self) -> int | None:
        """The key of the business the actor acts for under a mandate; None when acting in their own right."""
        if self.mandate_id is None or self.party is None or self.party.kind is not PartyKind.BUSINESS:
            return None
        return self.party.id
