"""Fill in the last day of hampers that were there before: the first on which one of their parts ends."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    op.execute(
        "UPDATE product SET parts_until = ("
        "SELECT min(part.valid_until) FROM bundle_part JOIN product AS part ON part.id = bundle_part.part_id "
        "WHERE bundle_part.bundle_id = product.id) "
        "WHERE kind = 'bundle'"
    )


def downgrade():
    """The column goes with its own revision; until then what it says stays right."""
