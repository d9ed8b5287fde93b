"""Add proposals of sanctions and objections

Two kinds of sanction come to those that are known. Going down, a delisting becomes a freeze, which stops trade
just the same, and warnings are forgotten.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


BEFORE = ("freeze", "blacklist")
SINCE = ("warning", "freeze", "delist", "blacklist")


def upgrade():
    _allow_kinds(SINCE)
    op.create_table('sanction_objection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('sanction_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('filed', 'upheld', 'denied', name='objectionstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=False),
    sa.Column('filed_by', sa.Integer(), nullable=False),
    sa.Column('filed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['filed_by'], ['account.id'], name=op.f('fk_sanction_objection_filed_by_account')),
    sa.ForeignKeyConstraint(['sanction_id'], ['sanction.id'], name=op.f('fk_sanction_objection_sanction_id_sanction')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sanction_objection')),
    sa.UniqueConstraint('code', name=op.f('uq_sanction_objection_code')),
    sa.UniqueConstraint('sanction_id', name=op.f('uq_sanction_objection_sanction_id'))
    )
    with op.batch_alter_table('sanction_objection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sanction_objection_state_filed_at'), ['state', 'filed_at'], unique=False)

    op.create_table('sanction_proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('business_id', sa.Integer(), nullable=False),
    sa.Column('act', sa.Enum('impose', 'lift', name='proposedact', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'approved', 'refused', 'withdrawn', name='proposalstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('sanction_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('warning', 'freeze', 'delist', 'blacklist', name='sanctionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ground', sa.String(), nullable=False),
    sa.Column('basis', sa.String(), nullable=False),
    sa.Column('decision_number', sa.String(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('proposed_by', sa.Integer(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['business_id'], ['business.id'], name=op.f('fk_sanction_proposal_business_id_business')),
    sa.ForeignKeyConstraint(['proposed_by'], ['account.id'], name=op.f('fk_sanction_proposal_proposed_by_account')),
    sa.ForeignKeyConstraint(['sanction_id'], ['sanction.id'], name=op.f('fk_sanction_proposal_sanction_id_sanction')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sanction_proposal')),
    sa.UniqueConstraint('code', name=op.f('uq_sanction_proposal_code'))
    )
    with op.batch_alter_table('sanction_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sanction_proposal_state_proposed_at'), ['state', 'proposed_at'], unique=False)
        batch_op.create_index('uq_sanction_proposal_waiting', ['business_id'], unique=True, sqlite_where=sa.text("state = 'proposed'"), postgresql_where=sa.text("state = 'proposed'"))



def _allow_kinds(kinds):
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    if op.get_bind().dialect.name == "postgresql":
        # SQLite rebuilds the table, and leaves its CHECK behind by itself.
        op.drop_constraint(op.f("ck_sanction_sanctionkind"), "sanction", type_="check")
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f("ck_sanction_sanctionkind"), f"kind IN ({listed})")


def downgrade():
    with op.batch_alter_table('sanction_proposal', schema=None) as batch_op:
        batch_op.drop_index('uq_sanction_proposal_waiting', sqlite_where=sa.text("state = 'proposed'"), postgresql_where=sa.text("state = 'proposed'"))
        batch_op.drop_index(batch_op.f('ix_sanction_proposal_state_proposed_at'))

    op.drop_table('sanction_proposal')
    with op.batch_alter_table('sanction_objection', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sanction_objection_state_filed_at'))

    op.drop_table('sanction_objection')
    op.execute("DELETE FROM sanction WHERE kind = 'warning'")
    op.execute("UPDATE sanction SET kind = 'freeze' WHERE kind = 'delist'")
    _allow_kinds(BEFORE)
