"""Write masked numbers that stand as names of accounts with the one mask."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ACCOUNT = sa.table("account", sa.column("name", sa.String))


def upgrade():
    _rewrite("*", "•")


def downgrade():
    _rewrite("•", "*")


def _rewrite(old, new):
    """Whoever gave no name yet goes by the masked number, which begins with 0 and hides four digits or more."""
    goes_by_number = ACCOUNT.c.name.like(f"0%{old * 4}%")
    op.execute(sa.update(ACCOUNT).where(goes_by_number).values(name=sa.func.replace(ACCOUNT.c.name, old, new)))
