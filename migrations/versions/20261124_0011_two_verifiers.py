"""Add the second verifier, waivers and signed declarations

The previous version of the program still runs while this is applied: only add here; fill and remove in
migrations of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

EVIDENCE = ("submitted", "accepted", "rejected", "superseded")
CASE = ("submitted", "returned", "accepted", "rejected")
OPEN = "state IN ('submitted', 'returned')"
OPEN_WITH_PROPOSED = "state IN ('submitted', 'proposed', 'returned')"


def upgrade():
    # First the tables that SQLite builds anew: it would write the defaults of new columns otherwise.
    _states("evidence", "evidencestate", EVIDENCE, (*EVIDENCE, "waived"))
    _states("verification_case", "casestate", CASE, (*CASE, "proposed"))
    _open_case(OPEN, OPEN_WITH_PROPOSED)
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waiver_asked", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("waiver_basis", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("text_version", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("signed_name", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("relations_json", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("verification_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proposed_decision", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("proposed_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sent_back_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sent_back_to", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sent_back_reason", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("held_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    op.execute("UPDATE verification_case SET state = 'submitted' WHERE state = 'proposed'")
    op.execute("UPDATE evidence SET state = 'submitted' WHERE state = 'waived'")
    _open_case(OPEN_WITH_PROPOSED, OPEN)
    _states("verification_case", "casestate", (*CASE, "proposed"), CASE)
    _states("evidence", "evidencestate", (*EVIDENCE, "waived"), EVIDENCE)
    with op.batch_alter_table("verification_case", schema=None) as batch_op:
        batch_op.drop_column("held_until")
        batch_op.drop_column("held_by")
        batch_op.drop_column("sent_back_reason")
        batch_op.drop_column("sent_back_to")
        batch_op.drop_column("sent_back_by")
        batch_op.drop_column("proposed_by")
        batch_op.drop_column("proposed_at")
        batch_op.drop_column("proposed_decision")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_column("relations_json")
        batch_op.drop_column("signed_name")
        batch_op.drop_column("text_version")
        batch_op.drop_column("waiver_basis")
        batch_op.drop_column("waiver_asked")


def _states(table, name, before, after):
    """Other values that the column `state` allows."""
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column(
            "state",
            existing_type=_enum(name, before),
            type_=_enum(name, after),
            existing_nullable=False,
        )


def _enum(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _open_case(before, after):
    """One open case a business, whichever of these states it is in."""
    with op.batch_alter_table("verification_case", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_verification_case_open", sqlite_where=sa.text(before), postgresql_where=sa.text(before)
        )
        batch_op.create_index(
            "uq_verification_case_open",
            ["business_id"],
            unique=True,
            sqlite_where=sa.text(after),
            postgresql_where=sa.text(after),
        )
