"""Tables of the catalogue: products, their frozen versions, photos, claims, prices."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, event, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalog.states import ClaimState, CurationState, ProductState
from marketplace.infra.db import Base, stored_enum
from marketplace.kernel.codes import slug_with_code
from marketplace.kernel.money import Rupiah


class ClaimKind(StrEnum):
    """What a seller may claim of a product; each needs a number that somebody can look up."""

    PDN = "pdn"
    TKDN = "tkdn"
    HALAL = "halal"
    SNI = "sni"
    PIRT = "pirt"
    BPOM = "bpom"
    BRAND = "merek"


class OfferKind(StrEnum):
    """What is offered. A service has no stock; hampers are put together from the seller's own products."""

    GOODS = "goods"
    SERVICE = "service"
    BUNDLE = "bundle"


class ServiceArea(StrEnum):
    """How far from her place of business a seller of a service goes."""

    REGENCY = "regency"
    PROVINCE = "province"
    NATIONAL = "national"


class VariantGroup(Base):
    """Products of one seller that differ by a few options only, e.g. size and colour.

    `name` is what the products share. `options`: `[{"name": "Ukuran", "values": ["S", "M"]}]`, in the order
    of the page.
    """

    __tablename__ = "variant_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"), index=True)
    name: Mapped[str]
    options: Mapped[list[Any]]
    created_at: Mapped[datetime]


class Product(Base):
    """One thing or service that a business offers to shoppers and government alike.

    `picture` and `shown_claims` repeat the first photo and the verified claims, so that a page of cards
    reads one row per card; `services` keeps them (see `_denormalise`). `stock` and `held` are written by
    `inventory` alone. `held` counts what running holds keep of `stock`; made-to-order products need none.
    `sold` counts committed pieces. `flags` names what an import found odd, e.g. "harga-janggal".

    `content_milli`: thousandths of `content_unit` in one unit. `tiers`: `[{"from": 10, "price": 16000}]`,
    rising quantities at strictly falling prices. `government_price` holds from a day to a day, with a reason
    where it is above what the public paid. `stock` of hampers is what their parts suffice for.

    A product of a `variant_group` has one value for each of its options, in `variant_values`; lists show only
    the `is_lead` one (every product without a group is), with `variants` as their summary of the group:
    `{"name", "count", "from", "differ", "words"}`: how many are on sale, the lowest price in rupiah or None,
    whether prices differ, all their values; None while fewer than two are.
    `valid_until`: the last day on sale, None without end; `parts_until`: that of what is in hampers, which
    `bundles` keeps. `kbli_fits` and `procurable_until` (the last day
    on which permits and curation hold, None while something is missing) repeat what `eligibility` computes,
    so that queries for government filter by them; `curating`: a claim of it waits for a verifier.
    """

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("stock >= 0 AND held >= 0 AND held <= stock", name="stock_covers_held"),
        CheckConstraint("price IS NULL OR price > 0", name="price_positive"),
        CheckConstraint("min_qty >= 1 AND lead_days >= 0", name="terms_sensible"),
        UniqueConstraint("variant_group_id", "variant_key"),
        CheckConstraint("step_qty >= 1 AND (max_qty IS NULL OR max_qty >= min_qty)", name="quantities_fit"),
        CheckConstraint("government_price IS NULL OR government_price > 0", name="government_price_positive"),
        Index(None, "business_id", "state", "published_at", "id"),
        Index(None, "business_id", "updated_at", "id"),
        # No index begins with the state: nearly all are live, and SQLite would choose it over the key.
        Index(None, "published_at", "id"),
        Index(None, "category", "published_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    external_id: Mapped[str | None]
    source: Mapped[str | None]
    name: Mapped[str]
    category: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    price: Mapped[Rupiah | None]
    stock: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
    sold: Mapped[int] = mapped_column(default=0)
    made_to_order: Mapped[bool] = mapped_column(default=False)
    without_photo: Mapped[bool] = mapped_column(default=False)
    lead_days: Mapped[int] = mapped_column(default=0)
    min_qty: Mapped[int] = mapped_column(default=1)
    weight_g: Mapped[int | None]
    kbki: Mapped[str | None]
    is_domestic: Mapped[bool | None]
    kind: Mapped[OfferKind] = mapped_column(
        stored_enum(OfferKind), default=OfferKind.GOODS, server_default=OfferKind.GOODS.value
    )
    content_milli: Mapped[int | None]
    content_unit: Mapped[str] = mapped_column(default="", server_default=text("''"))
    step_qty: Mapped[int] = mapped_column(default=1, server_default="1")
    max_qty: Mapped[int | None]
    tiers: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    government_price: Mapped[Rupiah | None]
    government_from: Mapped[date | None]
    government_until: Mapped[date | None]
    government_reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    length_cm: Mapped[int | None]
    width_cm: Mapped[int | None]
    height_cm: Mapped[int | None]
    hs_code: Mapped[str | None]
    origin_country: Mapped[str | None]
    service_area: Mapped[ServiceArea | None] = mapped_column(stored_enum(ServiceArea))
    story: Mapped[str] = mapped_column(default="", server_default=text("''"))
    capacity_pool_id: Mapped[int | None] = mapped_column(ForeignKey("capacity_pool.id"), index=True)
    variant_group_id: Mapped[int | None] = mapped_column(ForeignKey("variant_group.id"))
    variant_values: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    variant_key: Mapped[str | None]
    is_lead: Mapped[bool] = mapped_column(default=True, server_default=true())
    variants: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[ProductState] = mapped_column(stored_enum(ProductState), default=ProductState.DRAFT)
    picture: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    shown_claims: Mapped[list[Any]] = mapped_column(default=list)
    flags: Mapped[list[Any]] = mapped_column(default=list)
    valid_until: Mapped[date | None]
    parts_until: Mapped[date | None]
    kbli_fits: Mapped[bool] = mapped_column(default=False, server_default=false())
    procurable_until: Mapped[date | None]
    curating: Mapped[bool] = mapped_column(default=False, server_default=false())
    rating_count: Mapped[int] = mapped_column(default=0)
    rating_total: Mapped[int] = mapped_column(default=0)
    current_version_id: Mapped[int | None] = mapped_column(ForeignKey("listing_version.id", use_alter=True))
    version: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version}

    @property
    def slug(self) -> str:
        """What stands in the address: the name's words and the code."""
        return slug_with_code(self.name, self.code)

    @property
    def last_day(self) -> date | None:
        """The last day on sale, its own and that of what is inside; None without end."""
        ends = [day for day in (self.valid_until, self.parts_until) if day is not None]
        return min(ends, default=None)

    @property
    def available(self) -> int:
        """Pieces that nobody holds. Says nothing for a made-to-order product."""
        return self.stock - self.held


class ListingVersion(Base):
    """What a listing said when it was published or changed; never altered, carts and contracts point here.

    `snapshot` is plain JSON (see `snapshots.snapshot_of`), `sha256` the hash of its canonical text.
    """

    __tablename__ = "listing_version"
    __table_args__ = (UniqueConstraint("product_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    number: Mapped[int]
    snapshot: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    created_at: Mapped[datetime]


class ProductPhoto(Base):
    """One photo of a product: `digest` names it in addresses, `files` maps each width to its bytes' hash."""

    __tablename__ = "product_photo"
    __table_args__ = (UniqueConstraint("product_id", "digest"), Index(None, "digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    position: Mapped[int]
    digest: Mapped[str]
    files: Mapped[dict[str, Any]]
    alt: Mapped[str]
    is_illustration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Claim(Base):
    """One claim of one product: what the seller says, and what up to two people found.

    `share_bp`, `bmp_bp`: the TKDN share and the weight of benefits in basis points, for TKDN claims only.
    `seen`: what the person who decided read in the official register; `checked_…`: the first of two;
    `doubted_…`, `doubt`: the first of two who would take a verified one back, and why.
    Of each kind one claim is verified, and one more may wait to take its place.
    """

    __tablename__ = "claim"
    __table_args__ = (
        Index(
            "uq_claim_waiting",
            "product_id",
            "kind",
            unique=True,
            sqlite_where=text("status IN ('submitted', 'checked')"),
            postgresql_where=text("status IN ('submitted', 'checked')"),
        ),
        Index(
            "uq_claim_verified",
            "product_id",
            "kind",
            unique=True,
            sqlite_where=text("status = 'verified'"),
            postgresql_where=text("status = 'verified'"),
        ),
        Index(None, "status", "submitted_at", "id"),
        Index(None, "product_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    kind: Mapped[ClaimKind] = mapped_column(stored_enum(ClaimKind))
    number: Mapped[str]
    share_bp: Mapped[int | None]
    bmp_bp: Mapped[int | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    status: Mapped[ClaimState] = mapped_column(stored_enum(ClaimState))
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    submitted_by: Mapped[int | None]
    submitted_at: Mapped[datetime]
    checked_by: Mapped[int | None]
    checked_at: Mapped[datetime | None]
    checked_seen: Mapped[str] = mapped_column(default="", server_default=text("''"))
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    seen: Mapped[str] = mapped_column(default="", server_default=text("''"))
    reason: Mapped[str] = mapped_column(default="")
    doubted_by: Mapped[int | None]
    doubted_at: Mapped[datetime | None]
    doubt: Mapped[str] = mapped_column(default="", server_default=text("''"))


class Curation(Base):
    """Whether a listing may be shown to government; one row a product, from its first request on.

    `doubted_…`, `doubt`: as of a claim.
    """

    __tablename__ = "curation"
    __table_args__ = (Index(None, "state", "submitted_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), unique=True)
    state: Mapped[CurationState] = mapped_column(stored_enum(CurationState))
    submitted_by: Mapped[int | None]
    submitted_at: Mapped[datetime]
    begun_by: Mapped[int | None]
    begun_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    doubted_by: Mapped[int | None]
    doubted_at: Mapped[datetime | None]
    doubt: Mapped[str] = mapped_column(default="", server_default=text("''"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PriceChange(Base):
    """A step of a product's price; None means *tanya harga*; tiers as in `Product.tiers`."""

    __tablename__ = "price_change"
    __table_args__ = (Index(None, "product_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    before: Mapped[Rupiah | None]
    after: Mapped[Rupiah | None]
    tiers_before: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    tiers_after: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    actor_user_id: Mapped[int | None]
    at: Mapped[datetime]


class PriceLock(Base):
    """While it runs, the price may not change: the product is inside an open government purchase."""

    __tablename__ = "price_lock"
    __table_args__ = (UniqueConstraint("product_id", "holder_kind", "holder_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    holder_kind: Mapped[str]
    holder_id: Mapped[int]
    until: Mapped[datetime]


class KbkiCode(Base):
    """A row of the official KBKI tables (BPS), loaded by `flask reference load kbki`."""

    __tablename__ = "kbki_code"
    __table_args__ = (UniqueConstraint("edition", "code"), Index(None, "code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[str]
    code: Mapped[str]
    title: Mapped[str]
    parent: Mapped[str]


@event.listens_for(ListingVersion, "before_update")
@event.listens_for(ListingVersion, "before_delete")
def _versions_stay(_mapper: object, _connection: object, version: ListingVersion) -> None:
    raise RuntimeError(f"listing version {version.id} is frozen")
