"""What people are told, and where it leads them. Every notice has a key, so that none comes twice."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from marketplace.businesses.models import Business, Mandate, ProposedChange
from marketplace.businesses.requirements import level_name
from marketplace.businesses.sanction_models import Sanction, SanctionKind, SanctionObjection
from marketplace.businesses.services._rows import owner_ids
from marketplace.businesses.states import ChangeState, Decider, MandateState, ObjectionState
from marketplace.businesses.texts import day_words
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.kernel import clock
from marketplace.notifications.services import notify


def mandate_asked(session: Session, mandate: Mandate, business: str, helper: str) -> None:
    notify(
        session,
        user_ids=owner_ids(session, mandate.business_id),
        kind="mandate",
        text=f"{helper} meminta izin membantu {business}. Baca batasnya sebelum menjawab.",
        url="/penjual/pendamping",
        key=f"mandate-asked:{mandate.code}",
    )


def mandate_answered(session: Session, mandate: Mandate, business: str) -> None:
    granted = mandate.state is MandateState.ACTIVE
    text = f"Anda boleh membantu {business}." if granted else f"{business} belum memberi kuasa."
    notify(
        session,
        user_ids=[mandate.helper_id],
        kind="mandate",
        text=text,
        url="/pendamping",
        key=f"mandate-answered:{mandate.code}",
    )


def mandate_ended(session: Session, mandate: Mandate, *, by_owner: bool) -> None:
    told = [mandate.helper_id] if by_owner else owner_ids(session, mandate.business_id)
    text = "Pemilik mencabut surat kuasa Anda." if by_owner else "Pendamping melepas surat kuasanya."
    notify(
        session,
        user_ids=told,
        kind="mandate",
        text=text,
        url="/pendamping" if by_owner else "/penjual/pendamping",
        key=f"mandate-ended:{mandate.code}",
    )


def change_waits(session: Session, change: ProposedChange, name: str) -> None:
    notify(
        session,
        user_ids=owner_ids(session, change.business_id),
        kind="proposed_change",
        text=f"{name} mengusulkan perubahan: {change.title}. Periksa, lalu setujui atau tolak.",
        url=f"/penjual/perubahan/{change.code}",
        key=f"change:{change.code}",
    )


def change_decided(session: Session, change: ProposedChange) -> None:
    word = "disetujui" if change.state is ChangeState.CONFIRMED else "ditolak"
    by_curator = change.decider is Decider.CURATOR
    kind, _, code = change.target.partition(":")
    notify(
        session,
        user_ids=[change.proposed_by],
        kind="proposed_change",
        text=f"Usulan Anda {word} {'kurator' if by_curator else 'pemilik'}: {change.title}."
        + (f" {change.reason}" if change.reason else ""),
        url=f"/penjual/produk/{code}" if by_curator and kind == "product" else "/pendamping",
        key=f"change-decided:{change.code}",
    )


def case_decided(session: Session, case: VerificationCase, word: str) -> None:
    notify(
        session,
        user_ids=owner_ids(session, case.business_id),
        kind="verification",
        text=f"Pemeriksaan “{level_name(case.level)}” {word}.",
        url="/penjual/usaha",
        key=f"case:{case.code}:{case.version}",
    )


def case_sent_back(session: Session, case: VerificationCase, first: int, business: str) -> None:
    notify(
        session,
        user_ids=[first],
        kind="verification",
        text=f"Usulan Anda untuk {business} belum disetujui. Baca alasannya, lalu periksa lagi.",
        url=f"/verifikasi/{case.code}",
        key=f"case-sent-back:{case.code}:{case.version}",
    )


def pledge_asked_anew(session: Session, business_id: int, signed: Evidence, title: str) -> None:
    text = f"Teks “{title}” berganti. Baca yang baru, lalu tanda tangani lagi."
    if not signed.text_version:
        text = f"“{title}” sekarang perlu ditandatangani. Baca teksnya, lalu tanda tangani."
    notify(
        session,
        user_ids=owner_ids(session, business_id),
        kind="verification",
        text=text,
        url="/penjual/usaha/berkas",
        key=f"pledge:{signed.code}",
    )


def pledge_to_sign(session: Session, declared: Evidence, title: str, until: date) -> None:
    notify(
        session,
        user_ids=owner_ids(session, declared.business_id),
        kind="verification",
        text=f"“{title}” sekarang perlu ditandatangani, paling lambat {day_words(until)}.",
        url="/penjual/usaha/berkas",
        key=f"pledge-to-sign:{declared.code}",
    )


def evidence_taken_back(session: Session, evidence: Evidence, label: str) -> None:
    notify(
        session,
        user_ids=owner_ids(session, evidence.business_id),
        kind="verification",
        text=f"“{label}” tidak diterima lagi: {evidence.reason.rstrip('.')}. Perbaiki, lalu ajukan lagi.",
        url="/penjual/usaha/berkas",
        key=f"evidence-taken-back:{evidence.code}",
    )


def size_ends(session: Session, evidence: Evidence, last_day: date) -> None:
    notify(
        session,
        user_ids=owner_ids(session, evidence.business_id),
        kind="verification",
        text=f"Skala usaha Anda berlaku sampai {day_words(last_day)}. Nyatakan dan ajukan yang baru.",
        url="/penjual/usaha/skala",
        key=f"size-ends:{evidence.code}",
    )


def bank_account_changed(session: Session, business_id: int, account_id: int) -> None:
    notify(
        session,
        user_ids=owner_ids(session, business_id),
        kind="bank_account",
        text="Rekening usaha Anda diubah. Bukan Anda? Ganti sandi sekarang, lalu betulkan rekeningnya.",
        url="/penjual/usaha/rekening",
        key=f"bank:{account_id}",
    )


def phone_to_prove(session: Session, business: Business, *, removed: bool) -> None:
    """To all owners: the shop of all of them waits for the number of one."""
    what = "dihapus. Isi nomor lain" if removed else "berubah. Periksa nomor barunya"
    notify(
        session,
        user_ids=owner_ids(session, business.id),
        kind="verification",
        text=f"Nomor HP pemilik {what}, supaya {business.name} tetap bisa berjualan.",
        url="/penjual/mulai/nomor",
        key=f"phone:{business.code}:{clock.now():%Y%m%d%H%M%S}",
    )


def sanctioned(session: Session, sanction: Sanction, *, lifted: bool) -> None:
    text = f"Usaha Anda dikenai sanksi: {sanction.ground}."
    if sanction.kind is SanctionKind.WARNING:
        text = f"Usaha Anda mendapat peringatan: {sanction.ground}."
    if lifted:
        text = "Sanksi atas usaha Anda dicabut."
    notify(
        session,
        user_ids=owner_ids(session, sanction.business_id),
        kind="sanction",
        text=text,
        url="/penjual/usaha/sanksi",
        key=f"sanction:{sanction.code}:{'lifted' if lifted else 'imposed'}",
    )


def objection_answered(session: Session, business_id: int, objection: SanctionObjection) -> None:
    upheld = objection.state is ObjectionState.UPHELD
    word = "diterima; sanksinya dicabut" if upheld else "belum diterima. Baca alasannya"
    notify(
        session,
        user_ids=owner_ids(session, business_id),
        kind="sanction",
        text=f"Keberatan Anda {word}.",
        url="/penjual/usaha/sanksi",
        key=f"objection:{objection.code}",
    )
