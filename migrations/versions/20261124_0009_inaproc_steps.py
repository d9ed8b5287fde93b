"""Add what was done at INAPROC

The previous version of the program still runs while this is applied: only add here; fill and remove in
migrations of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("inaproc_step",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("business_id", sa.Integer(), nullable=False),
    sa.Column("step", sa.String(), nullable=False),
    sa.Column("done_on", sa.Date(), nullable=False),
    sa.Column("reference", sa.String(), nullable=False),
    sa.Column("recorded_by", sa.Integer(), nullable=True),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_inaproc_step_business_id_business")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_inaproc_step")),
    sa.UniqueConstraint("business_id", "step", name=op.f("uq_inaproc_step_business_id_step"))
    )
    with op.batch_alter_table("business", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shop_policy", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("inaproc_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("inaproc_registered_on", sa.Date(), nullable=True))



def downgrade():
    with op.batch_alter_table("business", schema=None) as batch_op:
        batch_op.drop_column("inaproc_registered_on")
        batch_op.drop_column("inaproc_id")
        batch_op.drop_column("shop_policy")

    op.drop_table("inaproc_step")
