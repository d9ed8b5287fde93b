"""Add the looks into official registers

The previous version of the program still runs while this is applied: only add here; fill and remove in
migrations of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

RESULTS = ("matches", "differs", "not_found")


def upgrade():
    op.create_table(
        "register_lookup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(*RESULTS, name="lookupresult", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("looked_for", sa.String(), nullable=False),
        sa.Column("looked_by", sa.Integer(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["business.id"], name=op.f("fk_register_lookup_business_id_business")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_register_lookup_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_lookup")),
        sa.UniqueConstraint("code", name=op.f("uq_register_lookup_code")),
    )
    with op.batch_alter_table("register_lookup", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_register_lookup_business_id_register_id"),
            ["business_id", "register", "id"],
            unique=False,
        )


def downgrade():
    with op.batch_alter_table("register_lookup", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_lookup_business_id_register_id"))
    op.drop_table("register_lookup")
