"""Add the second person for changes of curated listings, their withdrawal, and doubts of what was verified."""

import sqlalchemy as sa
from alembic import op

from marketplace.infra import enum_checks

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

OLD = ("waiting", "confirmed", "refused", "replaced")
NEW = ("waiting", "checked", "confirmed", "refused", "replaced", "withdrawn")
DOUBTED = ("claim", "curation")


def upgrade():
    op.add_column("proposed_change", sa.Column("checked_by", sa.Integer(), nullable=True))
    op.add_column("proposed_change", sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
    enum_checks.allow(op.get_bind(), "proposed_change", "state", "changestate", NEW)
    for table in DOUBTED:
        op.add_column(table, sa.Column("doubted_by", sa.Integer(), nullable=True))
        op.add_column(table, sa.Column("doubted_at", sa.DateTime(timezone=True), nullable=True))
        op.add_column(
            table, sa.Column("doubt", sa.String(), server_default=sa.text("''"), nullable=False)
        )


def downgrade():
    for table in DOUBTED:
        for column in ("doubt", "doubted_at", "doubted_by"):
            op.drop_column(table, column)
    op.execute("UPDATE proposed_change SET state = 'waiting' WHERE state = 'checked'")
    op.execute("UPDATE proposed_change SET state = 'refused' WHERE state = 'withdrawn'")
    enum_checks.allow(op.get_bind(), "proposed_change", "state", "changestate", OLD)
    op.drop_column("proposed_change", "checked_at")
    op.drop_column("proposed_change", "checked_by")
