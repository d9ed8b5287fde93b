"""Add curation of listings, the evidence of claims, and who answers a proposed change."""

import sqlalchemy as sa
from alembic import op

from marketplace.infra import enum_checks

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

PRODUCT_OLD = ("draft", "live", "frozen", "withdrawn")
PRODUCT_NEW = (*PRODUCT_OLD, "archived", "delisted")
CLAIM_OLD = ("submitted", "verified", "rejected")
CLAIM_NEW = ("submitted", "checked", "verified", "rejected", "replaced")
WAITING = sa.text("status IN ('submitted', 'checked')")
VERIFIED = sa.text("status = 'verified'")


def upgrade():
    _add_curation()
    for column in (
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("kbli_fits", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("procurable_until", sa.Date(), nullable=True),
        sa.Column("curating", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("product", column)
    enum_checks.allow(op.get_bind(), "product", "state", "productstate", PRODUCT_NEW)
    op.execute(
        "ALTER TABLE proposed_change ADD COLUMN decider VARCHAR(40) DEFAULT 'owner' NOT NULL "
        "CONSTRAINT ck_proposed_change_decider CHECK (decider IN ('owner', 'curator'))"
    )
    op.create_index(
        "ix_proposed_change_decider_state_proposed_at_id",
        "proposed_change",
        ["decider", "state", "proposed_at", "id"],
    )
    with op.batch_alter_table("claim") as batch_op:
        batch_op.add_column(sa.Column("file_id", sa.Integer(), nullable=True))
        batch_op.drop_index("ix_claim_status_id")
        batch_op.drop_constraint("uq_claim_product_id_kind", type_="unique")
        batch_op.create_foreign_key("fk_claim_file_id_stored_file", "stored_file", ["file_id"], ["id"])
    for column in (
        sa.Column("bmp_bp", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_seen", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("seen", sa.String(), server_default=sa.text("''"), nullable=False),
    ):
        op.add_column("claim", column)
    enum_checks.allow(op.get_bind(), "claim", "status", "claimstate", CLAIM_NEW)
    op.create_index("ix_claim_product_id_id", "claim", ["product_id", "id"])
    op.create_index("ix_claim_status_submitted_at_id", "claim", ["status", "submitted_at", "id"])
    for name, which in (("uq_claim_waiting", WAITING), ("uq_claim_verified", VERIFIED)):
        op.create_index(
            name,
            "claim",
            ["product_id", "kind"],
            unique=True,
            sqlite_where=which,
            postgresql_where=which,
        )


def downgrade():
    op.execute("DELETE FROM claim WHERE status = 'replaced'")
    op.execute(
        "DELETE FROM claim WHERE EXISTS (SELECT 1 FROM claim AS other WHERE other.product_id = "
        "claim.product_id AND other.kind = claim.kind AND other.id < claim.id)"
    )
    op.execute("UPDATE claim SET status = 'submitted' WHERE status = 'checked'")
    for index in (
        "uq_claim_verified",
        "uq_claim_waiting",
        "ix_claim_status_submitted_at_id",
        "ix_claim_product_id_id",
    ):
        op.drop_index(index, "claim")
    for column in ("seen", "checked_seen", "checked_at", "checked_by", "issued_on", "bmp_bp"):
        op.drop_column("claim", column)
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_constraint("fk_claim_file_id_stored_file", type_="foreignkey")
        batch_op.drop_column("file_id")
        batch_op.create_unique_constraint("uq_claim_product_id_kind", ["product_id", "kind"])
        batch_op.create_index("ix_claim_status_id", ["status", "id"])
    enum_checks.allow(op.get_bind(), "claim", "status", "claimstate", CLAIM_OLD)
    op.drop_index("ix_proposed_change_decider_state_proposed_at_id", "proposed_change")
    op.drop_column("proposed_change", "decider")
    op.execute("UPDATE product SET state = 'withdrawn' WHERE state IN ('archived', 'delisted')")
    enum_checks.allow(op.get_bind(), "product", "state", "productstate", PRODUCT_OLD)
    for column in ("curating", "procurable_until", "kbli_fits", "valid_until"):
        op.drop_column("product", column)
    op.drop_table("curation")


def _add_curation():
    op.create_table(
        "curation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "submitted",
                "in_curation",
                "approved",
                "returned",
                name="curationstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_curation_product_id_product"),
        sa.PrimaryKeyConstraint("id", name="pk_curation"),
        sa.UniqueConstraint("code", name="uq_curation_code"),
        sa.UniqueConstraint("product_id", name="uq_curation_product_id"),
    )
    op.create_index("ix_curation_state_submitted_at_id", "curation", ["state", "submitted_at", "id"])

