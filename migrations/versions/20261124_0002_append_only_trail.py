"""Keep the audit trail and the timeline append-only; seal the text of messages.

Messages written before are removed: they were sent, or stand in the inbox as well. A later migration that
rebuilds `audit_entry` or `state_change` on SQLite must create the triggers again.
"""

import sqlalchemy as sa
from alembic import op

from marketplace.infra import triggers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    triggers.create(op.get_bind())
    _replace_body(sa.LargeBinary())


def downgrade():
    _replace_body(sa.String())
    triggers.drop(op.get_bind())


def _replace_body(kind):
    op.execute("DELETE FROM message")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("body")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("body", kind, nullable=False, server_default=""))
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.alter_column("body", server_default=None, existing_type=kind, existing_nullable=False)
