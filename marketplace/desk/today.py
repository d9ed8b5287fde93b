"""What waits for a seller today: purchases, proposals, mandates, papers, drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.businesses import queries as businesses
from marketplace.businesses import verification_queries as verification
from marketplace.businesses.models import Business
from marketplace.businesses.states import ChangeState, MandateState
from marketplace.businesses.verification_queries import Rung, Step
from marketplace.catalog import queries as catalog
from marketplace.catalog.states import ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.procurement import inbox
from marketplace.procurement.inbox import Task

ENDING_DAYS = 14


@dataclass(frozen=True, slots=True)
class Today:
    """A seller's first page. `next_rung` is the level of readiness to reach next, None at the top."""

    business_name: str
    shop_slug: str
    tasks: list[Task]
    live: int
    drafts: int
    level: str
    next_rung: Rung | None


def of_seller(session: Session, actor: Actor) -> Today:
    """Everything for the business that the actor acts for."""
    business = businesses.own(session, actor)
    counts = catalog.count_by_state(session, actor)
    ladder = verification.ladder(session, business)
    reached = [rung for rung in ladder if rung.reached]
    next_rung = next((rung for rung in ladder if not rung.reached), None)
    drafts, live = counts.get(ProductState.DRAFT, 0), counts.get(ProductState.LIVE, 0)
    tasks = answers(session, actor, business)
    products = list(_products(live, drafts))
    own = list(_own(session, business, ladder)) if business_policies.is_owner(actor) else []
    tasks += own + products if live or drafts else products + own
    return Today(
        business_name=business.name,
        shop_slug=business.slug,
        tasks=tasks,
        live=live,
        drafts=drafts,
        level=reached[-1].name if reached else "",
        next_rung=next_rung,
    )


def answers(session: Session, actor: Actor, business: Business) -> list[Task]:
    """Where somebody waits for the business: agencies first, the nearest deadline at the top."""
    asked = list(_asked(session, business)) if business_policies.is_owner(actor) else []
    return [*inbox.tasks(session, actor), *asked]


def _asked(session: Session, business: Business) -> Iterator[Task]:
    """What helpers ask and only the owner answers."""
    for mandate in businesses.mandates(session, business.id):
        if mandate.state is MandateState.PROPOSED:
            yield Task(
                f"{mandate.helper_name} meminta izin membantu",
                "Baca dulu apa yang boleh dan tidak boleh dilakukannya.",
                f"/penjual/pendamping/kuasa/{mandate.code}",
                "Baca dan putuskan",
                glyph="handshake",
            )
    waiting, count = businesses.changes(session, business.id, state=ChangeState.WAITING)
    for change in waiting[:3]:
        yield Task(
            f"{change.proposed_by_name} mengusulkan: {change.title}",
            "Tidak berlaku sebelum Anda setuju.",
            f"/penjual/perubahan/{change.code}",
            "Lihat bedanya",
            glyph="list-checks",
        )
    if count > len(waiting[:3]):
        yield Task(f"{count - 3} usulan lain", "", "/penjual/perubahan", "Lihat semua", glyph="list-checks")


def _own(session: Session, business: Business, ladder: Sequence[Rung]) -> Iterator[Task]:
    """What else only the owner looks after."""
    for mandate in businesses.mandates(session, business.id):
        if mandate.active and (mandate.ends_on - clock.today()).days <= ENDING_DAYS:
            yield Task(
                f"Izin {mandate.helper_name} segera berakhir",
                "Tanpa izin baru, ia tidak bisa lagi mengisi untuk Anda.",
                "/penjual/pendamping",
                "Lihat",
                state="menunggu",
                glyph="handshake",
            )
    ready = [rung for rung in ladder if rung.may_submit]
    if ready and not verification.with_verifier(session, business):
        yield Task(
            f"Ajukan: {ready[-1].name}",
            "Semua berkas sudah ada. Verifikator memeriksanya.",
            "/penjual/mulai",
            "Ajukan",
            glyph="file-check",
        )
    next_rung = next((rung for rung in ladder if not rung.reached), None)
    yield from _renewals([step for rung in ladder for step in rung.steps if step.counts and step.owner_acts])
    if next_rung and not next_rung.may_submit:
        yield from _papers(next_rung)


def _renewals(refused: Sequence[Step]) -> Iterator[Task]:
    """What counts was to be renewed and the new one was refused: the level lasts, but not for ever."""
    if refused:
        yield Task(
            f"Perbaiki pembaruan: {refused[0].requirement.label}",
            refused[0].note,
            "/penjual/mulai",
            "Perbaiki",
            state="menunggu",
            glyph="file-check",
        )


def _papers(rung: Rung) -> Iterator[Task]:
    wrong = [step for step in rung.steps if step.owner_acts and not step.counts]
    if wrong:
        yield Task(
            f"Lengkapi {len(wrong)} hal untuk {rung.name}",
            ", ".join(step.requirement.label for step in wrong[:3]),
            "/penjual/mulai",
            "Lengkapi",
            state="menunggu",
            glyph="file-check",
        )


def _products(live: int, drafts: int) -> Iterator[Task]:
    if not live and not drafts:
        yield Task(
            "Tambah produk pertama",
            "Cukup foto, nama, harga, dan stok.",
            "/penjual/produk/baru",
            "Tambah",
            glyph="package",
        )
    elif drafts:
        yield Task(
            f"{drafts} draf produk belum tayang",
            "Pembeli belum bisa melihatnya.",
            "/penjual/produk",
            "Lihat draf",
            glyph="package",
        )
