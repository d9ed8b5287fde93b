"""Let an accepted declaration count beside the newer one that waits

The previous version of the program still runs while this is applied: only add here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("evidence", sa.Column("outlasts", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("evidence", sa.Column("declared", sa.JSON(), server_default="{}", nullable=False))


def downgrade():
    # While it waited, the older declaration counted alone: it is present again.
    op.execute(
        "UPDATE evidence SET state = 'superseded' WHERE state <> 'superseded' AND EXISTS "
        "(SELECT 1 FROM evidence AS older WHERE older.outlasts AND older.business_id = evidence.business_id "
        "AND older.requirement = evidence.requirement)"
    )
    op.execute("UPDATE evidence SET state = 'accepted' WHERE outlasts")
    op.drop_column("evidence", "declared")
    op.drop_column("evidence", "outlasts")
