"""Add the vacations, opening hours and service area of shops

The previous version of the program still runs while this is applied: only add here; fill and remove in
migrations of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "vacation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_vacation_ends_after_start")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_vacation_business_id_business")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacation")),
        sa.UniqueConstraint("code", name=op.f("uq_vacation_code")),
    )
    with op.batch_alter_table("vacation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vacation_business_id_to_on"), ["business_id", "to_on"], unique=False
        )
    with op.batch_alter_table("business", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opening_hours", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(
            sa.Column("closed_on_holidays", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("serves", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))


def downgrade():
    with op.batch_alter_table("business", schema=None) as batch_op:
        batch_op.drop_column("serves")
        batch_op.drop_column("closed_on_holidays")
        batch_op.drop_column("opening_hours")
    with op.batch_alter_table("vacation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vacation_business_id_to_on"))
    op.drop_table("vacation")
