"""What the people of a business are told about the team. Every notice has a key, so that none comes twice."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.accounts.models import Account
from marketplace.accounts.services import warn
from marketplace.businesses.models import Business, Member
from marketplace.businesses.services._rows import owner_ids
from marketplace.businesses.states import InvitationState
from marketplace.businesses.team_models import MemberInvitation, OwnershipTransfer
from marketplace.infra.messages import Channel
from marketplace.kernel import clock
from marketplace.notifications.services import notify, write_to

TEAM, OWNERSHIP = "/penjual/tim", "/penjual/tim/kepemilikan"

_TRANSFER = {
    "propose": "Pemilik {business} menawarkan usaha itu kepada Anda. Baca dulu, lalu jawab.",
    "accept": "Calon pemilik {business} menerima. Usaha berpindah sehari lagi; sebelum itu bisa dibatalkan.",
    "refuse": "Calon pemilik {business} menolak. Anda tetap pemiliknya.",
    "cancel": "Perpindahan {business} dibatalkan. Pemiliknya tetap sama.",
    "complete": "{business} sudah berpindah pemilik.",
}
"""What is said at each step of a transfer."""

_STOP = "Bukan Anda? Batalkan di halaman Tim, lalu ganti sandi."
_LAST = "Ganti sandi sekarang, lalu datang ke petugas dengan KTP. Tempatnya ada di halaman Lupa sandi."
_WARNINGS = {
    "propose": f"Dari akun Anda, {{business}} ditawarkan kepada orang lain. {_STOP}",
    "accept": f"{{business}} berpindah pemilik sehari lagi. {_STOP}",
    "complete": f"{{business}} sudah berpindah pemilik. Bukan kehendak Anda? {_LAST}",
}
"""What the owner until now is told besides, so that a stolen session can't give the business away unseen."""


def invited(session: Session, invitation: MemberInvitation, business: str) -> None:
    """To the number itself, whether it has an account or not."""
    write_to(
        session,
        channel=Channel.WHATSAPP,
        recipient=invitation.phone,
        text=f"{business} mengundang Anda bekerja di tokonya. Buka tautan ini dengan nomor ini, lalu jawab.",
        url=f"/akun/undangan/{invitation.code}",
    )


def invitation_answered(session: Session, invitation: MemberInvitation, name: str) -> None:
    accepted = invitation.state is InvitationState.ACCEPTED
    text = (
        f"{name} menerima undangan dan kini ada dalam tim Anda." if accepted else f"{name} menolak undangan."
    )
    notify(
        session,
        user_ids=owner_ids(session, invitation.business_id),
        kind="team",
        text=text,
        url=TEAM,
        key=f"invitation:{invitation.code}",
    )


def permissions_changed(session: Session, member: Member, business: Business) -> None:
    notify(
        session,
        user_ids=[member.user_id],
        kind="team",
        text=f"Izin Anda di {business.name} diubah pemiliknya.",
        url=TEAM,
        key=f"permissions:{member.id}:{clock.now().isoformat()}",
    )


def removed(session: Session, member: Member, business: str) -> None:
    notify(
        session,
        user_ids=[member.user_id],
        kind="team",
        text=f"Pemilik mengeluarkan Anda dari tim {business}.",
        url="/akun/peran",
        key=f"removed:{member.id}",
    )


def left(session: Session, member: Member, name: str) -> None:
    notify(
        session,
        user_ids=owner_ids(session, member.business_id),
        kind="team",
        text=f"{name} keluar dari tim Anda.",
        url=TEAM,
        key=f"left:{member.id}",
    )


def closed(session: Session, business: Business, user_ids: list[int]) -> None:
    """To the staff of a business that closed."""
    notify(
        session,
        user_ids=user_ids,
        kind="team",
        text=f"{business.name} ditutup pemiliknya. Anda tidak bekerja di sana lagi.",
        url="/akun/peran",
        key=f"closed:{business.code}",
    )


def transfer_moved(session: Session, transfer: OwnershipTransfer, business: str, event: str) -> None:
    """Both sides are told of every step; the one who owned it until now also wherever a message reaches."""
    text = _TRANSFER[event].format(business=business)
    told = [transfer.to_user_id] if event == "propose" else [transfer.from_user_id, transfer.to_user_id]
    notify(
        session,
        user_ids=told,
        kind="ownership",
        text=text,
        url=OWNERSHIP,
        key=f"transfer:{transfer.code}:{event}",
    )
    if event in _WARNINGS:
        owner = session.get_one(Account, transfer.from_user_id)
        warn(session, owner, "Kepemilikan usaha Anda", _WARNINGS[event].format(business=business))
