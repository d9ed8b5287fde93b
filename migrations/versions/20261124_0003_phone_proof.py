"""Add the phone number that waits for its code

The previous version of the program still runs while this is applied: only add here; fill and remove in
migrations of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("phone_proof",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("code", sa.String(), nullable=False),
    sa.Column("session_id", sa.Integer(), nullable=False),
    sa.Column("phone", sa.LargeBinary(), nullable=False),
    sa.Column("password_hash", sa.String(), nullable=False),
    sa.Column("secret_hash", sa.String(), nullable=True),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["session_id"], ["web_session.id"], name=op.f("fk_phone_proof_session_id_web_session"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_proof")),
    sa.UniqueConstraint("session_id", name=op.f("uq_phone_proof_session_id"))
    )



def downgrade():
    op.drop_table("phone_proof")

