"""Add the last day of hampers, which is that of their parts

Revision 0021 fills it in for hampers that were there before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("product", sa.Column("parts_until", sa.Date(), nullable=True))


def downgrade():
    op.drop_column("product", "parts_until")
