"""Reading what waits for curators: one queue of claims, listings and staged changes, and each case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.businesses import queries as businesses
from marketplace.businesses.models import Business, Mandate, Member, ProposedChange
from marketplace.businesses.queries import BusinessBrief
from marketplace.businesses.services import is_partial
from marketplace.businesses.states import CHANGE_OPEN, ChangeState, Decider
from marketplace.catalog import claim_kinds, policies, reference
from marketplace.catalog.claim_kinds import KindRule
from marketplace.catalog.models import Claim, ClaimKind, Curation, Product, ProductPhoto
from marketplace.catalog.rules import rule
from marketplace.catalog.services.staging import CURATED, stamp_of
from marketplace.catalog.shown import Picture, photo_of
from marketplace.catalog.states import ClaimState, CurationState
from marketplace.infra.files import StoredFile
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Forbidden, NotFound
from marketplace.kernel.regions import is_within

PAGE_SIZE = 20


class Task(StrEnum):
    """What a curator decides; the values stand in addresses."""

    CLAIM = "klaim"
    LISTING = "produk"
    CHANGE = "perubahan"


TASK_LABELS = {Task.LISTING: "Produk", Task.CHANGE: "Perubahan"}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One thing that waits. what: the kind of claim, or the task, in words. waits_days: whole days."""

    task: Task
    code: str
    what: str
    product_name: str
    business_name: str
    region_code: str
    since: datetime
    waits_days: int
    late: bool
    second: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to decide with the product it is about.

    stamp: what the decision must still find. rules, claim, file: for claims. diff: for changes.
    first_by_other: somebody else already found it true.
    """

    task: Task
    id: int
    code: str
    open: bool
    product: Product
    seller: BusinessBrief
    category: str
    photos: Sequence[Picture]
    since: datetime
    stamp: str
    claim: Claim | None = None
    rules: KindRule | None = None
    file: StoredFile | None = None
    diff: Sequence[dict[str, str]] = ()
    first_by_other: bool = False


def queue(session: Session, actor: Actor, *, wanted: str = "", page: int = 1) -> tuple[list[QueueRow], int]:
    """A page (from 1) of what waits in the curator's region, the oldest first, and how many there are.

    wanted: a kind of claim or a task; anything else shows all. What the curator may not decide is left out.
    """
    _ensure_curator(actor)
    waiting = _waiting(actor, wanted).subquery()
    total = session.scalar(select(func.count()).select_from(waiting)) or 0
    rows = session.execute(
        select(waiting)
        .order_by(waiting.c.since, waiting.c.code)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [_row(row) for row in rows], total


def groups(session: Session, actor: Actor) -> list[tuple[str, str, int]]:
    """What the queue can be narrowed to, as (value, words, number), where something waits."""
    _ensure_curator(actor)
    waiting, today = _waiting(actor, "").subquery(), clock.today()
    grouped = session.execute(select(waiting.c.what, func.count().label("number")).group_by(waiting.c.what))
    found = {row.what: row.number for row in grouped}
    order = [*(kind.value for kind in ClaimKind), Task.LISTING.value, Task.CHANGE.value]
    return [(value, _what(value, today), found[value]) for value in order if value in found]


def first(session: Session, actor: Actor, *, wanted: str = "") -> QueueRow | None:
    """What waits longest; None when nothing does."""
    return next(iter(queue(session, actor, wanted=wanted)[0]), None)


def claim_case(session: Session, actor: Actor, code: str) -> Case:
    """A claim to decide; raises NotFound outside the curator's region."""
    _ensure_curator(actor)
    row = session.execute(
        select(Claim, StoredFile)
        .outerjoin(StoredFile, StoredFile.id == Claim.file_id)
        .where(Claim.code == code)
    ).one_or_none()
    if row is None:
        raise NotFound(f"claim {code}")
    found: Claim = row.Claim
    return _case(
        session,
        actor,
        found.product_id,
        Task.CLAIM,
        found.id,
        code,
        is_open=found.status in {ClaimState.SUBMITTED, ClaimState.CHECKED},
        since=found.submitted_at,
        stamp=found.submitted_at.isoformat(),
        claim=found,
        rules=claim_kinds.kind_rule(found.kind, clock.today()),
        file=row.StoredFile,
        first_by_other=found.status is ClaimState.CHECKED and found.checked_by != actor.user_id,
    )


def listing_case(session: Session, actor: Actor, code: str) -> Case:
    """A listing to decide; raises NotFound outside the curator's region."""
    _ensure_curator(actor)
    found = session.scalar(select(Curation).where(Curation.code == code))
    if found is None:
        raise NotFound(f"curation {code}")
    product = session.get_one(Product, found.product_id)
    return _case(
        session,
        actor,
        found.product_id,
        Task.LISTING,
        found.id,
        code,
        is_open=found.state in {CurationState.SUBMITTED, CurationState.IN_CURATION},
        since=found.submitted_at,
        stamp=str(stamp_of(product)),
        first_by_other=found.state is CurationState.IN_CURATION and found.begun_by != actor.user_id,
    )


def change_case(session: Session, actor: Actor, code: str) -> Case:
    """A staged change to decide; raises NotFound outside the curator's region."""
    _ensure_curator(actor)
    found = session.scalar(
        select(ProposedChange).where(ProposedChange.code == code, ProposedChange.decider == Decider.CURATOR)
    )
    if found is None:
        raise NotFound(f"change {code}")
    product_id = session.scalar(select(Product.id).where(Product.code == found.target.partition(":")[2]))
    return _case(
        session,
        actor,
        product_id or 0,
        Task.CHANGE,
        found.id,
        code,
        is_open=found.state in CHANGE_OPEN,
        since=found.proposed_at,
        stamp=code,
        diff=found.diff,
        first_by_other=found.state is ChangeState.CHECKED and found.checked_by != actor.user_id,
    )


def staged_change(session: Session, product: Product) -> ProposedChange | None:
    """The change of this listing that waits for a curator."""
    return session.scalar(
        select(ProposedChange).where(
            ProposedChange.business_id == product.business_id,
            ProposedChange.target == f"product:{product.code}",
            ProposedChange.command == CURATED,
            ProposedChange.state.in_(CHANGE_OPEN),
        )
    )


def why_read_certificate(session: Session, actor: Actor, stored_file: StoredFile) -> str:
    """Why the seller's own people and verifiers who may judge the seller read it; "" for nobody else."""
    business_id = stored_file.party_id
    if business_policies.may_act_for(actor, business_id, policies.WRITE):
        return "Membuka sertifikat sendiri"
    region = session.scalar(select(Business.region_code).where(Business.id == business_id))
    if region is None or not policies.may_curate(actor) or is_partial(session, actor.user_id, business_id):
        return ""
    within = actor.region_code is None or is_within(region, actor.region_code)
    return "Memeriksa pernyataan produk" if within else ""


def _ensure_curator(actor: Actor) -> None:
    if not policies.may_curate(actor):
        raise Forbidden("only verifiers curate")


def _case(
    session: Session,
    actor: Actor,
    product_id: int,
    task: Task,
    row_id: int,
    code: str,
    *,
    is_open: bool,
    since: datetime,
    stamp: str,
    **more: Any,
) -> Case:
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(f"{task} {code}")
    seller = businesses.brief(session, {product.business_id})[product.business_id]
    business_policies.ensure_reaches(actor, seller.region_code)
    photos = session.scalars(
        select(ProductPhoto)
        .where(ProductPhoto.product_id == product.id)
        .order_by(ProductPhoto.position, ProductPhoto.id)
    )
    known = reference.is_category(product.category)
    path = " › ".join(part.name for part in reference.path(product.category)) if known else ""
    pictures = [photo_of(photo) for photo in photos]
    return Case(task, row_id, code, is_open, product, seller, path, pictures, since, stamp, **more)


def _waiting(actor: Actor, wanted: str) -> Select[Any] | Any:
    """Claims, listings and changes that wait and that the actor may decide, in one shape."""
    kinds = [ClaimKind(wanted)] if wanted in set(ClaimKind) else list(ClaimKind)
    parts = []
    if wanted not in {Task.LISTING, Task.CHANGE}:
        parts.append(
            _shape(
                Task.CLAIM, cast(Claim.kind, String), Claim.code, Claim.submitted_at, _second(Claim.status)
            )
            .join(Claim, Claim.product_id == Product.id)
            .where(
                Claim.status.in_([ClaimState.SUBMITTED, ClaimState.CHECKED]),
                Claim.kind.in_(kinds),
                *_free(actor, Claim.submitted_by, Claim.checked_by),
            )
        )
    if wanted not in set(ClaimKind) | {Task.CHANGE}:
        parts.append(
            _shape(
                Task.LISTING,
                literal(Task.LISTING.value),
                Curation.code,
                Curation.submitted_at,
                _second(Curation.state),
            )
            .join(Curation, Curation.product_id == Product.id)
            .where(
                Curation.state.in_([CurationState.SUBMITTED, CurationState.IN_CURATION]),
                *_free(actor, Curation.submitted_by, Curation.begun_by),
            )
        )
    if wanted not in set(ClaimKind) | {Task.LISTING}:
        parts.append(
            _shape(
                Task.CHANGE,
                literal(Task.CHANGE.value),
                ProposedChange.code,
                ProposedChange.proposed_at,
                _second(ProposedChange.state),
            )
            .join(ProposedChange, ProposedChange.target == literal("product:") + Product.code)
            .where(
                ProposedChange.decider == Decider.CURATOR,
                ProposedChange.state.in_(CHANGE_OPEN),
                *_free(actor, ProposedChange.proposed_by, ProposedChange.checked_by),
            )
        )
    return union_all(*parts)


def _shape(task: Task, what: Any, code: Any, since: Any, second: Any) -> Select[Any]:
    return (
        select(
            literal(task.value).label("task"),
            what.label("what"),
            code.label("code"),
            since.label("since"),
            second.label("second"),
            Product.name.label("product_name"),
            Business.name.label("business_name"),
            Business.region_code.label("region_code"),
        )
        .select_from(Product)
        .join(Business, Business.id == Product.business_id)
    )


def _second(state: Any) -> ColumnElement[bool]:
    """One of two people already said yes."""
    return cast(state, String).in_([ClaimState.CHECKED.value, CurationState.IN_CURATION.value])


def _free(actor: Actor, *by: Any) -> list[ColumnElement[bool]]:
    """In the actor's region, of a seller whose member or helper he never was, and not his own doing."""
    member = select(Member.id).where(Member.business_id == Business.id, Member.user_id == actor.user_id)
    mandate = select(Mandate.id).where(Mandate.business_id == Business.id, Mandate.helper_id == actor.user_id)
    found: list[ColumnElement[bool]] = [~member.exists(), ~mandate.exists()]
    found += [or_(column.is_(None), column != actor.user_id) for column in by]
    if actor.region_code:
        found.append(
            or_(
                Business.region_code == actor.region_code,
                Business.region_code.startswith(f"{actor.region_code}.", autoescape=True),
            )
        )
    return found


def _row(row: Any) -> QueueRow:
    today = clock.today()
    waits = (clock.now() - row.since).days
    return QueueRow(
        task=Task(row.task),
        code=row.code,
        what=_what(row.what, today),
        product_name=row.product_name,
        business_name=row.business_name,
        region_code=row.region_code,
        since=row.since,
        waits_days=waits,
        late=waits >= rule("curation.late_days", today).number,
        second=bool(row.second),
    )


def _what(value: str, on: date) -> str:
    if value in set(ClaimKind):
        return claim_kinds.label_of(ClaimKind(value), on)
    return TASK_LABELS[Task(value)]
