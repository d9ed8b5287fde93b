"""Add the news that people stopped

The previous version of the program still runs while this is applied: only add here; fill and remove in
migrations of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "notice_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_notice_refusal_user_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_refusal")),
        sa.UniqueConstraint("user_id", "kind", name=op.f("uq_notice_refusal_user_id_kind")),
    )


def downgrade():
    op.drop_table("notice_refusal")
